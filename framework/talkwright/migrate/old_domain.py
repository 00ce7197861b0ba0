"""What an old domain says, of all its files together, and whether it is old at all.

Flow bots leave mappings away, so that a slot without them is a sign of age only where there are no flows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from talkwright.errors import Place, Problems
from talkwright.migrate.slots import FormSlots, Plain, form_of
from talkwright.yaml import Node, parse

_OLD_VERSION = re.compile(r"\s*[12](?:\.|$)")


@dataclass
class Domain:
    """What was read of all files of a domain, old as they are."""

    entities: set[str] = field(default_factory=set)
    forms: dict[str, FormSlots] = field(default_factory=dict)
    actions: set[str] = field(default_factory=set)
    intents: set[str] = field(default_factory=set)
    triggers: dict[str, tuple[str, Place]] = field(default_factory=dict)
    responses: set[str] = field(default_factory=set)
    stores_entities: bool = True
    has_sessions: bool = False
    is_old: bool = False
    is_of_rasa_1: bool = False


def read_old_domain(texts: Mapping[str, str], *, has_flows: bool = False) -> Domain:
    """The facts of a domain that its migration needs. A file that is no YAML says nothing."""
    domain = Domain()
    for file, text in texts.items():
        node = parse(text, file, Problems())
        if node is not None and isinstance(node.value, dict):
            _read(domain, node, has_flows=has_flows)
    return domain


def _read(domain: Domain, node: Node, *, has_flows: bool) -> None:
    plain = node.plain()
    version = plain.get("version")
    forms, slots = plain.get("forms"), plain.get("slots")
    for item in elements(plain.get("entities")):
        domain.entities.add(name_of(item))
    for item in elements(plain.get("actions")):
        domain.actions.add(name_of(item))
    section = node.value["intents"] if isinstance(node.value, dict) and "intents" in node.value else None
    for item in section.value if section is not None and isinstance(section.value, tuple) else ():
        said = item.plain()
        domain.intents.add(name_of(said))
        settings = said.get(name_of(said)) if isinstance(said, dict) else None
        if isinstance(settings, dict) and settings.get("triggers"):
            domain.triggers[name_of(said)] = (str(settings["triggers"]), item.place)
    written = (
        dict.fromkeys(map(name_of, forms)) if isinstance(forms, list) else forms if isinstance(forms, dict) else {}
    )
    domain.forms |= {str(name): form_of(str(name), each) for name, each in written.items()}
    for key in ("responses", "templates"):
        domain.responses |= set(plain[key]) if isinstance(plain.get(key), dict) else set()
    config = plain.get("config")
    if isinstance(config, dict) and config.get("store_entities_as_slots") is False:
        domain.stores_entities = False
    domain.has_sessions |= "session_config" in plain
    by_slot = slots if isinstance(slots, dict) else {}
    signs_of_1 = (
        "templates" in plain,
        isinstance(forms, list) and bool(forms),
        any(isinstance(each, dict) and "unfeaturized" in str(each.get("type")).lower() for each in by_slot.values()),
        bool(domain.triggers),
    )
    is_unversioned = version is None and not has_flows
    signs_of_age = (
        *signs_of_1,
        is_old_version(version),
        any(isinstance(each, dict) and is_inline_form(each) for each in written.values()),
        any(isinstance(each, dict) and "auto_fill" in each for each in by_slot.values()),
        is_unversioned and any(isinstance(each, dict) and "mappings" not in each for each in by_slot.values()),
    )
    domain.is_old |= any(signs_of_age)
    domain.is_of_rasa_1 |= any(signs_of_1) and version is None


def is_old_version(version: object) -> bool:
    """Whether a file says that it is of Rasa 1 or 2."""
    return version is not None and _OLD_VERSION.match(str(version)) is not None


def is_inline_form(form: Plain) -> bool:
    """Whether a form says how its slots are filled, as in Rasa 2."""
    required = form.get("required_slots")
    return isinstance(required, dict) or (required is None and any(isinstance(each, list) for each in form.values()))


def name_of(item: Any) -> str:
    """The name in ``- name`` and in ``- name: settings``."""
    return str(next(iter(item), "")) if isinstance(item, dict) else str(item)


def elements(value: Any) -> list[Any]:
    """A list as it is; nothing of anything else."""
    return value if isinstance(value, list) else []
