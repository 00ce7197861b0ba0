"""A model file -> a Model, ready to answer. No YAML is read and nothing is fitted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec.structs import replace

from talkwright.conversation.content import JSON
from talkwright.dialogue.policies.playbook import Playbook
from talkwright.dialogue.policies.prediction import Policy
from talkwright.errors import AuthorError, Problems, RequestError
from talkwright.flows.compile import compile_program
from talkwright.flows.flow import Flow
from talkwright.flows.program import Program
from talkwright.nlu.pipeline import Pipeline
from talkwright.nlu.registry import HERE
from talkwright.project.domain import Domain
from talkwright.training.bundle import Metadata, digest, latest_model, read_bundle, read_metadata

DOMAIN = "domain.json"
FLOWS = "flows.json"
NLU = "nlu/"
PLAYBOOK = "playbook.json"
REVIEW = "review.json"


@dataclass(frozen=True, slots=True)
class Model:
    """A trained assistant. ``path`` is the file it came from. ``playbook``: what its rules and stories say, if it has
    any, and ``policies`` are those that go by it."""

    path: Path
    metadata: Metadata
    domain: Domain
    pipeline: Pipeline
    program: Program
    playbook: Playbook | None = None
    policies: tuple[Policy, ...] = ()


def find_model(path: Path) -> Path:
    """The model file at ``path``: the file itself, or the newest in the folder. Raises ``RequestError``."""
    found = latest_model(path)
    if found is None:
        raise RequestError(f"there is no model at {path}", "Train one first: talkwright train")
    return found


def load_model(path: Path, root: Path = HERE) -> Model:
    """The model at ``path``, a file or a folder, of the bot at ``root``. Raises ``RequestError``."""
    file = find_model(path)
    files = read_bundle(file)
    metadata = read_metadata(files)
    if digest(files) != metadata.model_id:
        raise RequestError(f"{file} is damaged: it is not what was trained", "Train again: talkwright train --force")
    problems = Problems()
    try:
        domain = msgspec.json.decode(files[DOMAIN], type=Domain)
        playbook = msgspec.json.decode(files[PLAYBOOK], type=Playbook) if PLAYBOOK in files else None
        domain = with_depth(domain, playbook)
        flows = msgspec.json.decode(files[FLOWS], type=tuple[Flow, ...])
        nlu = {name.removeprefix(NLU): data for name, data in files.items() if name.startswith(NLU)}
        pipeline = Pipeline.load(nlu, _retrieved(domain), root)
        policies = playbook.policies(root) if playbook else ()
        program = compile_program(flows, domain, problems, metadata.language)
        problems.raise_errors()
    except (msgspec.MsgspecError, KeyError, ValueError, AuthorError) as fault:
        hint = "It is broken, or another version wrote it. Train again: talkwright train --force"
        if isinstance(fault, AuthorError):  # a component or a policy of the bot's own, or a flow
            said, hint = fault.problems[0].message, fault.problems[0].hint or hint
        else:
            said = str(fault)
        raise RequestError(f"{file} cannot be loaded: {said}", hint) from fault
    return Model(file, metadata, domain, pipeline, program, playbook, policies)


def with_depth(domain: Domain, playbook: Playbook | None) -> Domain:
    """``domain`` with a schema that remembers as much of a conversation as the policies look at."""
    depth = playbook.depth if playbook is not None else None
    return replace(domain, schema=replace(domain.schema, depth=depth))


def _retrieved(domain: Domain) -> dict[str, JSON]:
    """What can be said for retrieval intents, by the name of the response."""
    return {name: [each.plain() for each in found] for name, found in domain.responses.items() if "/" in name}
