"""Test files -> cases: the ``test_cases`` of the end-to-end format and the ``stories`` of test stories.

A file is read by what is in it, not by its name. Whatever is wrong in any of them is reported at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from talkwright.errors import Place, Problems
from talkwright.evaluation.assertions import read_assertion, read_slots, tell_unknown
from talkwright.evaluation.cases import Case, Exchange, Follows
from talkwright.evaluation.expectations import Expectation, SlotWasNotSet, SlotWasSet
from talkwright.evaluation.shelf import CONFTEST, Shelf, Shelves
from talkwright.evaluation.stories import read_stories
from talkwright.project.files import DISK, Overlay
from talkwright.yaml import Fields, Node, parse

STEPS = ("user", "utter", "bot", "slot_was_set", "slot_was_not_set")
"""The steps of an end-to-end test."""

_OF_OTHERS = ("version", "nlu", "rules", "responses", "flows", "intents", "entities", "slots", "actions", "forms")


def find_tests(paths: Sequence[Path]) -> Iterator[Path]:
    """The YAML files of the folders, or the files themselves, sorted and each once. Hidden ones are left out."""
    seen: set[Path] = set()
    for path in paths:
        for file in sorted(path.rglob("*.y*ml")) if path.is_dir() else [path]:
            hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            if file.name not in CONFTEST and not hidden and file not in seen and file.suffix in (".yml", ".yaml"):
                seen.add(file)
                yield file


def read_cases(paths: Iterable[Path], problems: Problems, overlay: Overlay = DISK) -> tuple[Case, ...]:
    """All cases of the files, as they are with ``overlay`` over them, in order. A file that has neither ``test_cases``
    nor ``stories`` has none."""
    found: list[Case] = []
    shelves = Shelves(problems, overlay)
    stories: list[Node] = []
    for path in paths:
        node = parse(overlay.read(path), str(path), problems)
        if node is None or not isinstance(node.value, dict):
            continue
        if "test_cases" in node.value:
            found.extend(_read_file(node, Shelf(shelves.of(path.parent)), problems))
        if "stories" in node.value:
            stories.extend(Fields(node, problems, "a file of test stories").items("stories"))
    return (*found, *read_stories(stories, problems))


def read_text(text: str, file: str, problems: Problems) -> tuple[Case, ...]:
    """The test cases of one file that is given as its text; no ``conftest.yml`` stands beside it."""
    node = parse(text, file, problems)
    return () if node is None else tuple(_read_file(node, Shelf(), problems))


def _read_file(node: Node, shelf: Shelf, problems: Problems) -> Iterator[Case]:
    fields = Fields(node, problems, "a file of test cases")
    shelf.take(fields, problems)
    names: dict[str, Place] = {}
    for each in fields.items("test_cases"):
        case = _case(each, shelf, problems)
        first = names.setdefault(case.name, case.place)
        if first is not case.place and case.name:
            message = f"There is another test case {case.name!r} at {first}."
            problems.warning(
                "test/same-name", message, case.place, "Give each its own name, so that reports tell them apart."
            )
        yield case
    fields.done(ignore=("stories", *_OF_OTHERS))


def _case(node: Node, shelf: Shelf, problems: Problems) -> Case:
    fields = Fields(node, problems, "a test case")
    name = fields.text("test_case", required=True) or ""
    case = Case(
        name=name,
        place=fields.place_of("test_case"),
        exchanges=_Exchanges(shelf, problems).read(fields),
        slots=shelf.slots(fields, problems),
        stubs=shelf.stubs_of(name),
    )
    fields.done()
    return case


class _Exchanges:
    """The steps of one case on their way to exchanges."""

    def __init__(self, shelf: Shelf, problems: Problems) -> None:
        self._shelf = shelf
        self._problems = problems
        self._found: list[Exchange] = []
        self._asserts = False  # whether the last exchange has assertions, beside which other steps say nothing

    def read(self, case: Fields) -> tuple[Exchange, ...]:
        common = self._shelf.metadata_of(case, self._problems)
        nodes = case.items("steps")
        for node in nodes:
            step = Fields(node, self._problems, "a step")
            if step.node("user") is not None:
                self._user(step, node.place, common)
            else:
                self._check(step, node)
        if not nodes:
            message = "A test case has no message of a user."
            self._problems.error("test/empty", message, case.place, "Add '- user: ...'.")
        return tuple(self._found)

    def _user(self, step: Fields, place: Place, common: dict[str, object]) -> None:
        said = step.scalar("user")
        self._asserts = step.node("assertions") is not None
        read = (read_assertion(each, self._problems) for each in step.items("assertions"))
        exchange = Exchange(
            text="" if said is None else str(said),
            place=place,
            expected=tuple(each for each in read if each is not None),
            in_order=step.flag("assertion_order_enabled"),
            metadata={**common, **self._shelf.metadata_of(step, self._problems)},
        )
        step.done()
        self._found.append(exchange)

    def _check(self, step: Fields, node: Node) -> None:
        kind = next((each for each in STEPS if step.node(each) is not None), None)
        value = step.node(kind) if kind else None
        if kind is None or value is None:
            tell_unknown(node, "step", STEPS, self._problems)
            return
        step.done()
        if not self._found:
            message = f"A conversation begins with a user's message; here it begins with {kind!r}."
            self._problems.error("test/no-user", message, node.place, "Write '- user: ...' first.")
            return
        if self._asserts:
            message = f"Beside 'assertions' the step {kind!r} checks nothing."
            self._problems.warning("test/step-beside-assertions", message, node.place, "Write it as an assertion, too.")
            return
        last = self._found[-1]
        if kind in ("utter", "bot"):
            said = step.scalar(kind)
            follows = Follows("utter" if kind == "utter" else "bot", "" if said is None else str(said), node.place)
            self._found[-1] = replace(last, follows=(*(last.follows or ()), follows))
            return
        slots = read_slots(value, self._problems)
        sort = SlotWasSet if kind == "slot_was_set" else SlotWasNotSet
        expected: Expectation = sort(place=node.place, slots=slots)
        self._found[-1] = replace(last, expected=(*last.expected, expected))
