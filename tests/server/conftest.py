from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.small_bot import small_bot

from .live import Live

__all__ = ["small_bot"]


@pytest.fixture
def bot(starter: Path, tmp_path: Path) -> Path:
    """A trained starter bot that a test may change."""
    folder = tmp_path / "bot"
    shutil.copytree(starter, folder)
    return folder


@pytest.fixture(scope="module")
def live(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One server for the tests of a file that do not disturb each other: each talks as a sender of its own."""
    folder = tmp_path_factory.mktemp("live") / "bot"
    shutil.copytree(starter, folder)
    with Live(folder) as server:
        yield server
