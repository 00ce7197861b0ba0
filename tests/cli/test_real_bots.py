"""Real bots of Rasa 1, 2 and 3, when a folder of them is named: each is checked, trained, and answers.

A bot of Rasa 1 is brought to current files first, as its author would do it.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from talkwright.cli.main import talkwright
from talkwright.conversation.content import UserMessage
from talkwright.project.endpoints import Endpoints
from talkwright.project.open import open_project
from talkwright.runtime.assemble import assemble
from talkwright.settings import Settings
from talkwright.training.load import load_model
from talkwright.training.mapping import mapping
from talkwright.training.survey import survey
from talkwright.training.train import train

_FOLDER = os.environ.get("TALKWRIGHT_DATA")
_BOTS = sorted(path for path in (Path(_FOLDER) / "bots").iterdir() if path.is_dir()) if _FOLDER else []


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    path, finders = list(sys.path), list(sys.meta_path)
    yield tmp_path
    sys.path[:], sys.meta_path[:] = path, finders


@pytest.mark.skipif(not _FOLDER, reason="TALKWRIGHT_DATA names no folder with bots/ in it")
@pytest.mark.parametrize("bot", _BOTS, ids=lambda path: path.name)
def test_a_real_bot_is_checked_trained_and_answers(bot: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = shutil.copytree(bot, here / "bot")
    if any(problem.code == "data/old-format" for problem in open_project(root, environment={}).problems):
        CliRunner().invoke(talkwright, ["migrate", str(root), "--out", str(here / "migrated")], catch_exceptions=False)
        root = here / "migrated"
    monkeypatch.chdir(root)
    project = open_project(root, environment={})
    assert [str(problem) for problem in survey(project, {}) if problem.severity == "error"] == []
    assert len(mapping(project.config, root)) >= len(project.config.pipeline)
    model = load_model(train(project, root / "models", "m").path, root)
    texts = ("hello", "thanks", *(example.text for example in project.data.examples[:3]))
    assert asyncio.run(_talk(root, model, *texts))


async def _talk(root: Path, model: object, *texts: str) -> list[object]:
    assistant = assemble(root, model, Endpoints(), Settings())  # type: ignore[arg-type]
    said = [await assistant.handle(UserMessage("ada", text, "rest")) for text in texts]
    await assistant.close()
    return [message for turn in said for message in turn.messages]
