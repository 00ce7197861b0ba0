"""A bot that tests change and that nobody trains: the small one, as a developer would lay it out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.small_bot import FILES

from talkwright.builder.files.history import History, history_of
from talkwright.builder.files.layout import Layouts
from talkwright.builder.files.publish import Published, carry_out, is_broken_off, publish
from talkwright.builder.files.workspace import Edited, ValueEdit, Workspace
from talkwright.errors import NotFound

ORDERS = "flows/orders.yml"


def write(folder: Path, files: dict[str, str]) -> Path:
    """``files`` below ``folder``, which is made."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text.lstrip("\n"))
    return folder


class Files:
    """What a server that begins has of the files of the bot in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.workspace = Workspace(folder)
        self.layouts = Layouts(self.workspace)
        if is_broken_off(self.workspace):
            carry_out(self.workspace, self.history())

    def history(self) -> History:
        return history_of(self.workspace.root, self.workspace.keep, self.workspace.texts)

    def publish(self, who: str, *files: str, message: str = "Why") -> Published:
        return publish(self.workspace, self.history(), who, message, files or None)


@pytest.fixture
def bot(tmp_path: Path) -> Path:
    return write(tmp_path / "bot", FILES)


def edit(
    workspace: Workspace, who: str, path: tuple[str | int, ...], value: Any, file: str = ORDERS, on: str | None = None
) -> Edited:
    """One edit, on what ``who`` sees now unless ``on`` is said."""
    try:
        based = on or workspace.read(who, file).hash
    except NotFound:
        based = None
    return workspace.edit(who, [ValueEdit(file, path, value)], {file: based})


def said(workspace: Workspace, who: str, path: tuple[str | int, ...], file: str = ORDERS) -> Any:
    """What stands there, as ``who`` sees it."""
    value = workspace.read(who, file).value
    for step in path:
        value = value[step]
    return value
