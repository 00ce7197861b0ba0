"""``credentials.yml``: the channels an assistant is reached on, and what each needs to know.

Which channels exist is known to ``channels``, not here. Values are secrets: they are shown neither in problems nor in
a ``repr``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from talkwright.errors import Problem, Problems
from talkwright.project.files import read_document
from talkwright.yaml import Fields, Node


class Credentials(msgspec.Struct, frozen=True):
    """The settings of each channel by its name, in the order of the file."""

    channels: dict[str, dict[str, Any]] = {}

    def __repr__(self) -> str:
        return f"Credentials(channels={list(self.channels)!r})"


def open_credentials(path: Path, environment: Mapping[str, str]) -> tuple[Credentials, tuple[Problem, ...]]:
    """The channels of a file and what is wrong with it. A file that does not exist names none."""
    problems = Problems()
    document = read_document(path, str(path), problems, environment) if path.exists() else None
    credentials = read_credentials(document.node, problems) if document else Credentials()
    return credentials, problems.all


def read_credentials(node: Node, problems: Problems) -> Credentials:
    """The channels. One whose settings cannot be read is reported and left out."""
    fields = Fields(node, problems, "the file of credentials")
    names = [name for name in node.value if name != "version"] if isinstance(node.value, dict) else []
    found: dict[str, dict[str, Any]] = {}
    for name in names:
        settings = fields.node(name)
        if settings is None or settings.value is None:
            found[name] = {}
            continue
        Fields(settings, problems, f"the channel '{name}'")  # says so when it is not a mapping
        if isinstance(settings.value, dict):
            found[name] = settings.plain()
    return Credentials(found)
