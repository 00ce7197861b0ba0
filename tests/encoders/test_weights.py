from __future__ import annotations

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from talkwright.encoders.weights import read_weights

from .tiny import written

names = st.text(min_size=1).filter(lambda name: name != "__metadata__")
values = arrays(np.float32, st.tuples(st.integers(0, 4), st.integers(1, 3)), elements=st.floats(-1e3, 1e3, width=32))


@given(st.dictionaries(names, values, max_size=4))
def test_what_is_written_is_read(weights: dict[str, np.ndarray]) -> None:
    found = read_weights(written(weights))
    assert set(found) == set(weights)
    for name, array in weights.items():
        np.testing.assert_array_equal(found[name], array)


@given(st.binary(max_size=60))
def test_other_files_are_told_from_it(content: bytes) -> None:
    with suppress(ValueError):
        assert isinstance(read_weights(content), dict)


def headed(header: str) -> bytes:
    return len(header).to_bytes(8, "little") + header.encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"short",
        b"\xff" * 16,
        headed("{]}"),
        headed("[]"),
        headed('{"a": 1}'),
        headed('{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}'),
        headed('{"a": {"dtype": "F32", "shape": [-2, 3], "data_offsets": [0, 0]}}'),
    ],
)
def test_what_is_no_such_file_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_weights(content)
