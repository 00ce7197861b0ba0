"""What is wrong with flows that can be read: one mistake, one problem, at its place."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from talkwright.actions.builtin import BUILT_IN
from talkwright.errors import Problem, Problems, Rewrite
from talkwright.flows.check import BUILT_IN_ACTIONS, check_flows
from talkwright.flows.compile import compile_program
from talkwright.flows.patterns import with_patterns
from talkwright.flows.read import read_flow
from talkwright.flows.stack_actions import STACK_ACTIONS
from talkwright.project.domain import Domain
from talkwright.project.merge import read_domain
from talkwright.project.open import open_project
from talkwright.yaml import parse

ROOT = Path(__file__).parents[2]

DOMAIN = """
intents: [buy_it]
slots:
  size: {type: float}
  colour: {type: categorical, values: [red, blue]}
  things: {type: list}
  note: {type: text}
actions: [action_find, action_ask_note]
responses:
  utter_ask_size: [{text: "Which size?"}]
  utter_ask_colour: [{text: "Which colour?"}]
  utter_ask_things: [{text: "Which things?"}]
  utter_done: [{text: "Done."}]
  utter_no: [{text: "No."}]
"""


def check(text: str) -> tuple[Problem, ...]:
    """The problems of a file's flows in the domain above, with the patterns beside them."""
    problems = Problems()
    document = parse(DOMAIN, "domain.yml", problems)
    assert document is not None
    domain = read_domain([document], problems)
    flows = parse(textwrap.dedent(text), "flows.yml", problems)
    assert flows is not None
    assert isinstance(flows.value, dict)
    read = tuple(read_flow(id, node, flows.keys[id], problems) for id, node in flows.value.items())
    assert not problems.all, problems.all
    check_flows(*with_patterns(read, domain), problems)
    return problems.all


def test_a_good_flow_has_no_problems() -> None:
    assert (
        check("""
        buy:
          description: d
          nlu_trigger: [{intent: buy_it}]
          persisted_slots: [colour, note]
          steps:
            - collect: size
              rejections: [{if: slots.size > 5, utter: utter_no}]
            - collect: colour
            - collect: note
            - set_slots: [{note: null, things: [a], size: "3", colour: RED}]
            - action: action_find
            - action: action_listen
            - call: other
              next:
                - if: slots.size > 3
                  then: [{action: utter_done}]
                - else: [{link: pattern_human_handoff}]
        other:
          description: d
          if: false
          steps: [{action: action_restart}]
        pattern_chitchat:
          description: d
          steps: [{link: other}]
    """)
        == ()
    )


HEAD = "f:\n  description: d\n  steps:\n"


@pytest.mark.parametrize(
    ("text", "place", "code", "message", "hint"),
    [
        pytest.param(
            "f:\n  description: d\n  nlu_trigger:\n    - intent: buyit\n  steps: [{action: utter_done}]",
            "4:7",
            "flow/unknown-intent",
            "'buyit'",
            "Did you mean 'buy_it'?",
            id="an intent that is not in the domain",
        ),
        pytest.param(
            "f:\n  description: d\n  persisted_slots: [sise]\n  steps: [{collect: size}]",
            "1:1",
            "flow/persisted-slot-not-filled",
            "'sise'",
            "Did you mean 'size'?",
            id="a slot kept that nothing fills",
        ),
        pytest.param(
            HEAD + "    - action: utter_done\n      next: lats\n    - id: last\n      action: utter_done",
            "5:13",
            "flow/unknown-step",
            "'lats'",
            "Did you mean 'last'?",
            id="a step that is not there",
        ),
        pytest.param(
            HEAD
            + "    - noop: true\n      next:\n        - if: slots.size\n          then: nowhere\n        - else: END",
            "7:17",
            "flow/unknown-step",
            "'nowhere'",
            "Its steps are: noop",
            id="a branch to a step that is not there",
        ),
        pytest.param(
            HEAD + "    - noop: true\n      next:\n        - if: slots.size\n          then: END",
            "6:11",
            "flow/no-else",
            "the flow ends here",
            "'else'",
            id="branches that may all be closed",
        ),
        pytest.param(
            HEAD + "    - noop: true\n      next:\n        - else: END\n        - if: slots.size\n          then: END",
            "7:11",
            "flow/branch-after-else",
            "never taken",
            "last",
            id="a branch after else",
        ),
        pytest.param(
            HEAD + "    - call: nope", "4:7", "flow/unknown-flow", "'nope'", "Write the flow", id="no such flow"
        ),
        pytest.param(
            HEAD + "    - link: nope", "4:7", "flow/unknown-flow", "'nope'", "Write the flow", id="no such link"
        ),
        pytest.param(
            HEAD + "    - call: f", "4:7", "flow/leads-to-itself", "calls itself", "next", id="a call to itself"
        ),
        pytest.param(HEAD + "    - link: f", "4:7", "flow/leads-to-itself", "links to", "next", id="a link to itself"),
        pytest.param(
            HEAD + "    - link: pattern_chitchat",
            "4:7",
            "flow/leads-to-pattern",
            "'pattern_chitchat'",
            "pattern_human_handoff",
            id="a link to a pattern",
        ),
        pytest.param(
            HEAD + "    - call: g\ng:\n  description: d\n  steps:\n    - link: h\n"
            "h: {description: d, steps: [{action: utter_done}]}",
            "8:7",
            "flow/called-flow-links",
            "'g' is called",
            "'call'",
            id="a called flow that links",
        ),
        pytest.param(
            "pattern_chitchatt:\n  description: d\n  steps: [{action: utter_done}]",
            "1:1",
            "flow/unknown-pattern",
            "'pattern_chitchatt'",
            "Did you mean 'pattern_chitchat'?",
            id="a pattern that nobody starts",
        ),
        pytest.param(
            HEAD + "    - collect: colur",
            "4:7",
            "flow/unknown-slot",
            "'colur'",
            "Did you mean 'colour'?",
            id="no such slot",
        ),
        pytest.param(
            HEAD + "    - set_slots: [{weight: 3}]",
            "4:7",
            "flow/unknown-slot",
            "'weight'",
            "Add 'weight:'",
            id="setting a slot that is not there",
        ),
        pytest.param(
            HEAD + "    - collect: things", "4:7", "flow/list-slot", "'things'", "text slot", id="a list asked for"
        ),
        pytest.param(
            HEAD + "    - set_slots: [{colour: green}]",
            "4:7",
            "flow/value-does-not-fit",
            "'colour' is of type categorical",
            "red, blue",
            id="a value the slot does not have",
        ),
        pytest.param(
            HEAD + "    - set_slots: [{size: huge}]",
            "4:7",
            "flow/value-does-not-fit",
            "'size' is of type float",
            "that type",
            id="a value of another type",
        ),
        pytest.param(
            HEAD + "    - action: utter_doen",
            "4:7",
            "flow/unknown-response",
            "'utter_doen'",
            "'utter_done'",
            id="no words",
        ),
        pytest.param(
            HEAD + "    - collect: size\n      utter: utter_how_big",
            "4:7",
            "flow/unknown-response",
            "'utter_how_big'",
            "Add 'utter_how_big:'",
            id="no question",
        ),
        pytest.param(
            HEAD + "    - collect: size\n      rejections: [{if: slots.size > 5, utter: utter_too_big}]",
            "4:7",
            "flow/unknown-response",
            "'utter_too_big'",
            "Add 'utter_too_big:'",
            id="no word of refusal",
        ),
        pytest.param(
            HEAD + "    - action: action_fnd",
            "4:7",
            "flow/unknown-action",
            "'action_fnd'",
            "'action_find'",
            id="no action",
        ),
        pytest.param(
            HEAD + "    - action: utter_done\n      next: END\n    - action: utter_no",
            "6:7",
            "flow/unreachable-step",
            "'action_utter_no'",
            "Lead a 'next'",
            id="a step no way leads to",
        ),
        pytest.param(
            HEAD + "    - id: a\n      noop: true\n      next: a",
            "4:7",
            "flow/silent-cycle",
            "goes round at 'a'",
            "collect",
            id="a cycle that never ends",
        ),
        pytest.param(
            HEAD + "    - id: a\n      action: action_find\n    - action: utter_done\n      next:\n"
            "        - if: slots.size\n          then: a\n        - else: END",
            "4:7",
            "flow/silent-cycle",
            "can go round at 'a'",
            "collect",
            id="a cycle that may go on",
        ),
        pytest.param(
            "f:\n  description: d\n  persisted_slots: [size]\n  steps:\n    - collect: size\n    - collect: colour\n"
            "      reset_after_flow_ends: false",
            "6:7",
            "flow/two-ways-to-keep",
            "'persisted_slots'",
            "list 'colour'",
            id="two ways to keep slots",
        ),
        pytest.param(
            "pattern_chitchat:\n  description: d\n  steps: [{call: f}]\n" + HEAD + "    - action: utter_done",
            "3:11",
            "flow/pattern-calls",
            "'pattern_chitchat' cannot call",
            "link: f",
            id="a pattern that calls",
        ),
        pytest.param(
            "pattern_internal_error:\n  description: d\n  steps: [{link: f}]\n" + HEAD + "    - action: utter_done",
            "3:11",
            "flow/pattern-calls",
            "cannot link to 'f'",
            "pattern_human_handoff",
            id="an apology that leads on",
        ),
        pytest.param(
            "pattern_chitchat:\n  description: d\n  steps: [{link: pattern_internal_error}]",
            "3:11",
            "flow/leads-to-pattern",
            "A pattern cannot lead to 'pattern_internal_error'",
            "'pattern_chitchat'",
            id="a pattern that links to another",
        ),
        pytest.param(
            HEAD + "    - call: pattern_human_handoff",
            "4:7",
            "flow/leads-to-pattern",
            "'pattern_human_handoff'",
            "linked to",
            id="a pattern called",
        ),
        pytest.param(
            HEAD
            + "    - collect: size\n      rejections: [{if: slots.size > 5 and slots.note = 'x', utter: utter_no}]",
            "5:21",
            "flow/rejects-for-another-slot",
            "'note'",
            "after the question",
            id="a rejection about another slot",
        ),
        pytest.param(
            HEAD + "    - noop: true\n    - action: utter_done",
            "4:7",
            "flow/idle-noop",
            "does nothing",
            "'next'",
            id="a noop that only goes on",
        ),
        pytest.param(
            HEAD + "    - id: a\n      collect: size\n      next: a",
            "4:7",
            "flow/never-ends",
            "no way leads to the end of flow 'f'",
            "END",
            id="no way to the end",
        ),
        pytest.param(
            HEAD + "    - collect: size\n    - call: g\ng: {description: d, steps: [{collect: colour}, {call: f}]}",
            "5:7",
            "flow/calls-in-a-circle",
            "'f' and 'g' call one another",
            "Link",
            id="calls in a circle",
        ),
        pytest.param(
            HEAD + "    - action: utter_done\n    - link: g\ng: {description: d, steps: [{link: f}]}",
            "4:7",
            "flow/silent-cycle",
            "goes round at 'action_utter_done', through 'g' for ever",
            "collect",
            id="links in a circle",
        ),
        pytest.param(
            HEAD + "    - call: g\ng: {description: d, steps: [{call: h}]}\nh: {description: d, steps: [{call: f}]}",
            "4:7",
            "flow/silent-cycle",
            "through 'g' and 'h'",
            "collect",
            id="calls in a circle that never listens",
        ),
    ],
)
def test_one_mistake_is_one_problem(text: str, place: str, code: str, message: str, hint: str) -> None:
    (problem,) = check(text)
    assert (str(problem.place), problem.code) == (f"flows.yml:{place}", code)
    assert message in problem.message
    assert hint in problem.hint


WARNINGS = {
    "flow/no-else",
    "flow/branch-after-else",
    "flow/unknown-pattern",
    "flow/unreachable-step",
    "condition/maybe-null",
}


def test_what_can_run_is_a_warning_and_what_cannot_an_error() -> None:
    problems = check("""
        pattern_unknown: {description: d, steps: [{action: utter_done}]}
        f:
          description: d
          steps:
            - noop: true
              next:
                - if: slots.size > 3
                  then: again
                - else: END
                - if: slots.size
                  then: END
            - collect: colour
            - id: again
              collect: size
              next:
                - if: slots.note is "x"
                  then: END
        g:
          description: d
          steps:
            - call: nope
            - collect: nope
            - action: nope
            - action: utter_nope
            - set_slots: [{size: nope}]
    """)
    assert {problem.code for problem in problems if problem.severity == "warning"} == WARNINGS
    assert {problem.code for problem in problems if problem.severity == "error"} == {
        "flow/unknown-flow",
        "flow/unknown-slot",
        "flow/unknown-action",
        "flow/unknown-response",
        "flow/value-does-not-fit",
    }


def test_only_a_cycle_without_a_way_out_is_an_error() -> None:
    (spinning,) = check(HEAD + "    - {id: a, noop: true, next: b}\n    - {id: b, noop: true, next: a}")
    (polling,) = check(
        HEAD + "    - {id: a, action: action_find, next: [{if: slots.size, then: END}, {else: a}]}",
    )
    assert (spinning.severity, polling.severity) == ("error", "warning")


@pytest.mark.parametrize("step", ["collect: size", "action: action_listen", "call: other"])
def test_a_cycle_that_waits_for_the_user_is_fine(step: str) -> None:
    other = "\nother: {description: d, steps: [{collect: size}]}"
    again = "{id: b, noop: true, next: [{if: slots.note, then: a}, {else: END}]}"
    assert check(HEAD + f"    - {{id: a, {step}, next: b}}\n    - {again}" + other) == ()


def test_links_in_a_circle_that_listens_are_fine() -> None:
    assert check(HEAD + "    - collect: size\n    - link: g\ng: {description: d, steps: [{link: f}]}") == ()


def test_a_cycle_through_a_call_that_never_listens_is_found() -> None:
    steps = (
        HEAD
        + "    - {id: a, call: g, next: [{if: slots.note, then: a}, {else: END}]}\ng: {description: d, steps: [%s]}"
    )
    (problem,) = check(steps % "{action: utter_done}")
    assert (problem.code, problem.severity) == ("flow/silent-cycle", "warning")
    assert check(steps % "{collect: size}") == ()


def test_two_calls_of_one_flow_are_no_circle() -> None:
    other = "\nh: {description: d, steps: [{call: g}]}\ng: {description: d, steps: [{action: utter_done}]}"
    assert check(HEAD + "    - call: g\n    - call: g\n    - call: h" + other) == ()


def test_a_circle_of_calls_that_can_be_left_is_a_warning() -> None:
    other = "\ng: {description: d, steps: [{noop: true, next: [{if: slots.note, then: [{call: f}]}, {else: END}]}]}"
    (problem,) = check(HEAD + "    - call: g" + other)
    assert (problem.code, problem.severity) == ("flow/silent-cycle", "warning")


def test_a_slot_has_one_question() -> None:
    problems = Problems()
    document = parse(DOMAIN + '  utter_ask_note: [{text: "n"}]\n', "domain.yml", problems)
    assert document is not None
    steps = parse("{description: d, steps: [{collect: note}, {collect: note, utter: utter_done}]}", "f.yml", problems)
    assert steps is not None
    flow = read_flow("f", steps, steps.place, problems)
    check_flows(*with_patterns((flow,), read_domain([document], problems)), problems)
    (problem,) = problems.all
    assert (problem.code, str(problem.place)) == ("flow/two-questions", "f.yml:1:26")


@pytest.mark.parametrize(
    ("wrong", "change"),
    [
        ("action: utter_doen", Rewrite("utter_doen", "utter_done")),
        ("action: action_fnd", Rewrite("action_fnd", "action_find")),
        ("collect: colur", Rewrite("colur", "colour")),
        ("action: action_found", None),  # near, but perhaps another
        ("action: utter_nothing", None),
    ],
)
def test_only_a_slip_of_the_hand_is_changed(wrong: str, change: Rewrite | None) -> None:
    (problem,) = check(HEAD + f"    - {wrong}")
    assert problem.change == change


def test_a_question_may_be_a_response_or_an_action() -> None:
    (problem,) = check(HEAD + "    - collect: note\n    - collect: colour\n      utter: action_nope")
    assert problem.code == "flow/unknown-action", "action_ask_note asks for note"


def test_a_bot_without_the_words_of_a_pattern_is_told() -> None:
    problems = Problems()
    flows, _ = with_patterns((), Domain())
    check_flows(flows, Domain(), problems)
    assert {problem.code for problem in problems.all} == {"flow/unknown-response"}


def test_the_actions_that_every_assistant_has_are_known() -> None:
    assert {*BUILT_IN, *STACK_ACTIONS} == BUILT_IN_ACTIONS


def test_the_starter_bot_has_no_problems() -> None:
    project = open_project(ROOT, environment={})
    problems = Problems()
    problems.extend(project.problems)
    written = tuple(read_flow(id, node, place, problems) for id, node, place in project.flows)
    flows, domain = with_patterns(written, project.domain)
    check_flows(flows, domain, problems)
    compile_program(flows, domain, problems)
    assert [str(problem) for problem in problems.all] == []
    assert len(project.flows) >= 3
