"""Arrays as the bytes of an ``.npz``, the same bytes for the same arrays, and nothing but arrays in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # numpy would write the time of day


def pack(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """``arrays`` by name as the content of a file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in sorted(arrays):
            content = io.BytesIO()
            np.lib.format.write_array(content, np.ascontiguousarray(arrays[name]), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _LONG_AGO), content.getvalue())
    return file.getvalue()


def unpack(content: bytes) -> dict[str, NDArray[Any]]:
    """What ``pack`` was given. Raises ``ValueError`` for anything else."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except (zipfile.BadZipFile, EOFError, AttributeError) as fault:
        raise ValueError(f"no arrays: {fault}") from fault
