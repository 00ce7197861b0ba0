"""The part of a store's suite on what is to be done later: timers that ring, and messages that wait to be pushed.

``StoreContract`` is the whole.
"""

from __future__ import annotations

import asyncio

import pytest

from talkwright.conversation.content import BotMessage
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.store import Outgoing, Store, Timer
from talkwright.errors import ConversationMoved
from talkwright.testing.turns import ANNA, BERT, START, texts, turn


class DeliveryContract:
    """What ``conversation.store.Store`` promises of timers and of the outbox."""

    # -- timers

    async def test_a_timer_is_due_at_its_time_and_not_before(self, store: Store) -> None:
        assert await store.next_timer() is None
        await store.append(turn(armed=(Timer("tea", START + 60.5), Timer("eggs", START + 300))))
        assert await store.next_timer() == START + 60.5
        assert await store.claim_timers(START + 60, 10, 10) == ()
        (wake,) = await store.claim_timers(START + 60.5, 10, 10)
        assert (wake.key, wake.timer) == (ANNA, Timer("tea", START + 60.5))
        assert await store.next_timer() == START + 70.5

    async def test_a_timer_whose_claimer_died_is_due_again(self, store: Store) -> None:
        await store.append(turn(armed=(Timer("tea", START),)))
        (wake,) = await store.claim_timers(START + 5, 10, 10)
        assert await store.claim_timers(START + 14, 10, 10) == ()
        assert await store.claim_timers(START + 15, 10, 10) == (wake,)
        await store.settle_timer(wake.id, START + 20)
        assert await store.next_timer() == START + 20
        await store.settle_timer(wake.id)
        await store.settle_timer(wake.id)
        await store.settle_timer(wake.id, START + 30)
        assert await store.next_timer() is None

    async def test_a_turn_sets_its_timers_or_nothing_happens(self, store: Store) -> None:
        await store.append(turn(ANNA, armed=(Timer("tea", START),)))
        await store.append(turn(BERT, armed=(Timer("tea", START + 1),)))
        with pytest.raises(ConversationMoved):
            await store.append(turn(ANNA, text="late", disarmed=("tea",), armed=(Timer("eggs", START),)))
        assert await store.next_timer() == START
        await store.append(turn(ANNA, 2, disarmed=("tea", "never set")))
        (wake,) = await store.claim_timers(START + 1, 10, 10)
        assert (wake.key, wake.timer.name) == (BERT, "tea")

    async def test_a_timer_takes_the_place_of_another_with_its_name(self, store: Store) -> None:
        await store.append(turn(armed=(Timer("tea", START),)))
        (first,) = await store.claim_timers(START, 10, 10)
        await store.append(turn(expected_seq=2, armed=(Timer("tea", START + 5),)))
        assert await store.claim_timers(START + 4, 10, 10) == ()
        (second,) = await store.claim_timers(START + 5, 10, 10)
        assert second.timer == Timer("tea", START + 5)
        assert second.id > first.id
        await store.settle_timer(first.id)
        assert await store.next_timer() == START + 15

    async def test_two_that_claim_timers_at_once_share_nothing(self, store: Store) -> None:
        for n in range(20):
            await store.append(turn(ConversationKey(str(n)), armed=(Timer("tea", START),)))
        claims = await asyncio.gather(*(store.claim_timers(START, 60, 7) for _ in range(4)))
        assert sorted(int(wake.key.id) for claimed in claims for wake in claimed) == list(range(20))
        assert [len(claimed) for claimed in claims].count(7) == 2

    # -- the outbox

    async def test_deliveries_of_a_channel_go_one_after_the_other(self, store: Store) -> None:
        await store.append(turn(pushes=("one", "two")))
        await store.append(turn(expected_seq=2, pushes=("three",)))
        for expected in ("one", "two", "three"):
            (delivery,) = await store.claim(START, 60, 10)
            assert delivery.outgoing == Outgoing("telegram", "to-anna", BotMessage(text=expected))
            assert (delivery.key, delivery.attempts) == (ANNA, 0)
            assert await store.claim(START, 60, 10) == ()
            await store.settle(delivery.id, sent=True)
        assert await store.claim(START + 1e6, 60, 10) == ()

    async def test_conversations_and_channels_do_not_wait_for_each_other(self, store: Store) -> None:
        await store.append(turn(ANNA, pushes=("a1", "a2")))
        await store.append(turn(ANNA, 2, pushes=("a3",), channel="sms"))
        await store.append(turn(BERT, pushes=("b1",)))
        claimed = await store.claim(START, 60, 10)
        assert texts(claimed) == ["a1", "a3", "b1"]
        assert [delivery.id for delivery in claimed] == sorted({delivery.id for delivery in claimed})

    async def test_what_is_not_delivered_is_counted(self, store: Store) -> None:
        assert await store.undelivered() == 0
        await store.append(turn(ANNA, pushes=("a1", "a2")))
        await store.append(turn(BERT, pushes=("b1",)))
        first, second = await store.claim(START, 60, 10)
        assert await store.undelivered() == 3
        await store.settle(first.id, sent=True)
        await store.settle(second.id, sent=False)
        assert await store.undelivered() == 1

    async def test_a_claim_takes_no_more_than_its_limit(self, store: Store) -> None:
        for name in "abcde":
            await store.append(turn(ConversationKey(name), pushes=(name,)))
        assert texts(await store.claim(START, 60, 2)) == ["a", "b"]
        assert texts(await store.claim(START, 60, 2)) == ["c", "d"]
        assert texts(await store.claim(START, 60, 0)) == []
        assert texts(await store.claim(START, 60, 2)) == ["e"]

    async def test_nothing_is_due_before_its_turn(self, store: Store) -> None:
        await store.append(turn(pushes=("one",)))
        assert await store.claim(START - 1, 60, 10) == ()

    async def test_a_lease_that_runs_out_is_due_again(self, store: Store) -> None:
        await store.append(turn(pushes=("one", "two")))
        (first,) = await store.claim(START, 60, 10)
        assert await store.claim(START + 59, 60, 10) == ()
        (again,) = await store.claim(START + 60, 60, 10)
        assert again == first

    async def test_a_failed_delivery_holds_those_behind_it(self, store: Store) -> None:
        await store.append(turn(pushes=("one", "two")))
        (first,) = await store.claim(START, 60, 10)
        await store.postpone(first.id, START + 300)
        assert await store.claim(START + 299, 60, 10) == ()
        (again,) = await store.claim(START + 300, 60, 10)
        assert (again.id, again.attempts) == (first.id, 1)
        await store.postpone(first.id, START + 400)
        (again,) = await store.claim(START + 400, 60, 10)
        assert again.attempts == 2
        await store.settle(first.id, sent=True)
        assert texts(await store.claim(START + 400, 60, 10)) == ["two"]

    async def test_a_dead_delivery_lets_the_next_go(self, store: Store) -> None:
        await store.append(turn(pushes=("one", "two")))
        (first,) = await store.claim(START, 60, 10)
        await store.settle(first.id, sent=False)
        assert texts(await store.claim(START + 1000, 60, 10)) == ["two"]

    async def test_what_is_over_stays_over(self, store: Store) -> None:
        await store.append(turn(ANNA, pushes=("sent",)))
        await store.append(turn(BERT, pushes=("dead",)))
        sent, dead = await store.claim(START, 60, 10)
        await store.settle(sent.id, sent=True)
        await store.settle(dead.id, sent=False)
        for late in (sent.id, dead.id, 4711):
            await store.settle(late, sent=True)
            await store.postpone(late, START)
        assert await store.claim(START + 1000, 60, 10) == ()

    async def test_two_claims_at_once_share_nothing(self, store: Store) -> None:
        for n in range(20):
            await store.append(turn(ConversationKey(str(n)), pushes=(str(n),)))
        claims = await asyncio.gather(*(store.claim(START, 60, 7) for _ in range(4)))
        assert sorted(text or "" for claimed in claims for text in texts(claimed)) == sorted(map(str, range(20)))
