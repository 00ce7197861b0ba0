"""Recordings of Rasa are replayed: what is equal, what is told of a difference, and that the known ones are equal."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from benchmarks.oracles import main

from talkwright.evaluation.oracles import replay_folder

DOMAIN = """
version: "3.1"
intents: [greet, order, inform]
entities: [size]
slots:
  size: {type: text, mappings: [{type: from_entity, entity: size}]}
forms: {order_form: {required_slots: [size]}}
responses:
  utter_hello: [{text: Hello}, {text: Hi}]
  utter_ask_size: [{text: Which size?, buttons: [{title: Small, payload: '/inform{"size": "small"}'}]}]
actions: [action_pay, validate_order_form]
"""
RULES = """
rules:
- rule: hello
  steps: [{intent: greet}, {action: utter_hello}]
- rule: order
  steps: [{intent: order}, {action: order_form}, {active_loop: order_form}]
- rule: pay
  condition: [{active_loop: order_form}]
  steps: [{action: order_form}, {active_loop: null}, {slot_was_set: [{requested_slot: null}]}, {action: action_pay}]
"""
OPENS = [["action_session_start", None, 1.0], ["action_listen", None, None]]
LISTENS = ["action_listen", "RulePolicy", 1.0]
MESSAGES: list[dict[str, Any]] = [
    {"response": "utter_hello", "one_of": [{"text": "Hello"}, {"text": "Hi"}]},
    {
        "response": "utter_ask_size",
        "text": "Which size?",
        "buttons": [{"title": "Small", "payload": '/inform{"size": "small"}'}],
    },
    {"text": "Paid"},
]
GREETED: dict[str, Any] = {
    "text": "/greet",
    "intent": "greet",
    "actions": [*OPENS, ["utter_hello", "RulePolicy", 1.0], LISTENS],
    "bot": [0],
    "events": ["session_started"],
    "slots": {},
    "active_loop": None,
    "requested_slot": None,
}
ORDERED: dict[str, Any] = {
    "text": "I want one",
    "parse": {"intent": "order", "entities": []},
    "actions": [["order_form", "RulePolicy", 1.0], LISTENS],
    "bot": [1],
    "calls": ["validate_order_form", "validate_order_form"],
    "events": ["active_loop:order_form"],
    "slots": {},
    "active_loop": "order_form",
    "requested_slot": "size",
}
PAID: dict[str, Any] = {
    "text": '/inform{"size": "small"}',
    "intent": "inform",
    "actions": [["order_form", "RulePolicy", 1.0], ["action_pay", "RulePolicy", 1.0], LISTENS],
    "bot": [2],
    "calls": ["validate_order_form", "action_pay"],
    "events": ["active_loop:None"],
    "slots": {"size": "small"},
    "active_loop": None,
    "requested_slot": None,
}
STUB = {"action_pay": {"1": {"events": [], "responses": [{"text": "Paid"}]}}}


def record(folder: Path, *turns: dict[str, Any], **more: Any) -> tuple[Path, Path]:
    """A folder of recordings with one conversation in it, and that of the bot."""
    bot, recordings = folder / "bots" / "small", folder / "recordings"
    (bot / "data").mkdir(parents=True)
    recordings.mkdir()
    (bot / "domain.yml").write_text(DOMAIN)
    (bot / "data" / "rules.yml").write_text(RULES)
    recording = {
        "bot": "small",
        "format": 1,
        "policies": [{"name": "RulePolicy"}],
        "initial_slots": {"size": None},
        "messages": MESSAGES,
        "conversations": [{"id": "c1", "kind": "walk", "stub": STUB, "turns": turns, **more}],
    }
    (recordings / "small.json").write_text(json.dumps(recording))
    return recordings, bot.parent


def test_what_goes_as_it_was_recorded_is_equal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recordings, bots = record(tmp_path, GREETED, ORDERED, PAID)
    assert main([str(recordings), str(bots)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "small: turns equal: 3 of 3",
        "all: turns equal: 3 of 3",
    ]


@pytest.mark.parametrize(
    ("change", "aspect"),
    [
        ({"actions": GREETED["actions"][:3]}, "actions"),
        ({"bot": [2]}, "bot"),
        ({"events": []}, "events"),
        ({"slots": {"size": "x"}}, "slots"),
        ({"calls": ["action_pay"]}, "calls"),
        ({"active_loop": "order_form"}, "active_loop"),
        ({"requested_slot": "size"}, "requested_slot"),
        ({"paused": True}, "paused"),
    ],
)
def test_what_differs_is_told(tmp_path: Path, change: dict[str, Any], aspect: str) -> None:
    (replayed,) = replay_folder(*record(tmp_path, {**GREETED, **change}))
    (differs,) = replayed.differs
    assert [name for name, _, _ in differs.aspects] == [aspect]


def test_a_difference_is_shown_with_what_was_said_before(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recordings, bots = record(tmp_path, GREETED, {**ORDERED, "slots": {"size": "large"}})
    assert main([str(recordings), str(bots)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "small: turns equal: 1 of 2",
        "  c1, turn 2: I want one",
        "    before: /greet -> action_session_start action_listen utter_hello action_listen",
        '    slots: expected {"size":"large"}',
        "                got {}",
        "all: turns equal: 1 of 2",
    ]


def test_events_may_have_been_there_first(tmp_path: Path) -> None:
    turn = {**ORDERED, "slots": {"size": "large"}, "calls": ["validate_order_form", "action_pay"], "bot": [2]}
    turn |= {"actions": PAID["actions"], "events": ["active_loop:order_form", "active_loop:None"]}
    turn |= {"active_loop": None, "requested_slot": None}
    setup = [{"event": "slot", "name": "size", "value": "large"}]
    (replayed,) = replay_folder(*record(tmp_path, turn, setup=setup))
    assert replayed.differs == ()


def test_a_bot_that_can_no_longer_answer_is_answered_better(tmp_path: Path) -> None:
    stuck = {**GREETED, "actions": [*OPENS, *[["utter_hello", "RulePolicy", 1.0]] * 10], "bot": [0] * 10}
    (replayed,) = replay_folder(*record(tmp_path, stuck, {**GREETED, "actions": [], "bot": [], "events": []}))
    assert (len(replayed.differs), replayed.better) == (2, 2)


def test_a_recording_without_its_bot_does_not_hide_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recordings, bots = record(tmp_path, GREETED)
    (recordings / "other.json").write_text((recordings / "small.json").read_text())
    (recordings / "third.json").write_text("[")
    assert main([str(recordings), str(bots)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("other: RequestError: there is no bot other")
    assert lines[1:2] == ["small: turns equal: 1 of 1"]
    assert "cannot be read as a recording" in lines[2]
    assert lines[3:] == ["all: turns equal: 1 of 1"]


DATA = os.environ.get("TALKWRIGHT_DATA")


@pytest.mark.skipif(not DATA, reason="the recordings are not here: TALKWRIGHT_DATA names no folder")
def test_every_turn_of_the_recordings_is_equal() -> None:
    data = Path(DATA or "")
    for replayed in replay_folder(data / "oracles", data / "bots"):
        assert (replayed.name, replayed.differs, replayed.fault) == (replayed.name, (), "")
