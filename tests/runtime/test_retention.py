"""Conversations that are old enough are forgotten by themselves, when that was asked for."""

from __future__ import annotations

import asyncio

from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.runtime.retention import DAY_S, Retention
from talkwright.training.load import Model

from .stage import Clock, Scripted, said, turns_of


async def test_what_is_older_than_the_days_is_forgotten_however_much_it_is(model: Model) -> None:
    store, clock = MemoryStore(), Clock()
    turns = turns_of(model, store, Scripted(), clock)
    for n in range(45):
        await turns.handle(said(f"old{n}", "hello"))
    clock.now += DAY_S
    await turns.handle(said("old7", "hello"))
    await turns.handle(said("new", "hello"))
    clock.now += DAY_S - 1
    retention = Retention(store, 2, clock)
    assert await retention.sweep() == 0
    clock.now += 2
    assert await retention.sweep() == 44
    assert {known.key.id for known in await store.recent(99)} == {"old7", "new"}
    assert (await turns.handle(said("old1", "hello"))).first_seq == 1


async def test_the_server_looks_when_it_starts(model: Model) -> None:
    store, clock = MemoryStore(), Clock()
    await turns_of(model, store, Scripted(), clock).handle(said("old", "hello"))
    clock.now += 2 * DAY_S
    for days, left in ((0.0, True), (1.0, False)):
        retention = Retention(store, days, clock)
        retention.start()
        await asyncio.sleep(0.05)
        await retention.stop()
        assert (await store.load(ConversationKey("old")) is not None) == left
