"""The starter bot's own conversations, talked through the whole assistant: NLU, flows, actions, store."""

from __future__ import annotations

from pathlib import Path

import pytest

from talkwright.actions.sdk import SdkActions
from talkwright.errors import Problems
from talkwright.evaluation.cases import Case
from talkwright.evaluation.conversations import talk_through
from talkwright.evaluation.read import read_cases
from talkwright.training.load import Model

CASES = read_cases(sorted(Path(__file__).parent.glob("*.yml")), Problems())


def file_of(case: Case) -> str:
    return Path(case.place.file).stem


@pytest.mark.parametrize("case", CASES, ids=[f"{file_of(case)}: {case.name}" for case in CASES])
async def test_conversation(
    case: Case, starter: Path, model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_DB", str(tmp_path / "shop.db"))
    actions = SdkActions.load(starter, model.domain.plain())
    try:
        assert (await talk_through(model, actions, case)).differences == ()
    finally:
        await actions.close()


def test_there_is_a_file_for_each_flow_that_customers_start_to_get_something_done(model: Model) -> None:
    routines = model.program.routines.values()
    asking = {each.flow.id for each in routines if each.collects and each.flow.triggers and not each.flow.is_pattern}
    assert len(asking) >= 10
    assert {file_of(case) for case in CASES} >= asking
