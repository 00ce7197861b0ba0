"""Where every slot, response, flow, intent, entity, action and step of a project is defined and used, file by file.

Files are looked at as texts, so that a spot is exactly the characters of a name. Code is read and never run: what it
names is told apart, as nobody changes it from here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import msgspec
import yaml as pyyaml

from talkwright.builder.files.workspace import Workspace
from talkwright.builder.naming.case_spots import note_tests
from talkwright.builder.naming.data_spots import note_nlu, note_parts, note_stories
from talkwright.builder.naming.domain_spots import note_domain, note_responses
from talkwright.builder.naming.flow_spots import note_flows
from talkwright.builder.naming.spots import NameKind, Notes, Spot
from talkwright.errors import Problems
from talkwright.flows.read import read_flows
from talkwright.project.open import Project
from talkwright.yaml.parts import parts_of

_SECTIONS = {
    "flows": note_flows,
    "responses": note_responses,
    "templates": note_responses,
    "nlu": note_nlu,
    "stories": note_stories,
    "rules": note_stories,
    "pipeline": note_parts,
    "policies": note_parts,
}
_WORD = re.compile(r"[\w-]+")


class CodeUse(msgspec.Struct, frozen=True):
    """A line of the bot's Python that has the name in it. It is changed by hand."""

    file: str
    line: int
    text: str


class Names(msgspec.Struct, frozen=True):
    """All spots of a project, and the texts that they stand in, by file. ``unread`` are files that are no YAML."""

    spots: tuple[Spot, ...]
    texts: dict[str, str]
    code: dict[str, str]
    unread: tuple[str, ...] = ()

    def of(self, kind: NameKind, name: str, flow: str | None = None) -> tuple[Spot, ...]:
        """Those of one name. A step is one of a ``flow``."""
        return tuple(
            spot
            for spot in self.spots
            if (spot.kind, spot.name) == (kind, name) and (kind != "step" or spot.flow == flow)
        )

    def by_name(self, kind: NameKind) -> dict[str, list[Spot]]:
        """Those of one kind, by name."""
        found: dict[str, list[Spot]] = defaultdict(list)
        for spot in self.spots:
            if spot.kind == kind:
                found[spot.name].append(spot)
        return found

    def in_code(self, name: str) -> tuple[CodeUse, ...]:
        """The lines of the bot's Python that say ``name`` as a word."""
        return _lines_with(name, self.code)

    def in_unread(self, name: str) -> tuple[CodeUse, ...]:
        """The lines that say ``name`` in files that are no YAML."""
        return _lines_with(name, {file: self.texts[file] for file in self.unread})


def names_of(workspace: Workspace, person: str) -> Names:
    """The names in the files as ``person`` sees them."""
    with workspace.lock:
        project, overlay = workspace.open(person), workspace.overlay(person)
        texts = {file: _read(overlay.read(workspace.root / file)) for file in workspace.disk.editable(overlay)}
    return names_in({file: text for file, text in texts.items() if text is not None}, project)


def names_in(texts: Mapping[str, str], project: Project) -> Names:
    """The names in ``texts``, by file, of which ``project`` was read."""
    ids: dict[str, dict[tuple[int, int], str]] = defaultdict(dict)
    for flow in read_flows(project.flows, Problems()):
        for step in flow.steps:
            ids[step.place.file][step.place.line, step.place.column] = step.id
    found = {file: _spots(file, text, tuple(ids[file].items())) for file, text in texts.items()}
    unread = tuple(file for file, spots in found.items() if spots is None)
    spots = sorted(spot for each in found.values() for spot in each or ())
    return Names(tuple(spots), dict(texts), _code(project.root), unread)


def spots_in(file: str, text: str) -> tuple[Spot, ...] | None:
    """The spots of one text, None when it is no YAML. Steps have no ids here."""
    return _spots(file, text, ())


@lru_cache(2000)
def _spots(file: str, text: str, ids: tuple[tuple[tuple[int, int], str], ...]) -> tuple[Spot, ...] | None:
    """``ids`` are those of steps, by line and column."""
    try:
        document = parts_of(text)
    except pyyaml.YAMLError:
        return None
    notes = Notes(file, text, dict(ids))
    for root in document.parts[:1]:
        note_domain(root, notes)
        note_tests(root, notes)
        for key, section in root.entries:
            if key.value in _SECTIONS:
                _SECTIONS[key.value](section, notes)
    return tuple(sorted(dict.fromkeys(notes.found)))


def _lines_with(name: str, texts: Mapping[str, str]) -> tuple[CodeUse, ...]:
    return tuple(
        CodeUse(file, number, line.strip())
        for file, text in texts.items()
        if name in text
        for number, line in enumerate(text.splitlines(), 1)
        if name in line and name in _WORD.findall(line)
    )


def _code(root: Path) -> dict[str, str]:
    paths: Iterable[Path] = sorted((*root.glob("*.py"), *root.glob("actions/**/*.py")))
    read = ((path.relative_to(root).as_posix(), _read(path.read_bytes())) for path in paths)
    return {file: text for file, text in read if text is not None}


def _read(content: bytes) -> str | None:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None
