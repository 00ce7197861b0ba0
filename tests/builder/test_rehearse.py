"""A rehearsal: the bot as its files are now, watched step by step, and nobody else hears of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from tests.following import model_of
from tests.web_server import Answer, WebServer

from talkwright.actions.nlg import NlgServer
from talkwright.actions.sdk import SdkActions
from talkwright.builder.files.workspace import Workspace
from talkwright.builder.talks.debugger import Debugger, Paused, Spot
from talkwright.builder.talks.rehearsals import MOST_OF_ONE, Rehearsals
from talkwright.builder.talks.rehearse import Rehearsal
from talkwright.builder.talks.trace import TracedTurn
from talkwright.conversation.events import Frame, StackChanged
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.schema import Schema
from talkwright.conversation.tracker import Tracker
from talkwright.errors import Conflict, NotFound, Problems, RequestError
from talkwright.evaluation.conversations import talk_through
from talkwright.evaluation.read import read_text
from talkwright.evaluation.recorded import Recorded
from talkwright.project.endpoints import Endpoint
from talkwright.runtime.parse import NluServer

from .rehearsing import Desk

LOOK_UP = Spot("order_status", "action_action_look_up_order")


async def last(rehearsal: Rehearsal) -> TracedTurn:
    return (await rehearsal.show()).turns[-1]


def texts(turn: TracedTurn) -> list[str | None]:
    return [message.text for message in turn.bot]


def ways(turn: TracedTurn) -> list[str]:
    """The edges of flows that the author wrote."""
    own = (each for each in turn.path if not each.flow.startswith("pattern_"))
    return [f"{each.step}>{each.to}" + (f" by {each.exit}" if each.exit is not None else "") for each in own]


async def test_a_turn_tells_what_was_understood_where_it_went_and_what_changed(desk: Desk) -> None:
    rehearsal = await desk.rehearsals.begin("ada")
    await rehearsal.say("where is my order TW-1042")
    turn = await last(rehearsal)
    assert (turn.number, turn.user, texts(turn)) == (1, "where is my order TW-1042", ["TW-1042 is on its way."])
    assert turn.nlu is not None
    assert (turn.nlu.intent, turn.nlu.ranking[0].name) == ("check_order", "check_order")
    assert [(each.entity, each.value) for each in turn.nlu.entities] == [("order_number", "TW-1042")]
    assert [type(command).__name__ for command in turn.commands] == ["SetSlot", "StartFlow"]
    assert ways(turn) == [
        ">collect_order_number",
        "collect_order_number>action_action_look_up_order by 0",
        "action_action_look_up_order>action_utter_on_its_way by 0",
        "action_utter_on_its_way>END by 0",
    ]
    assert turn.fault is None
    assert {"user", "action", "slot", "bot", "stack"} <= {event["event"] for event in turn.events}
    await rehearsal.say("where is my order")
    turn = await last(rehearsal)
    assert [(frame.flow, frame.step) for frame in turn.stack] == [("order_status", "collect_order_number")]
    assert ways(turn) == [">collect_order_number"]


async def test_an_edited_flow_answers_the_next_message_without_training(desk: Desk) -> None:
    rehearsal = await desk.rehearsals.begin("ada")
    await rehearsal.say("hello")
    assert texts(await last(rehearsal)) == ["Hello <b>there</b>"]
    assert not (await rehearsal.show()).stale
    desk.edit("responses", "utter_greet", 0, "text", value="Good day", file="domain.yml")
    desk.edit("flows", "greet", "steps", value=[{"action": "utter_greet"}, {"action": "utter_unknown"}])
    assert (await rehearsal.show()).stale
    await rehearsal.say("hello")
    assert texts(await last(rehearsal)) == ["Good day", "I do not know that order."]
    assert not (await rehearsal.show()).stale
    theirs = await desk.rehearsals.begin("bob")
    await theirs.say("hello")
    assert texts(await last(theirs)) == ["Hello <b>there</b>"]


async def test_what_only_training_learns_is_told_and_broken_flows_are_left_out(desk: Desk) -> None:
    desk.edit("intents", value=["greet", "check_order", "complain"], file="domain.yml")
    desk.edit("flows", "greet", "steps", value=[{"action": "utter_greet", "next": [{"if": "slots.(", "then": "END"}]}])
    rehearsal = await desk.rehearsals.begin("ada")
    await rehearsal.say("where is my order TW-1042")
    shown = await rehearsal.show()
    assert texts(shown.turns[-1]) == ["TW-1042 is on its way."]
    assert (shown.unlearnt, shown.left_out, shown.older) == (("complain",), ("greet",), ())


async def test_a_button_may_name_an_intent_that_nobody_has_learnt(desk: Desk) -> None:
    desk.edit("intents", value=["greet", "check_order", "complain"], file="domain.yml")
    desk.edit("flows", "greet", "nlu_trigger", value=["greet", "complain"])
    rehearsal = await desk.rehearsals.begin("ada")
    await rehearsal.say("/complain")
    assert texts(await last(rehearsal)) == ["Hello <b>there</b>"]


async def test_actions_that_may_not_run_are_listed(desk: Desk) -> None:
    rehearsal = await desk.rehearsals.begin("ada", run_actions=False)
    await rehearsal.say("where is my order TW-1042")
    shown = await rehearsal.show()
    assert texts(shown.turns[-1]) == ["I do not know that order."]
    assert (shown.run_actions, shown.stubbed) == (False, ("action_look_up_order",))


async def test_a_failing_action_is_told_to_the_author(desk: Desk) -> None:
    desk.edit("flows", "greet", "steps", value=[{"action": "action_nobody_wrote"}])
    rehearsal = await desk.rehearsals.begin("ada")
    await rehearsal.say("hello")
    turn = await last(rehearsal)
    assert turn.fault == "The action action_nobody_wrote failed: there is no such action"


async def test_a_breakpoint_holds_the_turn_before_the_step(desk: Desk) -> None:
    rehearsal = await desk.rehearsals.begin("ada")
    await rehearsal.say("where is my order TW-7", [LOOK_UP])
    shown = await rehearsal.show()
    assert shown.paused == Paused("order_status", "action_action_look_up_order")
    assert shown.turns[-1].user == "where is my order TW-7"
    assert (shown.slots["order_number"], shown.slots["order_state"]) == ("TW-7", None)
    assert ways(shown.turns[-1])[-1] == "collect_order_number>action_action_look_up_order by 0"
    with pytest.raises(Conflict):
        await rehearsal.say("hello")
    await rehearsal.set_slot("order_number", "TW-1042")
    assert (await rehearsal.show()).slots["order_number"] == "TW-1042"
    await rehearsal.go_on()
    shown = await rehearsal.show()
    assert shown.paused is None
    assert texts(shown.turns[-1]) == ["TW-1042 is on its way."]


async def test_step_by_step_every_step_and_every_action_is_seen_and_all_comes_out_the_same(desk: Desk) -> None:
    through, stepped = await desk.rehearsals.begin("ada"), await desk.rehearsals.begin("ada")
    await through.say("where is my order TW-1042")
    await stepped.say("where is my order TW-1042", stepping=True)
    seen = []
    while (paused := (await stepped.show()).paused) is not None:
        seen.append((paused.step, paused.action))
        await stepped.go_on(stepping=True)
    own = [each for each in seen if each[0].startswith(("collect", "action_"))]
    assert own == [
        ("collect_order_number", None),
        ("action_action_look_up_order", None),
        ("action_action_look_up_order", "action_look_up_order"),
        ("action_utter_on_its_way", None),
        ("action_utter_on_its_way", "utter_on_its_way"),
    ]
    one, other = await last(through), await last(stepped)
    assert (one.bot, one.path, one.slots, one.stack) == (other.bot, other.path, other.slots, other.stack)


async def test_back_fork_and_slots(desk: Desk) -> None:
    rehearsal = await desk.rehearsals.begin("ada")
    await rehearsal.say("where is my order")
    await rehearsal.say("TW-1042")
    forked = await desk.rehearsals.begin("ada", await rehearsal.kept(1))
    await rehearsal.back(1)
    for each in (rehearsal, forked):
        assert [turn.user for turn in (await each.show()).turns] == ["where is my order"]
        await each.say("TW-7")
        assert texts(await last(each))[0] == "I do not know that order."
    await rehearsal.back(0)
    await rehearsal.set_slot("order_number", "TW-1042")
    turn = await last(rehearsal)
    assert (turn.user, turn.changed) == (None, {"order_number": (None, "TW-1042")})
    await rehearsal.say("/check_order")
    assert texts(await last(rehearsal)) == ["TW-1042 is on its way."]
    with pytest.raises(RequestError):
        await rehearsal.back(7)
    with pytest.raises(RequestError):
        await rehearsal.set_slot("nowhere", 1)


async def test_the_same_words_are_answered_the_same(desk: Desk) -> None:
    many = [{"text": f"Hello {number}"} for number in range(8)]
    desk.edit("responses", "utter_greet", value=many, file="domain.yml")
    told = []
    for _ in range(2):
        rehearsal = await desk.rehearsals.begin("ada")
        for _ in range(3):
            await rehearsal.say("hello")
        told.append([texts(turn) for turn in (await rehearsal.show()).turns])
        await rehearsal.back(1)
        await rehearsal.say("hello")
        assert texts(await last(rehearsal)) == told[0][1]
    assert told[0] == told[1]


async def test_a_rehearsal_is_kept_as_a_test_that_passes(desk: Desk) -> None:
    rehearsal = await desk.rehearsals.begin("ada")
    await rehearsal.say("where is my order TW-1042")
    saved = await desk.rehearsals.save("ada", rehearsal, "An order, on its way!")
    again = await desk.rehearsals.save("ada", rehearsal, "An order, on its way!")
    assert (saved.file, again.file) == (
        "tests/conversations/an-order-on-its-way.yml",
        "tests/conversations/an-order-on-its-way-2.yml",
    )
    seen = desk.workspace.read("ada", saved.file)
    assert seen.drafted
    (case,) = read_text(seen.text, saved.file, Problems())
    assert case.name == "An order, on its way!"
    assert (await talk_through(desk.model, Recorded(desk.model.domain), case)).outcome == "passed"


async def test_rehearsals_are_ones_own_and_do_not_pile_up(desk: Desk) -> None:
    first = await desk.rehearsals.begin("ada")
    with pytest.raises(NotFound):
        desk.rehearsals.get("bob", first.id)
    await first.say("where is my order TW-1042", stepping=True)
    for _ in range(MOST_OF_ONE - 1):
        await desk.rehearsals.begin("ada")
    assert desk.rehearsals.get("ada", first.id) is first
    newest = [await desk.rehearsals.begin("ada") for _ in range(MOST_OF_ONE)][-1]
    with pytest.raises(NotFound):
        desk.rehearsals.get("ada", first.id)
    desk.now += 3601
    with pytest.raises(NotFound):
        desk.rehearsals.get("ada", newest.id)


async def test_a_turn_that_stands_too_long_is_given_up() -> None:
    debugger = Debugger(longest_pause_s=0.01)
    tracker = Tracker(ConversationKey("a"), Schema())
    tracker.record(StackChanged(frames=(Frame("1", "greet", "say"),)))
    with pytest.raises(Conflict, match="given up"):
        await debugger.enter(tracker)
    assert debugger.at is None


async def test_going_back_gives_up_a_turn_that_stands(desk: Desk) -> None:
    rehearsal = await desk.rehearsals.begin("ada")
    await rehearsal.say("hello")
    await rehearsal.say("where is my order TW-1042", [LOOK_UP])
    await rehearsal.back(1)
    assert (await rehearsal.show()).paused is None
    await rehearsal.say("hello")
    await asyncio.sleep(0)
    assert [turn.user for turn in (await rehearsal.show()).turns] == ["hello", "hello"]


RULES = """
intents: [order]
entities: [size]
slots:
  size: {type: text, mappings: [{type: from_entity, entity: size}]}
forms:
  order_form: {required_slots: [size]}
responses:
  utter_ask_size: [{text: Which size?}]
  utter_done: [{text: 'One of {size}.'}]
"""
RULES_DATA = """
rules:
- rule: begin
  steps: [{intent: order}, {action: order_form}, {active_loop: order_form}]
- rule: end
  condition: [{active_loop: order_form}]
  steps: [{action: order_form}, {active_loop: null}, {action: utter_done}]
"""


async def test_a_bot_of_rules_is_rehearsed_too_step_by_step(tmp_path: Path) -> None:
    (tmp_path / "domain.yml").write_text(RULES)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "rules.yml").write_text(RULES_DATA)
    model, _ = model_of(RULES, RULES_DATA)
    rehearsals = Rehearsals(Workspace(tmp_path), lambda: model, lambda: SdkActions.load(tmp_path, {}, 1.0))
    rehearsal = await rehearsals.begin("ada", run_actions=False)
    await rehearsal.say("/order")
    shown = await rehearsal.show()
    assert (shown.loop, texts(shown.turns[-1])) == ("order_form", ["Which size?"])
    (tmp_path / "domain.yml").write_text(RULES.replace("One of", "Here is one of"))
    await rehearsal.say('/order{"size": "XL"}', stepping=True)
    seen = []
    while (paused := (await rehearsal.show()).paused) is not None:
        seen.append(paused.action)
        await rehearsal.go_on(stepping=True)
    assert "utter_done" in seen
    shown = await rehearsal.show()
    assert (shown.loop, texts(shown.turns[-1])) == (None, ["Here is one of XL."])


async def test_services_are_asked_as_the_server_asks_them_and_it_is_told_when_they_are_silent(desk: Desk) -> None:
    meant = {"text": "zzz", "intent": {"name": "greet", "confidence": 0.99}, "entities": [], "intent_ranking": []}
    answers = {"/model/parse": Answer(200, meant), "/": Answer(200, {"text": "Moin"})}
    with WebServer(lambda asked: answers.get(asked.path.partition("?")[0], Answer(404))) as server:
        nlu, nlg = NluServer(Endpoint(url=server.url)), NlgServer(Endpoint(url=server.url))
        helped = Rehearsals(desk.workspace, lambda: desk.model, lambda: desk.actions, nlu=nlu, nlg=nlg)
        rehearsal = await helped.begin("ada")
        await rehearsal.say("zzz")
        assert texts(await last(rehearsal)) == ["Moin"]
        assert (await rehearsal.show()).silent == ()
        answers.clear()
        await rehearsal.say("hello")
        assert texts(await last(rehearsal)) == ["Hello <b>there</b>"]
        assert (await rehearsal.show()).silent == ("nlu", "nlg")
        await rehearsal.say("/greet")
        assert (await rehearsal.show()).silent == ("nlg",)
        helped.stop()
        nlu.close()
        await nlg.close()
