"""Cases are read with all their problems, and what differs is told: for every kind of expectation."""

from __future__ import annotations

from pathlib import Path

import pytest

from talkwright.conversation import events as ev
from talkwright.conversation.content import BotMessage, Button
from talkwright.errors import Problems
from talkwright.evaluation.cases import Case, Exchange, read_cases
from talkwright.evaluation.conversations import compare, talk_through
from talkwright.training.load import load_model


class NoActions:
    """A bot without custom actions."""

    def has(self, name: str) -> bool:
        return False

    async def run(self, call: object) -> object:
        raise AssertionError(call)

    async def close(self) -> None:
        pass


def read(tmp_path: Path, text: str) -> tuple[tuple[Case, ...], list[str]]:
    file = tmp_path / "cases.yml"
    file.write_text(text)
    problems = Problems()
    cases = read_cases([file], problems)
    return cases, [f"{p.code} {p.place.line}:{p.place.column}" for p in problems.all]


def case(tmp_path: Path, steps: str, head: str = "") -> Case:
    cases, problems = read(tmp_path, f"{head}test_cases:\n  - test_case: one\n    steps:\n{steps}")
    assert problems == []
    return cases[0]


EVENTS: tuple[ev.Event, ...] = (
    ev.UserUttered(text="hi"),
    ev.FlowStarted(flow_id="order"),
    ev.SlotSet(name="number", value="7"),
    ev.SlotSet(name="sure", value=True),
    ev.ActionExecuted(name="action_look"),
    ev.uttered(BotMessage("On its way.", buttons=(Button("Yes", "/y"), Button("No", "/n"))), 0.0),
    ev.uttered(BotMessage("Bye.", metadata={"utter_action": "utter_bye"}), 0.0),
    ev.FlowCompleted(flow_id="order", step_id="last"),
    ev.FlowCancelled(flow_id="other"),
)

MET = """
- flow_started: order
- flow_started: {operator: any, flow_ids: [x, order]}
- flow_completed: order
- flow_completed: {flow_id: order, flow_step_id: last}
- flow_cancelled: other
- slot_was_set: [{name: number, value: 7}]
- slot_was_set: [number, {sure: "true"}]
- slot_was_not_set: [{name: number, value: 8}]
- slot_was_not_set: [city]
- action_executed: action_look
- bot_uttered: {utter_name: utter_bye}
- bot_uttered: {text_matches: "^On its"}
- bot_uttered: {buttons: [{title: "Yes", payload: /y}, {title: "No"}]}
- bot_did_not_utter: {text_matches: sorry}
"""

NOT_MET = """
- flow_started: other
- flow_started: {operator: all, flow_ids: [x, order]}
- flow_completed: other
- flow_completed: {flow_id: order, flow_step_id: first}
- flow_cancelled: order
- slot_was_set: [{name: number, value: 8}]
- slot_was_set: [city]
- slot_was_not_set: [number]
- action_executed: action_cook
- bot_uttered: {utter_name: utter_hello}
- bot_uttered: {text_matches: "^its"}
- bot_uttered: {utter_name: utter_bye, text_matches: way}
- bot_uttered: {buttons: [{title: "No"}, {title: "Yes"}]}
- bot_uttered: {buttons: [{title: "Yes"}]}
- bot_did_not_utter: {text_matches: way}
"""


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


@pytest.mark.parametrize(("line", "met"), [*((x, True) for x in lines(MET)), *((x, False) for x in lines(NOT_MET))])
def test_every_kind_of_assertion(tmp_path: Path, line: str, met: bool) -> None:
    exchange = case(tmp_path, f"      - user: hi\n        assertions:\n          {line}\n").exchanges[0]
    differences = compare(exchange, EVENTS)
    assert (not differences) == met
    assert all(each.came and each.expected for each in differences)


@pytest.mark.parametrize(
    ("steps", "count"),
    [
        ("      - bot: On its way.\n      - utter: utter_bye\n", 0),
        ("      - bot: On its way.\n", 1),
        ("      - utter: utter_bye\n      - bot: On its way.\n", 2),
        ("      - bot: On its way.\n      - utter: utter_bye\n      - utter: utter_more\n", 1),
        ("      - slot_was_set: [number]\n", 0),
        ("      - slot_was_not_set: [number]\n", 1),
    ],
)
def test_steps_name_all_that_is_said_in_order(tmp_path: Path, steps: str, count: int) -> None:
    assert len(compare(case(tmp_path, f"      - user: hi\n{steps}").exchanges[0], EVENTS)) == count


async def test_fixtures_set_slots_and_stubs_stand_for_actions(tmp_path: Path, starter: Path) -> None:
    head = (
        "fixtures:\n  - known:\n      - lead_name: Ada\n"
        "stub_custom_actions:\n"
        "  action_look_up_order:\n    events: [{event: slot, name: order_state, value: not_found}]\n"
        "  one::action_save_lead:\n    responses: [{text: Saved.}]\n"
    )
    steps = (
        "      - user: /check_order\n      - utter: utter_ask_order_number\n"
        "      - user: TW-1042\n      - utter: utter_order_not_found\n"
        "      - user: /leave_contact\n      - utter: utter_ask_lead_email\n"
        "      - user: ada@example.com\n      - utter: utter_ask_lead_interest\n"
        "      - user: camping\n      - utter: utter_ask_lead_consent\n"
        "      - user: /SetSlots(lead_consent=true)\n      - bot: Saved.\n      - utter: utter_lead_saved\n"
    )
    one = case(tmp_path, steps, head)
    file = (tmp_path / "cases.yml").read_text().replace("test_case: one\n", "test_case: one\n    fixtures: [known]\n")
    (one,), problems = read(tmp_path, file)
    assert problems == []
    result = await talk_through(load_model(starter / "models"), NoActions(), one)  # type: ignore[arg-type]
    assert result.differences == ()
    assert result.flows == {"order_status", "lead_capture"}


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("test_cases:\n  - test_case: a\n    steps: []\n", ["test/empty 2:5"]),
        ("test_cases:\n  - test_case: a\n    steps:\n      - utter: x\n", ["test/no-user 4:9"]),
        ("test_cases:\n  - test_case: a\n    steps:\n      - user: x\n      - uter: y\n", ["test/unknown-step 5:9"]),
        (
            "test_cases:\n  - test_case: a\n    steps:\n"
            "      - user: x\n        assertions:\n          - flow_start: y\n",
            ["test/unknown-step 6:13"],
        ),
        (
            "test_cases:\n  - test_case: a\n    fixtures: [b]\n    steps:\n      - user: x\n",
            ["test/unknown-fixture 3:5"],
        ),
        ("test_cases:\n  - steps:\n      - user: x\n", ["yaml/missing-key 2:5"]),
    ],
)
def test_problems_are_told_with_their_place(tmp_path: Path, text: str, problems: list[str]) -> None:
    assert read(tmp_path, text)[1] == problems


def test_other_files_have_no_cases(tmp_path: Path) -> None:
    assert read(tmp_path, "stories: []\n") == ((), [])


def test_an_exchange_with_assertions_is_not_complete(tmp_path: Path) -> None:
    steps = "      - user: hi\n        assertions: []\n      - utter: utter_x\n"
    assert case(tmp_path, steps).exchanges[0] == Exchange("hi", (), False, case(tmp_path, steps).exchanges[0].place)
