"""A sparse matrix of ours does as a dense one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from talkwright.nlu.sparse import Sparse


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 2**32 - 1), st.floats(0, 1))
def test_it_multiplies_turns_and_gives_rows_as_a_dense_one(height: int, width: int, seed: int, share: float) -> None:
    random = np.random.default_rng(seed)
    rows, columns = np.nonzero(random.random((height, width)) < share)
    shuffled = random.permutation(len(rows))
    sparse = Sparse.of_ones(rows[shuffled], columns[shuffled], (height, width))
    sparse.data[:] = random.random(sparse.nnz)
    dense = sparse @ np.eye(width, dtype=np.float32)
    assert np.count_nonzero(dense) == sparse.nnz
    other = random.random((width, 3)).astype(np.float32)
    np.testing.assert_allclose(sparse @ other, dense @ other, rtol=1e-5)
    np.testing.assert_array_equal(sparse.T @ np.eye(height, dtype=np.float32), dense.T)
    chosen = random.integers(0, height, 4)
    np.testing.assert_array_equal(sparse[chosen] @ np.eye(width, dtype=np.float32), dense[chosen])
