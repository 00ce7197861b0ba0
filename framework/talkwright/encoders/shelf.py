"""Where encoders stand on this machine, once for all bots of a user, and whether they are whole."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from talkwright.errors import NotFound

MODEL, TOKENIZER, LABEL = "model.onnx", "tokenizer.json", "encoder.json"
FOLDER = "TALKWRIGHT_ENCODERS"


class Label(msgspec.Struct, frozen=True):
    """What stands on the shelf. ``files``: SHA-256 by name. ``made_by``: the version of what wrote the model."""

    name: str
    source: str
    made_by: int
    files: dict[str, str]

    @property
    def fingerprint(self) -> str:
        """The same for the same vectors."""
        joined = "".join(self.files[name] for name in sorted(self.files))
        return hashlib.sha256(joined.encode()).hexdigest()[:16]


class Shelf:
    """The folder that the environment names, or ``talkwright/encoders`` in the user's cache."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        named = environment.get(FOLDER)
        cache = Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        self.folder = Path(named) if named else cache / "talkwright" / "encoders"

    def place(self, name: str) -> Path:
        """Where the encoder ``name`` stands, or would."""
        return self.folder / name

    def names(self) -> tuple[str, ...]:
        """The encoders that are there, sorted."""
        return tuple(sorted(each.parent.name for each in self.folder.glob(f"*/{LABEL}")))

    def label(self, name: str) -> Label | None:
        """What is known of an encoder; None when it is not there, or its label is not one."""
        try:
            return msgspec.json.decode((self.place(name) / LABEL).read_bytes(), type=Label)
        except (OSError, msgspec.DecodeError):
            return None

    def megabytes(self, name: str) -> float:
        """How much an encoder that is there takes."""
        return round(sum(file.stat().st_size for file in self.place(name).iterdir()) / 1e6, 1)

    def faults(self, name: str) -> tuple[str, ...]:
        """What is wrong with an encoder that is there, a sentence each. Raises ``NotFound`` when it is not."""
        label = self.label(name)
        if label is None:
            raise NotFound(f"The encoder {name!r} is not on this machine.", f"Get it: talkwright encoder fetch {name}")
        found = []
        for file, digest in sorted(label.files.items()):
            path = self.place(name) / file
            if not path.is_file():
                found.append(f"{file} is missing.")
            elif digest_of(path.read_bytes()) != digest:
                found.append(f"{file} is not what was written.")
        return tuple(found)


def digest_of(content: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
