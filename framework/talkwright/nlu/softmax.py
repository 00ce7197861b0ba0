"""Softmax regression: scores of labels as a linear function of features, with a squared penalty and no intercept.

Fitted in float64 by scipy's L-BFGS with the exact gradient. Without intercept a row of zeros scores every label alike.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_ROWS_FOR_GRAM = 3_000
_STEPS = 500
_JITTER = 1e-8


def fit_softmax(rows: Any, labels: NDArray[np.intp], count: int, strength: float) -> NDArray[np.float64]:
    """Weights [features, count] for sparse ``rows`` [n, features] and their ``labels`` in 0..count-1.

    ``strength`` is how much the fit counts against the penalty. With few rows the solution is searched among the rows'
    own combinations, where it must lie: the factor of the n x n Gram matrix stands in for the rows.
    """
    from scipy.linalg import solve_triangular

    size = rows.shape[0]
    if size > MOST_ROWS_FOR_GRAM:
        return _descend(rows, rows.T.tocsr(), labels, count, strength)
    gram = (rows @ rows.T).toarray()
    gram[np.diag_indices(size)] += _JITTER
    factor = np.linalg.cholesky(gram)
    found = _descend(factor, factor.T, labels, count, strength)
    weights: NDArray[np.float64] = rows.T @ solve_triangular(factor, found, lower=True, trans="T")
    return weights


def _descend(rows: Any, transposed: Any, labels: NDArray[np.intp], count: int, strength: float) -> NDArray[np.float64]:
    from scipy.optimize import minimize

    size, features = rows.shape
    each = np.arange(size)

    def loss_and_gradient(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(features, count)
        scores = rows @ weights
        scores -= scores.max(axis=1, keepdims=True)
        right = scores[each, labels].sum()
        np.exp(scores, out=scores)
        sums = scores.sum(axis=1, keepdims=True)
        loss = strength * (np.log(sums).sum() - right) + 0.5 * (flat @ flat)
        scores /= sums
        scores[each, labels] -= 1.0
        scores *= strength
        return float(loss), (transposed @ scores + weights).ravel()

    options = {"maxiter": _STEPS, "maxfun": 2 * _STEPS, "ftol": 1e-7, "gtol": 1e-3}
    start = np.zeros(features * count)
    found = minimize(  # type: ignore[no-untyped-call]
        loss_and_gradient, start, jac=True, method="L-BFGS-B", options=options
    )
    weights: NDArray[np.float64] = found.x.reshape(features, count)
    return weights
