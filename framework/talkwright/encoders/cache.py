"""Vectors of texts that were encoded before, in one file for each encoder: what did not change is not encoded again.

A file holds the texts that its last user asked for, by their hashes, and no words. One that cannot be read counts as
none: everything in it can be had again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from talkwright.encoders.encoder import Encoder, Vector
from talkwright.errors import OutsideError

_HASH_BYTES = 16


class Cache:
    """The vectors that ``encoder`` gave, kept in ``folder``."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._path = folder / f"{encoder.fingerprint}.npz"
        self._encoder = encoder
        self._known = _read(self._path, encoder.width)

    def encode(self, texts: Sequence[str], say: Callable[[float], None] = lambda done: None) -> NDArray[np.float32]:
        """The vectors of ``texts``, float32 [n, width], and a file that has them. ``say`` hears how much is done.

        Raises ``OutsideError`` when the encoder is elsewhere and gives none; what it gave before that is kept.
        """
        keys = [blake2b(text.encode(errors="replace"), digest_size=_HASH_BYTES).digest() for text in texts]
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        try:
            self._learn(fresh, say)
        except OutsideError:
            self._write()
            raise
        used = {key: self._known[key] for key in keys}
        if fresh or len(used) < len(self._known):
            self._known = used
            self._write()
        found = np.zeros((len(keys), self._encoder.width), np.float32)
        for row, key in enumerate(keys):
            found[row] = used[key]
        return found

    def _learn(self, fresh: Mapping[bytes, str], say: Callable[[float], None]) -> None:
        keys, texts = list(fresh), list(fresh.values())
        for begin in range(0, len(keys), self._encoder.batch):
            say(begin / len(keys))
            end = begin + self._encoder.batch
            self._known.update(zip(keys[begin:end], self._encoder.encode_many(texts[begin:end]), strict=True))

    def _write(self) -> None:
        hashes = np.frombuffer(b"".join(self._known), np.uint8).reshape(-1, _HASH_BYTES)
        vectors = np.array(list(self._known.values()), np.float32)
        partial = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        with suppress(OSError):  # a folder that cannot be written to costs time, and nothing else
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with partial.open("wb") as file:
                np.savez(file, hashes=hashes, vectors=vectors)
            partial.replace(self._path)


def _read(path: Path, width: int) -> dict[bytes, Vector]:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            hashes, vectors = stored["hashes"], stored["vectors"]
    except Exception:  # numpy's and zipfile's ways of saying that this is no such file are many
        return {}
    if vectors.dtype != np.float32 or vectors.shape != (len(hashes), width) or hashes.shape[1:] != (_HASH_BYTES,):
        return {}
    return {row.tobytes(): vector for row, vector in zip(hashes, vectors, strict=True)}
