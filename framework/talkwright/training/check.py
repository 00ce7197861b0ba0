"""Everything that is checked before training: the files, the flows, their conditions. Fits nothing."""

from __future__ import annotations

import msgspec

from talkwright.errors import Problem, Problems
from talkwright.flows.check import check_flows
from talkwright.flows.compile import compile_program
from talkwright.flows.flow import Flow
from talkwright.flows.patterns import with_patterns
from talkwright.flows.read import read_flow
from talkwright.project.check import check_responses
from talkwright.project.domain import Domain
from talkwright.project.open import Project


class Checked(msgspec.Struct, frozen=True):
    """A project that was read and checked: everything that training needs, and what was found on the way."""

    domain: Domain
    flows: tuple[Flow, ...]
    problems: tuple[Problem, ...]


def check(project: Project) -> Checked:
    """Read the flows of ``project`` and check everything. Raises nothing for what an author did."""
    problems = Problems()
    problems.extend(project.problems)
    _check_followed(project, problems)
    written = tuple(read_flow(id, node, place, problems) for id, node, place in project.flows)
    flows, domain = with_patterns(written, project.domain)
    if domain_is_whole(project):  # else every name would be reported as missing, because of one fault
        check_responses(domain, problems)
        check_flows(flows, domain, problems)
        compile_program(flows, domain, problems)
    return Checked(domain, flows, problems.all)


def _check_followed(project: Project, problems: Problems) -> None:
    """Stories, rules and forms: a bot that comes from Rasa has them, and nothing acts on them yet."""
    parts = {
        "stories": [node.place for node in project.stories],
        "rules": [node.place for node in project.rules],
        "forms": [form.place for form in project.domain.forms.values()],
    }
    there = {name: places for name, places in parts.items() if places}
    if there:
        message = f"Nothing acts on the {' and '.join(there)} of this bot yet."
        hint = "Write flows for what they do: docs/rasa.md tells how."
        problems.warning("data/not-followed", message, next(iter(there.values()))[0], hint)


def domain_is_whole(project: Project) -> bool:
    """Whether every file of the domain could be read."""
    path = project.sources.domain
    name = path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else str(path)
    unread = (
        p.place.file for p in project.problems if p.severity == "error" and p.code.startswith(("yaml/", "project/"))
    )
    return not any(file == name or file.startswith(f"{name}/") for file in unread)
