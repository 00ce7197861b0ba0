"""Writes the files that a command was asked for."""

from __future__ import annotations

from pathlib import Path

from talkwright.errors import RequestError


def write_file(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, in a folder that is made if need be. Raises ``RequestError``."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as fault:
        raise RequestError(f"{path} cannot be written: {fault.strerror}", "Name another file.") from None
