"""Problems stand on the flow and the step they belong to, and a click mends them in the draft."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builder.bot import write

from talkwright.builder.files.workspace import ValueEdit, Workspace
from talkwright.builder.problems import Fixed, Shown, fix_problem, shown_problems
from talkwright.errors import Forbidden, NotFound

FLOWS = """
flows:
  pay:
    description: Pays.
    nlu_trigger: [{intent: pay}]
    steps:
      - collect: amount
        next:
          - if: slots.amont > 5
            then:
              - action: utter_much
                next:
                  - if: slots.amount < 'x'
                    then: END
                  - else: END
          - if: slots.amount matches 'x'
            then: nowhere
          - else: END
  leave:
    description: Leaves.
    if: slots.gone
    nlu_trigger: [{intent: leave}]
    steps: [{action: utter_bye}]
"""
DOMAIN = """
intents: [pay, leave]
slots:
  amount: {type: float, mappings: [{type: from_text}]}
responses:
  utter_ask_amount: [{text: How much?}]
  utter_much: [{text: Much.}]
  utter_bye: [{text: Bye.}]
"""
NLU = """
nlu:
- {intent: pay, examples: "- I pay\\n- take my money"}
- {intent: leave, examples: "- I leave\\n- good bye"}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    files = {"config.yml": "language: en\n", "domain.yml": DOMAIN, "flows/pay.yml": FLOWS, "nlu-data/nlu.yml": NLU}
    return Workspace(write(tmp_path / "bot", files))


def only(problems: tuple[Shown, ...], code: str) -> Shown:
    (found,) = (each for each in problems if each.code == code)
    return found


def test_each_is_on_its_step_also_when_it_stands_behind_nested_ones(workspace: Workspace) -> None:
    found = shown_problems(workspace, "ada")
    on = {(each.code, each.flow, each.step) for each in found if each.flow}
    assert on >= {
        ("condition/unknown-slot", "pay", "collect_amount"),
        ("condition/type-mismatch", "pay", "action_utter_much"),
        ("condition/type-mismatch", "pay", "collect_amount"),
        ("flow/unknown-step", "pay", "collect_amount"),
        ("condition/unknown-slot", "leave", None),
    }
    assert all(each.line and each.column for each in found if each.flow)


def test_what_is_in_no_flow_is_on_none(workspace: Workspace) -> None:
    seen = workspace.read("ada", "domain.yml")
    edit = ValueEdit("domain.yml", ("slots", "amount", "type"), "number of things")
    workspace.edit("ada", [edit], {"domain.yml": seen.hash})
    wrong = only(shown_problems(workspace, "ada"), "domain/unknown-slot-type")
    assert (wrong.flow, wrong.step, wrong.file) == (None, None, "domain.yml")
    assert not any(each.code == "domain/unknown-slot-type" for each in shown_problems(workspace, "bob"))


def test_a_click_mends_the_draft_and_not_the_file(workspace: Workspace) -> None:
    wrong = next(each for each in shown_problems(workspace, "ada") if each.fix)
    assert wrong.fix is not None
    assert wrong.fix.title == "Write 'slots.amount'"
    which = Fixed(wrong.code, wrong.file, wrong.line, wrong.column)
    done = fix_problem(workspace, "ada", which)
    assert list(done.hashes) == ["flows/pay.yml"]
    before = (workspace.root / "flows/pay.yml").read_text()
    assert workspace.read("ada", "flows/pay.yml").text == before.replace("slots.amont", "slots.amount")
    assert which.line not in {each.line for each in shown_problems(workspace, "ada") if each.code == wrong.code}
    with pytest.raises(NotFound):
        fix_problem(workspace, "ada", which)


def test_a_fix_counts_in_the_draft(workspace: Workspace) -> None:
    seen = workspace.read("ada", "flows/pay.yml")
    workspace.put("ada", {seen.file: b"# New.\n" + seen.text.encode()}, {seen.file: seen.hash})
    wrong = next(each for each in shown_problems(workspace, "ada") if each.fix)
    fix_problem(workspace, "ada", Fixed(wrong.code, wrong.file, wrong.line, wrong.column))
    assert "slots.amont" not in workspace.read("ada", "flows/pay.yml").text


def test_what_cannot_be_mended_is_not_found(workspace: Workspace) -> None:
    wrong = next(each for each in shown_problems(workspace, "ada") if each.code == "flow/unknown-step")
    assert wrong.fix is None
    with pytest.raises(NotFound):
        fix_problem(workspace, "ada", Fixed(wrong.code, wrong.file, wrong.line, wrong.column))
    with pytest.raises((NotFound, Forbidden)):
        fix_problem(workspace, "ada", Fixed("x/y", "../../etc/passwd", 1, 1))
