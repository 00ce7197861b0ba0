"""A model file: ``models/<name>.tar.gz``, plain files inside, no code, nothing pickled.

The same content gives the same bytes. Reading trusts nothing: sizes are bounded and names are looked up, not unpacked.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import msgspec

from talkwright.errors import Problem, RequestError

SUFFIX = ".tar.gz"
METADATA = "metadata.json"
LARGEST_FILE_BYTES = 2 * 1024**3

_PIECE_BYTES = 1024**2


class Metadata(msgspec.Struct, frozen=True):
    """What a model is. ``fingerprints`` are those of the parts it was made from."""

    model_id: str
    talkwright_version: str
    assistant_id: str | None
    language: str | None
    fingerprints: dict[str, str]
    format: int = 1
    problems: tuple[Problem, ...] = ()


def write_bundle(path: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files`` to ``path`` in one step: a reader finds the old model or the new one, never half of one.

    Raises ``RequestError`` when it cannot be written.
    """
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name in sorted(files):
            entry = tarfile.TarInfo(name)
            entry.size = len(files[name])
            entry.mode = 0o644
            archive.addfile(entry, io.BytesIO(files[name]))
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as file:
            file.writelines(_compressed(buffer.getbuffer()))
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as fault:
        raise RequestError(f"the model cannot be written to {path}: {fault.strerror}", "Name a folder: --out") from None
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _compressed(content: memoryview) -> Iterator[bytes]:
    """``content`` as a gzip file of several members, piece by piece on all cores: whoever reads it sees one."""
    pieces = [content[begin : begin + _PIECE_BYTES] for begin in range(0, len(content), _PIECE_BYTES)]
    with ThreadPoolExecutor() as threads:
        yield from threads.map(lambda piece: gzip.compress(piece, compresslevel=1, mtime=0), pieces)


def read_bundle(path: Path) -> dict[str, bytes]:
    """The files in the model at ``path``. Raises ``RequestError`` for what is not a model of ours."""
    files: dict[str, bytes] = {}
    try:
        with tarfile.open(path, "r:gz") as archive:
            for entry in archive:
                content = archive.extractfile(entry) if entry.isfile() else None
                if content is not None and entry.size <= LARGEST_FILE_BYTES:
                    files[entry.name.removeprefix("./")] = content.read()
    except (tarfile.TarError, OSError, EOFError, zlib.error) as fault:
        raise RequestError(f"{path} cannot be read as a model: {fault}", "Train again: talkwright train") from fault
    if METADATA not in files:
        raise RequestError(f"{path} holds no {METADATA}, so it is not a model", "Train one: talkwright train")
    try:
        read_metadata(files)
    except msgspec.MsgspecError:
        hint = "A model trained by Rasa cannot be run; train it anew from the same files: talkwright train"
        raise RequestError(f"{path} was not trained by Talkwright", hint) from None
    return files


def read_metadata(files: Mapping[str, bytes]) -> Metadata:
    """What the model says of itself."""
    return msgspec.json.decode(files[METADATA], type=Metadata)


def digest(files: Mapping[str, bytes]) -> str:
    """The id that the content of a model has: 32 hexadecimal digits. The metadata does not count."""
    whole = hashlib.sha256()
    for name in sorted(files.keys() - {METADATA}):
        whole.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    return whole.hexdigest()[:32]


def latest_model(path: Path) -> Path | None:
    """``path`` itself when it is a file, else the newest model in the folder, or None."""
    if path.is_file():
        return path
    found = [file for file in path.glob(f"*{SUFFIX}") if not file.name.startswith(".")] if path.is_dir() else []
    return max(found, key=lambda file: (file.stat().st_mtime_ns, file.name), default=None)
