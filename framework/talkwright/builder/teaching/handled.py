"""Which real messages somebody has looked at, by the hash of what they say: nothing that anybody said is kept."""

from __future__ import annotations

import hashlib
import re
import threading
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from talkwright.builder.files.texts import write_whole

How: TypeAlias = Literal["example", "test", "ignore"]
_SPACES, _ENDS = re.compile(r"\s+"), " .!?…"
_decoder = msgspec.json.Decoder(dict[str, How])


def plainly(text: str) -> str:
    """What two messages have in common that say the same: case, spaces and the marks at the end do not count."""
    return _SPACES.sub(" ", text).strip().strip(_ENDS).casefold()


def id_of(text: str) -> str:
    """The first 16 digits of the SHA-256 of what it says plainly, in hex."""
    return hashlib.sha256(plainly(text).encode()).hexdigest()[:16]


class Handled:
    """What was done with messages, in the file at ``path``. May be called from any thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def all(self) -> dict[str, How]:
        """What was done, by the id of the message."""
        try:
            return _decoder.decode(self._path.read_bytes())
        except (FileNotFoundError, msgspec.MsgspecError):
            return {}

    def put(self, id: str, how: How) -> None:
        """Remember one."""
        with self._lock:
            write_whole(self._path, msgspec.json.encode({**self.all(), id: how}))

    def drop(self, id: str) -> None:
        """Forget one, so that it is shown again."""
        with self._lock:
            left = {known: how for known, how in self.all().items() if known != id}
            write_whole(self._path, msgspec.json.encode(left))
