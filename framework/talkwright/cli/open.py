"""Opens what ``run`` and ``shell`` both need."""

from __future__ import annotations

import os
from pathlib import Path

from talkwright.cli.show import error_console, show_problems
from talkwright.errors import Problems
from talkwright.project.endpoints import Endpoints, open_endpoints


def read_endpoints(path: Path) -> Endpoints:
    """The services of ``path``. Warnings are shown; raises ``AuthorError``."""
    endpoints, found = open_endpoints(path, os.environ)
    problems = Problems()
    problems.extend(found)
    problems.raise_errors()
    show_problems(problems.all, error_console())
    return endpoints
