"""The assistant that a draft would make, without training: flows, slots and responses are the draft's, what has to be
learnt is the trained model's.

A flow with errors is left out, so that the others can be tried meanwhile.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace

import msgspec
from msgspec import structs

from talkwright.builder.files.recent import Recent
from talkwright.builder.files.workspace import Workspace
from talkwright.errors import Problem, Problems
from talkwright.flows.compile import compile_program
from talkwright.flows.flow import Flow
from talkwright.flows.patterns import with_patterns
from talkwright.flows.read import read_flow
from talkwright.project.domain import Domain
from talkwright.project.open import Project
from talkwright.training.load import Model, with_depth

_LEARNT = ("config", "nlu", "stories")  # the parts of a project that only training takes in


@dataclass(frozen=True, slots=True)
class Candidate:
    """``model`` is ready to answer. ``left_out`` are flows with errors, and ``problems`` say which. ``unlearnt`` are
    intents that the trained model does not know, ``older`` the parts of the project that were others when it was
    trained: config, nlu, stories. ``mark`` is another whenever the assistant is another."""

    model: Model
    mark: str
    left_out: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    unlearnt: tuple[str, ...] = ()
    older: tuple[str, ...] = ()


def candidate(project: Project, trained: Model) -> Candidate:
    """The assistant of ``project`` with what ``trained`` learnt."""
    problems = Problems()
    flows, domain = _readable(project, problems)
    domain = with_depth(domain, trained.playbook)
    program = compile_program(flows, domain, Problems(), trained.metadata.language)
    kept = {flow.id for flow in flows}
    learnt = trained.metadata.fingerprints
    pipeline = trained.pipeline.reading(domain.intents, domain.entities)
    return Candidate(
        model=replace(trained, domain=domain, program=program, pipeline=pipeline),
        mark=_mark(project, trained),
        left_out=tuple(id for id, _, _ in project.flows if id not in kept),
        problems=problems.errors,
        unlearnt=tuple(intent for intent in domain.intents if intent not in trained.domain.intents),
        older=tuple(part for part in _LEARNT if learnt.get(part) != project.fingerprints.get(part)),
    )


class Candidates:
    """Makes a candidate once for each version of the files and each model. May be called from any thread."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = threading.Lock()
        self._made = Recent[Candidate]()

    def of(self, person: str, trained: Model) -> Candidate:
        """The assistant as ``person`` sees the files. Raises ``AuthorError`` when not even the patterns fit in."""
        project = self._workspace.open(person)
        mark = _mark(project, trained)
        with self._lock:
            return self._made.get(mark, lambda: candidate(project, trained))


def _mark(project: Project, trained: Model) -> str:
    return msgspec.json.encode((trained.metadata.model_id, sorted(project.fingerprints.items()))).decode()


def _readable(project: Project, problems: Problems) -> tuple[tuple[Flow, ...], Domain]:
    """The flows without errors, patterns among them, and the domain with what these need."""
    written = []
    for id, node, place in project.flows:
        found = Problems()
        flow = read_flow(id, node, place, found)
        problems.extend(found.errors)
        if not found.errors and _compiles(flow, project.domain, problems):
            written.append(flow)
    if not written and (project.stories or project.rules):  # they say all that it does
        return (), project.domain
    return with_patterns(tuple(written), project.domain)


def _compiles(flow: Flow, domain: Domain, problems: Problems) -> bool:
    found = Problems()
    compile_program([flow], structs.replace(domain, responses={}), found)
    problems.extend(found.errors)
    return not found.errors
