"""The intent by words and by meaning: softmax regressions over n-grams and over the vector of a message, mixed.

How much each counts, and how sure the mixture may be, is chosen on examples that were held out. Where words alone are
as often right, they decide alone, and the message is never encoded. Without vectors words decide always.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple, Self

import msgspec
import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from talkwright.conversation.utterance import Intent
from talkwright.nlu.component import LONGEST_RANKING, Draft, Lesson, Saved
from talkwright.nlu.examine import examine, learnable, report_no_choice
from talkwright.nlu.held_out import HeldOut, opinions
from talkwright.nlu.mixture import NEVER, Mixture, calibrate, choose, mix, surprise
from talkwright.nlu.ngrams import Ngrams
from talkwright.nlu.reasons import Ranked, rank_opinions
from talkwright.nlu.softmax import fit_dense, probabilities

STRENGTHS = (10.0, 30.0, 100.0)
"""How much examples may count against the penalty of the regression over vectors."""

_FEWEST = 20  # examples whose opinions are worth choosing by


class IntentClassifierOptions(msgspec.Struct, frozen=True):
    """``cascade``: let words decide alone where they are as often right."""

    cascade: bool = True


class _Taught(NamedTuple):
    """Examples in the two ways they are seen. ``vectors`` is None when there are none."""

    words: list[list[str]]
    labels: list[str]
    vectors: NDArray[np.float64] | None

    def some(self, rows: NDArray[np.intp]) -> _Taught:
        """Those at ``rows``."""
        vectors = None if self.vectors is None else self.vectors[rows]
        return _Taught([self.words[row] for row in rows], [self.labels[row] for row in rows], vectors)


class IntentClassifier:
    """Ranks the intents."""

    Options: ClassVar[type[msgspec.Struct]] = IntentClassifierOptions
    prepares: ClassVar[bool] = False

    def __init__(self, words: Ngrams, meaning: NDArray[Any] | None, mixture: Mixture) -> None:
        """``meaning`` [width, labels] are weights for vectors."""
        self._words, self._meaning, self._mixture = words, meaning, mixture

    @classmethod
    def fit(cls, lesson: Lesson, options: IntentClassifierOptions) -> Self:
        taught = _taught(lesson)
        words, given = Ngrams.fit(taught.words, taught.labels)
        if len(words.labels) < 2:
            report_no_choice(taught.labels, lesson)
            return cls(words, None, Mixture())
        examine(taught.words, taught.labels, given, lesson)
        strength, mixture, held_out = _chosen(taught, words.labels)
        lesson.judged(held_out)
        if not options.cascade:
            mixture = replace(mixture, certain=NEVER)
        if taught.vectors is None:
            return cls(words, None, mixture)
        return cls(words, _meaning(taught, words.labels, strength).astype(np.float32), mixture)

    def process(self, draft: Draft) -> None:
        if not draft.words or not self._words.labels:
            return
        said = self._opinion(draft)
        best = np.argsort(-said, kind="stable")[:LONGEST_RANKING]
        labels = self._words.labels
        draft.ranking = [Intent(labels[label], float(said[label])) for label in best.tolist()]

    def _opinion(self, draft: Draft) -> NDArray[np.float64]:
        words = self._words.confidences(draft.words).astype(np.float64)
        if len(words) < 2:
            return words
        if self._meaning is None or draft.vector is None:
            return mix(words, words, self._mixture)
        if words.max() >= self._mixture.certain:
            return words
        return mix(words, probabilities(draft.vector() @ self._meaning), self._mixture)

    def explain(self, draft: Draft) -> Ranked:
        """How much words and meaning each say for the likeliest intents, and by which n-grams."""
        name = type(self).__name__
        if not draft.words or not self._words.labels:
            return Ranked(name, "words", ())
        words = self._words.confidences(draft.words).astype(np.float64)
        asked = self._meaning is not None and draft.vector is not None and words.max() < self._mixture.certain
        meaning = probabilities(draft.vector() @ self._meaning) if asked and draft.vector else None
        mixture = self._mixture
        return Ranked(
            name,
            "words" if meaning is None else "together",
            rank_opinions(self._words.labels, self._opinion(draft), words, meaning, *self._words.shares(draft.words)),
            mixture.weight if self._meaning is not None else 0.0,
            mixture.temperature,
            mixture.certain if mixture.certain < NEVER and self._meaning is not None else None,
        )

    def save(self) -> Saved:
        words = self._words
        arrays: dict[str, Any] = {"weigh": words.weigh, "weights": words.weights}
        if self._meaning is not None:
            arrays["meaning"] = self._meaning
        values = {"intents": list(words.labels), "ngrams": list(words.ngrams)}
        return Saved(arrays, {**values, "mixture": msgspec.to_builtins(self._mixture)})

    @classmethod
    def load(cls, saved: Saved) -> Self:
        values, arrays = saved.values, saved.arrays
        words = Ngrams(values["intents"], values["ngrams"], arrays["weigh"], arrays["weights"])
        return cls(words, arrays.get("meaning"), msgspec.convert(values["mixture"], Mixture))


def _taught(lesson: Lesson) -> _Taught:
    rows = [(draft, example.intent or "") for example, draft in learnable(lesson.data.examples, lesson.drafts)]
    vectors = [draft.vector() for draft, _ in rows if draft.vector is not None]
    found = np.array(vectors, np.float64) if vectors and len(vectors) == len(rows) else None
    return _Taught([draft.words for draft, _ in rows], [intent for _, intent in rows], found)


def _chosen(taught: _Taught, names: Sequence[str]) -> tuple[float, Mixture, HeldOut]:
    """The strength of the regression over vectors and the mixture that surprise least on held-out examples, and what
    they make of these."""
    index = {name: number for number, name in enumerate(names)}

    def by_words(learnt: NDArray[np.intp], judged: NDArray[np.intp]) -> tuple[Sequence[str], NDArray[np.float64]]:
        part = taught.some(learnt)
        model, _ = Ngrams.fit(part.words, part.labels)
        return model.labels, np.array([model.confidences(taught.words[row]) for row in judged], np.float64)

    words, rows = opinions(taught.labels, names, by_words)
    if len(rows) < _FEWEST:
        return STRENGTHS[0], Mixture(), HeldOut(names, words, rows)
    labels = np.array([index[taught.labels[row]] for row in rows], np.intp)
    if taught.vectors is None:
        mixture = calibrate(words, labels)
        return STRENGTHS[0], mixture, HeldOut(names, mix(words, words, mixture), rows)
    found = []
    for strength in STRENGTHS:
        meaning, _ = opinions(taught.labels, names, _by_meaning(taught, strength))
        mixture = choose(words, meaning, labels)
        said = mix(words, meaning, mixture)
        found.append((surprise(said, labels), strength, mixture, said))
    _, strength, mixture, said = min(found, key=lambda each: each[:2])
    return strength, mixture, HeldOut(names, said, rows)


def _by_meaning(taught: _Taught, strength: float) -> Any:
    def learn(learnt: NDArray[np.intp], judged: NDArray[np.intp]) -> tuple[Sequence[str], NDArray[np.float64]]:
        part = taught.some(learnt)
        names = sorted(set(part.labels))
        assert taught.vectors is not None
        return names, probabilities(taught.vectors[judged] @ _meaning(part, names, strength))

    return learn


def _meaning(taught: _Taught, names: Sequence[str], strength: float) -> NDArray[np.float64]:
    """The weights [width, names] for vectors."""
    assert taught.vectors is not None
    index = {name: number for number, name in enumerate(names)}
    labels = np.array([index[label] for label in taught.labels], np.intp)
    return fit_dense(taught.vectors, labels, len(names), strength)
