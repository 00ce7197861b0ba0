"""Texts by what is in them: the same text is kept once, and what was kept never changes.

Drafts and history name texts by their hash, so that the text somebody began with is there when files have moved on.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Set
from pathlib import Path

from talkwright.errors import NotFound


def hash_of(text: bytes) -> str:
    """The first 16 digits of its SHA-256, in hex."""
    return hashlib.sha256(text).hexdigest()[:16]


class Texts:
    """Texts in ``folder``, which is made when there is something to keep."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, text: bytes) -> str:
        """Its hash, once it is kept."""
        hash = hash_of(text)
        path = self._path(hash)
        try:
            os.utime(path)  # somebody has it before the eyes again
        except FileNotFoundError:
            write_whole(path, text)
        return hash

    def get(self, hash: str) -> bytes:
        """Raises ``NotFound``."""
        try:
            return self._path(hash).read_bytes()
        except (OSError, ValueError):
            raise NotFound(f"No text is kept under {hash!r}.", "Load the file again.") from None

    def sweep(self, needed: Set[str], since: float) -> int:
        """Forget the texts that nobody needs and nobody has kept since then, a time. Returns how many."""
        swept = 0
        for path in self._folder.glob("??/*"):
            if path.name not in needed and path.stat().st_mtime < since:
                path.unlink(missing_ok=True)
                swept += 1
        return swept

    def _path(self, hash: str) -> Path:
        if len(hash) != 16 or not hash.isalnum():  # it comes from outside and becomes a path
            raise NotFound(f"{hash!r} is no hash of a text.", "Load the file again.")
        return self._folder / hash[:2] / hash


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that who reads it, also after a crash, finds all of it or what was there before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
