"""The slots of a project: what each can hold, who fills it and who looks at it.

Flows, the domain and stories are told from the files; actions as far as their code says it without being run. Tests
only look, so they are not among those who use a slot.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec

from talkwright.actions.classes import ActionClass, read_classes
from talkwright.builder.files.disk import TESTS
from talkwright.builder.files.workspace import Workspace
from talkwright.builder.naming.names import Names, names_of
from talkwright.builder.naming.use import Use, use_at
from talkwright.conversation.schema import Slot
from talkwright.errors import Place
from talkwright.project.domain import Domain, SlotMapping

_NO_USE = ("persisted_slots", "requested_slot")  # they name a slot and neither fill nor read it


class SlotShown(msgspec.Struct, frozen=True):
    """A slot. ``file``, ``path`` and ``hash`` are for edits; they are empty for one that Talkwright adds."""

    name: str
    type: str
    values: tuple[Any, ...]
    initial: Any
    mappings: tuple[dict[str, Any], ...]
    file: str
    path: tuple[str, ...]
    hash: str
    set_by: tuple[Use, ...]
    read_by: tuple[Use, ...]


def shown_slots(workspace: Workspace, person: str) -> tuple[SlotShown, ...]:
    """The slots as ``person`` sees them, in the order of the domain."""
    with workspace.lock:
        domain, names = workspace.open(person).domain, names_of(workspace, person)
        places = {name: domain.places.get(f"slot:{name}", Place("")) for name in domain.schema.slots}
        files = {place.file for place in places.values() if place.file}
        hashes = {file: workspace.read(person, file).hash for file in files}
    users = _Users(names, domain, read_classes(workspace.root))
    return tuple(_shown(slot, places[slot.name], hashes, domain, users) for slot in domain.schema.slots.values())


class _Users:
    """Who fills and who reads, by slot."""

    def __init__(self, names: Names, domain: Domain, classes: tuple[ActionClass, ...]) -> None:
        self.set_by: dict[str, list[Use]] = defaultdict(list)
        self.read_by: dict[str, list[Use]] = defaultdict(list)
        for name, mappings in domain.mappings.items():
            self.set_by[name] += (_by_mapping(each) for each in mappings if each.type not in ("controlled", "custom"))
        for spot in names.spots:
            is_used = spot.kind == "slot" and spot.role != "defines" and spot.by not in _NO_USE
            if is_used and not spot.file.startswith(f"{TESTS}/"):
                (self.set_by if spot.role == "sets" else self.read_by)[spot.name].append(use_at(spot))
        for action in classes:
            for touched in action.sets:
                self.set_by[touched.slot].append(_by_action(action, touched.place))
            for touched in action.reads:
                self.read_by[touched.slot].append(_by_action(action, touched.place))


def _shown(slot: Slot, place: Place, hashes: dict[str, str], domain: Domain, users: _Users) -> SlotShown:
    return SlotShown(
        name=slot.name,
        type=slot.type,
        values=slot.values,
        initial=slot.initial_value,
        mappings=tuple(each.plain() for each in domain.mappings.get(slot.name, ())),
        file=place.file,
        path=("slots", slot.name) if place.file else (),
        hash=hashes.get(place.file, ""),
        set_by=tuple(dict.fromkeys(users.set_by[slot.name])),
        read_by=tuple(dict.fromkeys(users.read_by[slot.name])),
    )


def _by_mapping(mapping: SlotMapping) -> Use:
    taken: Iterator[str] = filter(None, (mapping.type, mapping.entity, *mapping.intent))
    return Use(mapping.place.file, mapping.place.line, " ".join(taken))


def _by_action(action: ActionClass, place: Place) -> Use:
    return Use(place.file, place.line, action=action.name)
