"""Who has the builder open, and which flow each looks at. Windows come and go with the line they hear changes on."""

from __future__ import annotations

from collections import Counter

import msgspec

from talkwright.builder.changes import Changes, Event


class Here(msgspec.Struct, frozen=True, order=True):
    """Somebody in a window. ``flow``: the one that is looked at; empty when it is none."""

    name: str
    flow: str = ""


_Key = tuple[str, str]
"""A person and a window: nobody moves a window of another."""


class Presence:
    """The windows of this process. Called from the event loop."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._windows: dict[_Key, Here] = {}
        self._lines = Counter[_Key]()

    @property
    def people(self) -> tuple[Here, ...]:
        """Who is here, in order; somebody with two windows on one flow is told once."""
        return tuple(sorted(set(self._windows.values())))

    def come(self, name: str, window: str) -> None:
        """A window of ``name`` was opened, or has a new line: that the old one is broken may be seen later."""
        key = (name, window)
        self._lines[key] += 1
        self._put(key, self._windows.get(key, Here(name)))

    def look(self, name: str, window: str, flow: str) -> None:
        """It looks at ``flow`` now. One that was never opened, or has gone, is nowhere."""
        if (name, window) in self._windows:
            self._put((name, window), Here(name, flow))

    def go(self, name: str, window: str) -> None:
        """A line of it is closed; with the last one the window is."""
        key = (name, window)
        self._lines[key] -= 1
        if self._lines[key] <= 0:
            del self._lines[key]
            self._put(key, None)

    def event(self) -> Event:
        """What is told whenever it changes."""
        return Event("people", {"people": msgspec.to_builtins(self.people)})

    def _put(self, key: _Key, here: Here | None) -> None:
        before = self.people
        if here is None:
            self._windows.pop(key, None)
        else:
            self._windows[key] = here
        if self.people != before:
            self._changes.tell(self.event())
