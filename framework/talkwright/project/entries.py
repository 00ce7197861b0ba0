"""Named things of a section that may be spread over several files: ``- name`` lists and ``name: settings`` mappings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from talkwright.errors import Place, Problems
from talkwright.yaml import Fields, Node


@dataclass(frozen=True, slots=True)
class Entry:
    """A name, what is said of it, and where the name stands."""

    name: str
    node: Node
    place: Place


def from_mapping(fields: Fields, key: str) -> Iterator[Entry]:
    """The entries of ``key: {name: settings}``."""
    section = fields.node(key)
    for name, node in fields.entries(key).items():
        yield Entry(name, node, section.keys[name] if section else node.place)


def from_list(fields: Fields, key: str, what: str, problems: Problems) -> Iterator[Entry]:
    """The entries of a list of ``- name`` and ``- name: settings``. ``what`` names one of them: "an intent"."""
    for node in fields.items(key):
        if isinstance(node.value, str):
            yield Entry(node.value, Node(None, node.place), node.place)
        elif isinstance(node.value, dict) and len(node.value) == 1:
            ((name, settings),) = node.value.items()
            yield Entry(name, settings, node.keys[name])
        else:
            hint = "Indent the settings below the name." if isinstance(node.value, dict) else "Put the name in quotes."
            message = f"{what[:1].upper()}{what[1:]} should be '- name' or '- name: settings', but is {node.kind}."
            problems.error("domain/bad-name", message, node.place, hint)


def unite(entries: Iterable[Entry], kind: str, problems: Problems) -> dict[str, Entry]:
    """The entries by name. Of two with one name the first counts and the second is warned of."""
    united: dict[str, Entry] = {}
    for entry in entries:
        first = united.setdefault(entry.name, entry)
        if first is not entry:
            message = f"The {kind} '{entry.name}' stands here a second time; the one at {first.place} counts."
            problems.warning("project/duplicate", message, entry.place, "Delete one of the two.")
    return united
