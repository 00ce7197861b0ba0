"""Whatever is sent as an edit is made or refused: nothing breaks, nothing outside is touched, and the draft stays
readable. What is sent again does no harm."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.small_bot import FILES

from talkwright.builder.files.diff import drafted
from talkwright.builder.files.workspace import ValueEdit, Workspace
from talkwright.errors import RequestError
from talkwright.server.routes.builder.edits import Edits

from .bot import ORDERS, bot, write

__all__ = ["bot"]

FILE_NAMES = st.sampled_from(
    [
        *FILES,
        "flows/new.yml",
        "flows/orders.yml/x.yml",
        "flows/../../out.yml",
        "/etc/out.yml",
        "../out.yml",
        "flows/\0.yml",
        "flows/\ud800.yml",
        "",
        ".",
        "flows",
        "flows/.hidden.yml",
        "actions/new.yml",
        "credentials.yml",
        "tests/" + "deep/" * 30 + "x.yml",
        "tests/" + "x" * 300 + ".yml",
    ]
)
WORDS = st.sampled_from(["flows", "greet", "order_status", "steps", "slots", "nlu", "intents", "", "<<", "? x", "-"])
KEYS = WORDS | st.integers(-2, 3) | st.just(10**30) | st.text(max_size=3)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["|", "- a\n- b", "a: [", "*x", "&x", "\ufeff", "\0", "\ud800", "---", "#", "\r", "\x85"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
EDITS = st.builds(ValueEdit, FILE_NAMES, st.lists(KEYS, max_size=5).map(tuple), VALUES, st.booleans())


@contextlib.contextmanager
def own_bot() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield write(Path(folder) / "bot", FILES)


def on_disk(folder: Path) -> dict[Path, bytes]:
    """What is there besides what the builder keeps for itself."""
    paths = (path for path in folder.rglob("*") if path.is_file() and ".talkwright" not in path.parts)
    return {path: path.read_bytes() for path in paths}


@settings(max_examples=120, deadline=None)
@given(sent=st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=1, max_size=3))
def test_an_odd_edit_is_made_or_refused(sent: list[list[ValueEdit]]) -> None:
    with own_bot() as root:
        before, workspace = on_disk(root.parent), Workspace(root)
        for edits in sent:
            hashes: dict[str, str | None] = {}
            for each in edits:
                with contextlib.suppress(RequestError):
                    hashes[each.file] = None
                    hashes[each.file] = workspace.read("ada", each.file).hash
            with contextlib.suppress(RequestError):
                workspace.edit("ada", edits, hashes)
        for file in workspace.settle("ada").files:
            with contextlib.suppress(RequestError):  # one that the draft takes away
                msgspec.json.encode(workspace.read("ada", file))
        workspace.problems("ada")
        msgspec.json.encode(drafted(workspace, "ada"))
        assert on_disk(root.parent) == before


@pytest.mark.parametrize(
    "value", ["[" * 5000 + "]" * 5000, '{"a":' * 400 + "1" + "}" * 400, '"\\ud800"', "1e999", "9" * 5000]
)
def test_a_value_that_yaml_cannot_have_is_refused(bot: Path, value: str) -> None:
    workspace = Workspace(bot)
    body = f'{{"edits": [{{"file": "{ORDERS}", "path": ["x"], "value": {value}}}], "based_on": {{"{ORDERS}": null}}}}'
    with contextlib.suppress(RequestError, msgspec.DecodeError, UnicodeError, RecursionError):
        given = msgspec.json.decode(body, type=Edits)
        workspace.edit("ada", given.edits, {ORDERS: workspace.read("ada", ORDERS).hash})
    assert workspace.read("ada", ORDERS).value is not None


STEPS: tuple[str | int, ...] = ("flows", "order_status", "steps")


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(ValueEdit(ORDERS, ("flows", "greet", "description"), "Greet."), id="a word"),
        pytest.param(ValueEdit(ORDERS, (*STEPS, 2), {"action": "utter_greet"}), id="a step behind the last"),
        pytest.param(ValueEdit(ORDERS, (*STEPS, 0), remove=True), id="a step that goes"),
        pytest.param(
            ValueEdit(ORDERS, STEPS, [{"action": "utter_greet"}, {"collect": "order_number"}]),
            id="a step before others",
        ),
        pytest.param(ValueEdit(ORDERS, ("flows", "greet"), remove=True), id="a flow that goes"),
        pytest.param(ValueEdit("flows/new.yml", (), {"flows": {"new": {"description": "New."}}}), id="a new file"),
        pytest.param(ValueEdit(ORDERS, (), remove=True), id="a file that goes"),
    ],
)
def test_the_same_edits_sent_again_do_no_harm(bot: Path, edit: ValueEdit) -> None:
    workspace = Workspace(bot)
    path = bot / edit.file
    based_on = {edit.file: workspace.read("ada", edit.file).hash if path.exists() else None}
    once = workspace.edit("ada", [edit], based_on)
    again = workspace.edit("ada", [edit], based_on)
    assert (again.hashes, again.revision, again.clashes) == (once.hashes, once.revision, ())
