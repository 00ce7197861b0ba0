"""The page about testing: its conversations pass with the starter bot, and it names every step and assertion."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from talkwright.actions.sdk import SdkActions
from talkwright.errors import Problems
from talkwright.evaluation.assertions import ASSERTIONS
from talkwright.evaluation.conversations import talk_through
from talkwright.evaluation.read import STEPS, read_cases
from talkwright.evaluation.stories import STORY_STEPS
from talkwright.training.load import Model

PAGE = (Path(__file__).parents[2] / "docs" / "testing.md").read_text()
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
async def test_an_example_passes(
    example: str, starter: Path, model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_DB", str(tmp_path / "shop.db"))
    (tmp_path / "page.yml").write_text(example)
    problems = Problems()
    (case,) = read_cases([tmp_path / "page.yml"], problems)
    assert problems.all == ()
    actions = SdkActions.load(starter, model.domain.plain())
    assert (await talk_through(model, actions, case)).differences == ()
    await actions.close()


@pytest.mark.parametrize("name", dict.fromkeys((*STEPS, *ASSERTIONS, *STORY_STEPS)))
def test_every_step_and_assertion_has_its_row(name: str) -> None:
    assert re.search(rf"^\|.*`{name}[`:]", PAGE, re.MULTILINE)
