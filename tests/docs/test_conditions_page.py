"""docs/conditions.md: what it calls right, wrong and known before is so, and it has every operator."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.docs.pages import DOCS, blocks, section

from talkwright.conversation.schema import Schema, Slot
from talkwright.errors import Place, Problems
from talkwright.flows.condition import compile_condition
from talkwright.project.open import open_project
from talkwright.training.check import check

PAGE = DOCS / "conditions.md"

DOMAIN = """\
intents: [buy]
slots:
  amount: {type: float}
  is_member: {type: bool}
  tier: {type: categorical, values: [gold, silver, platinum]}
  size: {type: categorical, values: [small, large]}
responses:
  utter_ask_amount: [{text: How much?}]
  utter_amount_out_of_range: [{text: No.}]
  utter_ask_size: [{text: Which size?}]
  utter_sold: [{text: Sold.}]
"""
ENDS = """\
- id: ask_for_approval
  action: utter_sold
  next: END
- id: thank_a_good_customer
  action: utter_sold
"""


def codes(folder: Path, steps: str) -> list[str]:
    """What is wrong with a flow of these steps."""
    inside = "".join(f"      {line}" for line in steps.splitlines(keepends=True))
    head = "flows:\n  buy:\n    description: Sells.\n    nlu_trigger: [{intent: buy}]\n    steps:\n"
    for name, text in {"config.yml": "language: en\n", "domain.yml": DOMAIN, "flows/f.yml": head + inside}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    found = check(open_project(folder, environment={})).problems
    return [problem.code for problem in found if problem.place.file == "flows/f.yml"]


def test_the_first_example_has_no_problem(tmp_path: Path) -> None:
    assert codes(tmp_path, next(blocks(PAGE)).text + ENDS) == []


def test_the_second_example_has_the_problems_that_it_tells_of(tmp_path: Path) -> None:
    _, second = (block.text for block in blocks(PAGE))
    assert sorted(codes(tmp_path, second)) == ["condition/never-right", "flow/no-else"]


SCHEMA = Schema({"age": Slot("age", "float"), "name": Slot("name", "text"), "count": Slot("count", "float")})


@pytest.mark.parametrize(
    ("condition", "slots", "right"),
    [
        ("slots.age < 18", {"age": None}, False),
        ("slots.age >= 18", {"age": None}, False),
        ("not slots.age < 18", {"age": None}, True),
        ("slots.name is empty", {"name": ""}, True),
        ("slots.name is empty", {"name": None}, False),
        ("not slots.name", {"name": None}, True),
        ("not slots.name", {"name": ""}, True),
        ("slots.count == true", {"count": 1}, True),
    ],
)
def test_null_and_types_are_as_told(condition: str, slots: dict[str, object], right: bool) -> None:
    compiled = compile_condition(condition, Place("flows.yml"), Problems(), SCHEMA)
    assert compiled is not None
    assert compiled.test(slots, {}) is right


def test_every_operator_of_the_table_is_one() -> None:
    for cell in re.findall(r"^\| (`.+?) \|", section(PAGE, "Operators"), re.MULTILINE):
        for written in re.findall(r"`([^`]+)`", cell):
            named = re.sub(r"(?<![\w.'])([abcd])(?![\w'])", r"slots.\1", written)
            problems = Problems()
            schema = Schema({name: Slot(name, "any") for name in "abcd"})
            assert compile_condition(named, Place("flows.yml"), problems, schema) is not None, problems.all
