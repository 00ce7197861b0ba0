"""Two servers on one PostgreSQL, the same conversations at both at once: one turn a message, and one answer."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest
from tests.postgres import PostgresServer
from tests.server.live import Live

from .place import Place
from .receiver import Receiver
from .visitors import CALLBACK, Message, Visitor, until

CONVERSATIONS = 4
SHORT = pytest.param(160, id="short")
LONG = pytest.param(4_000, id="long", marks=pytest.mark.long)


@pytest.fixture
def place(echo_bot: Path, tmp_path: Path, postgres_server: PostgresServer) -> Place:
    return Place(echo_bot, tmp_path / "bot", postgres_server)


async def tell_both(messages: list[Message], one: Live, other: Live) -> None:
    """Each message goes to both servers at once; several of a conversation are on their way at a time."""
    waiting = iter(messages)

    async def visitor() -> None:
        here, there = Visitor(lambda: one.port), Visitor(lambda: other.port)
        for message in waiting:
            assert await asyncio.gather(here.insist(message), there.insist(message)) == [message.answer] * 2
        here.close()
        there.close()

    await asyncio.gather(*(visitor() for _ in range(CONVERSATIONS * 2)))


@pytest.mark.parametrize("count", [SHORT, LONG])
async def test_both_give_the_answer_of_one_turn(place: Place, count: int) -> None:
    messages = [Message(f"v{number % CONVERSATIONS}", number) for number in range(count)]
    with Live(place.bot) as one, Live(place.bot) as other:
        await tell_both(messages, one, other)
    place.assert_holds(messages)


@pytest.mark.parametrize("count", [SHORT, LONG])
async def test_one_is_killed_and_the_other_goes_on(place: Place, count: int) -> None:
    messages = [Message(f"v{number % CONVERSATIONS}", number) for number in range(count)]
    alive = [Live(place.bot), Live(place.bot)]
    ports = [each.port for each in alive]
    acknowledged: list[Message] = []

    async def visitor(conversation: int) -> None:
        visitors = [Visitor(lambda: random.choice(ports)) for _ in range(2)]
        for message in messages[conversation::CONVERSATIONS]:
            answers = await asyncio.gather(*(each.insist(message) for each in visitors))
            assert answers == [message.answer] * 2
            acknowledged.append(message)
        for each in visitors:
            each.close()

    async def kill() -> None:
        await until(lambda: len(acknowledged) >= count // 2)
        del ports[0]
        alive[0].kill()

    await asyncio.gather(kill(), *(visitor(number) for number in range(CONVERSATIONS)))
    assert alive[1].stop() == 0
    place.assert_holds(messages)


@pytest.mark.parametrize("count", [SHORT, LONG])
async def test_what_is_pushed_is_pushed_by_one_of_them(place: Place, count: int) -> None:
    async with Receiver() as receiver:
        place.push_to(receiver.url)
        messages = [Message(f"v{number % CONVERSATIONS}", number, CALLBACK) for number in range(count)]
        with Live(place.bot) as one, Live(place.bot) as other:

            async def visitor(conversation: int) -> None:
                here, there = Visitor(lambda: one.port), Visitor(lambda: other.port)
                for message in messages[conversation::CONVERSATIONS]:
                    answers = await asyncio.gather(here.insist(message), there.insist(message))
                    assert answers == [message.answer] * 2
                here.close()
                there.close()

            await asyncio.gather(*(visitor(number) for number in range(CONVERSATIONS)))
            await receiver.wait_for(messages, 60)
        receiver.assert_in_order(messages, once=True)
        place.assert_holds(messages)
