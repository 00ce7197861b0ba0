"""Bots that real people wrote, when a folder of them is named: nothing raises, and good ones have no errors."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from talkwright.project.domain import Domain
from talkwright.project.open import open_credentials, open_endpoints, open_project

_FOLDER = os.environ.get("TALKWRIGHT_DATA")
_BOTS = sorted(path for path in (Path(_FOLDER) / "bots").iterdir() if path.is_dir()) if _FOLDER else []
_NOT_OURS = {"data/old-format", "project/missing-file"}  # the format of Rasa 1, and files that are not there


@pytest.mark.skipif(not _FOLDER, reason="TALKWRIGHT_DATA names no folder with bots/ in it")
@pytest.mark.parametrize("root", _BOTS, ids=lambda path: path.name)
def test_a_real_bot_is_read(root: Path) -> None:
    project = open_project(root, environment={})
    _, of_endpoints = open_endpoints(project.sources.endpoints, {})
    _, of_credentials = open_credentials(project.sources.credentials, {})
    problems = (*project.problems, *of_endpoints, *of_credentials)
    assert [str(p) for p in problems if p.severity == "error" and p.code not in _NOT_OURS] == []
    assert msgspec.json.decode(msgspec.json.encode(project.domain), type=Domain) == project.domain
