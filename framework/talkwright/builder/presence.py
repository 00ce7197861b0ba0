"""Who has the builder open, and which flow each looks at. Windows come and go with the line they hear changes on."""

from __future__ import annotations

import msgspec

from talkwright.builder.changes import Changes, Event


class Here(msgspec.Struct, frozen=True, order=True):
    """Somebody in a window. ``flow``: the one that is looked at; empty when it is none."""

    name: str
    flow: str = ""


class Presence:
    """The windows of this process. Called from the event loop."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._windows: dict[tuple[str, str], Here] = {}  # by person and window: nobody moves a window of another

    @property
    def people(self) -> tuple[Here, ...]:
        """Who is here, in order; somebody with two windows on one flow is told once."""
        return tuple(sorted(set(self._windows.values())))

    def come(self, name: str, window: str) -> None:
        """A window of ``name`` was opened."""
        self._put((name, window), Here(name))

    def look(self, name: str, window: str, flow: str) -> None:
        """It looks at ``flow`` now. One that was never opened, or has gone, is nowhere."""
        if (name, window) in self._windows:
            self._put((name, window), Here(name, flow))

    def go(self, name: str, window: str) -> None:
        """It was closed."""
        self._put((name, window), None)

    def event(self) -> Event:
        """What is told whenever it changes."""
        return Event("people", {"people": msgspec.to_builtins(self.people)})

    def _put(self, key: tuple[str, str], here: Here | None) -> None:
        before = self.people
        if here is None:
            self._windows.pop(key, None)
        else:
            self._windows[key] = here
        if self.people != before:
            self._changes.tell(self.event())
