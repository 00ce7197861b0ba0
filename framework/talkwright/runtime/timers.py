"""Wakes conversations whose timers are due: the reminder becomes a turn, through the one door.

The turn takes its reminder away, and with it the timer. So it happens once, however many processes try it and however
often they die: who comes too late finds that the reminder stands no more.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Collection

from talkwright import log
from talkwright.conversation.content import UserMessage
from talkwright.conversation.reminders import EXTERNAL, REMINDER, due_at, entities
from talkwright.conversation.state import State
from talkwright.conversation.store import Store, Wake
from talkwright.conversation.utterance import Intent, Utterance
from talkwright.errors import NotFound, StoreError
from talkwright.runtime.deeds import Heard
from talkwright.runtime.turn import Occasion, Turns

LEASE_S = 600.0  # longer than a turn may take
SOURCE = "timer"
_LONGEST_SLEEP_S = 30.0  # then look anyway: another process may have set one, or died
_AGAIN_S = 30.0  # after a turn that failed
_AT_ONCE = 20


class Alarms:
    """One loop that sleeps until the next timer. ``wake`` says that there may be an earlier one.

    What a reminder makes the assistant say is pushed on the conversation's channel when that is one of
    ``push_channels``; watchers of the conversation learn of it as of any turn.
    """

    def __init__(self, store: Store, turns: Turns, push_channels: Collection[str], clock: Callable[[], float]) -> None:
        self._store = store
        self._turns = turns
        self._push_channels = push_channels
        self._clock = clock
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._ringing: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin to wake conversations."""
        if self._task is None:
            self._task = asyncio.create_task(self._run())

    def wake(self) -> None:
        """Look at the timers now."""
        self._news.set()

    async def stop(self) -> None:
        """Wake nobody any more, and finish the turns that began."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None
        await asyncio.gather(*self._ringing)

    async def _run(self) -> None:
        while True:
            self._news.clear()
            sleep_s = _LONGEST_SLEEP_S
            try:
                for wake in await self._store.claim_timers(self._clock(), LEASE_S, _AT_ONCE - len(self._ringing)):
                    self._begin(wake)
                next_at = await self._store.next_timer()
                if next_at is not None and len(self._ringing) < _AT_ONCE:
                    sleep_s = min(sleep_s, next_at - self._clock())
            except StoreError as fault:
                log.error("timers.unreadable", exception=fault)
            if sleep_s > 0:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(sleep_s):  # wait_for() may lose a cancellation, before Python 3.12
                        await self._news.wait()

    def _begin(self, wake: Wake) -> None:
        task = asyncio.create_task(self._ring(wake))
        self._ringing.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        if len(self._ringing) == _AT_ONCE:  # there may be some that had to wait
            self.wake()
        self._ringing.discard(task)

    async def _ring(self, wake: Wake) -> None:
        """Take one timer through its turn."""
        try:
            inbound_key = f"{SOURCE}:{wake.id}"
            await self._turns.begin(Occasion(wake.key, SOURCE, inbound_key, lambda state: self._hear(wake, state)))
        except NotFound:
            await self._settle(wake)
        except Exception as fault:
            log.error("timer.failed", exception=fault, conversation=wake.key.id, timer=wake.id)
            await self._settle(wake, self._clock() + _AGAIN_S)

    async def _settle(self, wake: Wake, again_at: float | None = None) -> None:
        try:
            await self._store.settle_timer(wake.id, again_at)
        except StoreError as fault:  # then it is due again when its lease ends
            log.error("timers.unreadable", exception=fault)

    def _hear(self, wake: Wake, state: State) -> Heard:
        """The message that a reminder fires as, in Rasa's form. Raises ``NotFound`` when it stands no more."""
        found = (each for each in state.reminders if (each.name, due_at(each)) == (wake.timer.name, wake.timer.at))
        reminder = next(found, None)
        if reminder is None:
            raise NotFound(f"the reminder {wake.timer.name!r} stands no more")
        text, channel = f"EXTERNAL: {reminder.intent}", state.latest_input_channel or ""
        metadata = {EXTERNAL: True, REMINDER: reminder.name}
        return Heard(
            UserMessage(wake.key.id, text, channel, metadata=metadata),
            push_on=channel if channel in self._push_channels else None,
            utterance=Utterance(text, Intent(reminder.intent, 1.0), entities(reminder)),
        )
