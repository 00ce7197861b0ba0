"""The names of intents and entities in the domain: what is taught is named there, and what is taught no more is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

from talkwright.builder.files.workspace import ValueEdit, Workspace
from talkwright.project.files import find_files

ListName: TypeAlias = Literal["intents", "entities"]


def name_in_domain(workspace: Workspace, person: str, lists: dict[ListName, Sequence[str]]) -> list[ValueEdit]:
    """The edits that add names to lists, each in the file that has most of its kind."""
    new: dict[str, dict[str, Any]] = {}
    edits = []
    for key, names in lists.items():
        if not names:
            continue
        file, value = _home(workspace, person, key)
        before = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, dict):
            edits.append(ValueEdit(file, (key,), [*(before or []), *names]))
        else:  # a file that is empty, or not there, is written as a whole
            new.setdefault(file, {})[key] = list(names)
    return [*edits, *(ValueEdit(file, (), value) for file, value in new.items())]


def forget_in_domain(workspace: Workspace, person: str, key: ListName, name: str) -> list[ValueEdit]:
    """The edits that take a name out of a list, wherever it stands."""
    edits = []
    for file in _files(workspace, person):
        value = workspace.read(person, file).value
        listed = value.get(key) if isinstance(value, dict) else None
        left = [each for each in listed if _name(each) != name] if isinstance(listed, list) else listed
        if left != listed:
            edits.append(ValueEdit(file, (key,), left))
    return edits


def _home(workspace: Workspace, person: str, key: ListName) -> tuple[str, Any]:
    """The file that most names of a list stand in, and its value; None for one that is not there."""
    prefix = "intent:" if key == "intents" else "entity:"
    files = _files(workspace, person)
    places = workspace.open(person).domain.places
    counts = Counter(place.file for name, place in places.items() if name.startswith(prefix) and place.file in files)
    file = counts.most_common(1)[0][0] if counts else (files or ["domain.yml"])[0]
    return file, workspace.read(person, file).value if file in files else None


def _files(workspace: Workspace, person: str) -> list[str]:
    project, root = workspace.open(person), workspace.root
    found = find_files([project.sources.domain], overlay=workspace.overlay(person))
    return [path.relative_to(root).as_posix() for path in found]


def _name(entry: Any) -> Any:
    """What a list names: a word, or the key of a mapping that says more of it."""
    return next(iter(entry), None) if isinstance(entry, dict) else entry
