"""Reading flows: every shape a file can have, and every mistake told once, where it stands."""

from __future__ import annotations

import os
import textwrap
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.errors import Place, Problem, Problems
from talkwright.flows.check import check_flows
from talkwright.flows.compile import compile_program
from talkwright.flows.flow import Flow
from talkwright.flows.kinds import KINDS
from talkwright.flows.nodes.action import Action
from talkwright.flows.nodes.call import Call
from talkwright.flows.nodes.collect import Collect
from talkwright.flows.nodes.link import Link
from talkwright.flows.nodes.noop import Noop
from talkwright.flows.nodes.set_slots import SetSlots
from talkwright.flows.patterns import with_patterns
from talkwright.flows.read import read_flow
from talkwright.project.open import open_project
from talkwright.yaml import Node, parse

_DATA = os.environ.get("TALKWRIGHT_DATA")
_BOTS = sorted(path for path in Path(_DATA, "bots").iterdir() if path.is_dir()) if _DATA else []


def read(text: str) -> tuple[Flow, tuple[Problem, ...]]:
    """The only flow of a file that is the mapping under ``flows:``, and what was said of it."""
    problems = Problems()
    document = parse(textwrap.dedent(text), "flows.yml", problems)
    assert document is not None, problems.all
    assert isinstance(document.value, dict)
    ((id, node),) = document.value.items()
    return read_flow(id, node, document.keys[id], problems), problems.all


def flow_of(text: str) -> Flow:
    """A flow without mistakes."""
    flow, problems = read(text)
    assert not problems, problems
    return flow


def steps_of(text: str) -> Flow:
    """A flow without mistakes whose steps are ``text``."""
    return flow_of("f:\n  description: d\n  steps:\n" + textwrap.indent(textwrap.dedent(text), "    "))


def ways(flow: Flow) -> dict[str, list[Any]]:
    """Where each step leads: ids, or (condition, id)."""
    return {step.id: [(exit.when, exit.to) if exit.when else exit.to for exit in step.exits] for step in flow.steps}


# -- properties ------------------------------------------------------------------------------------------------------


def test_a_flow_says_what_it_is() -> None:
    flow = flow_of("""
        send_it-2:
          name: send a thing
          description: Sends things.
          if: slots.size > 3
          nlu_trigger:
            - intent: send
            - intent: {name: post, confidence_threshold: 0.8}
            - intent: mail
              confidence_threshold: 0.5
            - ship
          persisted_slots: [size]
          always_include_in_prompt: true
          run_pattern_completed: false
          steps:
            - collect: size
    """)
    assert (flow.id, flow.name, flow.description) == ("send_it-2", "send a thing", "Sends things.")
    assert flow.guard == "slots.size > 3"
    assert flow.guard_place == Place("flows.yml", 5, 3)
    assert [(trigger.intent, trigger.threshold) for trigger in flow.triggers] == [
        ("send", 0.0),
        ("post", 0.8),
        ("mail", 0.5),
        ("ship", 0.0),
    ]
    assert flow.triggers[1].place == Place("flows.yml", 8, 7)
    assert flow.persisted_slots == ("size",)
    assert flow.always_include_in_prompt
    assert not flow.run_pattern_completed
    assert not flow.is_pattern
    assert flow.place == Place("flows.yml", 2, 1)


def test_what_a_flow_does_not_say_has_a_default() -> None:
    flow = flow_of("f: {description: d, steps: [{action: utter_x}]}")
    said = {"name": "f", "description": "d", "steps": flow.steps, "place": flow.place, "guard_place": flow.guard_place}
    assert flow == Flow("f", **said)
    assert flow.run_pattern_completed
    assert flow.guard is None


@pytest.mark.parametrize(("id", "name"), [("check_an-order", "check an order"), ("pattern_chitchat", "chitchat")])
def test_a_name_is_made_of_the_id(id: str, name: str) -> None:
    assert flow_of(f"{id}: {{description: d, steps: [{{action: utter_x}}]}}").name == name


@pytest.mark.parametrize(("written", "guard"), [("False", "False"), ("true", "True"), ("slots.a", "slots.a")])
def test_a_guard_may_be_a_flag(written: str, guard: str) -> None:
    assert flow_of(f"f: {{if: {written}, description: d, steps: [{{action: utter_x}}]}}").guard == guard


# -- steps -----------------------------------------------------------------------------------------------------------


def test_every_kind_is_read() -> None:
    flow = steps_of("""
        - action: action_find
          with: {limit: 3, tags: [a, b]}
        - collect: size
          description: how big
          utter: utter_how_big
          ask_before_filling: true
          reset_after_flow_ends: false
          force_slot_filling: true
          rejections:
            - if: slots.size > 5
              utter: utter_too_big
        - set_slots:
            - a: 1
            - b: null
              c: [x]
        - set_slots: {d: true}
        - noop: true
        - call: other
        - link: another
    """)
    action, collect, values, more_values, noop, call, link = flow.steps
    assert isinstance(action, Action)
    assert (action.action, action.arguments) == ("action_find", {"limit": 3, "tags": ["a", "b"]})
    assert isinstance(collect, Collect)
    assert (collect.slot, collect.description, collect.utter) == ("size", "how big", "utter_how_big")
    assert collect.ask_before_filling
    assert collect.force_slot_filling
    assert not collect.reset_after_flow_ends
    (rejection,) = collect.rejections
    assert (rejection.when, rejection.utter, rejection.place.line) == ("slots.size > 5", "utter_too_big", 14)
    assert isinstance(values, SetSlots)
    assert values.values == (("a", 1), ("b", None), ("c", ["x"]))
    assert isinstance(more_values, SetSlots)
    assert more_values.values == (("d", True),)
    assert isinstance(noop, Noop)
    assert isinstance(call, Call)
    assert call.flow == "other"
    assert isinstance(link, Link)
    assert (link.flow, link.exits) == ("another", ())
    assert {type(step) for step in flow.steps} == set(KINDS.values()), "each kind is in this test"


def test_keys_of_other_dialects_are_accepted() -> None:
    steps_of("""
        - collect: size
          silence_timeout: 5
          dtmf: {length: 4}
        - call: tool
          mcp_server: shop
          mapping: {input: []}
          metadata: {x: 120, y: 80}
        - action: utter_x
          description: why
    """)


@pytest.mark.parametrize("end", ["END", "'END'", '"END"'])
def test_steps_follow_one_another_unless_they_say_otherwise(end: str) -> None:
    flow = steps_of(f"""
        - action: utter_a
        - action: utter_b
          next: last
        - action: utter_c
          next: {end}
        - id: last
          action: utter_d
    """)
    assert ways(flow) == {
        "action_utter_a": ["action_utter_b"],
        "action_utter_b": ["last"],
        "action_utter_c": ["END"],
        "last": ["END"],
    }


def test_branches_lead_to_ids_to_the_end_and_to_steps_of_their_own() -> None:
    flow = steps_of("""
        - collect: size
          next:
            - if: slots.size > 5
              then:
                - action: utter_big
                - action: utter_very_big
            - if: slots.size is null
              then: END
            - if: true
              then: small
            - else:
                - action: utter_odd
                  next: small
        - id: small
          action: utter_small
    """)
    assert ways(flow) == {
        "collect_size": [
            ("slots.size > 5", "action_utter_big"),
            ("slots.size is null", "END"),
            ("True", "small"),
            "action_utter_odd",
        ],
        "action_utter_big": ["action_utter_very_big"],
        "action_utter_very_big": ["END"],
        "action_utter_odd": ["small"],
        "small": ["END"],
    }
    assert [step.id for step in flow.steps][:2] == ["collect_size", "action_utter_big"], "nested after its branch"


def test_next_may_be_a_list_of_steps() -> None:
    flow = steps_of("""
        - action: utter_a
          next:
            - action: utter_b
            - action: utter_c
              next:
                - action: utter_d
        - action: utter_e
    """)
    assert ways(flow) == {
        "action_utter_a": ["action_utter_b"],
        "action_utter_b": ["action_utter_c"],
        "action_utter_c": ["action_utter_d"],
        "action_utter_d": ["END"],
        "action_utter_e": ["END"],
    }


def test_branches_may_branch_again() -> None:
    flow = steps_of("""
        - noop: true
          next:
            - if: slots.a
              then:
                - noop: true
                  next:
                    - if: slots.b
                      then: [{id: deep, action: utter_x, next: END}]
                    - else: back
            - else: END
        - id: back
          action: utter_y
    """)
    assert ways(flow) == {
        "noop": [("slots.a", "noop_2"), "END"],
        "noop_2": [("slots.b", "deep"), "back"],
        "deep": ["END"],
        "back": ["END"],
    }


def test_exits_know_where_their_target_and_their_condition_stand() -> None:
    flow = flow_of("""\
        f:
          description: d
          steps:
            - noop: true
              next:
                - if: slots.a
                  then: END
                - else: END
    """)
    (exits,) = (step.exits for step in flow.steps)
    assert [(str(exit.place), exit.when_place.line) for exit in exits] == [("flows.yml:7:17", 6), ("flows.yml:8:17", 8)]


# -- ids -------------------------------------------------------------------------------------------------------------


def test_ids_are_derived_from_kind_target_and_position_among_equals() -> None:
    flow = steps_of("""
        - action: utter_a
        - set_slots: [{size: 1}, {b: 2}]
        - set_slots: {size: 3}
        - action: utter_a
        - collect: size
        - noop: true
        - call: other
        - set_slots: []
        - action: utter_a
        - link: other
    """)
    assert [step.id for step in flow.steps] == [
        "action_utter_a",
        "set_slots_size",
        "set_slots_size_2",
        "action_utter_a_2",
        "collect_size",
        "noop",
        "call_other",
        "set_slots",
        "action_utter_a_3",
        "link_other",
    ]


def test_a_derived_id_stays_clear_of_the_given_ones() -> None:
    flow = steps_of("""
        - action: utter_a
        - action: utter_b
          next:
            - if: slots.x
              then: [{id: action_utter_a, action: utter_c}]
            - else: END
        - action: utter_a_2
        - action: utter_a
        - id: 7
          action: utter_z
          next: 7
    """)
    ids = "action_utter_a_2 action_utter_b action_utter_a action_utter_a_2_2 action_utter_a_3 7"
    assert [step.id for step in flow.steps] == ids.split()
    assert ways(flow)["7"] == ["7"]


STEP = st.sampled_from(["action: utter_a", "action: utter_b", "collect: size", "noop: true", "set_slots: [{a: 1}]"])


@given(st.lists(STEP, min_size=1, max_size=6), st.integers(0, 6))
def test_a_derived_id_stays_when_steps_of_other_names_come(steps: list[str], index: int) -> None:
    def ids(written: list[str]) -> list[str]:
        return [step.id for step in steps_of("\n".join(f"- {step}" for step in written)).steps]

    more = [*steps[:index], "action: utter_new", *steps[index:]]
    assert [id for id in ids(more) if id != "action_utter_new"] == ids(steps)


# -- mistakes: one mistake, one problem, at its place ----------------------------------------------------------------

HEAD = "f:\n  description: d\n  steps:\n"


@pytest.mark.parametrize(
    ("text", "place", "code", "hint"),
    [
        pytest.param(
            "my flow: {description: d, steps: [{action: utter_x}]}", "1:1", "flow/bad-id", "'my_flow'", id="a space"
        ),
        pytest.param(
            "-x: {description: d, steps: [{action: utter_x}]}", "1:1", "flow/bad-id", "'x'", id="begins with a dash"
        ),
        pytest.param(
            "'!': {description: d, steps: [{action: utter_x}]}", "1:1", "flow/bad-id", "'my_flow'", id="no letter"
        ),
        pytest.param("f:\n  description: d", "1:1", "flow/no-steps", "Add 'steps:'", id="no steps"),
        pytest.param("f:\n  description: d\n  steps: []", "3:3", "flow/no-steps", "at least one", id="empty steps"),
        pytest.param("f:\n  description: d\n  steps:", "3:3", "flow/no-steps", "at least one", id="steps of nothing"),
        pytest.param("f:\n  description: d\n  steps: go", "3:10", "yaml/wrong-type", "- ", id="steps are text"),
        pytest.param("f: go", "1:4", "yaml/wrong-type", "key: value", id="a flow is text"),
        pytest.param(
            "f:\n  steps: [{action: utter_x}]", "1:1", "flow/no-description", "one sentence", id="undescribed"
        ),
        pytest.param(
            "f:\n  description: 5\n  steps: [{action: utter_x}]", "2:16", "yaml/wrong-type", "quotes", id="a number"
        ),
        pytest.param(
            "f:\n  description: d\n  if:\n  steps: [{action: utter_x}]",
            "3:3",
            "flow/empty-condition",
            "remove",
            id="a guard of nothing",
        ),
        pytest.param(
            "f:\n  description: d\n  if: [a]\n  steps: [{action: utter_x}]", "3:7", "yaml/wrong-type", "", id="a list"
        ),
        pytest.param(
            "f:\n  description: d\n  stpes: x\n  steps: [{action: utter_x}]",
            "3:3",
            "yaml/unknown-key",
            "'steps'",
            id="an unknown key",
        ),
        pytest.param(
            "f:\n  description: d\n  nlu_trigger: go\n  steps: [{action: utter_x}]",
            "3:16",
            "yaml/wrong-type",
            "- ",
            id="triggers are text",
        ),
        pytest.param(
            "f:\n  description: d\n  nlu_trigger: [{intnet: go}]\n  steps: [{action: utter_x}]",
            "3:17",
            "yaml/missing-key",
            "intent",
            id="a trigger without an intent",
        ),
        pytest.param(HEAD + "    - acton: utter_x", "4:7", "flow/no-kind", "'action'", id="a misspelt kind"),
        pytest.param(HEAD + "    - say: hello", "4:7", "flow/no-kind", "action, collect", id="an unknown kind"),
        pytest.param(HEAD + "    - {}", "4:7", "flow/no-kind", "one of", id="an empty step"),
        pytest.param(HEAD + "    -", "4:6", "flow/no-kind", "one of", id="a step of nothing"),
        pytest.param(HEAD + "    - utter_x", "4:7", "yaml/wrong-type", "key: value", id="a step is text"),
        pytest.param(
            HEAD + "    - action: utter_x\n      collect: size", "4:7", "flow/two-kinds", "two steps", id="two kinds"
        ),
        pytest.param(HEAD + "    - action:", "4:7", "yaml/missing-key", "Add 'action", id="an action of nothing"),
        pytest.param(HEAD + "    - collect: 5", "4:16", "yaml/wrong-type", "quotes", id="a slot is a number"),
        pytest.param(HEAD + "    - call: [a]", "4:13", "yaml/wrong-type", "", id="a call of a list"),
        pytest.param(HEAD + "    - link: {a: b}", "4:13", "yaml/wrong-type", "", id="a link to a mapping"),
        pytest.param(HEAD + "    - noop: yes", "4:13", "yaml/wrong-type", "true and false", id="a noop of yes"),
        pytest.param(
            HEAD + "    - action: utter_x\n      wiht: {a: 1}", "5:7", "yaml/unknown-key", "'with'", id="a misspelt key"
        ),
        pytest.param(HEAD + "    - action: utter_x\n      with: 5", "5:13", "yaml/wrong-type", "", id="with a number"),
        pytest.param(
            HEAD + "    - action: utter_x\n      id: END", "5:11", "flow/bad-step-id", "another id", id="named END"
        ),
        pytest.param(
            HEAD + "    - action: utter_x\n      id: [a]", "5:11", "yaml/wrong-type", "", id="an id that is a list"
        ),
        pytest.param(
            HEAD + "    - {id: a, action: utter_x}\n    - {id: a, action: utter_y}",
            "5:12",
            "flow/duplicate-step-id",
            "another id",
            id="an id twice",
        ),
        pytest.param(
            HEAD + "    - action: utter_x\n      next: {if: a, then: b}", "5:13", "flow/bad-next", "- ", id="no dash"
        ),
        pytest.param(
            HEAD + "    - link: g\n      next: END", "5:7", "flow/link-goes-on", "'call'", id="a link that goes on"
        ),
        pytest.param(
            HEAD + "    - link: g\n      next: [{action: utter_x}, {what: now}]",
            "5:7",
            "flow/link-goes-on",
            "'call'",
            id="a link with steps behind it",
        ),
        pytest.param(
            HEAD + "    - collect: a\n      rejections: [{utter: utter_no}]",
            "5:20",
            "flow/rejection-without-if",
            "Add 'if",
            id="a rejection of everything",
        ),
        pytest.param(
            HEAD + "    - collect: a\n      rejections: [{if: slots.a}]",
            "5:20",
            "yaml/missing-key",
            "utter",
            id="a rejection without a word",
        ),
        pytest.param(
            HEAD + "    - collect: a\n      rejections: [no]", "5:20", "yaml/wrong-type", "", id="a rejection is text"
        ),
        pytest.param(
            HEAD + "    - collect: a\n      rejections: [{if: [a], utter: utter_no}]",
            "5:25",
            "yaml/wrong-type",
            "",
            id="a rejection by a list",
        ),
        pytest.param(
            HEAD + "    - set_slots: [size]", "4:19", "flow/set-slots-entry", "slot_name", id="a slot without a value"
        ),
        pytest.param(HEAD + "    - collect: ''", "4:16", "flow/nothing-named", "collect:", id="a question for nothing"),
        pytest.param(HEAD + "    - call: ''", "4:13", "flow/nothing-named", "call:", id="a call of nothing"),
        pytest.param(HEAD + "    - set_slots: size", "4:18", "yaml/wrong-type", "- ", id="slots are text"),
    ],
)
def test_one_mistake_is_one_problem(text: str, place: str, code: str, hint: str) -> None:
    _, (problem,) = read(text)
    assert (str(problem.place), problem.code) == (f"flows.yml:{place}", code)
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("branches", "place", "code", "hint"),
    [
        pytest.param("- if: slots.a", "6:11", "flow/branch-without-target", "then", id="no then"),
        pytest.param("- else:", "6:11", "flow/branch-without-target", "then", id="else of nothing"),
        pytest.param("- if: slots.a\n  than: END", "6:11", "flow/branch-without-target", "'then'", id="misspelt then"),
        pytest.param("- if: slots.a\n  then:", "6:11", "flow/branch-without-target", "then", id="then of nothing"),
        pytest.param("- if:\n  then: END", "6:11", "flow/empty-condition", "condition", id="if of nothing"),
        pytest.param("- if: [a]\n  then: END", "6:15", "yaml/wrong-type", "", id="if of a list"),
        pytest.param(
            "- if: slots.a\n  then: END\n  else: END", "8:11", "flow/else-in-branch", "- else", id="else without a dash"
        ),
        pytest.param("- if: slots.a\n  else: END", "7:11", "flow/else-in-branch", "- else", id="if and else"),
        pytest.param("- if: a\n  then: {action: utter_x}", "7:17", "flow/bad-next", "- ", id="then of a mapping"),
        pytest.param("- else: {action: utter_x}", "6:17", "flow/bad-next", "- ", id="else of a mapping"),
        pytest.param(
            "- else: END\n- action: utter_x", "7:11", "flow/branch-without-target", "then", id="a step among branches"
        ),
        pytest.param("- else: END\n- END", "7:11", "yaml/wrong-type", "", id="text among branches"),
        pytest.param("- else: END\n-", "7:10", "flow/branch-without-target", "then", id="nothing among branches"),
        pytest.param("- if: a\n  then: END\n  why: x", "8:11", "yaml/unknown-key", "no effect", id="an unknown key"),
    ],
)
def test_one_mistake_in_a_branch_is_one_problem(branches: str, place: str, code: str, hint: str) -> None:
    text = HEAD + "    - noop: true\n      next:\n" + textwrap.indent(branches, " " * 8)
    _, (problem,) = read(text)
    assert (str(problem.place), problem.code) == (f"flows.yml:{place}", code)
    assert hint in problem.hint


def test_all_mistakes_are_told_at_once_and_the_rest_is_read() -> None:
    flow, problems = read("""\
        f:
          steps:
            - acton: utter_a
            - id: b
              action: utter_b
              next: {}
            - id: b
              action: utter_c
    """)
    assert [(str(problem.place), problem.code) for problem in problems] == [
        ("flows.yml:1:1", "flow/no-description"),
        ("flows.yml:3:7", "flow/no-kind"),
        ("flows.yml:6:13", "flow/bad-next"),
        ("flows.yml:7:11", "flow/duplicate-step-id"),
    ]
    assert ways(flow) == {"step": ["b"], "b": ["END"], "action_utter_c": ["END"]}


def test_severities_are_those_of_what_cannot_run() -> None:
    _, problems = read("f:\n  colour: red\n  steps: [{acton: utter_x}]")
    assert [(problem.code, problem.severity) for problem in problems] == [
        ("flow/no-description", "warning"),
        ("yaml/unknown-key", "warning"),
        ("flow/no-kind", "error"),
    ]


# -- anything --------------------------------------------------------------------------------------------------------

OTHER_KEYS = "id next if then else with rejections utter steps description nlu_trigger intent name persisted_slots x"
KEYS = st.sampled_from([*KINDS, *OTHER_KEYS.split()])
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=6), KEYS, st.just("END"))


@st.composite
def nodes(draw: st.DrawFn, depth: int = 5) -> Node:
    """A YAML-ish value whose nodes all stand at different places."""
    place = Place("flows.yml", draw(st.integers(1, 10_000)), draw(st.integers(1, 200)))
    shape = draw(st.sampled_from(["scalar", "list", "mapping"])) if depth else "scalar"
    if shape == "list":
        return Node(tuple(draw(nodes(depth - 1)) for _ in range(draw(st.integers(0, 3)))), place)
    if shape == "mapping":
        names = draw(st.lists(KEYS, max_size=4, unique=True))
        return Node({name: draw(nodes(depth - 1)) for name in names}, place, dict.fromkeys(names, place))
    return Node(draw(SCALARS), place)


@given(st.text(max_size=8), nodes())
def test_any_mapping_is_read_or_reported(id: str, node: Node) -> None:
    problems = Problems()
    flow = read_flow(id, node, node.place, problems)
    known = {step.id for step in flow.steps}
    assert all(isinstance(exit.to, str) for step in flow.steps for exit in step.exits)
    assert flow.steps or problems.errors, "a flow that does nothing is reported"
    assert len(known) == len(flow.steps) or any(p.code == "flow/duplicate-step-id" for p in problems.errors)


@pytest.mark.skipif(not _DATA, reason="TALKWRIGHT_DATA names no folder with bots/")
def test_the_flows_of_real_bots_are_read_checked_and_compiled() -> None:
    found = 0
    for root in _BOTS:
        project = open_project(root, environment={})
        problems = Problems()
        written = tuple(read_flow(id, node, place, problems) for id, node, place in project.flows)
        flows, domain = with_patterns(written, project.domain)
        assert [str(problem) for problem in problems.all] == [], root
        check_flows(flows, domain, problems)
        program = compile_program(flows, domain, problems)
        assert set(program.routines) == {flow.id for flow in flows}, root
        found += len(project.flows)
    assert found, "none of the bots has a flow"
