"""Events on their way to a broker, by the outbox: a turn and the note that its events are to be sent are one piece.

So nothing is sent that was not written, nothing that was written is lost when the process or the broker dies, and the
events of a conversation keep their order. At least once: who dies between sending and noting it sends again.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from msgspec.structs import replace

from talkwright.brokers.broker import Broker, messages_of
from talkwright.conversation.content import BotMessage
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.store import Outgoing, Store, Turn
from talkwright.errors import OutsideError, StoreError

if TYPE_CHECKING:
    import httpx

CHANNEL = "event_broker"
_LONGEST_S = 10.0  # shorter than the lease of a delivery


class Publisher:
    """Sends what ``sealed`` noted, when the courier comes to it. ``keeps``: until it is through."""

    def __init__(self, broker: Broker, store: Store) -> None:
        self.keeps = broker.keeps
        self._broker = broker
        self._store = store

    def sealed(self, turn: Turn) -> Turn:
        """The turn, with the note that its events are to be sent. The note has no event in it: the store has them."""
        span = {"tenant": turn.key.tenant, "after": turn.expected_seq, "last": turn.expected_seq + len(turn.events)}
        note = Outgoing(CHANNEL, turn.key.id, BotMessage(custom=span))
        return replace(turn, outgoing=(*turn.outgoing, note))

    async def send(self, outgoing: Outgoing, http: httpx.AsyncClient) -> None:
        """Send the events of one turn. Raises ``OutsideError``."""
        span = outgoing.message.custom
        assert isinstance(span, dict)
        key = ConversationKey(outgoing.recipient, str(span["tenant"]))
        try:
            turns = await self._store.turns(key, int(span["after"]))
            events = [event for turn in turns if turn.last_seq <= span["last"] for event in turn.events]
            async with asyncio.timeout(_LONGEST_S):
                await self._broker.publish(messages_of(key, events))
        except TimeoutError:
            raise OutsideError(f"the event broker took longer than {_LONGEST_S:g} s", retryable=True) from None
        except StoreError as fault:
            raise OutsideError(fault.message, retryable=True) from fault

    async def close(self) -> None:
        """Let go of the broker."""
        await self._broker.close()
