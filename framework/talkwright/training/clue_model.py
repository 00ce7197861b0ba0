"""Clues as numbers, and the linear model over them: softmax regression with a squared penalty and no intercept.

Besides clues a label may have ``sides``: numbers of its own in each row, that count alike for all labels. What is
measured on rows that a fit did not see comes from ``folds``, of stories that go otherwise than all that it saw.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from talkwright.nlu.descent import Floats, minimize

STRENGTH = 30.0  # how much a row counts against the penalty on weights; cross-validated
SIDE_SCALE = 8.0  # sides are penalised less than clues: they are few, and in every row
FOLDS = 3


class Rows(msgspec.Struct, frozen=True):
    """``clues``: sparse [n, clues], ``sides`` [n, sides, labels], the column of the right label [n], weights [n]."""

    clues: Any
    sides: NDArray[np.float32]
    columns: NDArray[np.intp]
    weights: NDArray[np.float32]

    def of(self, chosen: NDArray[np.bool_]) -> Rows:
        """Some of them."""
        return Rows(self.clues[chosen], self.sides[chosen], self.columns[chosen], self.weights[chosen])


class Fit(msgspec.Struct, frozen=True):
    """How much clues [clues, labels] and sides [sides] count."""

    clues: Floats
    sides: Floats

    def scores(self, rows: Rows) -> NDArray[np.float64]:
        """Of every label [n, labels]."""
        found: Floats = rows.clues @ self.clues + np.einsum("nsl,s->nl", rows.sides, self.sides)
        return found.astype(np.float64)


def numbered(found: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], Any]:
    """All clues, and which of them each row has: sparse [n, clues]."""
    from scipy.sparse import csr_array

    known = {clue: number for number, clue in enumerate(dict.fromkeys(clue for each in found for clue in each))}
    indices = np.fromiter((known[clue] for each in found for clue in each), dtype=np.int32)
    ends = np.cumsum([0, *map(len, found)])
    parts = (np.ones(len(indices), dtype=np.float32), indices, ends)
    return tuple(known), csr_array(parts, shape=(len(found), len(known)))  # type: ignore[no-untyped-call]


def fit(rows: Rows) -> Fit:
    """The weights under which the right labels are likely and few things count much."""
    (size, kinds, labels), weights = rows.sides.shape, STRENGTH * rows.weights
    each = np.arange(size)
    group = _together(rows.clues)
    clues = (rows.clues @ group).tocsr()
    transposed = clues.T.tocsr()
    sides = rows.sides.transpose(1, 0, 2).reshape(kinds, size * labels) * np.float32(SIDE_SCALE)

    def look(point: Floats) -> tuple[float, Floats]:
        scores = clues @ point[kinds:].reshape(-1, labels)
        scores += (point[:kinds] @ sides).reshape(size, labels)
        scores -= scores.max(axis=1, keepdims=True)
        right = scores[each, rows.columns]
        np.exp(scores, out=scores)
        sums = scores.sum(axis=1, keepdims=True)
        surprise = float(weights @ (np.log(sums[:, 0]) - right))
        scores /= sums
        scores[each, rows.columns] -= 1.0
        scores *= weights[:, None]
        gradient = np.concatenate([sides @ scores.ravel(), (transposed @ scores).ravel()])
        gradient += point
        return surprise + 0.5 * float(np.vdot(point, point)), gradient

    point = minimize(look, np.zeros(kinds + clues.shape[1] * labels, dtype=np.float32))
    return Fit(group @ point[kinds:].reshape(-1, labels), point[:kinds] * SIDE_SCALE)


def _together(clues: Any) -> Any:
    """Which clues always stand together: sparse [clues, groups]. They share one weight evenly, which costs least."""
    from scipy.sparse import csr_array

    columns = clues.tocsc()
    known: dict[bytes, int] = {}
    standing = (columns.indices[begin:end].tobytes() for begin, end in pairwise(columns.indptr))
    groups = np.array([known.setdefault(rows, len(known)) for rows in standing])
    shares = (1.0 / np.sqrt(np.bincount(groups)))[groups].astype(np.float32)
    parts = (shares, groups, np.arange(len(groups) + 1))
    return csr_array(parts, shape=(len(groups), len(known)))  # type: ignore[no-untyped-call]


def folds(rows: Rows, stories: Sequence[Iterable[str]]) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.float64]]]:
    """Rows that were held out [n], and their scores. ``stories`` [n]: those that each row is of.

    A row that stories of two folds share is never held out, nor one that no story has.
    """
    names = sorted({name for each in stories for name in each})
    fold_of = {name: number % FOLDS for number, name in enumerate(names)}
    folds_of = [{fold_of[name] for name in each} for each in stories]
    for fold in range(FOLDS):
        out = np.array([each == {fold} for each in folds_of])
        if out.any() and not out.all():
            yield out, fit(rows.of(~out)).scores(rows.of(out))


def likelihoods(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """What ``scores`` [n, labels] come to."""
    found: NDArray[np.float64] = np.exp(scores - scores.max(axis=1, keepdims=True))
    found /= found.sum(axis=1, keepdims=True)
    return found
