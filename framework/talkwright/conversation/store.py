"""The contract of a conversation store.

A turn is one row and one transaction: its events, the new snapshot, its inbound key and what is to be delivered go in
together or not at all. ``expected_seq`` is the fence: the seq of the last event the writer saw. No lock server.
``talkwright.testing.store_contract`` is the suite that every store passes.
"""

from __future__ import annotations

from typing import Protocol

import msgspec

from talkwright.conversation.content import BotMessage
from talkwright.conversation.events import Event
from talkwright.conversation.ids import DEFAULT_TENANT, ConversationKey
from talkwright.conversation.state import State


class Stored(msgspec.Struct, frozen=True):
    """A conversation as it stands: the seq of its last event and the state folded up to it."""

    seq: int
    state: State


class Outgoing(msgspec.Struct, frozen=True):
    """A message that a channel must push to its user. ``recipient`` is the channel's address of that user."""

    channel: str
    recipient: str
    message: BotMessage


class Timer(msgspec.Struct, frozen=True):
    """A time at which a conversation wants to be woken. ``name`` is its own choice; ``at`` is seconds since 1970."""

    name: str
    at: float


class Turn(msgspec.Struct, frozen=True):
    """Everything one turn adds. ``at`` is seconds since 1970.

    ``inbound_key`` names the message that caused it (``channel:message id``); a conversation has at most one turn a
    key. ``id`` is unique and seeds every choice made in the turn. ``disarmed`` are names of timers that are off,
    ``armed`` are new ones; a timer takes the place of another with its name. ``noted``: what actions did for this
    message was kept with ``note``; the turn takes its place.
    """

    key: ConversationKey
    id: str
    expected_seq: int
    events: tuple[Event, ...]
    state: State
    at: float
    inbound_key: str | None = None
    outgoing: tuple[Outgoing, ...] = ()
    disarmed: tuple[str, ...] = ()
    armed: tuple[Timer, ...] = ()
    noted: bool = False


class StoredTurn(msgspec.Struct, frozen=True):
    """A turn as it was written. Its events have the seqs ``first_seq`` .. ``last_seq``."""

    id: str
    first_seq: int
    last_seq: int
    events: tuple[Event, ...]


class Done(msgspec.Struct, frozen=True):
    """What an action did: its events, and whether it ``worked``. ``arguments`` is a digest of what it was given."""

    action: str
    arguments: str
    events: tuple[Event, ...]
    worked: bool = True


class Unfinished(msgspec.Struct, frozen=True):
    """A message whose turn was begun and not written: what its actions did, in the order they ended."""

    done: tuple[Done, ...]


class Known(msgspec.Struct, frozen=True):
    """A conversation in a list. ``began_at`` and ``at`` are the times of its first and its last turn."""

    key: ConversationKey
    seq: int
    began_at: float
    at: float


class Delivery(msgspec.Struct, frozen=True):
    """An outgoing message that waits to be sent. ``id`` is stable over attempts and increases in order of writing."""

    id: int
    key: ConversationKey
    outgoing: Outgoing
    attempts: int


class Wake(msgspec.Struct, frozen=True):
    """A timer that is due. ``id`` is never used again, not even for a timer of the same name."""

    id: int
    key: ConversationKey
    timer: Timer


class Store(Protocol):
    """Where conversations live. All methods may raise ``StoreError``."""

    async def load(self, key: ConversationKey) -> Stored | None:
        """The conversation as it stands, or None when nothing was ever written."""

    async def append(self, turn: Turn) -> int:
        """Write a turn, which has at least one event, and return the seq of its last event.

        Raises ``ConversationMoved`` when the last seq is not ``turn.expected_seq``, or when the conversation has a
        turn for ``turn.inbound_key`` already: then ``find`` has it.
        """

    async def find(self, key: ConversationKey, inbound_key: str) -> StoredTurn | Unfinished | None:
        """What came of the message ``inbound_key``: the turn it caused, or what was noted of one that was begun."""

    async def note(self, key: ConversationKey, inbound_key: str, done: tuple[Done, ...], at: float) -> None:
        """Keep what the actions for the message ``inbound_key`` did so far, in place of what was noted before.

        The conversation need not be there yet. The turn that says ``noted`` takes it away.
        """

    async def turns(self, key: ConversationKey, after_seq: int = 0) -> tuple[StoredTurn, ...]:
        """All turns whose last seq is above ``after_seq``, oldest first."""

    async def recent(self, limit: int, tenant: str = DEFAULT_TENANT, before: float | None = None) -> tuple[Known, ...]:
        """The ``limit`` conversations of ``tenant`` whose last turns are the newest, the newest first; with ``before``,
        in seconds since 1970, of those whose last turn was before that time."""

    async def claim(self, now: float, lease_s: float, limit: int) -> tuple[Delivery, ...]:
        """Take up to ``limit`` due deliveries for ``lease_s`` seconds, at most one a conversation and channel.

        A delivery that is neither settled nor postponed within its lease is due again.
        """

    async def settle(self, delivery_id: int, *, sent: bool) -> None:
        """A delivery is over: sent, or dead and kept for a person to look at."""

    async def postpone(self, delivery_id: int, until: float) -> None:
        """A delivery failed and is due again at ``until``; its attempts count one more."""

    async def undelivered(self) -> int:
        """How many deliveries of all tenants are neither sent nor dead."""

    async def claim_timers(self, now: float, lease_s: float, limit: int) -> tuple[Wake, ...]:
        """Take up to ``limit`` timers that are due for ``lease_s`` seconds; then they are due again.

        A timer is off when a turn disarms or replaces it, or when it is settled.
        """

    async def next_timer(self) -> float | None:
        """When the next timer can be claimed, in seconds since 1970. None when there is none."""

    async def settle_timer(self, timer_id: int, again_at: float | None = None) -> None:
        """No turn took a timer away: it was for nothing, or it is due again at ``again_at``."""

    async def forget(self, key: ConversationKey) -> bool:
        """Delete everything there is of a conversation, whose next turn is its first. Whether there was anything."""

    async def forget_before(self, time: float, limit: int, tenant: str = DEFAULT_TENANT) -> int:
        """Forget up to ``limit`` conversations of ``tenant`` whose last turn was before ``time``, oldest first.

        Returns how many there were. Notes of messages that old go too.
        """

    async def close(self) -> None:
        """Finish what was accepted and let go of the database."""
