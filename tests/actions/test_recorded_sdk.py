"""An action server of rasa_sdk 3.6 is understood: what it answered is heard, and comes to what actions do here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.actions.recorded_sdk import FOLDER, WAYS, asked, bot, remote, talk, webhook

from talkwright.actions.sdk import SdkActions
from talkwright.training.load import Model


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bot")


@pytest.fixture(scope="module")
def model(folder: Path) -> Model:
    return bot(folder)


@pytest.mark.filterwarnings("ignore")  # of today's rasa_sdk about what is written for 3.6, and about such forms
@pytest.mark.parametrize("way", WAYS)
async def test_a_conversation_with_rasa_sdk_3_6_is_the_one_that_happens_here(
    way: str, model: Model, folder: Path
) -> None:
    exchanges = json.loads((FOLDER / f"{way}.json").read_text(encoding="utf-8"))
    left = list(exchanges)

    async def replay(headers: dict[str, str], content: bytes) -> tuple[int, bytes]:
        told: dict[str, Any] = left.pop(0)
        status, answer = told["status"], told["answer"]
        assert asked(headers, content) == {key: told[key] for key in told if key not in ("status", "answer")}
        return status, (answer if isinstance(answer, str) else json.dumps(answer)).encode()

    async with webhook(replay) as port:
        there = await talk(model, remote(model, port, **WAYS[way]))
    assert left == []
    here = await talk(model, SdkActions.load(folder, model.domain.plain()))
    if way == "selective":  # the action that does not ask for the domain sees none: so it is with Rasa
        here, there = without_domain(here), without_domain(there)
    assert there == here


def without_domain(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [event for event in events if not str(event.get("text")).endswith("slots without asking")]
