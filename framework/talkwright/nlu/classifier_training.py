"""How a ``Classifier`` is learnt from examples, and how it chooses its own settings on those that it has not learnt.

The rule: nothing is chosen by hand that examples can choose. How strongly vectors are fitted, how much words and
meaning count, how sure the mixture may be and from where on words decide alone are told by held-out examples. The title
of a label counts as one more example of it, which helps most where there are few.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from talkwright.nlu.classifier import Classifier
from talkwright.nlu.component import Draft, Saved
from talkwright.nlu.held_out import Fold, HeldOut, folds
from talkwright.nlu.mixture import NEVER, Mixture, calibrate, choose, mix, surprise
from talkwright.nlu.ngram_training import Texts, Weights, alike
from talkwright.nlu.scope import Judged, Scope, learn_scope, renew_scope
from talkwright.nlu.softmax import fit_dense, follow, probabilities

STRENGTHS = (30.0, 100.0, 10.0)
"""How much examples may count against the penalty of the regression over vectors; the first is usual."""

_TITLE = 0.5  # the length of the vector of a title, where that of an example is 1
_FEWEST = 20  # held-out examples that are worth choosing a strength by

Say = Callable[[float], None]


class Fitted(NamedTuple):
    """A classifier, the labels that it ``gives`` the examples it learnt, and what it thought of those held out."""

    classifier: Classifier
    gives: list[str]
    held_out: HeldOut


class _Choice(NamedTuple):
    """What held-out examples chose, with the weights of the first fold to start from; None where there are none."""

    strength: float
    mixture: Mixture
    held_out: HeldOut
    words: Weights | None = None
    meaning: NDArray[np.float32] | None = None


class _Taught(NamedTuple):
    """Examples, and after them titles, in the two ways they are seen; ``size`` is how many examples there
    are, ``kinds`` how many labels."""

    texts: Texts
    vectors: NDArray[np.float32] | None
    labels: NDArray[np.intp]
    size: int
    kinds: int

    def with_titles(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        return np.concatenate([rows, np.arange(self.size, len(self.labels))])


def fit_classifier(
    examples: Sequence[tuple[str, Draft]],
    titles: Mapping[str, Draft],
    *,
    cascade: bool = True,
    say: Say = lambda done: None,
) -> Fitted:
    """Learn from ``examples``, each a label and a draft with words, and from the ``titles`` of labels.

    With ``cascade`` words may decide alone. ``say`` hears how much is done, 0..1.
    """
    names, known = _taught(examples, titles)
    texts, labels = known.texts, known.labels
    if len(names) < 2:
        only = [label for label, _ in examples]
        return Fitted(Classifier(alike(names, texts.ngrams), None, Mixture()), only, _nothing(names))
    say(0.1)
    choice = _chosen(known, names, say)
    scope = _scope(known, choice.held_out)
    mixture = choice.mixture if cascade else replace(choice.mixture, certain=NEVER)
    learnt = texts.learn(before=choice.words)
    say(0.9)
    meaning = None
    if known.vectors is not None:
        meaning = _fit(known, np.arange(len(labels)), choice.strength, choice.meaning)
    fitted = Classifier(texts.model(names, learnt), meaning, mixture, scope, choice.strength)
    return Fitted(fitted, _given(known, names, learnt), choice.held_out)


def grow_classifier(examples: Sequence[tuple[str, Draft]], titles: Mapping[str, Draft], before: Saved) -> Fitted | None:
    """Learn from ``examples``, nearly all of which the classifier ``before`` had learnt. Its settings stay; the rest
    is what all examples teach. None when there are other labels, or vectors where there were none."""
    values, arrays = before.values, before.arrays
    names, known = _taught(examples, titles, brief=True)
    if names != values["labels"] or len(names) < 2 or ("meaning" in arrays) != (known.vectors is not None):
        return None
    was = Classifier.load(before)
    taught = known.texts.taught(was.words.ngrams, was.words.weigh, was.words.weights)
    learnt = known.texts.grow(taught)
    meaning, scope = was.meaning, was.scope
    if known.vectors is not None and meaning is not None:
        meaning = follow(known.vectors, known.labels, known.kinds, was.strength, meaning)
    if scope is not None:
        vectors = known.vectors if known.vectors is not None else np.zeros((len(known.labels), 0), np.float32)
        scope = renew_scope(scope, vectors[: known.size], known.labels[: known.size])
    grown = Classifier(known.texts.model(names, learnt), meaning, was.mixture, scope, was.strength)
    return Fitted(grown, _given(known, names, learnt), _nothing(names))


def _taught(
    examples: Sequence[tuple[str, Draft]], titles: Mapping[str, Draft], *, brief: bool = False
) -> tuple[list[str], _Taught]:
    """The names of the labels, and all there is to learn from."""
    names = sorted({label for label, _ in examples})
    named = [(name, titles[name]) for name in names if name in titles and titles[name].words]
    index = {name: number for number, name in enumerate(names)}
    taught = [*examples, *named]
    labels = np.array([index[label] for label, _ in taught], np.intp)
    texts = Texts([draft.spoken for _, draft in taught], labels, len(names), brief=brief)
    vectors = _vectors(taught, len(examples)) if len(names) > 1 else None
    return names, _Taught(texts, vectors, labels, len(examples), len(names))


def _given(taught: _Taught, names: Sequence[str], learnt: Weights) -> list[str]:
    """The labels that the words give the examples themselves."""
    return [names[label] for label in taught.texts.judge(learnt, np.arange(taught.size)).argmax(axis=1)]


def _nothing(names: Sequence[str]) -> HeldOut:
    return HeldOut(names, np.zeros((0, len(names))), np.zeros(0, np.intp))


def _vectors(taught: Sequence[tuple[str, Draft]], size: int) -> NDArray[np.float32] | None:
    found = [draft.vector() for _, draft in taught if draft.vector is not None]
    if not found or len(found) < len(taught):
        return None
    vectors = np.array(found, np.float32)
    vectors[size:] *= _TITLE
    return vectors


def _chosen(taught: _Taught, names: Sequence[str], say: Say) -> _Choice:
    """The strength and the mixture that surprise least on held-out examples, and what was thought of these.

    A fold never starts from what another has learnt: that knew what is judged here.
    """
    parts = _folds(taught, names)
    if not parts:
        return _Choice(STRENGTHS[0], Mixture(0.5), _nothing(names))
    words, learnt = [], []
    for number, fold in enumerate(parts):
        learnt.append(taught.texts.learn(taught.with_titles(fold.taught)))
        words.append(taught.texts.judge(learnt[-1], fold.judged))
        say(0.1 + 0.4 * (number + 1) / len(parts))
    rows = np.concatenate([fold.judged for fold in parts])
    by_words, right = np.vstack(words), taught.labels[rows]
    if taught.vectors is None:
        mixture = calibrate(by_words, right)
        return _Choice(STRENGTHS[0], mixture, HeldOut(names, mix(by_words, by_words, mixture), rows), learnt[0])
    strength, start, first = _strength(taught, parts[0], words[0])
    others = [_judge(taught, fold, _fit(taught, taught.with_titles(fold.taught), strength)) for fold in parts[1:]]
    say(0.8)
    by_meaning = np.vstack([first, *others])
    mixture = choose(by_words, by_meaning, right)
    held_out = HeldOut(names, mix(by_words, by_meaning, mixture), rows)
    return _Choice(strength, mixture, held_out, learnt[0], start)


def _scope(taught: _Taught, held_out: HeldOut) -> Scope | None:
    """What the held-out examples, in the order of their folds, teach of texts that mean none of the labels."""
    vectors = taught.vectors if taught.vectors is not None else np.zeros((len(taught.labels), 0), np.float32)
    judged, begin = [], 0
    for fold in _folds(taught, held_out.names):
        end = begin + len(fold.judged)
        learnt = vectors[fold.taught], taught.labels[fold.taught]
        right = taught.labels[fold.judged]
        judged.append(Judged(vectors[fold.judged], held_out.opinions[begin:end], right, *learnt))
        begin = end
    return learn_scope(judged, vectors[: taught.size], taught.labels[: taught.size])


def _folds(taught: _Taught, names: Sequence[str]) -> list[Fold]:
    return list(folds([names[label] for label in taught.labels[: taught.size]]))


def _strength(
    taught: _Taught, fold: Fold, words: NDArray[np.float64]
) -> tuple[float, NDArray[np.float32], NDArray[np.float64]]:
    """The strength that serves ``fold`` best beside ``words``, with the weights that it gives and what they say."""
    right, found = taught.labels[fold.judged], []
    weights = None
    for order, strength in enumerate(STRENGTHS if len(right) >= _FEWEST else STRENGTHS[:1]):
        weights = _fit(taught, taught.with_titles(fold.taught), strength, weights)
        said = _judge(taught, fold, weights)
        lost = surprise(mix(words, said, choose(words, said, right)), right)
        found.append((lost, order, strength, weights, said))
    _, _, strength, weights, said = min(found, key=lambda each: each[:2])
    return strength, weights, said


def _fit(
    taught: _Taught, rows: NDArray[np.intp], strength: float, start: NDArray[np.float32] | None = None
) -> NDArray[np.float32]:
    """Weights [width, labels] for vectors."""
    assert taught.vectors is not None
    return np.asarray(fit_dense(taught.vectors[rows], taught.labels[rows], taught.kinds, strength, start), np.float32)


def _judge(taught: _Taught, fold: Fold, weights: NDArray[np.float32]) -> NDArray[np.float64]:
    assert taught.vectors is not None
    return np.asarray(probabilities(taught.vectors[fold.judged] @ weights), np.float64)
