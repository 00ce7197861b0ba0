"""The starter bot's own conversations, talked through the whole assistant: NLU, flows, actions, store."""

from __future__ import annotations

from pathlib import Path

import pytest

from talkwright.actions.sdk import SdkActions
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.runtime.assemble import Assistant
from talkwright.testing.conversations import Case, read_cases, talk_through
from talkwright.training.load import load_model

CASES = list(read_cases(Path(__file__).parent))


@pytest.mark.parametrize("case", CASES, ids=[f"{case.file.removesuffix('.yml')}: {case.name}" for case in CASES])
async def test_conversation(case: Case, starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_DB", str(tmp_path / "shop.db"))
    model = load_model(starter / "models")
    assistant = Assistant(model, MemoryStore(), SdkActions.load(starter, model.domain.plain()))
    try:
        assert await talk_through(assistant, case) == []
    finally:
        await assistant.close()


def test_there_is_a_file_for_each_flow_of_the_shop() -> None:
    assert {case.file for case in CASES} >= {"order_status.yml", "return_item.yml", "lead_capture.yml"}
