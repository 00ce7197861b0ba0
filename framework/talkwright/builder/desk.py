"""Everything the builder's routes work with, as one value: ``app.ctx.builder``."""

from __future__ import annotations

from pathlib import Path

from talkwright.builder.changes import Changes
from talkwright.builder.history import History, history_of
from talkwright.builder.layout import Layouts
from talkwright.builder.workspace import Workspace


class Builder:
    """The parts, for the bot at ``root``. Nothing is read or written before somebody asks."""

    def __init__(self, root: Path) -> None:
        self.workspace = Workspace(root)
        self.layouts = Layouts(self.workspace)
        self.changes = Changes(self.workspace)

    def history(self) -> History:
        """What was published. Looked up each time: a folder may become a git work tree."""
        return history_of(self.workspace.root, self.workspace.keep, self.workspace.texts)

    async def stop(self) -> None:
        """End what goes on beside requests."""
        self.changes.stop()
