"""Weights of a model as numpy arrays, read from a file in the safetensors format.

The format: eight bytes of length, a JSON header of that length, the arrays one after the other. It is read here because
nothing else of the library for it is needed. Source: https://huggingface.co/docs/safetensors.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
import numpy as np
from numpy.typing import NDArray

Weights = Mapping[str, NDArray[np.float32]]

_TYPES: dict[str, np.dtype[Any]] = {"F32": np.dtype("<f4"), "F16": np.dtype("<f2"), "F64": np.dtype("<f8")}
_Count = Annotated[int, msgspec.Meta(ge=0)]
_LONGEST_HEADER = 100_000_000
_ABOUT = "__metadata__"


def read_weights(content: bytes) -> Weights:
    """The arrays of floats in a file's ``content``, by name, as float32. Raises ``ValueError`` for any other file."""
    length = int.from_bytes(content[:8], "little")
    if len(content) < 8 or length > min(_LONGEST_HEADER, len(content) - 8):
        raise ValueError("this is no file of safetensors")
    try:
        header = msgspec.json.decode(content[8 : 8 + length], type=dict[str, msgspec.Raw])
        entries = {name: msgspec.json.decode(entry, type=_Entry) for name, entry in header.items() if name != _ABOUT}
    except msgspec.DecodeError as fault:
        raise ValueError(f"the header is not one: {fault}") from None
    body = memoryview(content)[8 + length :]
    return {name: _array(body, entry) for name, entry in entries.items() if entry.dtype in _TYPES}


class _Entry(msgspec.Struct, frozen=True):
    """What the header says of an array: where it is in the body, and its type and shape."""

    dtype: str
    shape: tuple[_Count, ...]
    data_offsets: tuple[_Count, _Count]


def _array(body: memoryview, entry: _Entry) -> NDArray[np.float32]:
    begin, end = entry.data_offsets
    values = np.frombuffer(body[begin:end], dtype=_TYPES[entry.dtype])
    return values.reshape(entry.shape).astype(np.float32, copy=False)
