"""Reminders: due in time, once, however many processes look and however they end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.postgres import PostgresServer

from talkwright.actions.call import ActionCall, ActionResult
from talkwright.conversation import events as ev
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.store import Store, Turn
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.conversation.stores.sql import SqlStore
from talkwright.errors import StoreBusy
from talkwright.runtime.timers import LEASE_S, Alarms
from talkwright.runtime.turn import Turns
from talkwright.storage.engine import open_database
from talkwright.training.load import Model

from .stage import Clock, Scripted, said, turns_of

ADA = ConversationKey("ada")


def remind(clock: Clock, after_s: float = 60, **more: Any) -> ev.ReminderScheduled:
    at = datetime.fromtimestamp(clock.now + after_s, UTC).isoformat()
    return ev.ReminderScheduled(**{"name": "r", "intent": "goodbye", "date_time": at, **more})


@asynccontextmanager
async def alarms(store: Store, turns: Turns, clock: Clock, channels: tuple[str, ...] = ()) -> AsyncIterator[Alarms]:
    """The loop of one process."""
    running = Alarms(store, turns, channels, clock)
    running.start()
    yield running
    await running.stop()


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(2000):
        if await holds():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it did not come to that")


async def heard(store: Store) -> list[str | None]:
    """What ada's conversation heard."""
    turns = await store.turns(ADA)
    return [event.text for turn in turns for event in turn.events if isinstance(event, ev.UserUttered)]


def has_heard(store: Store, *texts: str) -> Callable[[], Awaitable[bool]]:
    async def holds() -> bool:
        return await heard(store) == list(texts)

    return holds


async def test_a_reminder_becomes_a_turn_when_it_is_due(model: Model) -> None:
    store, clock = MemoryStore(), Clock()
    entities = {"order_number": "TW-1042"}
    actions = Scripted(utter_greet=lambda call: [remind(clock, entities=entities, intent="check_order")])
    actions.actions["action_look_up_order"] = ActionResult()
    turns = turns_of(model, store, actions, clock)
    await turns.handle(said("ada", "hello"))
    assert await store.next_timer() == clock.now + 60
    async with alarms(store, turns, clock) as running:
        clock.now += 59
        running.wake()
        await asyncio.sleep(0.02)
        assert await heard(store) == ["hello"]
        clock.now += 1
        running.wake()
        await until(has_heard(store, "hello", "EXTERNAL: check_order"))
    (*_, turn) = await store.turns(ADA)
    message = next(event for event in turn.events if isinstance(event, ev.UserUttered))
    assert (message.parse_data.intent.name, message.parse_data.intent.confidence) == ("check_order", 1.0)
    assert message.metadata == {"is_external": True, "reminder": "r"}
    assert message.input_channel == "test"
    assert ev.SlotSet(name="order_number", value="TW-1042", timestamp=clock.now) in turn.events
    assert actions.ran() == ["utter_greet", "action_look_up_order"]
    assert await store.next_timer() is None


async def test_the_loop_sleeps_until_the_next_one(model: Model) -> None:
    """Real time: nobody wakes it."""
    clock, looked = Clock(), 0

    class Watched(MemoryStore):
        async def claim_timers(self, now: float, lease_s: float, limit: int) -> Any:
            nonlocal looked
            looked += 1
            return await super().claim_timers(now, lease_s, limit)

    store = Watched()
    clock.now = time.time()
    turns = turns_of(model, store, Scripted(utter_greet=[remind(clock, 0.3)]), clock)
    await turns.handle(said("ada", "hello"))
    running = Alarms(store, turns, (), time.time)
    running.start()
    await until(has_heard(store, "hello", "EXTERNAL: goodbye"))
    await running.stop()
    assert looked <= 6


async def test_what_the_user_says_kills_it(model: Model) -> None:
    store, clock = MemoryStore(), Clock()
    actions = Scripted(utter_greet=[remind(clock)], utter_goodbye=[remind(clock, kill_on_user_msg=False)])
    turns = turns_of(model, store, actions, clock)
    await turns.handle(said("ada", "hello"))
    await turns.handle(said("ada", "thanks"))
    assert await store.next_timer() is None
    await turns.handle(said("ada", "bye bye"))
    await turns.handle(said("ada", "thanks"))
    assert await store.next_timer() == clock.now + 60
    await turns.handle(said("ada", "/restart"))
    assert await store.next_timer() is None


async def test_one_that_fires_kills_no_other_and_may_schedule_the_next(model: Model) -> None:
    store, clock = MemoryStore(), Clock()
    both = [remind(clock, name="a"), remind(clock, 120, name="b", intent="thanks")]
    actions = Scripted(utter_greet=both, utter_goodbye=lambda call: [remind(clock, name="a")])
    turns = turns_of(model, store, actions, clock)
    await turns.handle(said("ada", "hello"))
    async with alarms(store, turns, clock) as running:
        clock.now += 60
        running.wake()
        await until(has_heard(store, "hello", "EXTERNAL: goodbye"))
        clock.now += 60
        running.wake()
        goodbye, thanks = "EXTERNAL: goodbye", "EXTERNAL: thanks"

        async def three() -> bool:
            return sorted(filter(None, await heard(store))) == sorted(["hello", goodbye, goodbye, thanks])

        await until(three)
    assert await store.next_timer() == clock.now + 60


async def test_reminders_without_a_name_are_different_ones(model: Model) -> None:
    store, clock = MemoryStore(), Clock()
    both = [remind(clock, name=None), remind(clock, 61, name=None)]
    await turns_of(model, store, Scripted(utter_greet=both), clock).handle(said("ada", "hello"))
    wakes = await store.claim_timers(clock.now + 61, 1, 10)
    assert len({wake.timer.name for wake in wakes}) == 2


async def test_the_answer_goes_to_the_channel_of_the_conversation_if_it_can_push(model: Model) -> None:
    store, clock = MemoryStore(), Clock()
    turns = turns_of(model, store, Scripted(utter_greet=[remind(clock)]), clock)
    await turns.handle(said("ada", "hello"))
    clock.now += 60
    async with alarms(store, turns, clock, channels=("test",)):
        await until(has_heard(store, "hello", "EXTERNAL: goodbye"))
    (delivery,) = await store.claim(clock.now, 1, 10)
    assert (delivery.outgoing.channel, delivery.outgoing.recipient) == ("test", "ada")
    assert delivery.outgoing.message.text


async def test_one_that_was_claimed_by_a_process_that_died_fires_after_its_lease(model: Model) -> None:
    store, clock = MemoryStore(), Clock()
    turns = turns_of(model, store, Scripted(utter_greet=[remind(clock)]), clock)
    await turns.handle(said("ada", "hello"))
    clock.now += 60
    assert await store.claim_timers(clock.now, LEASE_S, 10)
    async with alarms(store, turns, clock) as running:
        await asyncio.sleep(0.02)
        assert await heard(store) == ["hello"]
        clock.now += LEASE_S
        running.wake()
        await until(has_heard(store, "hello", "EXTERNAL: goodbye"))


async def test_one_that_is_off_when_its_turn_comes_does_nothing(model: Model) -> None:
    clock = Clock()

    class Late(MemoryStore):
        """The user's message is written between the claim and the turn."""

        async def claim_timers(self, now: float, lease_s: float, limit: int) -> Any:
            wakes = await super().claim_timers(now, lease_s, limit)
            if wakes:
                await turns.handle(said("ada", "thanks"))
            return wakes

    store = Late()
    turns = turns_of(model, store, Scripted(utter_greet=[remind(clock)]), clock)
    await turns.handle(said("ada", "hello"))
    clock.now += 60
    async with alarms(store, turns, clock):
        await until(has_heard(store, "hello", "thanks"))
        await asyncio.sleep(0.02)
    assert await heard(store) == ["hello", "thanks"]


async def test_a_turn_that_fails_is_tried_again_later(model: Model) -> None:
    clock, problems = Clock(), [StoreBusy("once")]

    class Busy(MemoryStore):
        async def append(self, turn: Turn) -> int:
            if (turn.inbound_key or "").startswith("timer:") and problems:
                raise problems.pop()
            return await super().append(turn)

    store = Busy()
    turns = turns_of(model, store, Scripted(utter_greet=[remind(clock)]), clock)
    await turns.handle(said("ada", "hello"))
    clock.now += 60
    async with alarms(store, turns, clock) as running:

        async def settled() -> bool:
            return await store.next_timer() == clock.now + 30

        await until(settled)
        assert await heard(store) == ["hello"]
        clock.now += 30
        running.wake()
        await until(has_heard(store, "hello", "EXTERNAL: goodbye"))


async def test_a_session_that_is_over_is_opened_anew_and_goes_on_with_the_answer(model: Model) -> None:
    store, clock = MemoryStore(), Clock()
    actions = Scripted(utter_greet=[remind(clock, 7200, intent="leave_contact", kill_on_user_msg=False)])
    turns = turns_of(model, store, actions, clock)
    await turns.handle(said("ada", "hello"))
    clock.now += 7200
    async with alarms(store, turns, clock):
        await until(has_heard(store, "hello", "EXTERNAL: leave_contact"))
    (*_, turn) = await store.turns(ADA)
    assert any(isinstance(event, ev.SessionStarted) for event in turn.events)
    clock.now += 300
    answer = await turns.handle(said("ada", "Robin Hale"))
    assert not any(isinstance(event, ev.SessionStarted) for event in answer.events)
    assert any(isinstance(event, ev.SlotSet) and event.value == "Robin Hale" for event in answer.events)


async def test_a_forgotten_conversation_is_not_woken(model: Model) -> None:
    clock, claimed = Clock(), []

    class Late(MemoryStore):
        """It is forgotten between the claim and the turn."""

        async def claim_timers(self, now: float, lease_s: float, limit: int) -> Any:
            wakes = await super().claim_timers(now, lease_s, limit)
            await self.forget(ADA)
            claimed.extend(wakes)
            return wakes

    store = Late()
    turns = turns_of(model, store, Scripted(utter_greet=[remind(clock)]), clock)
    await turns.handle(said("ada", "hello"))
    clock.now += 60
    async with alarms(store, turns, clock):
        await asyncio.sleep(0.05)
    assert claimed
    assert await store.load(ADA) is None


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_many_processes_on_one_database_fire_each_reminder_once(
    kind: str, model: Model, postgres_server: PostgresServer, tmp_path: Any
) -> None:
    url = f"sqlite:///{tmp_path}/a.db" if kind == "sqlite" else postgres_server.url(postgres_server.create())
    stores = [SqlStore(open_database(url)) for _ in range(3)]
    clock = Clock()
    ran: list[str] = []

    def bye(call: ActionCall) -> ActionResult:
        ran.append(call.sender_id)
        return ActionResult()

    actions = Scripted(utter_greet=lambda call: [remind(clock)], utter_goodbye=bye)
    processes = [turns_of(model, store, actions, clock) for store in stores]
    people = [f"p{n}" for n in range(40)]
    for n, person in enumerate(people):
        await processes[n % 3].handle(said(person, "hello"))
    clock.now += 60
    running = [Alarms(store, turns, (), clock) for store, turns in zip(stores, processes, strict=True)]
    for each in running:
        each.start()

    async def all_fired() -> bool:
        return await stores[0].next_timer() is None

    await until(all_fired)
    for each in running:
        await each.stop()
    assert sorted(ran) == sorted(people)
    for store in stores:
        await store.close()
