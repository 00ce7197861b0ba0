"""The suite that every broker of events passes. Needs pytest and pytest-asyncio.

A subclass gives the fixture ``broker`` and the fixture ``received``: an async function that waits for a number of
messages and returns the bodies that arrived, oldest first, each decoded.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from talkwright.brokers.broker import Broker, Message, messages_of
from talkwright.conversation.events import SlotSet, UserUttered
from talkwright.conversation.ids import ConversationKey

Received = Callable[[int], Awaitable[list[dict[str, Any]]]]


def _messages(sender: str, *texts: str) -> tuple[Message, ...]:
    return messages_of(ConversationKey(sender), [UserUttered(text=text, timestamp=1.5) for text in texts])


class BrokerContract:
    """What a broker promises."""

    async def test_an_event_arrives_as_rasa_sends_it(self, broker: Broker, received: Received) -> None:
        event = SlotSet(name="größe", value={"a": [1, None]}, timestamp=2.5)
        await broker.publish(messages_of(ConversationKey("ädä"), [event]))
        expected = {"sender_id": "ädä", "event": "slot", "name": "größe", "value": {"a": [1, None]}, "timestamp": 2.5}
        assert await received(1) == [expected]

    async def test_events_of_a_conversation_keep_their_order(self, broker: Broker, received: Received) -> None:
        for first in range(0, 30, 3):
            await broker.publish(_messages("ada", *map(str, range(first, first + 3))))
        assert [each["text"] for each in await received(30)] == [str(number) for number in range(30)]

    async def test_many_conversations_at_once(self, broker: Broker, received: Received) -> None:
        await asyncio.gather(*(broker.publish(_messages(f"user-{n}", "one", "two")) for n in range(20)))
        arrived = await received(40)
        for n in range(20):
            assert [each["text"] for each in arrived if each["sender_id"] == f"user-{n}"] == ["one", "two"]

    async def test_closing_twice_is_closing_once(self, broker: Broker) -> None:
        await broker.close()
        await broker.close()
