"""Plain functions in threads: outcomes come back to the loop that asked, and no more threads than may be."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref

import pytest

from talkwright.actions.threads import Threads


async def test_what_a_call_gives_or_raises_comes_back() -> None:
    threads = Threads(2, "test")

    def fail() -> None:
        raise LookupError("nothing there")

    assert await threads.submit(lambda: 7) == 7
    with pytest.raises(LookupError, match="nothing there"):
        await threads.submit(fail)
    assert (await threads.submit(threading.current_thread)).name == "test_1"
    threads.close()


async def test_no_more_than_may_be_and_no_more_than_are_needed() -> None:
    threads = Threads(3, "test")
    for _ in range(10):
        await threads.submit(int)
    names = {(await threads.submit(threading.current_thread)).name}
    assert names == {"test_1"}
    meet = threading.Barrier(3)
    assert sorted(await asyncio.gather(*(threads.submit(lambda: meet.wait(10)) for _ in range(9)))) == sorted(
        [0, 1, 2] * 3
    )
    threads.close()


async def test_who_leaves_does_not_stop_the_next() -> None:
    threads, go = Threads(1, "test"), threading.Event()
    ran: list[str] = []
    held = threads.submit(lambda: go.wait(10))
    left = threads.submit(lambda: ran.append("left"))
    stays = threads.submit(lambda: ran.append("stays"))
    left.cancel()
    go.set()
    assert await held
    await stays
    assert ran == ["stays"]
    threads.close()


async def test_once_closed_it_takes_nothing_and_its_threads_end() -> None:
    threads = Threads(2, "test-closing")
    await asyncio.gather(threads.submit(int), threads.submit(int))
    threads.close()
    with pytest.raises(RuntimeError):
        threads.submit(int)
    for thread in threading.enumerate():
        if thread.name.startswith("test-closing"):
            await asyncio.to_thread(thread.join, 10)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("test-closing")]


async def test_a_thread_that_waits_keeps_nothing_alive() -> None:
    class Kept:
        pass

    threads, kept = Threads(1, "test"), Kept()
    gone = weakref.ref(kept)
    await threads.submit(lambda kept=kept: None)  # type: ignore[misc]
    del kept
    await threads.submit(int)
    gc.collect()
    assert gone() is None
    threads.close()


def test_a_loop_that_ended_is_not_told() -> None:
    threads, go = Threads(1, "test"), threading.Event()

    async def leave() -> None:
        threads.submit(lambda: go.wait(10))

    asyncio.run(leave())
    go.set()

    async def come_back() -> int:
        return await threads.submit(lambda: 5)

    assert asyncio.run(come_back()) == 5
    threads.close()
