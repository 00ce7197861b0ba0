"""Has the test conversations of a bot with one of its models. The bot's own actions run, as in ``talkwright test``."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from talkwright.builder.files.disk import TESTS
from talkwright.builder.training.errand import Errand, texts_over
from talkwright.errors import Problems, RequestError
from talkwright.evaluation.cases import Case
from talkwright.evaluation.conversations import Result
from talkwright.evaluation.coverage import Coverage
from talkwright.evaluation.go_through import go_through
from talkwright.evaluation.read import find_tests, read_cases
from talkwright.project.endpoints import open_endpoints
from talkwright.project.files import Overlay
from talkwright.runtime.assemble import open_actions
from talkwright.settings import Settings
from talkwright.training.load import Model


def cases_of(errand: Errand, *, needed: bool = True) -> tuple[Case, ...]:
    """The cases in the bot's folder of tests, with the texts of the errand. Raises ``AuthorError``, and
    ``RequestError`` when there are none and they are ``needed``."""
    problems, overlay = Problems(), Overlay(texts_over(errand))
    cases = read_cases(test_files(Path(errand.root), overlay), problems, overlay)
    problems.raise_errors()
    if needed and not cases:
        raise RequestError("There is no test conversation.", "Talk to the assistant and save that as a test.")
    return cases


async def converse(
    model: Model, errand: Errand, cases: Sequence[Case], say: Callable[[str, float], None]
) -> tuple[list[Result], Coverage]:
    """Talk ``cases`` through."""
    root, problems = Path(errand.root), Problems()
    endpoints, found = open_endpoints(root / "endpoints.yml", os.environ)
    problems.extend(found)
    problems.raise_errors()
    return await go_through(model, open_actions(root, model, endpoints, Settings()), cases, say)


def test_files(root: Path, overlay: Overlay) -> tuple[Path, ...]:
    """The YAML files in the folder of tests, with those of ``overlay``."""
    folder = root / TESTS
    laid = [path for path, text in overlay.texts.items() if text is not None and folder in path.parents]
    found = {*(find_tests([folder]) if folder.is_dir() else ()), *find_tests(laid)}
    return tuple(sorted(path for path in found if overlay.exists(path)))
