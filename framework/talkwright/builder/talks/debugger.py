"""Holds a turn up where somebody wants to look, and lets it go on: breakpoints, step by step.

One turn at a time. Nothing is lost while it stands: where it is and what happened so far is in its tracker. Who comes
back too late finds the turn given up.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection

import msgspec

from talkwright.conversation.events import Event, Frame
from talkwright.conversation.tracker import Tracker
from talkwright.conversation.trail import LISTEN
from talkwright.errors import Conflict

LONGEST_PAUSE_S = 15 * 60


class Spot(msgspec.Struct, frozen=True):
    """A step of a flow."""

    flow: str
    step: str


class Paused(msgspec.Struct, frozen=True):
    """Where a turn stands: before it enters a step, or before it runs ``action`` there."""

    flow: str
    step: str
    action: str | None = None


class Debugger:
    """A ``Pace`` that stops at ``breakpoints``, and with ``stepping`` everywhere. ``tracker`` is that of the turn that
    stands; None when none does."""

    def __init__(self, longest_pause_s: float = LONGEST_PAUSE_S) -> None:
        self.breakpoints: Collection[Spot] = frozenset()
        self.stepping = False
        self.at: Paused | None = None
        self.tracker: Tracker | None = None
        self._longest_pause_s = longest_pause_s
        self._entering: Frame | None = None
        self._edits: list[Event] = []
        self._reached = asyncio.Event()
        self._go = asyncio.Event()
        self._given_up = False

    async def reached(self) -> None:
        """Wait until the turn stands."""
        await self._reached.wait()

    def edit(self, event: Event) -> None:
        """Have ``event`` happen before the turn goes on."""
        self._edits.append(event)

    @property
    def edits(self) -> tuple[Event, ...]:
        """What is to happen before the turn goes on."""
        return tuple(self._edits)

    def go_on(self) -> None:
        """Let the turn go on."""
        self._leave()
        self._go.set()

    def give_up(self) -> None:
        """Let the turn fail where it stands, or where it would stop next."""
        self._given_up = True
        self._go.set()

    def stops(self, frame: Frame) -> bool:
        if frame == self._entering:  # it was looked at
            self._entering = None
            return False
        if self.stepping or Spot(frame.flow, frame.step) in self.breakpoints:
            self._entering = frame
            return True
        return False

    async def enter(self, tracker: Tracker) -> tuple[Event, ...]:
        frame = tracker.state.stack[-1]
        return await self._pause(Paused(frame.flow, frame.step), tracker)

    async def perform(self, action: str, tracker: Tracker) -> tuple[Event, ...]:
        if not self.stepping or action == LISTEN:
            return ()
        top = tracker.state.stack[-1] if tracker.state.stack else None
        return await self._pause(Paused(top.flow if top else "", top.step if top else "", action), tracker)

    async def _pause(self, at: Paused, tracker: Tracker) -> tuple[Event, ...]:
        self.at, self.tracker = at, tracker
        self._go.clear()
        self._reached.set()
        if not self._given_up:
            try:
                async with asyncio.timeout(self._longest_pause_s):
                    await self._go.wait()
            except TimeoutError:
                self._given_up = True
        self._leave()
        edits, self._edits = tuple(self._edits), []
        if self._given_up:
            self._given_up, self._entering = False, None
            raise Conflict("The message was given up while it stood at a step.", "Send it again.")
        return edits

    def _leave(self) -> None:
        self.at, self.tracker = None, None
        self._reached.clear()
