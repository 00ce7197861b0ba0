"""The descent against functions whose lowest point is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize as scipy_minimize
from scipy.sparse import csr_array

from talkwright.nlu.descent import Floats, minimize
from talkwright.nlu.softmax import MOST_ROWS_FOR_GRAM, fit_softmax


@pytest.mark.parametrize("seed", range(5))
def test_the_bottom_of_a_bowl_is_found(seed: int) -> None:
    random = np.random.default_rng(seed)
    root = random.normal(size=(12, 12))
    bowl, bottom = root @ root.T + np.eye(12), random.normal(size=(12,)) * 5

    def value_and_gradient(point: Floats) -> tuple[float, Floats]:
        pull = bowl @ (point - bottom)
        return float(0.5 * (point - bottom) @ pull) + 1.0, pull

    found = minimize(value_and_gradient, np.zeros(12))
    assert value_and_gradient(found)[0] == pytest.approx(1.0, abs=1e-3)


def test_it_stays_where_nothing_is_lower() -> None:
    assert (minimize(lambda point: (0.0, np.zeros_like(point)), np.ones(3)) == np.ones(3)).all()


def test_it_stops_where_the_gradient_is_wrong() -> None:
    assert minimize(lambda point: (float(np.abs(point).sum()), -np.sign(point)), np.ones(2)).tolist() == [1, 1]


@pytest.mark.parametrize("size", [120, MOST_ROWS_FOR_GRAM + 80])
def test_the_regression_is_the_one_that_scipy_finds(size: int) -> None:
    random = np.random.default_rng(size)
    rows = random.random((size, 30)) * (random.random((size, 30)) < 0.3)
    labels = (rows @ random.normal(size=(30, 4))).argmax(axis=1)
    strength = 5.0

    def loss(flat: Floats) -> float:
        weights = flat.reshape(30, 4)
        scores = rows @ weights
        right = scores[np.arange(size), labels]
        return float(strength * (np.log(np.exp(scores).sum(axis=1)) - right).sum() + 0.5 * flat @ flat)

    best = scipy_minimize(loss, np.zeros(120), method="L-BFGS-B")
    found = fit_softmax(csr_array(rows), labels, 4, strength)
    assert loss(found.ravel()) == pytest.approx(best.fun, rel=1e-3)
