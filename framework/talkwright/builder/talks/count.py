"""Counts the traffic of a store, one conversation after the other, so that no more than one is in memory.

Counted once for all flows; what was counted is kept for a moment, as whoever looks at one flow looks at the next.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from itertools import chain

import msgspec

from talkwright.builder.talks.newest import newest
from talkwright.builder.talks.traffic import FlowTraffic, Span, Tally
from talkwright.conversation.store import Store

MOST = 20_000  # conversations of a span, the newest
KEPT_S = 30.0
_MOST_KEPT = 4


class Traffic(FlowTraffic, frozen=True, kw_only=True):
    """``conversations`` is how many were looked at; not ``whole`` when there were older ones that were not."""

    conversations: int
    whole: bool


class Counted(msgspec.Struct, frozen=True):
    """The numbers of a span, with what ``Traffic`` says of them."""

    tally: Tally
    conversations: int
    whole: bool


class Counting:
    """``clock`` gives seconds since 1970."""

    def __init__(self, clock: Callable[[], float] = time.time, most: int = MOST) -> None:
        self._clock = clock
        self._most = most
        self._kept: dict[tuple[float, float], tuple[float, Counted]] = {}
        self._lock = asyncio.Lock()

    async def of(
        self, store: Store, flow: str, begin: float, end: float, silent_s: float, *, with_texts: bool = True
    ) -> Traffic:
        """The traffic of ``flow`` from ``begin`` on and before ``end``; ``silent_s`` as ``Span`` has it."""
        return _told(await self._counted(store, begin, end, silent_s), flow, with_texts)

    async def all(
        self, store: Store, begin: float, end: float, silent_s: float, *, with_texts: bool = True
    ) -> tuple[Traffic, ...]:
        """That of every flow that anybody went, the most frequent first."""
        counted = await self._counted(store, begin, end, silent_s)
        every = [_told(counted, flow, with_texts) for flow in counted.tally.flows]
        return tuple(sorted(every, key=lambda each: (-each.sessions, each.flow)))

    async def _counted(self, store: Store, begin: float, end: float, silent_s: float) -> Counted:
        async with self._lock:  # who asks for the same meanwhile waits for it
            now = self._clock()
            at, counted = self._kept.get((begin, end), (0.0, None))
            if counted is None or now - at > KEPT_S:
                counted = await self._count(store, Span(now, begin, end, silent_s))
                self._kept[begin, end] = now, counted
                while len(self._kept) > _MOST_KEPT:
                    del self._kept[next(iter(self._kept))]
        return counted

    async def _count(self, store: Store, span: Span) -> Counted:
        tally, conversations = Tally(span), 0
        async for each in newest(store, span.begin):
            if each.began_at >= span.end:
                continue
            if conversations == self._most:
                return Counted(tally, conversations, whole=False)
            turns = await store.turns(each.key)
            tally.take(chain.from_iterable(turn.events for turn in turns))
            conversations += 1
            await asyncio.sleep(0)
        return Counted(tally, conversations, whole=True)


def _told(counted: Counted, flow: str, with_texts: bool) -> Traffic:
    found = counted.tally.of(flow)
    steps = found.steps if with_texts else tuple(msgspec.structs.replace(each, answers=()) for each in found.steps)
    return Traffic(
        flow=flow,
        sessions=found.sessions,
        edges=found.edges,
        steps=steps,
        conversations=counted.conversations,
        whole=counted.whole,
    )
