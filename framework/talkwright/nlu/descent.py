"""The lowest point of a smooth convex function: L-BFGS with a backtracking line search. Knows nothing of what it fits.

Nocedal, Wright: Numerical Optimization, 2006, algorithms 7.4 and 7.5. It is here because the bookkeeping of scipy's,
which can do more, took longer than the functions of this package do.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[Any]  # of float32 or float64, as the point to start from is

_REMEMBERED = 4  # steps that the curvature is told from
_MOST_STEPS = 500
_MOST_TRIES = 20  # at the length of one step
_ENOUGH = 1e-4  # of the descent that the gradient promises
SETTLED = 1e-5  # a step that gains less of the value is the last; more precision changes no prediction


def minimize(
    value_and_gradient: Callable[[Floats], tuple[float, Floats]], start: Floats, settled: float = SETTLED
) -> Floats:
    """A point of the form of ``start`` where the function hardly falls any more.

    The function gets a point and returns its value and its gradient there, an array of its own. ``settled`` is the
    share of its value that a step has to gain for there to be another.
    """
    point = start
    value, gradient = value_and_gradient(point)
    steps: deque[tuple[Floats, Floats, float]] = deque(maxlen=_REMEMBERED)
    for _ in range(_MOST_STEPS):
        direction = _direction(gradient, steps)
        slope = float(np.vdot(gradient, direction))
        length = 1.0 if steps else 1.0 / max(1.0, float(np.linalg.norm(gradient)))
        for _ in range(_MOST_TRIES):
            there = point + length * direction
            new_value, new_gradient = value_and_gradient(there)
            if new_value <= value + _ENOUGH * length * slope:
                break
            length *= 0.5
        else:
            return point
        gained = value - new_value
        step, change = there - point, new_gradient - gradient
        curvature = float(np.vdot(step, change))
        if curvature > 0:
            steps.append((step, change, curvature))
        point, value, gradient = there, new_value, new_gradient
        if gained <= settled * max(abs(value), 1.0) and len(steps) > 1:  # the first is short: its length is a guess
            return point
    return point


def _direction(gradient: Floats, steps: deque[tuple[Floats, Floats, float]]) -> Floats:
    """The way down, by the gradient and the curvature that ``steps`` saw: each a step, its change and their product."""
    direction = -gradient
    shares = []
    for step, change, curvature in reversed(steps):
        share = float(np.vdot(step, direction)) / curvature
        direction -= share * change
        shares.append(share)
    if steps:
        _, change, curvature = steps[-1]
        direction *= curvature / float(np.vdot(change, change))
    for (step, change, curvature), share in zip(steps, reversed(shares), strict=True):
        direction += (share - float(np.vdot(change, direction)) / curvature) * step
    return direction
