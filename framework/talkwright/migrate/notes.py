"""What a migration tells its reader."""

from __future__ import annotations

from typing import Literal

import msgspec

from talkwright.errors import Place

Kind = Literal["done", "look", "left"]


class Note(msgspec.Struct, frozen=True):
    """Something that happened to a file, in a sentence.

    ``done`` needs no reader. ``look`` is done, but may mean something else than before. ``left`` is not done: ``hint``
    says what to write instead.
    """

    kind: Kind
    place: Place
    message: str
    hint: str = ""


class Notes:
    """A list one adds to on the way."""

    def __init__(self) -> None:
        self._found: list[Note] = []

    def done(self, place: Place, message: str) -> None:
        self._found.append(Note("done", place, message))

    def look(self, place: Place, message: str, hint: str = "") -> None:
        self._found.append(Note("look", place, message, hint))

    def left(self, place: Place, message: str, hint: str) -> None:
        self._found.append(Note("left", place, message, hint))

    @property
    def all(self) -> tuple[Note, ...]:
        """Every note once, by place; of one place in the order they were made."""
        return tuple(sorted(dict.fromkeys(self._found), key=lambda note: note.place))
