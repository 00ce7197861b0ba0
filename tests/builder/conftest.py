"""What tests of the builder share: a small bot, trained once, and somebody who rehearses a copy of it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from tests.small_bot import small_bot

from .rehearsing import Desk

__all__ = ["small_bot"]


@pytest_asyncio.fixture
async def desk(small_bot: Path, tmp_path: Path) -> AsyncIterator[Desk]:
    shutil.copytree(small_bot, tmp_path, dirs_exist_ok=True)
    desk = Desk(tmp_path)
    yield desk
    desk.rehearsals.stop()
    await desk.actions.close()
