"""Somebody at a desk who rehearses a bot of their own: the small one, trained."""

from __future__ import annotations

from pathlib import Path

from talkwright.actions.sdk import SdkActions
from talkwright.builder.files.workspace import ValueEdit, Workspace
from talkwright.builder.talks.rehearsals import Rehearsals
from talkwright.training.load import load_model

ORDERS = "flows/orders.yml"


class Desk:
    """A bot of one's own to rehearse. ``tick`` lets time pass."""

    def __init__(self, root: Path) -> None:
        self.workspace = Workspace(root)
        self.model = load_model(root / "models")
        self.actions = SdkActions.load(root, self.model.domain.plain(), 10.0)
        self.now = 0.0
        self.rehearsals = Rehearsals(self.workspace, lambda: self.model, lambda: self.actions, lambda: self.now)

    def edit(self, *path: str | int, value: object, file: str = ORDERS) -> None:
        seen = self.workspace.read("ada", file)
        self.workspace.edit("ada", [ValueEdit(file, path, value)], {file: seen.hash})
