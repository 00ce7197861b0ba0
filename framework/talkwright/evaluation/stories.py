"""Rasa's test stories -> cases: what a user says, how it is to be understood, and every action that follows.

A test story is talked through like any other conversation, but no custom action runs: the ``slot_was_set`` below an
action is what it sets. ``or`` makes a conversation of each alternative, and checkpoints join stories to conversations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from talkwright.actions.builtin import BUILT_IN
from talkwright.conversation.utterance import Entity
from talkwright.errors import Place, Problems
from talkwright.evaluation.assertions import read_slots, tell_unknown
from talkwright.evaluation.cases import Case, Exchange, Follows, StoryStep, Stub
from talkwright.evaluation.compare import UNNAMED
from talkwright.evaluation.expectations import Expectation, LoopIs, SlotWasSet, WantedSlot
from talkwright.evaluation.understood import EntitiesAre, IntentIs
from talkwright.nlu.examples import read_example
from talkwright.nlu.payload import write_payload
from talkwright.yaml import Fields, Node

MOST_CASES = 100  # that one story may come to through checkpoints and alternatives
STORY_STEPS = ("user", "intent", "action", "bot", "slot_was_set", "active_loop", "checkpoint", "or")
"""The steps of a test story."""


class _Piece(msgspec.Struct, frozen=True):
    """Steps between checkpoints. It begins at any of ``after`` (none: at the start) and leads to ``before``."""

    name: str
    place: Place
    after: tuple[str, ...]
    steps: tuple[Node, ...]
    before: str | None = None


def read_stories(nodes: Sequence[Node], problems: Problems) -> tuple[Case, ...]:
    """The conversations of all ``stories``: those of several files may share checkpoints."""
    pieces = [piece for node in nodes for piece in _pieces(node, problems)]
    reached = {piece.before for piece in pieces}
    cases: list[Case] = []
    for piece in pieces:
        if not piece.after:
            cases.extend(_cases(piece, pieces, problems))
        elif not reached.intersection(piece.after):
            message = f"No story leads to the checkpoint {piece.after[0]!r}, so this one is never told."
            problems.warning("test/unknown-checkpoint", message, piece.place, "End another story with this checkpoint.")
    return tuple(cases)


def _pieces(node: Node, problems: Problems) -> Iterator[_Piece]:
    fields = Fields(node, problems, "a test story")
    name, place = fields.text("story", required=True) or "", fields.place_of("story")
    after: tuple[str, ...] = ()
    steps: list[Node] = []
    for step in fields.items("steps"):
        checkpoint = step.value.get("checkpoint") if isinstance(step.value, dict) else None
        if checkpoint is None:
            steps.append(step)
        elif not steps:
            after = (*after, str(checkpoint.value))
        else:
            yield _Piece(name, place, after, tuple(steps), str(checkpoint.value))
            after, steps = (str(checkpoint.value),), []
    if steps:
        yield _Piece(name, place, after, tuple(steps))
    fields.done(ignore=("metadata",))


def _cases(start: _Piece, pieces: Sequence[_Piece], problems: Problems) -> list[Case]:
    """Every conversation that begins with ``start``."""
    tellings: list[tuple[str, tuple[Node, ...]]] = []
    for path in _paths((start,), pieces):
        steps = tuple(step for piece in path for step in piece.steps)
        tellings.extend((path[-1].name, told) for told in _alternatives(steps))
        if len(tellings) > MOST_CASES:
            message = f"This story comes to more than {MOST_CASES} conversations; the others are left out."
            problems.warning("test/too-many-conversations", message, start.place, "Write fewer checkpoints or 'or'.")
            del tellings[MOST_CASES:]
            break
    cases = []
    for number, (last, steps) in enumerate(tellings, 1):
        name = start.name if last == start.name else f"{start.name} > {last}"
        case = _Telling(problems).read(name if len(tellings) == 1 else f"{name} ({number})", start.place, steps)
        if case.exchanges:
            cases.append(case)
    return cases


def _paths(path: tuple[_Piece, ...], pieces: Sequence[_Piece]) -> Iterator[tuple[_Piece, ...]]:
    """The ways on from a piece, none through the same piece twice."""
    follow = [piece for piece in pieces if path[-1].before in piece.after and piece not in path]
    if not follow:
        yield path
    for piece in follow:
        yield from _paths((*path, piece), pieces)


def _alternatives(steps: tuple[Node, ...]) -> Iterator[tuple[Node, ...]]:
    """The steps with each ``or`` replaced by one of what it names."""
    for index, step in enumerate(steps):
        given = step.value.get("or") if isinstance(step.value, dict) else None
        if given is not None and isinstance(given.value, tuple):
            for rest in _alternatives(steps[index + 1 :]):
                for choice in given.value:
                    yield (*steps[:index], choice, *rest)
            return
    yield steps


class _Telling:
    """The steps of one conversation on their way to a case."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._exchanges: list[Exchange] = []
        self._slots: dict[str, Any] = {}
        self._stubs: dict[str, list[Stub]] = {}
        self._steps: list[StoryStep] = []
        self._acted: str | None = None  # the custom action that the last steps are about

    def read(self, name: str, place: Place, steps: Sequence[Node]) -> Case:
        """The case. Actions at its very start, as a story may have them, are not told."""
        for node in steps:
            self._step(node)
        if not self._exchanges:
            self._problems.warning("test/empty", "A test story has no message of a user.", place, "Add '- user: ...'.")
        elif not self._exchanges[-1].follows:  # it ends with the user: what comes then is not told
            self._exchanges[-1] = replace(self._exchanges[-1], follows=None)
        stubs = {action: tuple(each) for action, each in self._stubs.items()}
        return Case(name, place, tuple(self._exchanges), self._slots, stubs, is_story=True, steps=tuple(self._steps))

    def _step(self, node: Node) -> None:
        step = Fields(node, self._problems, "a step of a test story")
        kind = next((each for each in STORY_STEPS if step.node(each) is not None), None)
        if kind in ("user", "intent"):
            self._acted = None
            self._steps.append(StoryStep("user", len(self._exchanges), node.place))
            self._exchanges.append(self._user(step, node.place))
        elif kind in ("action", "bot"):
            self._follows(kind, str(step.scalar(kind) or ""), node.place)
        elif kind == "slot_was_set":
            value = step.node(kind)
            self._slots_set(read_slots(value, self._problems) if value else (), node.place)
        elif kind == "active_loop":
            loop = step.scalar(kind)
            self._steps.append(StoryStep("loop", None if loop is None else str(loop), node.place))
            self._expect(LoopIs(place=node.place, name=None if loop is None else str(loop)))
            self._stubs.pop(self._acted or "", None)  # a form, not a custom action
            self._acted = None
        else:
            tell_unknown(node, "step of a test story", STORY_STEPS, self._problems)

    def _user(self, step: Fields, place: Place) -> Exchange:
        intent, said = step.scalar("intent"), step.scalar("user")
        marked = self._entities_of(step)
        expected: list[Expectation] = []
        if intent is not None:
            expected.append(IntentIs(place=place, name=str(intent)))
        text = "" if said is None else str(said).strip()
        if not text and intent is not None:
            return Exchange(write_payload(str(intent), marked), place, tuple(expected), ())
        if not text.startswith("/"):
            example = read_example(text, place, self._problems)
            if example is not None:
                text, marked = example.text, example.entities or marked
            expected.append(EntitiesAre(place=place, entities=marked))
        return Exchange(text, place, tuple(expected), ())

    def _entities_of(self, step: Fields) -> tuple[Entity, ...]:
        """``entities:`` of a step: ``- name``, or ``- name: value`` perhaps with role and group beside it."""
        found = []
        for node in step.items("entities"):
            if isinstance(node.value, str):
                found.append(Entity(node.value, None))
            elif isinstance(node.value, dict) and node.value:
                said = {key: each.plain() for key, each in node.value.items()}
                name = next((key for key in said if key not in ("role", "group")), "")
                found.append(Entity(name, said.get(name), role=_kept(said.get("role")), group=_kept(said.get("group"))))
        return tuple(found)

    def _follows(self, kind: str, value: str, place: Place) -> None:
        is_action = kind == "action"
        if value not in UNNAMED:
            self._steps.append(StoryStep("action" if is_action else "bot", value, place))
        self._acted = value if is_action and not value.startswith("utter_") and value not in BUILT_IN else None
        if self._acted:
            self._stubs.setdefault(self._acted, []).append(Stub())
        if self._exchanges and value not in UNNAMED:
            last = self._exchanges[-1]
            follows = Follows("action" if is_action else "bot", value, place)
            self._exchanges[-1] = replace(last, follows=(*(last.follows or ()), follows))

    def _slots_set(self, slots: tuple[WantedSlot, ...], place: Place) -> None:
        """What an action sets, what was set before the conversation, or what the user's message has to set."""
        values = {slot.name: slot.value for slot in slots if slot.value is not msgspec.UNSET}
        self._steps.append(StoryStep("slots", values, place))
        if self._acted:
            events = tuple({"event": "slot", "name": name, "value": value} for name, value in values.items())
            stubs = self._stubs[self._acted]
            stubs[-1] = replace(stubs[-1], events=(*stubs[-1].events, *events))
        elif not self._exchanges:
            self._slots |= values
        elif slots:
            self._expect(SlotWasSet(place=place, slots=slots))

    def _expect(self, expectation: Expectation) -> None:
        if self._exchanges:
            last = self._exchanges[-1]
            self._exchanges[-1] = replace(last, expected=(*last.expected, expectation))


def _kept(value: Any) -> Any:
    return msgspec.UNSET if value is None else str(value)
