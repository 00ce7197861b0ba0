"""What the cases of a folder share: fixtures, metadata and stubs of actions, from ``conftest.yml`` and the file's top.

What stands nearer to a case counts: its file before its folder before the folders above.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from talkwright.errors import Problems
from talkwright.evaluation.cases import Stub
from talkwright.project.files import DISK, Overlay
from talkwright.yaml import Fields, Node, did_you_mean, parse

CONFTEST = ("conftest.yml", "conftest.yaml")


class Shelf:
    """Fixtures, metadata and stubs by name. ``stubs`` may be named ``test case::action``."""

    def __init__(self, below: Shelf | None = None) -> None:
        self.fixtures: dict[str, dict[str, Any]] = dict(below.fixtures) if below else {}
        self.metadata: dict[str, dict[str, Any]] = dict(below.metadata) if below else {}
        self.stubs: dict[str, tuple[Stub, ...]] = dict(below.stubs) if below else {}

    def take(self, fields: Fields, problems: Problems) -> None:
        """Put what a file has on top of what is there."""
        for key, shelf in (("fixtures", self.fixtures), ("metadata", self.metadata)):
            for node in fields.items(key):
                for name, given in _named(node, key, problems).items():
                    shelf[name] = _merged(given, f"'{name}' of {key}", problems)
        for name, node in fields.entries("stub_custom_actions").items():
            self.stubs[name] = read_stubs(node, problems)

    def slots(self, fields: Fields, problems: Problems) -> dict[str, Any]:
        """The slots of the fixtures that a case asks for."""
        found: dict[str, Any] = {}
        for name in fields.texts("fixtures"):
            if name not in self.fixtures:
                message = f"The fixture {name!r} is neither in this file nor in a conftest.yml above it."
                hint = did_you_mean(name, self.fixtures) or "Write it under 'fixtures' at the top."
                problems.error("test/unknown-fixture", message, fields.place_of("fixtures"), hint)
            found |= self.fixtures.get(name, {})
        return found

    def metadata_of(self, fields: Fields, problems: Problems) -> dict[str, Any]:
        """The metadata that a case or a step names; a mapping is metadata itself."""
        node = fields.node("metadata")
        if node is None or node.value is None:
            return {}
        if isinstance(node.value, dict):
            return {key: value.plain() for key, value in node.value.items()}
        found: dict[str, Any] = {}
        for name in fields.texts("metadata"):
            if name not in self.metadata:
                message = f"The metadata {name!r} is neither in this file nor in a conftest.yml above it."
                hint = did_you_mean(name, self.metadata) or "Write it under 'metadata' at the top."
                problems.error("test/unknown-metadata", message, fields.place_of("metadata"), hint)
            found |= self.metadata.get(name, {})
        return found

    def stubs_of(self, case: str) -> dict[str, tuple[Stub, ...]]:
        """The stubs of one case: what is named ``case::action`` before what is there for all."""
        shared = {name: stubs for name, stubs in self.stubs.items() if "::" not in name}
        mine = f"{case}::"
        return shared | {name.removeprefix(mine): each for name, each in self.stubs.items() if name.startswith(mine)}


class Shelves:
    """The shelf of every folder, read once, from files as they are with ``overlay`` over them."""

    def __init__(self, problems: Problems, overlay: Overlay = DISK) -> None:
        self._problems = problems
        self._overlay = overlay
        self._known: dict[Path, Shelf] = {}

    def of(self, folder: Path) -> Shelf:
        """What the ``conftest.yml`` of ``folder`` and of those above it say, as far as its path is written out."""
        if folder not in self._known:
            shelf = Shelf(self.of(folder.parent) if folder.parent != folder else None)
            for file in (folder / name for name in CONFTEST):
                has = self._overlay.exists(file) and not self._overlay.is_dir(file)
                node = parse(self._overlay.read(file), str(file), self._problems) if has else None
                if node is not None:
                    fields = Fields(node, self._problems, "conftest.yml")
                    shelf.take(fields, self._problems)
                    fields.done(ignore=("version",))
            self._known[folder] = shelf
        return self._known[folder]


def read_stubs(node: Node, problems: Problems) -> tuple[Stub, ...]:
    """A stub, or a list of them: one for each time the action runs."""
    if isinstance(node.value, tuple):
        return tuple(_stub(each, problems) for each in node.value)
    return (_stub(node, problems),)


def _stub(node: Node, problems: Problems) -> Stub:
    fields = Fields(node, problems, "a stub of an action")
    failed = fields.scalar("failed")
    stub = Stub(
        _mappings(fields, "events", problems),
        _mappings(fields, "responses", problems),
        failed=None if failed is None or failed is False else "the test says so" if failed is True else str(failed),
        rejected=fields.flag("rejected"),
    )
    fields.done()
    return stub


def _mappings(fields: Fields, key: str, problems: Problems) -> tuple[dict[str, Any], ...]:
    found = []
    for node in fields.items(key):
        if isinstance(node.value, dict):
            found.append(node.plain())
        else:
            message = (
                f"An entry of '{key}' of a stub is a mapping, as the action would return it, but here is {node.kind}."
            )
            problems.error("test/bad-stub", message, node.place, "Write '- event: slot' or '- text: ...'.")
    return tuple(found)


def _named(node: Node, key: str, problems: Problems) -> dict[str, Node]:
    if isinstance(node.value, dict):
        return node.value
    message = f"An entry of '{key}' is '- name: ...', but here is {node.kind}."
    problems.error("test/bad-fixture", message, node.place, "Write '- name:' and what it holds below.")
    return {}


def _merged(node: Node, what: str, problems: Problems) -> dict[str, Any]:
    """Keys and values, written as a mapping or as a list of mappings."""
    merged: dict[str, Any] = {}
    for each in node.value if isinstance(node.value, tuple) else (node,):
        if isinstance(each.value, dict):
            merged |= {key: value.plain() for key, value in each.value.items()}
        else:
            message = f"{what[:1].upper()}{what[1:]} should hold 'name: value', but here is {each.kind}."
            problems.error("test/bad-fixture", message, each.place, "Write '- slot: value' lines below its name.")
    return merged
