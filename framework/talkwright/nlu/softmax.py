"""Softmax regression: scores of labels as a linear function of features, with a squared penalty and no intercept.

Fitted with the exact gradient, in float32 where that is precise enough. Without intercept a row of zeros scores every
label alike.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from talkwright.nlu.descent import SETTLED, Floats, minimize

MOST_ROWS_FOR_GRAM, FEWEST_LABELS_FOR_GRAM = 700, 20
_JITTER = 1e-8
_NEARLY = 3e-4
"""The least gain of a step from a good start. Held-out examples of BANKING77's training set, 800 in each of three
draws, were as often right as after 1e-6, and as little surprising; after 1e-3 they were more."""


def fit_softmax(
    rows: Any, labels: NDArray[np.intp], count: int, strength: float, start: Floats | None = None
) -> Floats:
    """Weights [features, count] for sparse ``rows`` [n, features] and their ``labels`` in 0..count-1.

    ``strength`` is how much the fit counts against the penalty. With few rows and many labels the solution is searched
    among the rows' own combinations, where it must lie: the factor of the n x n Gram matrix stands in for the rows.
    Else ``start``, weights that are not far from what is looked for, saves steps.
    """
    size = rows.shape[0]
    if size > MOST_ROWS_FOR_GRAM or count < FEWEST_LABELS_FOR_GRAM:
        rows = rows.astype(np.float32)
        return _descend(rows, rows.T.tocsr(), labels, count, strength, start)
    rows = rows.astype(np.float64)
    gram = (rows @ rows.T).toarray()
    gram[np.diag_indices(size)] += _JITTER
    factor = np.linalg.cholesky(gram)
    found = _descend(factor, factor.T, labels, count, strength)
    weights: Floats = rows.T @ np.linalg.solve(factor.T, found)
    return weights


def follow(rows: Any, labels: NDArray[np.intp], count: int, strength: float, start: Floats) -> Floats:
    """The same for ``rows`` of float32 from a ``start`` that is nearly right already."""
    return _descend(rows, rows.T, labels, count, strength, start, _NEARLY)


def fit_dense(
    rows: Floats, labels: NDArray[np.intp], count: int, strength: float, start: Floats | None = None
) -> Floats:
    """The same for dense ``rows``, of few features."""
    return _descend(rows, rows.T, labels, count, strength, start)


def probabilities(scores: Floats) -> Floats:
    """What ``scores`` [..., labels] say of each label, summing to 1."""
    found: Floats = np.exp(scores - scores.max(axis=-1, keepdims=True))
    found /= found.sum(axis=-1, keepdims=True)
    return found


def _descend(
    rows: Any,
    transposed: Any,
    labels: NDArray[np.intp],
    count: int,
    strength: float,
    start: Floats | None = None,
    settled: float = SETTLED,
) -> Floats:
    size, features = rows.shape
    each = np.arange(size)

    def loss_and_gradient(weights: Floats) -> tuple[float, Floats]:
        scores = rows @ weights
        scores -= scores.max(axis=1, keepdims=True)
        right = scores[each, labels].sum(dtype=np.float64)
        np.exp(scores, out=scores)
        sums = scores.sum(axis=1, keepdims=True)
        loss = strength * (np.log(sums).sum(dtype=np.float64) - right) + 0.5 * float(np.vdot(weights, weights))
        scores /= sums
        scores[each, labels] -= 1.0
        scores *= strength
        gradient: Floats = transposed @ scores
        gradient += weights
        return float(loss), gradient

    first = np.zeros((features, count), dtype=rows.dtype) if start is None else start
    return minimize(loss_and_gradient, first, settled)
