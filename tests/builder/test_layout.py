"""Where steps stand is kept beside the flow's file, one line a step, and moves of two people are both kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from talkwright.builder.files.layout import Moved, Note
from talkwright.builder.files.steps import steps_by_flow
from talkwright.errors import NotFound, Problems
from talkwright.yaml import parse

from .bot import ORDERS, Files, bot, edit

__all__ = ["bot"]

SIDE = "flows/.layout/order_status.json"


@pytest.fixture
def desk(bot: Path) -> Files:
    return Files(bot)


def test_a_move_changes_its_line_and_no_flow(bot: Path, desk: Files) -> None:
    revision, flows = desk.workspace.revision("ada"), (bot / ORDERS).read_bytes()
    desk.layouts.move("ada", "order_status", Moved({"b": (10, 20.5), "a": (1, 2)}))
    before = (bot / SIDE).read_text().splitlines()
    desk.layouts.move("ben", "order_status", Moved({"b": (11, 20.5)}))
    after = (bot / SIDE).read_text().splitlines()
    assert [new for new in after if new not in before] == ['    "b": [11, 20.5]']
    assert json.loads((bot / SIDE).read_text()) == {"positions": {"a": [1, 2], "b": [11, 20.5]}, "notes": []}
    assert (bot / ORDERS).read_bytes() == flows
    assert desk.workspace.revision("ada") == revision, "a layout is no part of the assistant"


def test_moves_of_two_are_both_kept(desk: Files) -> None:
    note = Note("n", 'Say "hi"\n</script>', (0, 0), (100, 50))
    desk.layouts.move("ada", "order_status", Moved({"a": (1, 2)}, (note,)))
    desk.layouts.move("ben", "order_status", Moved({"b": (3, 4)}))
    layout = desk.layouts.move("ada", "order_status", Moved({"a": None}))
    assert layout == desk.layouts.read("order_status", ORDERS)
    assert layout.positions == {"b": (3.0, 4.0)}
    assert layout.notes == (note,)
    assert desk.layouts.move("ada", "order_status", Moved(notes=())).notes == ()


def test_a_side_file_that_cannot_be_read_is_no_layout(bot: Path, desk: Files) -> None:
    (bot / SIDE).parent.mkdir()
    for text in ("{", "[]", '{"positions": {"a": "x"}}'):
        (bot / SIDE).write_text(text)
        assert desk.layouts.read("order_status", ORDERS).positions == {}
    assert desk.layouts.move("ada", "order_status", Moved({"a": (1, 2)})).positions == {"a": (1, 2)}


@pytest.mark.parametrize("flow", ["nobody", "../x", "a/b", ".."])
def test_only_flows_have_a_layout(bot: Path, desk: Files, flow: str) -> None:
    with pytest.raises(NotFound):
        desk.layouts.move("ada", flow, Moved({"a": (1, 2)}))
    assert desk.layouts.read(flow, ORDERS).positions == {}
    assert not (bot / "flows" / ".layout").exists()


def test_a_flow_that_is_drafted_has_one_too(bot: Path, desk: Files) -> None:
    text = b"flows:\n  bye:\n    description: Bye.\n    nlu_trigger: [greet]\n    steps: [action: utter_greet]\n"
    desk.workspace.put("ada", {"flows/more/bye.yml": text}, {"flows/more/bye.yml": None})
    desk.layouts.move("ada", "bye", Moved({"a": (1, 2)}))
    assert (bot / "flows/more/.layout/bye.json").exists()
    with pytest.raises(NotFound):
        desk.layouts.move("ben", "bye", Moved({"a": (1, 2)}))
    desk.publish("ada")
    desk.layouts.move("ben", "bye", Moved({"a": (3, 4)}))


def test_places_of_steps_that_are_gone_go_with_what_is_published(bot: Path, desk: Files) -> None:
    ids = {step.id for step in steps_by_flow(parse((bot / ORDERS).read_bytes(), ORDERS, Problems()))["order_status"]}
    desk.layouts.move("ada", "order_status", Moved(dict.fromkeys((*ids, "collect_ord", "action_1"), (1, 2))))
    edit(desk.workspace, "ben", ("flows", "order_status", "description"), "Of Ben.")
    edit(desk.workspace, "ada", ("flows", "greet", "description"), "Of Ada.")
    desk.publish("ada")
    assert "collect_ord" in desk.layouts.read("order_status", ORDERS).positions, "the draft of ben may have that step"
    desk.publish("ben")
    assert set(desk.layouts.read("order_status", ORDERS).positions) == ids
