"""A matrix of which most is zero, row by row, multiplied by numpy alone.

It stands in for scipy's ``csr_array``, with the same names, where there is so little to multiply that importing that
would take longer than the work.
"""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from numpy.typing import NDArray


class Sparse:
    """``data`` stands in the columns ``indices``, those of row ``r`` at ``indptr[r]:indptr[r + 1]``."""

    def __init__(self, parts: tuple[NDArray[Any], NDArray[Any], NDArray[Any]], shape: tuple[int, int]) -> None:
        """``parts`` are data, indices and indptr."""
        self.data, self.indices, self.indptr = parts
        self.shape = shape

    @classmethod
    def of_ones(cls, rows: NDArray[np.intp], columns: NDArray[np.intp], shape: tuple[int, int]) -> Self:
        """A one at each of ``rows`` [n] and ``columns`` [n]."""
        order = np.argsort(rows, kind="stable")
        ends = np.append(0, np.cumsum(np.bincount(rows, minlength=shape[0])))
        return cls((np.ones(len(rows), np.float32), columns[order], ends), shape)

    @property
    def nnz(self) -> int:
        """How many numbers are in it."""
        return len(self.data)

    @property
    def T(self) -> Self:  # noqa: N802 - as scipy and numpy call it
        """Rows as columns."""
        order = np.argsort(self.indices, kind="stable")
        rows = np.repeat(np.arange(self.shape[0]), np.diff(self.indptr))
        ends = np.append(0, np.cumsum(np.bincount(self.indices, minlength=self.shape[1])))
        return type(self)((self.data[order], rows[order], ends), (self.shape[1], self.shape[0]))

    def __getitem__(self, rows: NDArray[np.intp]) -> Self:
        sizes = np.diff(self.indptr)[rows]
        ends = np.append(0, np.cumsum(sizes))
        places = np.repeat(self.indptr[rows] - ends[:-1], sizes) + np.arange(ends[-1])
        return type(self)((self.data[places], self.indices[places], ends), (len(rows), self.shape[1]))

    def __matmul__(self, dense: NDArray[Any]) -> NDArray[Any]:
        found = np.zeros((self.shape[0], dense.shape[1]), dense.dtype)
        filled = np.flatnonzero(np.diff(self.indptr))
        if len(filled):
            weighed = dense.take(self.indices, axis=0)
            weighed *= self.data[:, None]
            found[filled] = np.add.reduceat(weighed, self.indptr[filled], axis=0)
        return found
