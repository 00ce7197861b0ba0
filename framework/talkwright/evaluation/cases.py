"""Test conversations as written: the ``test_cases`` of the e2e format, every value with its place.

Shape only: whether a flow or a slot exists shows when the case is talked through.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from talkwright.errors import Place, Problems
from talkwright.yaml import Fields, Node, did_you_mean, parse

# What a step may expect of the turn before it, and what may stand in ``assertions``.
EXPECTATIONS = ("utter", "bot", "slot_was_set", "slot_was_not_set")
ASSERTIONS = (
    "flow_started",
    "flow_completed",
    "flow_cancelled",
    "slot_was_set",
    "slot_was_not_set",
    "action_executed",
    "bot_uttered",
    "bot_did_not_utter",
)


class Expectation(msgspec.Struct, frozen=True):
    """Something that has to be so after a user's message. ``kind`` is one of the two lists above."""

    kind: str
    value: Any
    place: Place


class Exchange(msgspec.Struct, frozen=True):
    """A user's message and what is expected of the turn.

    ``complete``: the expected ``utter`` and ``bot`` are all that may be said, in this order; with ``assertions`` what
    is not named may be said too.
    """

    text: str
    expected: tuple[Expectation, ...]
    complete: bool
    place: Place
    metadata: dict[str, Any] = {}


class Stub(msgspec.Struct, frozen=True):
    """What a custom action does in a test instead of running: Rasa's events and responses."""

    events: tuple[dict[str, Any], ...] = ()
    responses: tuple[dict[str, Any], ...] = ()


class Case(msgspec.Struct, frozen=True):
    """One conversation. ``slots`` are set before it begins; ``stubs`` stand for actions by name."""

    name: str
    place: Place
    exchanges: tuple[Exchange, ...]
    slots: dict[str, Any] = {}
    stubs: dict[str, Stub] = {}


def read_cases(paths: Iterable[Path], problems: Problems) -> tuple[Case, ...]:
    """All cases of the files, in order. A file without ``test_cases`` has none."""
    found: list[Case] = []
    for path in paths:
        node = parse(path.read_bytes(), str(path), problems)
        if node is not None and isinstance(node.value, dict) and "test_cases" in node.value:
            found.extend(_Reader(node, problems).cases())
    return tuple(found)


class _Reader:
    """Reads one file."""

    def __init__(self, node: Node, problems: Problems) -> None:
        self._problems = problems
        self._file = Fields(node, problems, "a file of test cases")

    def cases(self) -> list[Case]:
        fixtures: dict[str, dict[str, Any]] = {}
        for node in self._file.items("fixtures"):
            for name, given in node.value.items() if isinstance(node.value, dict) else ():
                fixtures[name] = _merged(given.plain())
        stubs = {name: self._stub(node) for name, node in self._file.entries("stub_custom_actions").items()}
        return [self._case(node, fixtures, stubs) for node in self._file.items("test_cases")]

    def _case(self, node: Node, fixtures: dict[str, dict[str, Any]], stubs: dict[str, Stub]) -> Case:
        fields = Fields(node, self._problems, "a test case")
        name = fields.text("test_case", required=True) or ""
        slots: dict[str, Any] = {}
        for fixture in fields.texts("fixtures"):
            if fixture not in fixtures:
                message = f"The fixture {fixture!r} is not in this file."
                hint = did_you_mean(fixture, fixtures) or "Write it under 'fixtures' at the top."
                self._problems.error("test/unknown-fixture", message, fields.place_of("fixtures"), hint)
            slots |= fixtures.get(fixture, {})
        own = {key.removeprefix(f"{name}::"): stub for key, stub in stubs.items() if key.startswith(f"{name}::")}
        shared = {key: stub for key, stub in stubs.items() if "::" not in key}
        exchanges = self._exchanges(fields.items("steps"), fields.place)
        fields.done(ignore=("metadata",))
        return Case(name, fields.place_of("test_case"), exchanges, slots, {**shared, **own})

    def _exchanges(self, nodes: tuple[Node, ...], place: Place) -> tuple[Exchange, ...]:
        exchanges: list[Exchange] = []
        expected: list[Expectation] = []
        for node in nodes:
            step = Fields(node, self._problems, "a step")
            if step.node("user") is not None:
                text, asserted = str(step.scalar("user")), step.node("assertions")
                expected = [] if asserted is None else self._assertions(step.items("assertions"))
                exchanges.append(Exchange(text, tuple(expected), asserted is None, node.place))
                step.done(ignore=("metadata", "assertion_order_enabled"))
                continue
            kind = next((each for each in EXPECTATIONS if step.node(each) is not None), None)
            value = step.node(kind) if kind else None
            if kind is None or value is None:
                self._unknown(node, "step", ("user", *EXPECTATIONS))
            elif not exchanges:
                message = f"A conversation begins with a user's message; here it begins with {kind!r}."
                self._problems.error("test/no-user", message, node.place, "Write '- user: ...' first.")
            elif exchanges[-1].complete:  # beside assertions these steps say nothing
                expected.append(Expectation(kind, value.plain(), node.place))
                exchanges[-1] = msgspec.structs.replace(exchanges[-1], expected=tuple(expected))
        if not nodes:
            self._problems.error("test/empty", "A test case has no message of a user.", place, "Add '- user: ...'.")
        return tuple(exchanges)

    def _assertions(self, nodes: tuple[Node, ...]) -> list[Expectation]:
        found = []
        for node in nodes:
            kind = next(iter(node.value), None) if isinstance(node.value, dict) else None
            if kind in ASSERTIONS and isinstance(node.value, dict):
                found.append(Expectation(str(kind), node.value[str(kind)].plain(), node.place))
            else:
                self._unknown(node, "assertion", ASSERTIONS)
        return found

    def _unknown(self, node: Node, what: str, known: tuple[str, ...]) -> None:
        names = list(node.value) if isinstance(node.value, dict) else []
        came = f"this is {', '.join(map(repr, names))}" if names else "this is empty"
        hint = (did_you_mean(names[0], known) if names else "") or f"There are: {', '.join(known)}."
        self._problems.error("test/unknown-step", f"There is no such {what}: {came}.", node.place, hint)

    def _stub(self, node: Node) -> Stub:
        fields = Fields(node, self._problems, "a stub of an action")
        stub = Stub(
            tuple(each.plain() for each in fields.items("events") if isinstance(each.value, dict)),
            tuple(each.plain() for each in fields.items("responses") if isinstance(each.value, dict)),
        )
        fields.done()
        return stub


def _merged(given: Any) -> dict[str, Any]:
    """The slots of a fixture, which is a list of mappings."""
    merged: dict[str, Any] = {}
    for each in given if isinstance(given, list) else [given]:
        merged |= each if isinstance(each, dict) else {}
    return merged
