"""Opens what ``run`` and ``shell`` both need."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from talkwright.actions.missing import missing
from talkwright.errors import Problem, Problems
from talkwright.project.endpoints import Endpoints, open_endpoints
from talkwright.runtime.assemble import Assistant


def read_endpoints(path: Path) -> Endpoints:
    """The services of ``path``. Warnings are shown; raises ``AuthorError``."""
    endpoints, found = open_endpoints(path, os.environ)
    problems = Problems()
    problems.extend(found)
    problems.raise_errors()
    show_warnings(problems.all)
    return endpoints


def warn_of_missing_actions(assistant: Assistant) -> None:
    """Show a warning for each action of the domain that nobody has written."""
    show_warnings(missing(assistant.missing_actions, assistant.model.domain))


def show_warnings(problems: Sequence[Problem]) -> None:
    """Show what was found, if anything was."""
    if problems:
        from talkwright.cli.show import error_console, show_problems

        show_problems(problems, error_console())
