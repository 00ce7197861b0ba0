"""Whether a text means any of the labels at all. It needs no example of what lies outside.

What is outside is played: a held-out example whose own label is struck out is one that no label is right for. How sure
a classifier still is then, and how near the text is to examples of the label it falls for, is held against how it is
when the label is there; a logistic regression tells the two apart. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from talkwright.conversation.content import JSON

OUTSIDE = 0.03  # of all texts, before anything is known of one

_NEAREST = 3
_MOST_OF_A_LABEL = 64  # examples that a text is compared with
_MOST_JUDGED = 1_500
_FEWEST, _FEWEST_LABELS = 50, 4  # of held-out texts; of fewer labels one is right too often by chance
_STEPS = 25


class Scope:
    """``examples`` int8 [n, width] are vectors of length about 1 / ``unit``, those of label ``l`` at
    ``ends[l]:ends[l + 1]``. ``bias``, ``sure`` and ``near`` are of the logistic regression."""

    def __init__(
        self, examples: NDArray[np.int8], ends: Sequence[int], unit: float, bias: float, sure: float, near: float
    ) -> None:
        self.examples, self.ends, self.unit = examples, ends, unit
        self.bias, self.sure, self.near = bias, sure, near

    def plain(self) -> dict[str, JSON]:
        """All but ``examples``, as the names of ``__init__`` have it."""
        return {
            "ends": list(self.ends),
            "unit": self.unit,
            "bias": self.bias,
            "sure": self.sure,
            "near": self.near,
        }

    def inside(self, vector: NDArray[Any] | None, label: int, confidence: float) -> float:
        """How likely a text means any label, 0..1: one that ``label`` was given with ``confidence``. Without ``vector``
        nothing is known of what is near, and a scope that goes by that says 1."""
        if vector is None and self.near:
            return 1.0
        score = self.bias + self.sure * float(_odds(np.array(confidence)))
        rows = self.examples[self.ends[label] : self.ends[label + 1]].astype(np.float32)
        if vector is not None and len(rows):
            score += self.near * float(_nearness(rows @ vector[:, None] * self.unit)[0])
        return float(1 / (1 + np.exp(-score)))


class Judged(NamedTuple):
    """Held-out texts: their ``vectors`` [n, width], the ``opinions`` [n, labels] on them, and what is ``right`` [n];
    and the vectors and labels of the texts that were learnt. Where there are no vectors their width is 0."""

    vectors: NDArray[np.float32]
    opinions: NDArray[np.float64]
    right: NDArray[np.intp]
    learnt: NDArray[np.float32]
    labels: NDArray[np.intp]


def learn_scope(judged: Sequence[Judged], vectors: NDArray[np.float32], labels: NDArray[np.intp]) -> Scope | None:
    """What held-out texts teach of being inside; None where they teach nothing. ``vectors`` [n, width] of the examples
    of ``labels`` [n] are what texts will be compared with."""
    kinds = judged[0].opinions.shape[1] if judged else 0
    if sum(len(part.right) for part in judged) < _FEWEST or kinds < _FEWEST_LABELS:
        return None
    seen = [_seen(part, kinds) for part in judged]
    features = np.vstack([*(inside for inside, _ in seen), *(outside for _, outside in seen)])
    is_inside = np.repeat([1.0, 0.0], len(features) // 2)
    sure, near, bias = _logistic(features, is_inside).tolist()
    if near <= 0:
        (sure, bias), near = _logistic(features[:, :1], is_inside).tolist(), 0.0
    if sure <= 0:
        return None
    bias += float(np.log((1 - OUTSIDE) / OUTSIDE))
    return Scope(*_compared(vectors, labels, kinds), round(bias, 4), round(sure, 4), round(near, 4))


def renew_scope(scope: Scope, vectors: NDArray[np.float32], labels: NDArray[np.intp]) -> Scope:
    """``scope`` with the examples of ``labels`` [n] as they are now, which are about as many as they were."""
    return Scope(*_compared(vectors, labels, len(scope.ends) - 1), scope.bias, scope.sure, scope.near)


def _compared(
    vectors: NDArray[np.float32], labels: NDArray[np.intp], kinds: int
) -> tuple[NDArray[np.int8], list[int], float]:
    """What texts are compared with: ``examples``, ``ends`` and ``unit`` of a scope."""
    shown, ends = _shown(labels, kinds)
    unit = float(np.abs(vectors).max(initial=1e-6)) / 127
    return np.rint(vectors[shown] / unit).astype(np.int8), ends, unit


def _seen(part: Judged, kinds: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Features [n, 2] of texts as they are, and as they are when their own label is struck out."""
    step = max(1, len(part.right) // _MOST_JUDGED)
    opinions, right = part.opinions[::step], part.right[::step]
    shown, ends = _shown(part.labels, kinds)
    similar = part.vectors[::step] @ part.learnt[shown].T
    struck = opinions.copy()
    struck[np.arange(len(right)), right] = 0
    struck /= np.maximum(struck.sum(axis=1, keepdims=True), 1e-12)
    return _features(opinions, similar, ends), _features(struck, similar, ends)


def _features(opinions: NDArray[np.float64], similar: NDArray[np.float32], ends: Sequence[int]) -> NDArray[np.float64]:
    best = opinions.argmax(axis=1)
    near = np.zeros(len(best))
    for label in np.unique(best).tolist():
        rows, columns = best == label, similar[:, ends[label] : ends[label + 1]]
        if columns.shape[1]:
            near[rows] = _nearness(columns[rows].T)
    return np.column_stack([_odds(opinions.max(axis=1)), near])


def _shown(labels: NDArray[np.intp], kinds: int) -> tuple[NDArray[np.intp], list[int]]:
    """The rows of examples to compare with, by label, and where those of each label end."""
    rows = [np.flatnonzero(labels == label) for label in range(kinds)]
    rows = [each[:: -(-len(each) // _MOST_OF_A_LABEL) or 1] for each in rows]
    return np.concatenate(rows), np.cumsum([0, *(len(each) for each in rows)]).tolist()


def _nearness(similar: NDArray[Any]) -> NDArray[Any]:
    """The mean of the largest of ``similar`` [examples, texts]."""
    return np.asarray(np.sort(similar, axis=0)[-_NEAREST:].mean(axis=0))


def _odds(confidence: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.log((confidence + 1e-9) / (1 - confidence + 1e-6)))


def _logistic(features: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weights of ``features`` [n, k] and the bias, by Newton's method, with a penalty of one example's worth."""
    rows = np.column_stack([features, np.ones(len(features))])
    penalty = np.diag([*[1.0] * features.shape[1], 1e-6])
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        said = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (said - right) + penalty @ weights
        weights -= np.linalg.solve((rows * (said * (1 - said))[:, None]).T @ rows + penalty, slope)
    return np.asarray(weights)
