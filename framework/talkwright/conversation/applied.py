"""Which events of a log still count. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from talkwright.conversation import events as ev
from talkwright.conversation.events import Event

KEPT_INTENTS = 3
REWOUND = "<rewound>"
"""What stands among the recent intents for a message that was taken back."""


def applied(events: Iterable[Event]) -> list[Event]:
    """The events that still count: since the last session start or restart, without what was taken back."""
    log = _Log()
    for event in events:
        if isinstance(event, (ev.SessionStarted, ev.Restarted)):
            log = _Log()
            log.append(event)
        elif isinstance(event, ev.ActionReverted):
            log.drop_back_to(ev.ActionExecuted)
        elif isinstance(event, ev.UserUtteranceReverted):
            log.drop_back_to(ev.UserUttered)
            log.drop_back_to(ev.ActionExecuted)
        else:
            log.append(event)
    return log.events


_IN_BETWEEN = (ev.ActionExecuted, ev.UserUttered, ev.UserFeaturization)


class _Log:
    """Events that count. What a form was told while all went well is one with its beginning: it cannot be taken back
    by itself. ``_own`` says of each event whether it can.
    """

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._own: list[bool] = []
        self._begun: Counter[str] = Counter()  # how often each form began, so that a log is gone over once

    def append(self, event: Event) -> None:
        """Add an event."""
        goes_on = isinstance(event, ev.ActionExecuted) and event.name is not None and self._join(event.name)
        self.events.append(event)
        self._own.append(not goes_on)
        if isinstance(event, ev.ActiveLoop) and event.name is not None:
            self._begun[event.name] += 1

    def drop_back_to(self, kind: type[Event]) -> None:
        """Drop events from the end up to and including the last of ``kind``, but not the start of a session."""
        begins = bool(self.events) and isinstance(self.events[0], (ev.SessionStarted, ev.Restarted))
        last = (index for index, event in self._from_end() if isinstance(event, kind))
        index = next(last, 1 if begins else 0)
        gone = (event for event in self.events[index:] if isinstance(event, ev.ActiveLoop))
        self._begun.subtract(event.name for event in gone if event.name is not None)
        del self.events[index:], self._own[index:]

    def _from_end(self) -> Iterator[tuple[int, Event]]:
        for index in range(len(self.events) - 1, -1, -1):
            if self._own[index]:
                yield index, self.events[index]

    def _join(self, loop: str) -> bool:
        """Make what was said and done since the form acted last one with that, when it goes on as if nothing had been
        in between. Whether it does; ``trail.goes_on`` says it of steps."""
        if not self._begun[loop]:
            return False
        following: str | None = None
        for index, event in self._from_end():
            if isinstance(event, ev.ActiveLoop) and event.name is None:
                return False
            if isinstance(event, ev.ActionExecutionRejected) and event.name == loop:
                return False
            if isinstance(event, ev.UserUttered) and following not in (None, loop):
                return False
            if isinstance(event, ev.ActionExecuted):
                if event.name == loop:
                    for later in range(index + 1, len(self.events)):
                        self._own[later] = self._own[later] and not isinstance(self.events[later], _IN_BETWEEN)
                    return True
                following = event.name
        return False


def recent_intents(log: Sequence[Event]) -> tuple[str | None, ...]:
    """The intents of the last messages since a restart."""
    found: list[str | None] = []
    for event in log:
        if isinstance(event, ev.Restarted):
            found = []
        elif isinstance(event, ev.UserUttered):
            found.append(event.parse_data.intent.name)
        elif isinstance(event, ev.UserUtteranceReverted):
            found.append(REWOUND)
    return tuple(found[-KEPT_INTENTS:])
