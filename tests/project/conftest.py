"""Projects written to a folder and opened."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from talkwright.errors import Problem
from talkwright.project.open import Project, open_project

Told = list[tuple[str, str]]
Bot = Callable[..., Project]


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    """Write files (name -> text) below a fresh folder, a config unless given, and open it."""

    def write_and_open(files: dict[str, str | bytes], environment: dict[str, str] | None = None) -> Project:
        for name, text in {"config.yml": "language: en\n", **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else textwrap.dedent(text).encode())
        return open_project(tmp_path, environment=environment or {})

    return write_and_open


@pytest.fixture
def domain_of(bot: Bot) -> Bot:
    """Open a project that has this domain and a rule, so that it is not a bot of flows alone."""

    def open_with(text: str) -> Project:
        return bot({"domain.yml": text, "data/rules.yml": "rules: []\n"})

    return open_with


def told(problems: tuple[Problem, ...]) -> Told:
    """Each problem as its place and code."""
    return [(str(problem.place), problem.code) for problem in problems]
