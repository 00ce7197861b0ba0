"""A bot as its rules and stories tell it, in turns: what the user means, and what the assistant does then.

Read from current files; what of it can be flows is for ``reactions`` and ``to_flows`` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from talkwright.errors import Problems
from talkwright.migrate.form_checks import Checks, read_checks
from talkwright.project.domain import Domain
from talkwright.project.merge import read_domain
from talkwright.project.stories import Story, read_stories
from talkwright.yaml import Node, parse
from talkwright.yaml.parts import Part, parts_of

_COMMENT = re.compile(r"^[ \t]*#(.*)$", re.MULTILINE)


class Written(msgspec.Struct, frozen=True):
    """A story or a rule, and where it stands: the element of that number in a section of a file.

    ``comments`` are those in it and above it.
    """

    file: str
    section: Literal["stories", "rules"]
    index: int
    story: Story
    comments: tuple[str, ...] = ()


class Bot(msgspec.Struct, frozen=True):
    """What a bot has. ``flows`` and ``triggers`` are ids and intents of flows that it has already, ``checks`` what its
    Python checks of forms. ``writes_actions``: actions may be written that do the same."""

    domain: Domain
    told: tuple[Written, ...]
    flows: frozenset[str] = frozenset()
    triggers: frozenset[str] = frozenset()
    checks: Mapping[str, Checks] = {}
    writes_actions: bool = False


def read_bot(texts: Mapping[str, str], *, writes_actions: bool = False) -> Bot:
    """The bot whose files are ``texts``. Tests are left out, and files that are no YAML."""
    domain_nodes, others = [], []
    told: list[Written] = []
    flows: set[str] = set()
    triggers: set[str] = set()
    for file, text in texts.items():
        node = parse(text, file, Problems()) if file.endswith((".yml", ".yaml")) else None
        if node is None or not isinstance(node.value, dict) or is_test(file):
            continue
        if is_domain(file):
            domain_nodes.append(node)
            continue
        if "responses" in node.value:
            others.append(node)
        told += _told(file, text, node.value)
        section = node.value.get("flows")
        for name, flow in section.value.items() if section is not None and isinstance(section.value, dict) else ():
            flows.add(name)
            triggers |= set(_triggers(flow))
    domain = read_domain(domain_nodes, Problems(), others)
    return Bot(domain, tuple(told), frozenset(flows), frozenset(triggers), read_checks(texts), writes_actions)


def is_domain(file: str) -> bool:
    """Whether a file is one of the domain."""
    return file in ("domain.yml", "domain.yaml") or file.startswith("domain/")


def is_test(file: str) -> bool:
    """Whether a file is for testing alone."""
    return any(part.startswith(("test_", ".")) or part == "tests" for part in file.split("/"))


def _told(file: str, text: str, sections: Mapping[str, Node]) -> Iterator[Written]:
    document = parts_of(text)
    kinds: tuple[Literal["stories", "rules"], ...] = ("rules", "stories")
    for kind in kinds:
        nodes = sections[kind].value if kind in sections else ()
        found = document.parts[0].entry(kind)
        said = list(_comments(text, found[1])) if found else []
        for index, node in enumerate(nodes if isinstance(nodes, tuple) else ()):
            stories, rules = ((node,), ()) if kind == "stories" else ((), (node,))
            yield from (
                Written(file, kind, index, each, said[index]) for each in read_stories(stories, rules, Problems())
            )


def _comments(text: str, section: Part) -> Iterator[tuple[str, ...]]:
    """The comments of each element: those in it, and those above it behind the one before."""
    around = section.inside.parts if section.inside is not None else [section, section]
    start = around[around.index(section) - 1].start
    for part in section.parts:
        yield tuple(found[1].strip() for found in _COMMENT.finditer(text, start, part.end))
        start = part.end


def _triggers(flow: Node) -> Iterator[str]:
    plain = flow.plain()
    for each in plain.get("nlu_trigger") or () if isinstance(plain, dict) else ():
        intent = each.get("intent") if isinstance(each, dict) else None
        yield str(intent.get("name") if isinstance(intent, dict) else intent)
