"""One at a time in a lane, in order, and so many in line."""

from __future__ import annotations

import asyncio

import pytest

from talkwright.errors import TooMany
from talkwright.runtime.lanes import Lanes


async def test_a_lane_is_held_by_one_and_waited_for_in_order() -> None:
    lanes, order = Lanes(10), []

    async def pass_through(number: int) -> None:
        async with lanes.of("a"):
            order.append(number)
            await asyncio.sleep(0)
            order.append(number)

    await asyncio.gather(*(pass_through(number) for number in range(5)))
    assert order == [number for number in range(5) for _ in range(2)]
    assert len(lanes) == 0


async def test_more_than_may_wait_are_refused_and_others_are_not() -> None:
    lanes = Lanes(1)
    gate = asyncio.Event()

    async def wait() -> None:
        async with lanes.of("a"):
            await gate.wait()

    waiting = [asyncio.create_task(wait()) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(TooMany):
        async with lanes.of("a"):
            pass
    async with lanes.of("b"):
        assert len(lanes) == 2
    gate.set()
    await asyncio.gather(*waiting)
    async with lanes.of("a"):
        pass
