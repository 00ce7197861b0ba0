"""The server is killed again and again while it is talked to: no acknowledged message is lost, none is doubled."""

from __future__ import annotations

import asyncio
import random
import signal
from pathlib import Path

import pytest
from tests.postgres import CARELESS, running_postgres
from tests.server.live import Live

from talkwright.runtime.deliver import LEASE_S

from .place import Place
from .receiver import Receiver
from .visitors import CALLBACK, REST, Message, Visitor, talk, until

SHORT = pytest.param(2, 600, id="short")
LONG = pytest.param(20, 10_000, id="long", marks=pytest.mark.long)
VISITORS = 12


class Mortal:
    """A server in ``place`` that is killed and started again. ``port`` is where it is now."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._live = Live(place.bot)

    @property
    def port(self) -> int:
        return self._live.port

    async def die_and_rise(self) -> None:
        self._live.kill()
        self._live = await asyncio.to_thread(Live, self._place.bot)

    async def haunt(self, kills: int, count: int, acknowledged: list[Message]) -> None:
        """Kill it ``kills`` times, spread over ``count`` messages, each time at a random moment."""
        for number in range(1, kills + 1):
            await until(lambda: len(acknowledged) >= count * number // (kills + 1))  # noqa: B023
            await asyncio.sleep(random.uniform(0, 0.05))
            await self.die_and_rise()

    def stop(self) -> None:
        assert self._live.stop() == 0


@pytest.mark.parametrize(("kills", "count"), [SHORT, LONG])
async def test_no_message_is_lost_or_doubled(place: Place, kills: int, count: int) -> None:
    server, acknowledged = Mortal(place), list[Message]()
    visitors = [Visitor(lambda: server.port) for _ in range(VISITORS)]
    talks = [talk(f"v{n}", REST, count // VISITORS, each, acknowledged) for n, each in enumerate(visitors)]
    await asyncio.gather(server.haunt(kills, count, acknowledged), *talks)
    assert sum(visitor.refused for visitor in visitors) >= kills, "the kills were felt"
    again = Visitor(lambda: server.port)
    for message in random.sample(acknowledged, 100):
        assert await again.insist(message) == message.answer
    again.close()
    server.stop()
    place.assert_holds(acknowledged)


@pytest.mark.long
async def test_no_push_is_lost(place: Place) -> None:
    kills, count = 20, 2_000
    async with Receiver() as receiver:
        place.push_to(receiver.url)
        server, acknowledged = Mortal(place), list[Message]()
        visitors = [Visitor(lambda: server.port) for _ in range(8)]
        talks = [talk(f"v{n}", CALLBACK, count // 8, each, acknowledged) for n, each in enumerate(visitors)]
        await asyncio.gather(server.haunt(kills, count, acknowledged), *talks)
        await receiver.wait_for(acknowledged, LEASE_S + 60)
        server.stop()
        receiver.assert_in_order(acknowledged)
        place.assert_holds(acknowledged)
        assert place.rows("SELECT count(*) FROM outbox")[0][0] == 0


@pytest.mark.parametrize(("kills", "count"), [SHORT, LONG])
async def test_the_database_dies_and_is_found_again(echo_bot: Path, tmp_path: Path, kills: int, count: int) -> None:
    with running_postgres(*CARELESS) as postgres:
        place = Place(echo_bot, tmp_path / "bot", postgres)
        acknowledged: list[Message] = []
        with Live(place.bot) as server:
            visitors = [Visitor(lambda: server.port) for _ in range(VISITORS)]
            talks = [talk(f"v{n}", REST, count // VISITORS, each, acknowledged) for n, each in enumerate(visitors)]

            async def haunt() -> None:
                for number in range(1, kills + 1):
                    await until(lambda: len(acknowledged) >= count * number // (kills + 1))  # noqa: B023
                    postgres.stop(random.choice([signal.SIGINT, signal.SIGQUIT]))
                    await asyncio.sleep(random.uniform(0, 0.3))
                    await asyncio.to_thread(postgres.start)

            await asyncio.gather(haunt(), *talks)
        assert sum(visitor.refused for visitor in visitors) >= kills
        place.assert_holds(acknowledged)
