"""A bot that tests change and that nobody trains: the small one, as a developer would lay it out."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.small_bot import FILES

ORDERS = "flows/orders.yml"


def write(folder: Path, files: dict[str, str]) -> Path:
    """``files`` below ``folder``, which is made."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text.lstrip("\n"))
    return folder


@pytest.fixture
def bot(tmp_path: Path) -> Path:
    return write(tmp_path / "bot", FILES)
