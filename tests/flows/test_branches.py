"""What conditions come to along the ways of a flow: told when it is so, and not told when it may be otherwise."""

from __future__ import annotations

import textwrap

import pytest

from talkwright.errors import Problem, Problems
from talkwright.flows.check import check_flows
from talkwright.flows.patterns import with_patterns
from talkwright.flows.read import read_flow
from talkwright.project.merge import read_domain
from talkwright.yaml import parse

DOMAIN = """
slots:
  amount: {type: float}
  limit: {type: float}
  rate: {type: float, initial_value: 1}
  tier: {type: categorical, values: [gold, silver]}
  agreed: {type: bool}
  name: {type: text}
  tags: {type: list}
actions: [action_find, validate_name]
responses:
  utter_ask_amount: [{text: "a"}]
  utter_ask_limit: [{text: "l"}]
  utter_ask_tier: [{text: "t"}]
  utter_ask_agreed: [{text: "b"}]
  utter_ask_name: [{text: "n"}]
  utter_done: [{text: "d"}]
"""
GROUP = ("condition/", "flow/no-else", "flow/covered-branch", "flow/refuses-everything")


def check(steps: str, others: str = "", head: str = "") -> list[Problem]:
    """What is said of the conditions of a flow with these steps."""
    problems = Problems()
    document = parse(DOMAIN, "domain.yml", problems)
    assert document is not None
    text = f"f:\n  description: d\n{head}  steps:\n{textwrap.indent(textwrap.dedent(steps), '    ')}\n"
    flows = parse(text + textwrap.dedent(others), "flows.yml", problems)
    assert flows is not None
    assert isinstance(flows.value, dict)
    read = tuple(read_flow(id, node, flows.keys[id], problems) for id, node in flows.value.items())
    check_flows(*with_patterns(read, read_domain([document], problems)), problems)
    assert problems.errors == () or all(problem.code.startswith(GROUP) for problem in problems.errors), problems.errors
    return [problem for problem in problems.all if problem.code.startswith(GROUP)]


def told(found: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, problem.severity) for problem in found]


def branch(condition: str, before: str = "- noop: true", *, otherwise: str = "- else: END") -> str:
    """Steps that branch on a condition, one to say something and one to end."""
    lines = [*textwrap.dedent(before).strip().splitlines(), "  next:", f"    - if: {condition}", "      then: said"]
    lines += [f"    {otherwise}"] if otherwise else []
    return "\n".join([*lines, "- id: said", "  action: utter_done"])


NEVER, ALWAYS, NULL = "condition/never-right", "condition/always-right", "condition/maybe-null"
NO_ELSE, COVERED = "flow/no-else", "flow/covered-branch"


@pytest.mark.parametrize(
    ("condition", "before", "expected"),
    [
        # by itself
        ("slots.tier = 'gold' and slots.tier = 'silver'", "- noop: true", [(NEVER, "error")]),
        ("slots.tier != 'gold' or slots.tier != 'silver'", "- noop: true", [(ALWAYS, "warning")]),
        ("slots.name and slots.name is null", "- noop: true", [(NEVER, "error")]),
        ("true", "- noop: true", []),
        # by the steps before
        ("slots.tier is null", "- collect: tier", [(NEVER, "warning")]),
        ("slots.tier is not null", "- collect: tier", [(ALWAYS, "warning")]),
        ("slots.tier", "- collect: tier", [(ALWAYS, "warning")]),
        ("slots.name", "- collect: name", []),  # an empty text is not true
        ("slots.agreed", "- collect: agreed", []),
        ("slots.agreed", "- set_slots: [{agreed: true}]", [(ALWAYS, "warning")]),
        ("slots.tier = 'gold'", "- set_slots: [{tier: SILVER}]", [(NEVER, "warning")]),
        ("slots.amount > 3", "- set_slots: [{amount: 3}]", [(NEVER, "warning")]),
        ("slots.amount > 2", "- set_slots: [{amount: '3'}]", [(ALWAYS, "warning")]),
        # what comes between is not known
        ("slots.tier is null", "- set_slots: [{tier: gold}]\n- action: action_find", []),
        ("slots.tier is null", "- set_slots: [{tier: gold}]\n- action: action_listen", []),
        ("slots.tier is null", "- set_slots: [{tier: gold}]\n- collect: name", []),
        ("slots.tier is null", "- set_slots: [{tier: gold}]\n- action: utter_done", [(NEVER, "warning")]),
        # where types are at fault, that is told once, by the compiler
        ("slots.amount = 'x'", "- collect: amount", []),
    ],
)
def test_answers_that_are_known_before(condition: str, before: str, expected: list[tuple[str, str]]) -> None:
    found = check(branch(condition, before))
    assert told(found) == expected


def test_the_place_is_the_condition() -> None:
    (problem,) = check(branch("slots.tier is null", "- collect: tier"))
    assert str(problem.place) == "flows.yml:6:11"


def test_a_rejection_leaves_only_what_it_accepts() -> None:
    refuse = "- collect: amount\n  rejections: [{if: slots.amount <= 0, utter: utter_done}]"
    assert told(check(branch("slots.amount < 0", refuse))) == [(NEVER, "warning")]
    assert told(check(branch("slots.amount > 1", refuse))) == []


def test_an_action_that_validates_may_change_what_was_accepted() -> None:
    refuse = "- collect: name\n  rejections: [{if: slots.name = 'x', utter: utter_done}]"
    assert told(check(branch("slots.name = 'x'", refuse))) == []


def test_branches_narrow_what_follows() -> None:
    nested = """\
        - collect: tier
          next:
            - if: slots.tier = 'gold'
              then:
                - action: utter_done
                  next:
                    - if: slots.tier = 'silver'
                      then: END
                    - else: END
            - else: END
        """
    assert told(check(nested)) == [(NEVER, "warning")]


def test_a_loop_comes_to_rest_and_forgets() -> None:
    loop = """\
        - set_slots: [{agreed: true}]
        - id: ask
          action: utter_done
          next:
            - if: slots.agreed
              then: change
            - else: END
        - id: change
          set_slots: [{agreed: false}]
        - collect: name
          next: ask
        """
    assert told(check(loop)) == []


def test_a_called_flow_fills_slots() -> None:
    fills = "g: {description: d, steps: [{collect: tier}]}\n"
    may_fill = (
        "g: {description: d, steps: [{noop: true, next: [{if: slots.agreed, then: c}, {else: END}]},"
        " {id: c, collect: tier}]}\n"
    )
    step = branch("slots.tier is null", "- call: g")
    assert told(check(step, fills)) == [(NEVER, "warning")]
    assert told(check(step, may_fill)) == []


def test_flows_that_call_one_another_are_read_to_the_end() -> None:
    other = "g: {description: d, steps: [{collect: tier}, {call: f}]}\n"
    assert told(check(branch("slots.tier is null", "- call: g"), other)) == []


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        (["slots.amount > 5", "slots.amount > 10"], [COVERED]),
        (["slots.amount > 10", "slots.amount > 5"], []),
        (["slots.agreed", "not slots.agreed"], []),
        (["slots.tier = 'gold' or slots.agreed", "slots.tier = 'gold' and slots.amount > 3"], [COVERED]),
        (["slots.name matches 'a'", "slots.name matches 'a'"], [COVERED]),
        (["slots.name matches 'a'", "slots.name matches 'b'"], []),
        (["slots.name matches 'a'", "slots.name matches 'a' and slots.agreed"], [COVERED]),
        (["context.x = 1", "context.x = 2"], []),
        (["{'gold' 'silver'} contains slots.tier", "slots.tier is not null"], [COVERED]),
    ],
)
def test_branches_that_earlier_ones_cover(conditions: list[str], expected: list[str]) -> None:
    before = "- collect: tier\n- collect: agreed\n- collect: name\n- collect: amount\n- action: action_find"
    lines = [line for each in conditions for line in (f'    - if: "{each}"', "      then: said")]
    steps = "\n".join([before, "  next:", *lines, "    - else: END", "- id: said", "  action: utter_done"])
    assert [problem.code for problem in check(steps)] == expected


@pytest.mark.parametrize(
    ("before", "conditions", "message"),
    [
        ("- collect: tier", ["slots.tier = 'gold'"], "When slots.tier is 'silver',"),
        ("- collect: tier", ["slots.tier = 'gold'", "slots.tier = 'silver'"], None),
        ("- collect: tier", ["slots.tier = 'silver'", "slots.tier"], None),
        ("- collect: agreed", ["slots.agreed"], "When slots.agreed is false,"),
        ("- collect: agreed", ["slots.agreed", "not slots.agreed"], None),
        ("- noop: true", ["slots.agreed = true", "slots.agreed = false"], "When slots.agreed is null,"),
        ("- noop: true", ["slots.tier = 'gold'"], "When slots.tier is null or 'silver',"),
        ("- action: action_find", ["slots.tier = 'gold'", "slots.tier = 'silver'"], None),  # it fills the slot
        ("- collect: amount", ["slots.amount > 5", "slots.amount <= 5"], None),
        ("- collect: amount", ["slots.amount > 5", "slots.amount < 5"], "When none of these conditions holds,"),
        ("- collect: name", ["slots.name matches 'a'"], "When none of these conditions holds,"),
    ],
)
def test_what_no_branch_is_for_is_named(before: str, conditions: list[str], message: str | None) -> None:
    lines = [line for each in conditions for line in (f"    - if: {each}", "      then: END")]
    found = [problem for problem in check("\n".join([before, "  next:", *lines])) if problem.code == NO_ELSE]
    assert [problem.message.startswith(message or "") for problem in found] == ([True] if message else [])


@pytest.mark.parametrize(
    ("condition", "is_told"),
    [
        ("slots.amount > 5", True),
        ("not slots.amount > 5", True),
        ("5 <= slots.amount", True),
        ("slots.amount < slots.limit", True),
        ("slots.amount is not null and slots.amount > 5", False),
        ("slots.amount and slots.amount > 5", False),
        ("slots.amount is null or slots.amount > 5", False),
        ("slots.amount > 5 or slots.agreed", True),
        ("slots.rate > 5", False),  # it begins with a value
        ("slots.amount = 5", False),
    ],
)
def test_order_without_a_value(condition: str, is_told: bool) -> None:
    assert (NULL in {problem.code for problem in check(branch(condition))}) is is_told


@pytest.mark.parametrize("before", ["- collect: amount", "- set_slots: [{amount: 3}]", "- action: action_find"])
def test_order_with_a_value_that_came_before(before: str) -> None:
    assert NULL not in {problem.code for problem in check(branch("slots.amount > 5", before))}


def test_a_branch_for_null_comes_first() -> None:
    steps = """\
        - noop: true
          next:
            - if: slots.amount is null
              then: END
            - if: slots.amount > 5
              then: END
            - else: END
        """
    assert check(steps) == []
    swapped = steps.replace("is null", "> 7", 1).replace("amount > 5", "amount is null")
    assert told(check(swapped)) == [(NULL, "warning")]


def test_guards_are_judged_too() -> None:
    done = "- action: utter_done"
    assert told(check(done, head="  if: slots.amount > 5\n")) == [(NULL, "warning")]
    assert told(check(done, head="  if: slots.tier = 'gold' and slots.tier = 'silver'\n")) == [(NEVER, "error")]
    assert told(check(done, head="  if: slots.rate > 5\n")) == []
    assert told(check(done, head="  if: false\n")) == []


def test_a_guard_that_asks_for_a_value_is_believed() -> None:
    steps = branch("slots.amount > 5")
    assert check(steps, head="  if: slots.amount is not null\n") == []


def test_a_question_whose_every_answer_is_refused() -> None:
    refuse = "- collect: amount\n  rejections: [{{if: {}, utter: utter_done}}]"
    assert told(check(refuse.format("slots.amount is not null"))) == [("flow/refuses-everything", "error")]
    assert told(check(refuse.format("slots.amount > 5 or slots.amount <= 5"))) == [("flow/refuses-everything", "error")]
    assert told(check(refuse.format("slots.amount is null"))) == [(NEVER, "warning")]
    assert told(check(refuse.format("slots.amount > 5"))) == []
