"""Labels of texts by words and by meaning: softmax regressions over n-grams and over the vector of a text, mixed.

Where words alone are as often right they decide alone, and the text is never encoded. Without vectors words decide
always. It must not know what labels are for; how it is learnt is in ``classifier_training``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from talkwright.conversation.content import JSON
from talkwright.nlu.component import Draft, Saved
from talkwright.nlu.mixture import NEVER, Mixture, mix
from talkwright.nlu.ngrams import Ngrams
from talkwright.nlu.reasons import Ranked, rank_opinions
from talkwright.nlu.scope import Scope
from talkwright.nlu.softmax import probabilities


class Classifier:
    """Tells ``labels`` apart."""

    def __init__(
        self,
        words: Ngrams,
        meaning: NDArray[Any] | None,
        mixture: Mixture,
        scope: Scope | None = None,
        strength: float = 0.0,
    ) -> None:
        """``meaning`` [width, labels] are weights for vectors, fitted with ``strength``. ``scope`` lowers all
        confidences for a text that seems to mean none of the labels."""
        self.words, self.meaning, self.mixture, self.scope = words, meaning, mixture, scope
        self.strength = strength

    @property
    def labels(self) -> Sequence[str]:
        """In the order of ``opinion``."""
        return self.words.labels

    def ranking(self, draft: Draft, most: int) -> list[tuple[str, float]]:
        """The ``most`` likely labels of ``draft``, which has words, with their confidences, best first."""
        said = self.opinion(draft)
        best = np.argsort(-said, kind="stable")[:most].tolist()
        return [(self.labels[label], float(said[label])) for label in best]

    def opinion(self, draft: Draft) -> NDArray[np.float64]:
        """The confidence in every label [labels], summing to at most 1. There is at least one."""
        words = self.words.confidences(draft.spoken).astype(np.float64)
        if len(words) < 2:
            return words
        said = self._joined(words, self._meant(draft, words))
        return said * self._inside(draft, words, said)

    def explain(self, draft: Draft, name: str) -> Ranked:
        """What words and meaning each say for the likeliest labels and by which n-grams; for the component ``name``."""
        if not draft.words or not self.labels:
            return Ranked(name, "words", ())
        words = self.words.confidences(draft.spoken).astype(np.float64)
        meaning = self._meant(draft, words)
        said = words if len(words) < 2 else self._joined(words, meaning)
        inside = 1.0 if len(words) < 2 else self._inside(draft, words, said)
        mixture = self.mixture
        return Ranked(
            name,
            "words" if meaning is None else "together",
            rank_opinions(self.labels, said * inside, words, meaning, *self.words.shares(draft.spoken)),
            mixture.weight if self.meaning is not None else 0.0,
            mixture.temperature,
            mixture.certain if mixture.certain < NEVER and self.meaning is not None else None,
            None if self.scope is None or words.max() >= mixture.certain else inside,
        )

    def _meant(self, draft: Draft, words: NDArray[np.float64]) -> NDArray[np.float64] | None:
        """What the vector says, None where nobody asks it."""
        if self.meaning is None or draft.vector is None or words.max() >= self.mixture.certain:
            return None
        return np.asarray(probabilities(draft.vector() @ self.meaning), np.float64)

    def _inside(self, draft: Draft, words: NDArray[np.float64], said: NDArray[np.float64]) -> float:
        """How likely ``draft`` means any of the labels. Where words decide alone nobody asks."""
        if self.scope is None or words.max() >= self.mixture.certain:
            return 1.0
        best = int(said.argmax())
        vector = None if self.meaning is None or draft.vector is None else draft.vector()
        return self.scope.inside(vector, best, float(said[best]))

    def _joined(self, words: NDArray[np.float64], meaning: NDArray[np.float64] | None) -> NDArray[np.float64]:
        if meaning is not None:
            return mix(words, meaning, self.mixture)
        return words if words.max() >= self.mixture.certain else mix(words, words, self.mixture)

    def save(self) -> Saved:
        """Everything that ``load`` needs."""
        arrays: dict[str, Any] = {"weigh": self.words.weigh, "weights": self.words.weights}
        if self.meaning is not None:
            arrays["meaning"] = self.meaning
        values: dict[str, JSON] = {"labels": list(self.labels), "ngrams": list(self.words.ngrams)}
        if self.scope is not None:
            arrays["examples"] = self.scope.examples
            values["scope"] = self.scope.plain()
        return Saved(arrays, {**values, "strength": self.strength, "mixture": msgspec.to_builtins(self.mixture)})

    @classmethod
    def load(cls, saved: Saved) -> Self:
        """What ``save`` gave."""
        values, arrays = saved.values, saved.arrays
        words = Ngrams(values["labels"], values["ngrams"], arrays["weigh"], arrays["weights"])
        scope = Scope(arrays["examples"], **values["scope"]) if "scope" in values else None
        mixture = msgspec.convert(values["mixture"], Mixture)
        return cls(words, arrays.get("meaning"), mixture, scope, values.get("strength", 0.0))
