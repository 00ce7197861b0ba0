"""Has test conversations with a model, for the commands that test: which, and what came of them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from talkwright.evaluation.cases import Case
    from talkwright.evaluation.conversations import Result
    from talkwright.evaluation.coverage import Coverage
    from talkwright.evaluation.nlu import Progress
    from talkwright.training.load import Model

_KINDS = ("e2e", "core")  # Rasa's words for test conversations alone


def read_named(paths: tuple[Path, ...], stories: tuple[Path, ...]) -> tuple[Case, ...]:
    """The cases of what was named. Warnings are shown; raises ``AuthorError``, ``RequestError``."""
    from talkwright.cli.open import show_warnings
    from talkwright.errors import Problems, RequestError
    from talkwright.evaluation.read import find_tests, read_cases

    if paths and str(paths[0]) in _KINDS and not paths[0].exists():
        paths = paths[1:]
    named = (*paths, *stories) or (Path("tests"),)
    for path in named:
        if not path.exists():
            raise RequestError(f"there is no file or folder {path}", "Name one that has test conversations.")
    problems = Problems()
    cases = read_cases(find_tests(named), problems)
    problems.raise_errors()
    show_warnings(problems.all)
    if not cases:
        raise RequestError("there is no test conversation here", "Write test_cases into tests/conversations/*.yml.")
    return cases


def talk(model: Model, cases: Sequence[Case], endpoints: Path, say: Progress) -> tuple[list[Result], Coverage]:
    """Have ``cases`` with ``model``, and with the actions that ``endpoints`` name: what came of them, and where they
    walked."""
    from talkwright.cli.open import read_endpoints
    from talkwright.evaluation.go_through import go_through
    from talkwright.runtime.assemble import open_actions
    from talkwright.settings import Settings

    actions = open_actions(Path.cwd(), model, read_endpoints(endpoints), Settings())
    return asyncio.run(go_through(model, actions, cases, say))
