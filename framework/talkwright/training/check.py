"""Everything that is checked before training: the files, the flows, their conditions. Fits nothing."""

from __future__ import annotations

import msgspec

from talkwright.dialogue.actions import ACTIONS
from talkwright.errors import Problem, Problems
from talkwright.flows.check import check_flows
from talkwright.flows.compile import compile_program
from talkwright.flows.flow import Flow
from talkwright.flows.patterns import with_patterns
from talkwright.flows.read import read_flows
from talkwright.project.check import check_responses
from talkwright.project.check_stories import check_stories
from talkwright.project.domain import Domain
from talkwright.project.open import Project
from talkwright.project.stories import read_stories
from talkwright.training.own_policies import usable
from talkwright.training.policies import USUAL, Taught, take_in
from talkwright.training.policy_options import sound


class Checked(msgspec.Struct, frozen=True):
    """A project that was read and checked: everything that training needs, and what was found on the way."""

    domain: Domain
    flows: tuple[Flow, ...]
    taught: Taught | None
    problems: tuple[Problem, ...]


def check(project: Project) -> Checked:
    """Read the flows of ``project`` and check everything. Raises nothing for what an author did."""
    problems = Problems()
    problems.extend(project.problems)
    written = read_flows(project.flows, problems)
    stories = read_stories(project.stories, project.rules, problems)
    flows, domain = written, project.domain
    if written or not stories:  # a bot of rules and stories alone does what these say, and nothing besides
        flows, domain = with_patterns(written, project.domain)
    if domain_is_whole(project):  # else every name would be reported as missing, because of one fault
        check_responses(domain, problems)
        check_flows(flows, domain, problems)
        compile_program(flows, domain, problems)
        check_stories(stories, domain, ACTIONS, problems)
    named = usable(sound(project.config.policies, problems), project.root, problems)
    policies = named if project.config.policies else USUAL
    taught = take_in(stories, project.domain, policies, problems, project.root)
    return Checked(domain, flows, taught, problems.all)


def domain_is_whole(project: Project) -> bool:
    """Whether every file of the domain could be read."""
    path = project.sources.domain
    name = path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else str(path)
    unread = (
        p.place.file for p in project.problems if p.severity == "error" and p.code.startswith(("yaml/", "project/"))
    )
    return not any(file == name or file.startswith(f"{name}/") for file in unread)
