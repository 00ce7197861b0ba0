"""Turns, in process on the real model: one door, one transaction, one at a time."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from msgspec.structs import replace

from talkwright.actions.call import ActionResult
from talkwright.actions.sdk import SdkActions
from talkwright.conversation import events as ev
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.state import replay
from talkwright.conversation.store import Stored, Turn
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.errors import ActionError, ConversationMoved, StoreBusy
from talkwright.runtime.answer import Answer
from talkwright.runtime.assemble import Assistant
from talkwright.training.load import Model

from .stage import Clock, Scripted, names, said, turns_of


@pytest_asyncio.fixture
async def assistant(
    model: Model, starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Assistant]:
    monkeypatch.setenv("SHOP_DB", str(tmp_path / "shop.db"))
    made = Assistant(model, MemoryStore(), SdkActions.load(starter, model.domain.plain()))
    yield made
    await made.close()


async def test_the_first_turn_has_rasas_shape(assistant: Assistant) -> None:
    answer = await assistant.handle(said("a", "hello"))
    kinds = [event.__struct_config__.tag for event in answer.events]
    assert kinds[:3] == ["action", "session_started", "action"]
    assert kinds[3] == "user"
    assert kinds[-1] == "action"
    assert answer.events[-1] == ev.ActionExecuted(name="action_listen", timestamp=answer.events[-1].timestamp)
    assert all(event.timestamp for event in answer.events)


async def test_the_stored_state_is_the_fold_of_the_stored_events(assistant: Assistant, model: Model) -> None:
    for text in (
        "hello",
        "where is my order?",
        "TW-1042",
        "can someone contact me?",
        "Robin",
        "thanks",
        "r@example.com",
    ):
        await assistant.handle(said("b", text))
    key = ConversationKey("b")
    stored = await assistant.store.load(key)
    events = [event for turn in await assistant.store.turns(key) for event in turn.events]
    assert stored is not None
    assert stored.state == replay(model.domain.schema, events)
    assert stored.seq == len(events)


async def test_one_conversation_is_taken_in_order_many_at_once(assistant: Assistant) -> None:
    await asyncio.gather(*(assistant.handle(said(f"c{n % 5}", "hello", f"id-{n}")) for n in range(50)))
    for n in range(5):
        turns = await assistant.store.turns(ConversationKey(f"c{n}"))
        users = [event.message_id for turn in turns for event in turn.events if isinstance(event, ev.UserUttered)]
        assert users == [f"id-{number}" for number in range(50) if number % 5 == n]


async def test_the_same_message_says_the_same_words(assistant: Assistant) -> None:
    first = await assistant.handle(said("d", "hello", "x"))
    again = await assistant.handle(said("d", "hello", "x"))
    assert again.repeated
    assert again.events == first.events
    fresh = Assistant(assistant.model, MemoryStore(), Scripted())
    assert names(await fresh.handle(said("d", "hello", "x"))) == names(first)
    assert (await fresh.handle(said("d", "hello", "x"))).messages == first.messages


async def test_a_turn_outlives_the_caller(assistant: Assistant) -> None:
    task = asyncio.create_task(assistant.handle(said("e", "hello", "x")))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    again = await assistant.handle(said("e", "hello", "x"))
    assert again.repeated
    assert again.messages


async def test_a_writer_that_was_faster_makes_the_turn_be_thought_again(model: Model) -> None:
    class Rival(MemoryStore):
        """Another process writes between our load and our append, twice."""

        rivals = 2

        async def append(self, turn: Turn) -> int:
            if self.rivals:
                self.rivals -= 1
                await super().append(await _rival_turn(self, turn))
            return await super().append(turn)

    async def _rival_turn(store: MemoryStore, turn: Turn) -> Turn:
        stored = await store.load(turn.key) or Stored(0, turn.state)
        events = (ev.SlotSet(name="order_number", value="TW-1", timestamp=1.0),)
        return Turn(turn.key, f"rival-{stored.seq}", stored.seq, events, stored.state, 1.0)

    store = Rival()
    answer = await turns_of(model, store, Scripted(), Clock()).handle(said("f", "hello"))
    assert answer.first_seq == 3, "it was written after what the others wrote"
    assert answer.messages


async def test_a_store_that_cannot_write_says_so_and_nothing_happened(model: Model) -> None:
    class Full(MemoryStore):
        async def append(self, turn: Turn) -> int:
            raise StoreBusy("the disk is full")

    store = Full()
    with pytest.raises(StoreBusy):
        await turns_of(model, store, Scripted(), Clock()).handle(said("g", "hello"))
    assert await store.load(ConversationKey("g")) is None


async def test_a_conversation_that_moves_for_ever_is_given_up(model: Model) -> None:
    class Restless(MemoryStore):
        async def append(self, turn: Turn) -> int:
            raise ConversationMoved("again")

    with pytest.raises(ConversationMoved):
        await turns_of(model, Restless(), Scripted(), Clock()).handle(said("h", "hello"))


async def test_a_long_silence_opens_a_new_session_that_carries_the_slots(model: Model) -> None:
    clock, store = Clock(), MemoryStore()
    kept = ActionResult((ev.SlotSet(name="lead_name", value="Ada"),))
    turns = turns_of(model, store, Scripted(utter_greet=kept), clock)
    await turns.handle(said("i", "hello"))
    clock.now += 59 * 60
    assert not _starts_session(await turns.handle(said("i", "hello")))
    clock.now += 61 * 60
    later = await turns.handle(said("i", "hello"))
    assert _starts_session(later)
    stored = await store.load(ConversationKey("i"))
    assert stored is not None
    assert stored.state.slots["lead_name"] == "Ada"


async def test_a_session_that_never_expires(model: Model) -> None:
    clock = Clock()
    turns = turns_of(with_sessions(model, session_expiration_minutes=0), MemoryStore(), Scripted(), clock)
    assert _starts_session(await turns.handle(said("i", "hello")))
    clock.now += 10 * 365 * 86_400
    assert not _starts_session(await turns.handle(said("i", "hello")))


async def test_a_session_that_expires_at_its_minute_and_carries_nothing(model: Model) -> None:
    clock, store = Clock(), MemoryStore()
    fresh = with_sessions(model, session_expiration_minutes=0.5, carry_over_slots=False)
    kept = ActionResult((ev.SlotSet(name="lead_name", value="Ada"), ev.ConversationPaused()))
    turns = turns_of(fresh, store, Scripted(utter_greet=kept), clock)
    await turns.handle(said("i", "hello"))
    clock.now += 30
    assert not _starts_session(await turns.handle(said("i", "bye bye")))
    clock.now += 31
    assert _starts_session(await turns.handle(said("i", "bye bye")))
    stored = await store.load(ConversationKey("i"))
    assert stored is not None
    assert stored.state.slots["lead_name"] is None
    assert not stored.state.paused


async def test_a_session_that_is_asked_for_is_opened_once(model: Model) -> None:
    store = MemoryStore()
    turns = turns_of(model, store, Scripted(), Clock())
    for first in (True, False):
        answer = await turns.handle(said("i", "/session_start"))
        assert sum(isinstance(event, ev.SessionStarted) for event in answer.events) == 1, first
        assert answer.messages == ()
    assert not _starts_session(await turns.handle(said("i", "hello")))


async def test_slots_are_carried_as_events_between_the_session_and_the_listening(model: Model) -> None:
    clock = Clock()
    kept = ActionResult((ev.SlotSet(name="lead_name", value="Ada"),))
    turns = turns_of(model, MemoryStore(), Scripted(utter_greet=kept), clock)
    await turns.handle(said("i", "hello"))
    clock.now += 61 * 60
    events = (await turns.handle(said("i", "bye bye"))).events
    shape = [getattr(event, "name", event.__struct_config__.tag) for event in events[:5]]
    assert shape == ["action_session_start", "session_started", "lead_name", "action_listen", "user"]


async def test_restart_forgets_everything(model: Model) -> None:
    store = MemoryStore()
    turns = turns_of(model, store, Scripted(), Clock())
    await turns.handle(said("j", "can someone contact me?"))
    await turns.handle(said("j", "Robin Hale"))
    answer = await turns.handle(said("j", "/restart"))
    assert names(answer) == ["utter_restart"]
    stored = await store.load(ConversationKey("j"))
    assert stored is not None
    assert stored.state.stack == ()
    assert stored.state.slots["lead_name"] is None


async def test_a_failing_action_is_an_event_and_an_apology(model: Model) -> None:
    actions = Scripted(action_look_up_order=ActionError("action_look_up_order", "KeyError: 'secret'"))
    answer = await turns_of(model, MemoryStore(), actions, Clock()).handle(said("k", "where is my order TW-1042"))
    assert names(answer)[-1] == "utter_internal_error_rasa"
    assert any(isinstance(event, ev.ActionFailed) for event in answer.events)
    assert all("secret" not in (message.text or "") for message in answer.messages)


async def test_a_rewind_takes_the_message_back(model: Model) -> None:
    rewind = ActionResult((ev.UserUtteranceReverted(),))
    store = MemoryStore()
    turns = turns_of(model, store, Scripted(utter_ask_rephrase=rewind), Clock())
    await turns.handle(said("l", "can someone contact me?"))
    before = await store.load(ConversationKey("l"))
    await turns.handle(said("l", "/nlu_fallback"))
    after = await store.load(ConversationKey("l"))
    assert before is not None
    assert after is not None
    assert after.state.latest_message == before.state.latest_message


async def test_a_paused_conversation_is_listened_to_in_silence(model: Model) -> None:
    pause = ActionResult((ev.ConversationPaused(),))
    turns = turns_of(model, MemoryStore(), Scripted(utter_goodbye=pause), Clock())
    await turns.handle(said("m", "bye bye"))
    assert (await turns.handle(said("m", "hello"))).messages == ()
    assert (await turns.handle(said("m", "/restart"))).messages


async def test_a_followup_for_ever_is_broken_off(model: Model) -> None:
    again = ActionResult((ev.FollowupAction(name="utter_greet"),))
    answer = await turns_of(model, MemoryStore(), Scripted(utter_greet=again), Clock()).handle(said("n", "hello"))
    assert len(answer.events) < 300


async def test_an_action_sees_all_events_and_only_when_it_looks(model: Model) -> None:
    actions = Scripted(action_look_up_order=ActionResult())
    store = MemoryStore()
    turns = turns_of(model, store, actions, Clock())
    await turns.handle(said("o", "hello"))
    await turns.handle(said("o", "where is my order TW-1042"))
    seen = await asyncio.to_thread(list, actions.calls[0].events)
    assert seen[0]["event"] == "action"
    assert [event["text"] for event in seen if event["event"] == "user"] == ["hello", "where is my order TW-1042"]


def with_sessions(model: Model, **config: Any) -> Model:
    """``model`` with another ``session_config``."""
    domain = replace(model.domain, schema=replace(model.domain.schema, **config))
    return dataclasses.replace(model, domain=domain)


def _starts_session(answer: Answer) -> bool:
    return any(isinstance(event, ev.SessionStarted) for event in answer.events)
