"""What a classifier says of examples that it has not learnt: the ground on which it chooses its own settings. Pure.

Every label's examples are dealt in turn to a few folds; a fold is judged by what was learnt from the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FOLDS = 3
_ENOUGH = 3_000  # examples; of more, one fold says as much as all


class Fold(NamedTuple):
    """Rows to learn from, and rows to be judged whose labels can be learnt from the others."""

    taught: NDArray[np.intp]
    judged: NDArray[np.intp]


class HeldOut(NamedTuple):
    """What a classifier thought of examples that it had not learnt: ``opinions`` [n, names] of the ``rows`` [n] of the
    examples that it learns from (``examine.learnable``)."""

    names: Sequence[str]
    opinions: NDArray[np.float64]
    rows: NDArray[np.intp]


def folds(labels: Sequence[str]) -> Iterator[Fold]:
    """The folds of examples with ``labels``. There are none when no label has two examples."""
    dealt: Counter[str] = Counter()
    fold_of = np.zeros(len(labels), np.intp)
    for row, label in enumerate(labels):
        fold_of[row] = dealt[label] % FOLDS
        dealt[label] += 1
    judgeable = np.array([dealt[label] > 1 for label in labels], np.bool_)
    for number in range(FOLDS if len(labels) <= _ENOUGH else 1):
        held = fold_of == number
        judged = np.flatnonzero(held & judgeable)
        if len(judged):
            yield Fold(np.flatnonzero(~held), judged)
