"""An action that has run does not run again, whoever thinks the turn again: this process or the next one."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from talkwright.actions.call import ActionCall, ActionResult, Said
from talkwright.conversation import events as ev
from talkwright.conversation.events import Event
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.store import Done, Store, StoredTurn, Turn, Unfinished
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.conversation.stores.sql import SqlStore
from talkwright.errors import ActionError, ConversationMoved, StoreBusy
from talkwright.runtime.journal import Journal
from talkwright.storage.engine import open_database
from talkwright.training.load import Model

from .stage import Clock, Scripted, said, turns_of

ADA = ConversationKey("ada")
PAID = ActionResult((ev.SlotSet(name="lead_name", value="Ada"), ev.FollowupAction(name="utter_goodbye")))


@pytest.fixture(params=["memory", "sqlite"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """What two processes share."""
    kept = MemoryStore() if request.param == "memory" else SqlStore(open_database(f"sqlite:///{tmp_path}/a.db"))
    yield kept
    await kept.close()


class Failing:
    """``store`` whose next appends fail with ``problems``. It counts the notes that are written."""

    def __init__(self, store: Store, *problems: Exception) -> None:
        self._store = store
        self._problems = list(problems)
        self.notes = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def append(self, turn: Turn) -> int:
        if self._problems:
            raise self._problems.pop(0)
        return await self._store.append(turn)

    async def note(self, key: ConversationKey, inbound_key: str, done: tuple[Done, ...], at: float) -> None:
        self.notes += 1
        await self._store.note(key, inbound_key, done, at)


@pytest.mark.parametrize("id", [None, "1"])
async def test_a_turn_that_is_thought_again_acts_once(model: Model, store: Store, id: str | None) -> None:
    actions = Scripted(utter_greet=PAID, utter_goodbye=ActionResult(messages=(Said(text="paid"),)))
    moved = Failing(store, ConversationMoved("once"), ConversationMoved("twice"))
    answer = await turns_of(model, moved, actions, Clock()).handle(said("ada", "hello", id))
    assert actions.ran() == ["utter_greet", "utter_goodbye"]
    assert [message.text for message in answer.messages] == ["paid"]
    stored = await store.load(ADA)
    assert stored is not None
    assert stored.state.slots["lead_name"] == "Ada"
    assert all(event.timestamp for event in answer.events)


async def test_a_message_that_comes_again_after_a_kill_goes_on_where_it_was(model: Model, store: Store) -> None:
    began = asyncio.Event()

    async def hang(call: ActionCall) -> ActionResult:
        began.set()
        await asyncio.Event().wait()
        raise AssertionError

    dying = Scripted(utter_greet=PAID, utter_goodbye=hang)
    turn = asyncio.create_task(turns_of(model, store, dying, Clock()).handle(said("ada", "hello", "1")))
    await began.wait()
    found = await store.find(ADA, "test:1")
    assert isinstance(found, Unfinished)
    assert [done.action for done in found.done] == ["utter_greet"]

    heir = Scripted(utter_greet=PAID, utter_goodbye=ActionResult())
    answer = await turns_of(model, store, heir, Clock()).handle(said("ada", "hello", "1"))
    assert heir.ran() == ["utter_goodbye"]
    assert heir.calls[0].key == dying.calls[1].key != dying.calls[0].key
    assert ev.SlotSet(name="lead_name", value="Ada", timestamp=answer.events[-1].timestamp) in answer.events
    assert isinstance(await store.find(ADA, "test:1"), StoredTurn)
    await end(turn)


async def test_a_turn_that_could_not_be_written_leaves_what_its_action_did(model: Model, store: Store) -> None:
    actions = Scripted(utter_greet=ActionResult((ev.SlotSet(name="lead_name", value="Ada"),)))
    full = Failing(store, StoreBusy("for a moment"))
    with pytest.raises(StoreBusy):
        await turns_of(model, full, actions, Clock()).handle(said("ada", "hello", "1"))
    again = Scripted(utter_greet=ActionResult())
    await turns_of(model, store, again, Clock()).handle(said("ada", "hello", "1"))
    assert again.ran() == []
    stored = await store.load(ADA)
    assert stored is not None
    assert stored.state.slots["lead_name"] == "Ada"


async def test_a_failure_is_kept_too(model: Model, store: Store) -> None:
    actions = Scripted(action_look_up_order=ActionError("action_look_up_order", "no answer"))
    asked = said("ada", "where is my order TW-1042", "1")
    with pytest.raises(StoreBusy):
        await turns_of(model, Failing(store, StoreBusy("x")), actions, Clock()).handle(asked)
    again = Scripted(action_look_up_order=ActionResult())
    answer = await turns_of(model, store, again, Clock()).handle(asked)
    assert again.ran() == []
    failed = [event for event in answer.events if isinstance(event, ev.ActionFailed)]
    assert [event.name for event in failed] == ["action_look_up_order"]


async def test_another_message_acts_by_itself(model: Model, store: Store) -> None:
    actions = Scripted(utter_greet=ActionResult())
    with pytest.raises(StoreBusy):
        await turns_of(model, Failing(store, StoreBusy("x")), actions, Clock()).handle(said("ada", "hello", "1"))
    turns = turns_of(model, store, actions, Clock())
    await turns.handle(said("ada", "hello", "2"))
    await turns.handle(said("ada", "hello", "1"))
    assert len(actions.calls) == 2
    assert len({call.key for call in actions.calls}) == 2


@pytest.mark.parametrize(("id", "actions", "notes"), [("1", 1, 0), (None, 2, 0), ("1", 2, 1), ("1", 0, 0)])
async def test_only_a_turn_that_waits_after_it_acted_writes_a_note(
    model: Model, store: Store, id: str | None, actions: int, notes: int
) -> None:
    counting = Failing(store)
    scripted = [{}, {"utter_greet": ActionResult()}, {"utter_greet": PAID, "utter_goodbye": ActionResult()}][actions]
    await turns_of(model, counting, Scripted(**scripted), Clock()).handle(said("ada", "hello", id))
    assert counting.notes == notes


async def test_a_journal_tells_runs_apart_by_their_arguments_and_keeps_their_order() -> None:
    store = MemoryStore()
    journal = Journal(store, ADA, "web:1", "t", Clock())
    journal.begin()
    one, two = ev.SlotSet(name="n", value=1), ev.SlotSet(name="n", value=2)
    for arguments, event in (({}, one), ({"a": 1, "b": 2}, one), ({}, two)):
        assert journal.recall("action_x", arguments) is None
        journal.add("action_x", arguments, (event,), worked=True)
    assert journal.next_key() == "t:4"
    await journal.keep()

    found = await store.find(ADA, "web:1")
    assert isinstance(found, Unfinished)
    heir = Journal(store, ADA, "web:1", "t", Clock())
    for _ in range(2):  # attempts
        heir.begin(found.done)
        assert heir.kept
        assert heir.next_key() == "t:4"
        assert events(heir.recall("action_x", {"b": 2, "a": 1})) == (one,)
        assert heir.recall("action_x", {"a": 1, "b": 3}) is None
        assert heir.recall("action_y", {}) is None
        assert [events(heir.recall("action_x", {})) for _ in range(2)] == [(one,), (two,)]
        assert heir.recall("action_x", {}) is None


def events(done: Done | None) -> tuple[Event, ...]:
    assert done is not None
    return done.events


async def end(task: asyncio.Task[Any]) -> None:
    """Leave a turn that nobody waits for."""
    for each in asyncio.all_tasks() - {asyncio.current_task()}:
        if each is task or "_in_lane" in repr(each):
            each.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await each
