"""What the custom actions of one turn did, so that thinking the turn again does not do it again.

A turn is thought again when another process was faster, and when its message comes again after the process died. The
journal of a turn outlives its attempts, and a message with an id has it kept in the store too. It is kept before the
turn waits for anything else than its own append, and when it fails. So a turn with one action costs no write of its
own: the append follows the action at once, and would not be overtaken by a write of the journal.

What an action did is told by its name and what it was given: after another turn came in between, the same action may
have another number.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

import msgspec

from talkwright import log
from talkwright.conversation.events import Event
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.store import Done, Store
from talkwright.errors import StoreError

_encode = msgspec.json.Encoder(order="deterministic").encode


class Journal:
    """The journal of the turn ``turn_id``. ``inbound_key`` is None for a message that cannot come again."""

    def __init__(
        self, store: Store, key: ConversationKey, inbound_key: str | None, turn_id: str, clock: Callable[[], float]
    ) -> None:
        self._store = store
        self._key = key
        self._inbound_key = inbound_key
        self.turn_id = turn_id
        self._clock = clock
        self._done: list[Done] = []
        self._left: list[Done] = []
        self._kept = 0

    @property
    def kept(self) -> bool:
        """Whether the store has a note, which the turn is to take away."""
        return self._kept > 0

    def begin(self, found: tuple[Done, ...] = ()) -> None:
        """Begin an attempt at the turn. ``found`` is what the store has from a process that did not finish it."""
        if not self._done:
            self._done, self._kept = list(found), len(found)
        self._left = list(self._done)

    def recall(self, action: str, arguments: dict[str, Any]) -> Done | None:
        """What this run of ``action`` did in an attempt before. Each is recalled once an attempt, in order."""
        if not self._left:
            return None
        digest = _digest(arguments)
        for index, done in enumerate(self._left):
            if done.action == action and done.arguments == digest:
                return self._left.pop(index)
        return None

    def next_key(self) -> str:
        """The key of the action that runs next: ``turn id:number``. It is the same when that run is begun again."""
        return f"{self.turn_id}:{len(self._done) + 1}"

    def add(self, action: str, arguments: dict[str, Any], events: tuple[Event, ...], *, worked: bool) -> None:
        """An action ended."""
        self._done.append(Done(action, _digest(arguments), events, worked))

    async def give_up(self) -> None:
        """The turn failed. Keep what was done, for when its message comes again."""
        try:
            await self.keep()
        except StoreError as fault:
            log.warning("journal.lost", conversation=self._key.id, reason=fault.message)

    async def keep(self) -> None:
        """Have what was done kept, before the turn waits. Costs nothing when it is, or cannot be asked for again."""
        if self._inbound_key is not None and self._kept < len(self._done):
            await self._store.note(self._key, self._inbound_key, tuple(self._done), self._clock())
            self._kept = len(self._done)


def _digest(arguments: dict[str, Any]) -> str:
    return blake2b(_encode(arguments), digest_size=16).hexdigest() if arguments else ""
