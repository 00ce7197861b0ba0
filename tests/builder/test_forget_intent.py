"""An intent goes as a whole, and not while something uses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from talkwright.builder.files.workspace import Workspace
from talkwright.builder.teaching.examples import Examples
from talkwright.builder.teaching.forget_intent import forget_intent
from talkwright.builder.training.models import Models
from talkwright.builder.training.reviews import Reviews
from talkwright.errors import Conflict, NotFound

from .bot import ORDERS, bot, edit

__all__ = ["bot"]
ADA = "ada"


@pytest.fixture
def workspace(bot: Path) -> Workspace:
    return Workspace(bot)


@pytest.fixture
def examples(workspace: Workspace) -> Examples:
    models = Models(workspace.root / "models", workspace.keep / "talked")
    return Examples(workspace, Reviews(workspace.keep / "reviews"), models)


def test_who_uses_it_comes_first(workspace: Workspace, examples: Examples) -> None:
    before = workspace.revision(ADA)
    with pytest.raises(Conflict, match=r"used at flows/orders\.yml:4"):
        forget_intent(workspace, examples, ADA, "greet")
    assert workspace.revision(ADA) == before


def test_it_goes_with_its_examples_and_its_name(workspace: Workspace, examples: Examples) -> None:
    gone = forget_intent(workspace, examples, ADA, "greet", force=True)
    assert gone.examples == 6
    assert {use.file for use in gone.uses} == {ORDERS}
    assert [row.name for row in examples.intents(ADA)] == ["check_order"]
    assert "greet" in [row.name for row in examples.intents("ben")]
    with pytest.raises(NotFound):
        forget_intent(workspace, examples, ADA, "greet", force=True)


def test_one_that_nothing_uses_needs_no_force(workspace: Workspace, examples: Examples) -> None:
    edit(workspace, ADA, ("flows", "greet", "nlu_trigger"), ["check_order"])
    assert forget_intent(workspace, examples, ADA, "greet").uses == ()
