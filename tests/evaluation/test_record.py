"""A recorded conversation passes as a test and replays the same: the starter's, and whatever else can happen in one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talkwright.actions.builtin import BUILT_IN
from talkwright.actions.call import ActionCall, ActionResult
from talkwright.actions.result import read_result
from talkwright.actions.sdk import SdkActions
from talkwright.conversation import events as ev
from talkwright.conversation.bot_message import uttered
from talkwright.conversation.content import BotMessage, UserMessage
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.reminders import EXTERNAL
from talkwright.conversation.store import StoredTurn
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.conversation.utterance import Intent, Utterance
from talkwright.errors import ActionError, Problems
from talkwright.evaluation.conversations import Result, talk_through
from talkwright.evaluation.read import read_cases, read_text
from talkwright.evaluation.record import BLACK, record
from talkwright.evaluation.recorded import Recorded
from talkwright.evaluation.replay import Replayed, replay
from talkwright.project.domain import Domain
from talkwright.runtime.deeds import Heard
from talkwright.runtime.perform import Performer
from talkwright.runtime.turn import Occasion, Turns
from talkwright.training.load import Model

CASES = read_cases(sorted((Path(__file__).parents[1] / "conversations").glob("*.yml")), Problems())
KEY = ConversationKey("w-a-key-that-nobody-may-know")


class Scripted:
    """Actions that do what a function says."""

    def __init__(self, act: Callable[[ActionCall], ActionResult]) -> None:
        self._act = act

    def has(self, name: str) -> bool:
        return name.startswith("action_") and name not in BUILT_IN

    async def run(self, call: ActionCall) -> ActionResult:
        return self._act(call)

    async def close(self) -> None:
        pass


async def had(model: Model, actions: object, *said: str | tuple[float, str]) -> tuple[StoredTurn, ...]:
    """The turns of a conversation; with a number, that many minutes after the message before."""
    store, now = MemoryStore(), 1_700_000_000.0
    performer = Performer(model.domain.responses, model.program.conditions, actions, store)  # type: ignore[arg-type]
    turns = Turns(model, performer, store, lambda: now)
    for each in said:
        minutes, text = each if isinstance(each, tuple) else (0.1, each)
        now += 60 * minutes
        await turns.handle(UserMessage(KEY.id, text, "web", metadata={"authorization": "very-secret"}))
    return await store.turns(KEY)


async def recorded(model: Model, turns: Sequence[StoredTurn]) -> Result:
    """The record of a conversation, read again and talked through."""
    text = record(turns, model.domain).text
    assert KEY.id not in text
    assert "very-secret" not in text
    problems = Problems()
    (case,) = read_text(text, "a.yml", problems)
    assert problems.all == ()
    return await talk_through(model, Recorded(model.domain), case)


async def check(model: Model, turns: Sequence[StoredTurn]) -> None:
    result = await recorded(model, turns)
    assert [str(each) for each in result.differences] == []
    assert (await replay(model, KEY, turns)).change is None


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=f"{Path(case.place.file).stem}: {case.name}", marks=[pytest.mark.long] * bool(number % 4))
        for number, case in enumerate(CASES)
    ],
)
async def test_the_starters_conversations(
    case: object, starter: Path, model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_DB", str(tmp_path / "shop.db"))
    actions = SdkActions.load(starter, model.domain.plain())
    turns = await had(model, actions, *(each.text for each in case.exchanges))  # type: ignore[attr-defined]
    await actions.close()
    await check(model, turns)


def looks_up(call: ActionCall) -> ActionResult:
    """Finds another state each time, says something in three ways, fails for one order and refuses another."""
    number = call.state.slots.get("order_number")
    if number == "TW-1045":
        raise ActionError(call.name, "the database at db.internal is gone")
    if number == "TW-1046":
        return ActionResult(rejected=True)
    said = [{"text": "Just a moment (really)."}, {"text": "Which?", "buttons": [{"title": "A", "payload": "/a{}"}]}]
    state = "cancelled" if number == "TW-1042" else "not_found"
    events = [{"event": "slot", "name": "order_state", "value": state}]
    return read_result(call.name, events, [*said, {"response": "utter_greet"}, {"image": "http://x/y.png"}])


@pytest.mark.parametrize(
    "said",
    [
        ("where is my order TW-1042", "where is order TW-1043", "where is order TW-1042"),
        ("where is my order TW-1045", "hello"),
        ("where is my order TW-1046", "hello"),
        ("/leave_contact", "Robin", "/restart", "hello", "/session_start", "where is my order?", "1044"),
        ("/leave_contact", "Robin", (61, "robin@example.com"), "/leave_contact", (999, "hello")),
        ("/check_order", '/check_order{"order_number": "TW-1042"}', "/SetSlots(order_number=TW-1043)"),
        ("/leave_contact", "1e5", "no: {really} - 'x'", "robin@example.com", "actually my name is Ada", "camping"),
    ],
)
async def test_whatever_happens_in_a_conversation(model: Model, said: tuple[str | tuple[float, str], ...]) -> None:
    await check(model, await had(model, Scripted(looks_up), *said))


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(("/leave_contact", "/check_order", "TW-1042", "hello", "/restart", "no")) | st.text(min_size=1),
        min_size=1,
        max_size=6,
    )
)
async def test_whatever_is_said(model: Model, said: list[str]) -> None:
    await check(model, await had(model, Scripted(looks_up), *said))


def turn(number: int, *events: ev.Event) -> StoredTurn:
    return StoredTurn(f"t{number}", number * 10, number * 10 + 9, events)


async def test_slots_from_outside_are_a_fixture_and_what_cannot_be_repeated_is_told(model: Model) -> None:
    outside = turn(0, ev.ActionExecuted(name="action_listen"), ev.SlotSet(name="lead_name", value="Ada"))
    agent = turn(9, ev.AgentUttered(text="I take over."))
    recording = record([outside, *await had(model, Scripted(looks_up), "hello"), agent], model.domain, "greeted")
    assert recording.left_out == ("turn 3, which no message of the user began",)
    (case,) = read_text(recording.text, "a.yml", Problems())
    assert (case.name, case.slots) == ("greeted", {"lead_name": "Ada"})


def test_what_is_named_like_a_secret_is_blacked_out_and_known_secrets_are_too() -> None:
    events = (
        ev.UserUttered(text="my key is hunter2-hunter2"),
        ev.ActionExecuted(name="action_log_in"),
        uttered(BotMessage("You said hunter2-hunter2.", custom={"access_token": "abc", "left": 3}), 0.0),
        ev.SlotSet(name="api_token", value="abc"),
    )
    text = record([turn(1, *events)], Domain(actions=("action_log_in",)), secrets=["hunter2-hunter2"]).text
    assert "hunter2" not in text
    assert "abc" not in text
    assert text.count(BLACK) >= 4
    assert "left: 3" in text


async def change(model: Model, said: tuple[str, ...], **changes: object) -> Replayed:
    """The replay of a conversation on the same model with something changed in its domain."""
    turns = await had(model, Scripted(looks_up), *said)
    return await replay(replace(model, domain=msgspec.structs.replace(model.domain, **changes)), KEY, turns)


async def test_a_changed_response_is_told_with_the_first_turn_that_says_it(model: Model) -> None:
    bye = replace_response(model.domain, "utter_goodbye", "Farewell.")
    replayed = await change(model, ("hello", "bye", "hello"), responses=bye)
    assert replayed.change is not None
    assert (replayed.change.turn, replayed.replayed, replayed.turns) == (2, 2, 3)
    marked = [(line.mark, line.who, line.text) for line in replayed.change.lines if line.mark]
    assert marked[1] == ("+", "bot", "Farewell.")
    assert marked[0][:2] == ("-", "bot")
    assert [line.text for line in replayed.change.before if line.who == "user"] == ["hello"]
    assert replayed.flows == ("greet", "goodbye")


def replace_response(domain: Domain, name: str, text: str) -> dict[str, object]:
    (first, *_) = domain.responses[name]
    return {**domain.responses, name: (msgspec.structs.replace(first, message=BotMessage(text)),)}


async def test_an_action_that_did_not_run_then_does_not_run_now(model: Model) -> None:
    turns = await had(model, Scripted(looks_up), "where is my order TW-1042")
    (only,) = turns
    kept = [event for event in only.events if getattr(event, "name", "") != "action_look_up_order"]
    replayed = await replay(model, KEY, [turn(1, *kept)])
    assert replayed.change is not None
    assert replayed.change.unknown == ("action_look_up_order",)
    assert any("unknown: would run action_look_up_order" in line.text for line in replayed.change.lines)


async def test_events_from_outside_are_taken_as_they_were(model: Model) -> None:
    first, second = await had(model, Scripted(looks_up), "hello", "bye")
    paused = turn(5, ev.SlotSet(name="lead_name", value="Ada"), ev.ConversationPaused())
    replayed = await replay(model, KEY, [first, paused, second])
    assert replayed.change is not None  # nothing is said any more
    assert {line.mark for line in replayed.change.lines} == {"-"}


async def test_what_fired_by_itself_fires_again_in_a_replay(model: Model) -> None:
    store, now = MemoryStore(), 1_700_000_000.0
    performer = Performer(model.domain.responses, model.program.conditions, Scripted(looks_up), store)
    turns = Turns(model, performer, store, lambda: now)
    await turns.handle(UserMessage(KEY.id, "hello", "web"))
    message = UserMessage(KEY.id, "EXTERNAL: check_order", "web", metadata={EXTERNAL: True})
    fired = Heard(message, utterance=Utterance(message.text, Intent("check_order", 1.0)))
    said = await turns.begin(Occasion(KEY, "reminder", "reminder:1", lambda _: fired))
    assert [each.metadata["utter_action"] for each in said.messages] == ["utter_ask_order_number"]
    await check(model, await store.turns(KEY))
