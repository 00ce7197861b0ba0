"""Everything that can be said of a bot's files: what training checks, and what only ``talkwright check`` looks at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from talkwright.actions.classes import read_classes
from talkwright.actions.code import Code, read_code
from talkwright.actions.missing import check_actions, custom_actions
from talkwright.channels.discover import shown_by
from talkwright.errors import Place, Problem, Problems
from talkwright.flows.own_form import read_own_form
from talkwright.nlu.registry import resolve
from talkwright.project.open import Project, open_credentials, open_endpoints
from talkwright.training.check import check, domain_is_whole
from talkwright.training.mapping import check_policies
from talkwright.training.spoken import check_channels, check_placeholders
from talkwright.training.unused import check_unused

_UNREAD = ("yaml/", "project/", "data/")  # errors of files that may use what seems unused
_ELSEWHERE = "env/undefined"  # secrets are set where the bot runs, not where it is checked


def survey(project: Project, environment: Mapping[str, str]) -> tuple[Problem, ...]:
    """Every problem of ``project``. Its Python is run only when an action cannot be found by reading it."""
    problems = Problems()
    checked = check(project)
    problems.extend(checked.problems)
    resolve([(part.name, part.options, part.place) for part in project.config.pipeline], problems, root=project.root)
    check_policies(project.config, problems)
    endpoints, found = open_endpoints(project.sources.endpoints, environment)
    credentials, more = open_credentials(project.sources.credentials, environment)
    told = [problem for problem in (*found, *more) if problem.code != _ELSEWHERE]
    unset = {problem.place for problem in (*found, *more) if problem.code == _ELSEWHERE}
    problems.extend(_below(project.root, problem) for problem in told if problem.place not in unset)
    is_remote = endpoints.action_endpoint is not None and endpoints.action_endpoint.url is not None
    code = read_code(project.root)
    if domain_is_whole(project):
        if not is_remote:
            problems.extend(check_actions(project.root, project.domain, code))
            _check_palettes(project.root, problems)
        if not any(problem.code.startswith(_UNREAD) for problem in problems.errors):
            check_unused(project, checked.flows, code, problems)
        if code is not None or not custom_actions(project.domain):
            check_placeholders(project.domain, code or Code(), problems)
        check_channels(project.domain, shown_by(credentials.channels), problems)
    return problems.all


def _check_palettes(root: Path, problems: Problems) -> None:
    """Report what actions say to the builder and it cannot use."""
    for action in read_classes(root):
        try:
            read_own_form({} if action.palette is None else action.palette)
        except ValueError as fault:
            message = f"The builder cannot use the palette of the action '{action.name}': {fault}."
            hint = "Write out a mapping; the page about node kinds has its keys."
            problems.warning("actions/bad-palette", message, action.palette_place, hint)


def _below(root: Path, problem: Problem) -> Problem:
    """The problem with its file named from ``root``, as all others are."""
    place, path = problem.place, Path(problem.place.file)
    file = path.relative_to(root).as_posix() if path.is_relative_to(root) else place.file
    return replace(problem, place=Place(file, place.line, place.column))
