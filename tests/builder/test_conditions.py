"""What is told of a condition while it is written: faults at their spots, what may follow, whether it holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.builder.conditions.judge import judge
from talkwright.conversation.schema import Schema, Slot
from talkwright.errors import Place, Problems
from talkwright.flows.condition import compile_condition

SLOTS = (
    Slot("size", "categorical", values=("small", "large")),
    Slot("other_size", "categorical", values=("small", "large")),
    Slot("amount", "float", initial_value=1.0),
    Slot("member", "bool"),
    Slot("name", "text"),
    Slot("toppings", "list"),
)
SCHEMA = Schema({slot.name: slot for slot in SLOTS})


@pytest.mark.parametrize(
    ("text", "codes", "wrong"),
    [
        (
            "slots.size = 'smal' and slots.amount < 'x'",
            ["unknown-value", "type-mismatch"],
            ["slots.size = 'smal'", None],
        ),
        ("slots.member and slots.amont > 5", ["unknown-slot"], ["slots.amont > 5"]),
        ("slots.member or large = slots.size", ["unknown-name"], ["large = slots.size"]),
        ("slots.name matches '('", ["bad-pattern"], ["slots.name matches '('"]),
        (
            "not (slots.member and {'x' 'small'} contains slots.size)",
            ["unknown-value"],
            ["'x' 'small'} contains slots.size"],
        ),
        ("slots.amount = 5 # slots.nothing", [], []),
        ("slots.amount between 5", ["syntax"], ["between"]),
        ("slots.amount >", ["syntax"], [">"]),
        ("", ["syntax"], [""]),
        ("(" * 40, ["too-complex"], ["(" * 40]),
    ],
)
def test_each_fault_has_its_spot(text: str, codes: list[str], wrong: list[str | None]) -> None:
    judged = judge(text, SCHEMA)
    assert [fault.code for fault in judged.problems] == [f"condition/{code}" for code in codes]
    for fault, expected in zip(judged.problems, wrong, strict=True):
        assert expected is None or text[fault.start : fault.end] == expected
    assert judged.ok is not any(fault.severity == "error" for fault in judged.problems)


@given(st.text(alphabet="slots.ame ='\"()<>{}5#andori", max_size=40))
def test_whatever_is_typed_has_an_answer(text: str) -> None:
    problems = Problems()
    condition = compile_condition(text, Place(""), problems, SCHEMA)
    judged = judge(text, SCHEMA, {}, len(text))
    assert judged.ok is (condition is not None)
    assert sorted(fault.code for fault in judged.problems) >= sorted({problem.code for problem in problems.all})
    assert all(0 <= fault.start <= fault.end <= len(text) for fault in judged.problems)


def test_it_holds_or_not_for_the_slots_that_are_given() -> None:
    assert judge("slots.amount = 1", SCHEMA, {}).value is True
    assert judge("slots.amount = 1", SCHEMA, {"amount": 2}).value is False
    assert judge("slots.amount = 1", SCHEMA).value is None
    assert judge("slots.amount =", SCHEMA, {}).value is None
    assert judge("slots.amount = 1 or slots.name", SCHEMA).reads == ("amount", "name")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("slots.si", ["slots.size"]),
        ("slots.size = ", ["'small'", "'large'", "null", "slots.other_size", "slots.name"]),
        ("slots.size is not ", ["'small'", "'large'", "null", "slots.other_size", "slots.name"]),
        ("slots.size = 'la", ["'large'"]),
        ("slots.member = t", ["true"]),
        ("slots.amount <", []),
        ("slots.toppings ", ["contains", "is null", "is not null", "and", "or"]),
        ("slots.name m", ["matches"]),
        ("slots.name matches ", []),
        ("slots.member and n", ["not"]),
        ("slots.member an", ["and"]),
        ("slots.amount = 5 ", ["and", "or"]),
        ("= = ", []),
    ],
)
def test_what_may_follow(text: str, expected: list[str]) -> None:
    judged = judge(text, SCHEMA, cursor=len(text))
    assert [each.text for each in judged.completions] == expected


def test_a_completion_takes_the_place_of_what_is_begun() -> None:
    text = "slots.size = 'la and more"
    (found,) = judge(text, SCHEMA, cursor=16).completions
    assert text[found.start : 16] == "'la"
    detail = next(each.detail for each in judge("", SCHEMA, cursor=0).completions)
    assert detail == "categorical: small, large"


@given(st.sampled_from(["slots.", "slots.size = ", "slots.amount ", "not ", "slots.member and slots.name "]))
def test_what_is_completed_is_never_a_new_mistake(text: str) -> None:
    completions = judge(text, SCHEMA, cursor=len(text)).completions
    assert completions
    for each in completions:
        completed = text[: each.start] + each.text
        fault = next(iter(judge(completed, SCHEMA).problems), None)
        assert fault is None or fault.start >= len(completed) - 1


def test_a_pattern_knows_its_context() -> None:
    found = judge("context.", SCHEMA, cursor=8, flow="pattern_completed").completions
    assert [each.text for each in found] == ["context.previous_flow_name", "context.previous_flow_id", "context.asked"]
    assert judge("context.", SCHEMA, cursor=8, flow="order").completions == ()
