"""docs/flows.md shows flows that can be run, and tells of every kind of step, key and pattern there is."""

from __future__ import annotations

import textwrap

import pytest
from tests.docs.pages import DOCS, blocks

from talkwright.dialogue.understand import INTERRUPT
from talkwright.errors import Problem, Problems
from talkwright.flows.check import check_flows
from talkwright.flows.compile import compile_program
from talkwright.flows.engine import MOST_STEPS
from talkwright.flows.flow import Flow
from talkwright.flows.kinds import KINDS
from talkwright.flows.nodes.collect import Collect
from talkwright.flows.patterns import CONTEXT, pattern_ids, with_patterns
from talkwright.flows.read import read_flow
from talkwright.project.domain import Domain
from talkwright.project.merge import read_domain
from talkwright.runtime.attempt import MOST_ACTIONS
from talkwright.yaml import parse

PAGE = DOCS / "flows.md"
TEXT = PAGE.read_text(encoding="utf-8")
WRITTEN = [block.text for block in blocks(PAGE) if block.language == "yaml"]
EXAMPLES = [text for text in WRITTEN if not text.startswith("slots:")]

# What the examples name.
DOMAIN = """
intents: [check_order, leave_contact, subscribe]
slots:
  order_number: {type: text}
  order_state: {type: categorical, values: [shipped, not_found]}
  email: {type: text}
  friend: {type: text}
  visits: {type: float}
  has_account: {type: bool}
  consent: {type: bool}
  go_on: {type: bool}
actions: [action_look_up_order]
responses:
"""
WORDS = """
utter_ask_order_number utter_ask_email utter_ask_friend utter_ask_visits utter_ask_consent
utter_ask_consent_to_newsletter utter_invalid_order_number utter_negative_visits utter_too_many_visits
utter_order_shipped utter_order_not_found utter_offer utter_thank_a_friend utter_welcome utter_goodbye utter_gift_sent
utter_no_account_yet utter_shop_is_closed utter_ask_go_on
"""


def check(example: str) -> tuple[tuple[Flow, ...], tuple[Problem, ...]]:
    """The flows of an example, and everything that is wrong with them. Steps alone are those of a flow."""
    problems = Problems()
    if example.startswith("- "):
        steps = textwrap.indent(example, "      ")
        example = f"flows:\n  example:\n    description: An example.\n    steps:\n{steps}"
    words = "".join(f"  {name}: [{{text: Words.}}]\n" for name in WORDS.split())
    domain, document = parse(DOMAIN + words, "domain.yml", problems), parse(example, "flows.yml", problems)
    assert domain is not None
    assert document is not None
    assert isinstance(document.value, dict)
    assert list(document.value) == ["flows"]
    section = document.value["flows"]
    assert isinstance(section.value, dict)
    read = tuple(read_flow(id, node, section.keys[id], problems) for id, node in section.value.items())
    flows, known = with_patterns(read, read_domain([domain], problems))
    check_flows(flows, known, problems)
    compile_program(flows, known, problems)
    return read, problems.all


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.split("\n")[1].strip())
def test_an_example_is_a_flow_without_problems(example: str) -> None:
    flows, problems = check(example)
    assert [str(problem) for problem in problems] == []
    assert all(flow.steps for flow in flows)


def test_slots_are_shown_as_the_domain_has_them() -> None:
    (text,) = [text for text in WRITTEN if text not in EXAMPLES]
    problems = Problems()
    node = parse("entities: [phone]\n" + text, "domain.yml", problems)
    assert node is not None
    domain = read_domain([node], problems)
    assert [str(problem) for problem in problems.all] == []
    assert domain.validations["phone"].refill_utter


def test_the_examples_show_every_kind_of_step() -> None:
    shown = {type(step) for example in EXAMPLES for flow in check(example)[0] for step in flow.steps}
    assert shown == set(KINDS.values())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_step_is_told(kind: str) -> None:
    assert f"`{kind}: " in TEXT


PATTERNS, _ = with_patterns(check(EXAMPLES[0])[0], Domain())
RENAMED = {"guard": "if", "triggers": "nlu_trigger"}
OWN = {"id", "exits", "place", "guard_place", "slot"}


@pytest.mark.parametrize("field", [*Flow.__struct_fields__, *Collect.__struct_fields__])
def test_every_property_is_told(field: str) -> None:
    assert field in OWN or f"`{RENAMED.get(field, field)}`" in TEXT


@pytest.mark.parametrize("pattern", pattern_ids())
def test_every_pattern_is_told(pattern: str) -> None:
    (row,) = [line for line in TEXT.splitlines() if line.startswith(f"| `{pattern}` |")]
    does = row.split("|")[-2]
    (flow,) = [flow for flow in PATTERNS if flow.id == pattern]
    names = [name for step in flow.steps for name in (*step.runs(), *step.fills())]
    assert all(f"`{name}`" in does for name in names), names


@pytest.mark.parametrize("number", [f"{MOST_STEPS:,} steps", f"{MOST_ACTIONS} actions", f"at least {INTERRUPT}"])
def test_every_limit_is_told(number: str) -> None:
    assert number in " ".join(TEXT.split())


def test_the_context_of_each_pattern_is_told() -> None:
    rows = [row.split("|")[1:4] for row in TEXT.splitlines() if row.startswith("| `pattern_")]
    told = {name.strip(" `"): cell.strip() for name, _, cell in rows}
    assert {name for name, cell in told.items() if cell} == CONTEXT.keys()
    assert all(f"`{key}`" in told[name] for name, keys in CONTEXT.items() for key in keys)
