"""Cases are read with all their problems, and what differs is told: for every kind of expectation."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.conversation import events as ev
from talkwright.conversation.bot_message import uttered
from talkwright.conversation.content import BotMessage, Button
from talkwright.errors import Place, Problems
from talkwright.evaluation.cases import Case
from talkwright.evaluation.compare import Difference, align, compare
from talkwright.evaluation.conversations import Result, talk_through
from talkwright.evaluation.judge import Answered
from talkwright.evaluation.junit import junit
from talkwright.evaluation.messages import Generated
from talkwright.evaluation.read import find_tests, read_cases
from talkwright.evaluation.transcript import Told, until_first_difference
from talkwright.training.load import Model


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
    uttered(BotMessage("On its way.", buttons=(Button("Yes", "/y"), Button("No", "/n"))), 0.0),
    uttered(BotMessage("Bye.", metadata={"utter_action": "utter_bye"}), 0.0),
    ev.FlowCompleted(flow_id="order", step_id="last"),
    ev.FlowCancelled(flow_id="other"),
    ev.StackChanged(
        frames=(ev.Frame("1", "pattern_clarification", "ask", "pattern", context={"names": ["order", "other"]}),)
    ),
)

MET = """
- flow_started: order
- flow_started: {operator: any, flow_ids: [x, order]}
- flow_completed: order
- flow_completed: {flow_id: order, flow_step_id: last}
- flow_cancelled: other
- flow_cancelled: {flow_id: other}
- pattern_clarification_contains: [order]
- pattern_clarification_contains: [order, other]
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
- pattern_clarification_contains: [order, third]
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
    ("assertions", "came"),
    [
        (("flow_started: order", "bot_uttered: utter_bye", "flow_completed: order"), None),
        (("bot_uttered: utter_bye", "flow_started: order"), "it came, but before what the assertion above it names"),
        (("flow_completed: order", "bot_did_not_utter: utter_bye"), None),
        (("flow_completed: order", "slot_was_set: [city]"), "set: number = 7; sure = true"),
    ],
)
def test_assertions_can_be_held_to_their_order(tmp_path: Path, assertions: tuple[str, ...], came: str | None) -> None:
    lines = "".join(f"          - {each}\n" for each in assertions)
    steps = f"      - user: hi\n        assertion_order_enabled: true\n        assertions:\n{lines}"
    differences = compare(case(tmp_path, steps).exchanges[0], EVENTS)
    assert [each.came for each in differences] == ([came] if came else [])
    in_any_order = case(tmp_path, steps.replace("true", "false")).exchanges[0]
    assert bool(compare(in_any_order, EVENTS)) == ("city" in str(assertions) or "did_not" in str(assertions))


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


async def test_fixtures_set_slots_and_stubs_stand_for_actions(tmp_path: Path, model: Model) -> None:
    head = (
        "fixtures:\n  - known:\n      - lead_name: Ada\n"
        "stub_custom_actions:\n"
        "  action_look_up_order:\n    events: [{event: slot, name: order_state, value: not_found}]\n"
        "  one::action_save_lead:\n    responses: [{text: Saved.}]\n"
        "  validate_lead_name: {}\n  validate_lead_phone: {}\n  validate_lead_budget: {}\n"
    )
    steps = (
        "      - user: /check_order\n      - utter: utter_ask_order_number\n"
        "      - user: TW-1042\n      - utter: utter_order_not_found\n      - utter: utter_can_do_something_else\n"
        "      - user: /leave_contact\n      - utter: utter_ask_lead_email\n"
        "      - user: ada@example.com\n      - utter: utter_ask_lead_phone\n"
        "      - user: 07700 900123\n      - utter: utter_ask_lead_interest\n"
        "      - user: camping\n      - utter: utter_ask_lead_budget\n"
        "      - user: '200'\n      - utter: utter_ask_lead_consent\n"
        "      - user: /SetSlots(lead_consent=true)\n      - bot: Saved.\n      - utter: utter_lead_saved\n"
        "      - utter: utter_can_do_something_else\n"
    )
    one = case(tmp_path, steps, head)
    file = (tmp_path / "cases.yml").read_text().replace("test_case: one\n", "test_case: one\n    fixtures: [known]\n")
    (one,), problems = read(tmp_path, file)
    assert problems == []
    result = await talk_through(model, NoActions(), one)  # type: ignore[arg-type]
    assert result.differences == ()
    assert result.flows == {"order_status", "lead_capture"}


HEAD = "test_cases:\n  - test_case: a\n    steps:\n"


def asserting(assertion: str) -> str:
    return HEAD + f"      - user: x\n        assertions:\n          {assertion}\n"


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
        (HEAD + "      - user: x\n        metadata: who\n", ["test/unknown-metadata 5:9"]),
        (HEAD + "      - user: x\n        assertions: []\n      - utter: y\n", ["test/step-beside-assertions 6:9"]),
        (HEAD + "      - user: x\n  - test_case: a\n    steps:\n      - user: x\n", ["test/same-name 5:5"]),
        (asserting("- bot_uttered: {text_matches: '['}"), ["test/bad-pattern 6:41"]),
        (asserting("- bot_uttered: {}"), ["test/bad-assertion 6:26"]),
        (asserting("- flow_started: {operator: some, flow_ids: [y]}"), ["test/bad-assertion 6:38"]),
        (asserting("- flow_started: {flow_ids: []}"), ["test/bad-assertion 6:27"]),
        (asserting("- flow_completed: {flow_step_id: y}"), ["yaml/missing-key 6:29"]),
        (asserting("- pattern_clarification_contains: 3"), ["test/bad-assertion 6:45"]),
        (asserting("- action_executed: [x]"), ["test/bad-assertion 6:30"]),
        (asserting("- slot_was_set: [[x]]"), ["test/bad-assertion 6:27", "test/bad-assertion 6:28"]),
        (asserting("- generative_response_is_grounded: {threshold: 2}"), ["test/bad-assertion 6:58"]),
        ("fixtures: [x]\n" + HEAD + "      - user: x\n", ["test/bad-fixture 1:12"]),
        ("fixtures: [{x: 3}]\n" + HEAD + "      - user: x\n", ["test/bad-fixture 1:16"]),
        ("stub_custom_actions: {x: {events: [y]}}\n" + HEAD + "      - user: x\n", ["test/bad-stub 1:36"]),
    ],
)
def test_problems_are_told_with_their_place(tmp_path: Path, text: str, problems: list[str]) -> None:
    assert read(tmp_path, text)[1] == problems


def test_other_files_have_no_cases(tmp_path: Path) -> None:
    assert read(tmp_path, "stories: []\n") == ((), [])


async def test_what_only_a_judge_can_say_is_neither_passed_nor_failed(tmp_path: Path, model: Model) -> None:
    class Half:
        async def score(self, wanted: Generated, answered: Answered) -> float:
            assert answered.question == "hello"
            assert answered.answer.startswith("Hello")
            return 0.5

    one = case(
        tmp_path,
        "      - user: hello\n        assertions:\n          - bot_uttered: utter_greet\n"
        "          - generative_response_is_relevant: {threshold: 0.4}\n"
        "          - generative_response_is_grounded: {threshold: 0.6, ground_truth: x}\n",
    )
    actions = NoActions()
    without = await talk_through(model, actions, one)  # type: ignore[arg-type]
    assert (without.outcome, len(without.unjudged), without.differences) == ("not judged", 2, ())
    judged = await talk_through(model, actions, one, Half())  # type: ignore[arg-type]
    assert [each.came for each in judged.differences] == ["the judge says 0.50"]
    assert junit([without, judged]).count(b"<skipped") == 1


async def test_a_folder_shares_what_its_conftest_has(tmp_path: Path, model: Model) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "conftest.yml").write_text(
        "fixtures:\n  - known:\n      - lead_name: Ada\n  - both:\n      - lead_name: Bob\n"
        "metadata:\n  - phone: {device: old}\n"
        "stub_custom_actions:\n  action_look_up_order:\n    failed: true\n"
    )
    (tmp_path / "deep" / "conftest.yml").write_text("fixtures:\n  - both:\n      lead_name: Cleo\n")
    text = (
        "metadata:\n  - desk: {place: home}\n"
        "test_cases:\n  - test_case: a\n    fixtures: [known, both]\n    metadata: phone\n    steps:\n"
        "      - user: /check_order\n        metadata: desk\n      - user: TW-1042\n"
    )
    (tmp_path / "deep" / "a.yml").write_text(text)
    problems = Problems()
    (one,) = read_cases(find_tests([tmp_path]), problems)
    assert problems.all == ()
    assert one.slots == {"lead_name": "Cleo"}
    assert one.exchanges[0].metadata == {"device": "old", "place": "home"}
    result = await talk_through(model, NoActions(), one)  # type: ignore[arg-type]
    assert "action_look_up_order failed" in str(result.told[-1].lines)


async def test_a_stub_can_act_otherwise_each_time_and_refuse(tmp_path: Path, model: Model) -> None:
    head = (
        "stub_custom_actions:\n  action_look_up_order:\n"
        "    - events: [{event: slot, name: order_state, value: not_found}]\n"
        "    - events: [{event: slot, name: order_state, value: cancelled}]\n"
        "    - rejected: true\n"
    )
    steps = (
        "      - user: where is order TW-1041\n      - slot_was_set: [{order_state: not_found}]\n"
        "      - user: where is order TW-1042\n      - slot_was_set: [{order_state: cancelled}]\n"
        "      - user: where is order TW-1043\n      - slot_was_not_set: [order_state]\n"
    )
    result = await talk_through(model, NoActions(), case(tmp_path, steps, head))  # type: ignore[arg-type]
    assert result.differences == ()
    assert "action_look_up_order refused" in str(result.told[-1].lines)


async def test_a_failed_conversation_reads_as_a_transcript_up_to_its_first_difference(
    tmp_path: Path, model: Model
) -> None:
    steps = (
        "      - user: hello\n      - utter: utter_greet\n      - user: bye\n      - bot: Ciao\n      - user: thanks\n"
    )
    result = await talk_through(model, NoActions(), case(tmp_path, steps))  # type: ignore[arg-type]
    lines = until_first_difference(result.told)
    assert [line.text for line in lines if line.who == "user"] == ["hello", "bye"]
    assert [(line.mark, line.who) for line in lines[-2:]] == [("-", "expected"), ("+", "came")]
    assert lines[-2].text == f"bot 'Ciao'  ({tmp_path}/cases.yml:7:9)"
    document = ElementTree.fromstring(junit([result]))
    assert (document.get("tests"), document.get("failures")) == ("1", "1")
    assert "- expected  bot 'Ciao'" in (document.findtext(".//failure") or "")


@given(
    st.lists(st.integers(0, 3), max_size=8),
    st.lists(st.integers(0, 3), max_size=8),
)
def test_aligned_rows_hold_both_sides_in_order(left: list[int], right: list[int]) -> None:
    rows = align(left, right, lambda a, b: a == b)
    assert [a for a, _ in rows if a is not None] == left
    assert [b for _, b in rows if b is not None] == right
    assert all(a is not None or b is not None for a, b in rows)
    if left == right:
        assert all(a == b for a, b in rows)


@given(st.text())
def test_a_report_is_xml_whatever_was_said(words: str) -> None:
    place = Place("a.yml", 1, 1)
    told = Told(words, (), (Difference(place, words, words, words),))
    ElementTree.fromstring(junit([Result(Case(words, place, ()), (told,))]))
