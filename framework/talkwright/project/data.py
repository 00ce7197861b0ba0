"""The training data of a project: what it learns to understand from, and its flows, stories and rules as written.

Examples are read here, each with the line and column it stands at; flows, stories and rules stay nodes for the rooms
that know them. A file may hold any mix of sections.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from talkwright.errors import Place, Problems
from talkwright.nlu.examples import Example, Lookup, Regex, TrainingData, read_example
from talkwright.nlu.locale import code_of, is_code
from talkwright.project.entries import Entry, from_mapping, unite
from talkwright.project.files import Document
from talkwright.yaml import Fields, Node, did_you_mean

SECTIONS = ("nlu", "flows", "stories", "rules", "responses")
_OF_THE_DOMAIN = ("intents", "entities", "slots", "forms", "actions", "session_config")
_ENTRIES = ("intent", "synonym", "regex", "lookup")


@dataclass(frozen=True, slots=True)
class Data:
    """All of it. ``responses`` are the documents that have such a section; the domain takes them in."""

    training: TrainingData
    flows: tuple[Entry, ...]
    stories: tuple[Node, ...]
    rules: tuple[Node, ...]
    responses: tuple[Node, ...]


def read_data(documents: Sequence[Document], problems: Problems) -> Data:
    """The data of all ``documents``, in their order. What cannot be read is reported and left out."""
    nlu = _Nlu(problems)
    flows: list[Entry] = []
    stories: list[Node] = []
    rules: list[Node] = []
    responses: list[Node] = []
    for document in documents:
        if not _is_data(document.node, problems):
            continue
        fields = Fields(document.node, problems, "the training data")
        nlu.read(fields.items("nlu"), document.text.splitlines(), _language(fields, problems))
        flows += from_mapping(fields, "flows")
        stories += fields.items("stories")
        rules += fields.items("rules")
        if fields.node("responses") is not None:
            responses.append(document.node)
        for section in _OF_THE_DOMAIN:
            if fields.node(section) is not None:
                message = f"'{section}' belongs in the domain and is not read here."
                problems.warning("data/domain-section", message, fields.place_of(section), "Move it to the domain.")
        fields.done(ignore=("version",))
    united = unite(flows, "flow", problems)
    return Data(nlu.training_data(), tuple(united.values()), tuple(stories), tuple(rules), tuple(responses))


def _language(fields: Fields, problems: Problems) -> str | None:
    """The code of the language that the examples of a file are in, where it says so."""
    written = fields.text("language")
    if not written or is_code(code_of(written)):
        return code_of(written) if written else None
    message = f"'language' should be the code of a language, and '{written}' is none."
    hint = "Write 'language: de', say, for German."
    problems.error("data/unknown-language", message, fields.place_of("language"), hint)
    return None


def _is_data(node: Node, problems: Problems) -> bool:
    """Whether a file has anything to teach. One that is empty is fine and has nothing."""
    if node.value is None:
        return False
    names = node.value if isinstance(node.value, dict) else {}
    if any(name in SECTIONS for name in names):
        return True
    near = [hint for hint in (did_you_mean(name, SECTIONS) for name in names) if hint]
    message = f"Nothing in this file is training data: none of {', '.join(SECTIONS)} is here."
    hint = near[0] if near else "Move the file out of the data folders."
    problems.warning("data/not-training-data", message, node.place, hint)
    return False


@dataclass(frozen=True, slots=True)
class _Line:
    """One example as written, without its dash."""

    text: str
    place: Place
    metadata: dict[str, Any]


class _Nlu:
    """The entries of all sections ``nlu``."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._examples: list[Example] = []
        self._synonyms: dict[str, tuple[str, Place]] = {}
        self._regexes: list[Regex] = []
        self._lookups: list[Lookup] = []
        self._language: str | None = None

    def training_data(self) -> TrainingData:
        return TrainingData(
            examples=tuple(self._examples),
            synonyms={word: value for word, (value, _) in self._synonyms.items()},
            regexes=tuple(self._regexes),
            lookups=tuple(self._lookups),
        )

    def read(self, entries: Sequence[Node], source: Sequence[str], language: str | None) -> None:
        """Read one section; ``source`` is its file, line by line, and ``language`` the one of its examples."""
        self._language = language
        readers = {"intent": self._intent, "synonym": self._synonym, "regex": self._regex, "lookup": self._lookup}
        for node in entries:
            fields = Fields(node, self._problems, "an entry of 'nlu'")
            kind = next((name for name in readers if fields.node(name) is not None), None)
            if kind is None:
                self._unknown_entry(node)
                continue
            name = fields.text(kind, required=True)
            what = f"the {kind} '{name}'"
            lines = list(self._lines(fields, what, source))
            written = fields.node("examples")
            if written is None or written.value in (None, "", ()):
                message = f"{what[:1].upper()}{what[1:]} has no examples."
                hint = "Add 'examples: |' and lines of '- text'."
                self._problems.warning("nlu/no-examples", message, fields.place_of(kind), hint)
            if name:
                readers[kind](name, fields.place_of(kind), lines)
            fields.done()

    def _unknown_entry(self, node: Node) -> None:
        if not isinstance(node.value, dict | None):
            return  # reported already
        keys = node.value or {}
        near = [hint for hint in (did_you_mean(key, _ENTRIES) for key in keys) if hint]
        message = f"An entry of 'nlu' should name one of {', '.join(_ENTRIES)}."
        self._problems.error("nlu/unknown-entry", message, node.place, near[0] if near else "Write '- intent: name'.")

    def _intent(self, name: str, place: Place, lines: list[_Line]) -> None:
        for line in lines:
            example = read_example(line.text, line.place, self._problems, name, line.metadata)
            if example is not None:
                self._examples.append(replace(example, language=self._language))

    def _synonym(self, value: str, place: Place, lines: list[_Line]) -> None:
        for line in lines:
            word = line.text.strip().lower()
            first, where = self._synonyms.setdefault(word, (value, line.place))
            if first != value:
                message = f"'{word}' is a synonym for '{value}' here and for '{first}' at {where}; the latter counts."
                self._problems.warning("nlu/synonym-conflict", message, line.place, "Keep one of the two.")

    def _regex(self, name: str, place: Place, lines: list[_Line]) -> None:
        for line in lines:
            pattern = line.text.strip()
            fault = _fault_of(pattern)
            if fault:
                message = f"The pattern of the regex '{name}' cannot be read: {fault}."
                self._problems.error("nlu/bad-regex", message, line.place, "Write a regular expression of Python.")
            else:
                self._regexes.append(Regex(name, pattern, line.place))

    def _lookup(self, name: str, place: Place, lines: list[_Line]) -> None:
        self._lookups.append(Lookup(name, tuple(line.text.strip() for line in lines), place))

    def _lines(self, fields: Fields, what: str, source: Sequence[str]) -> Iterator[_Line]:
        """The examples of an entry, be they a text of ``- `` lines or a list."""
        common = _metadata(fields)
        node = fields.node("examples")
        if node is not None and isinstance(node.value, str):
            yield from self._dashed(node.value, node.place, what, source, common)
            return
        for each in fields.items("examples"):
            if isinstance(each.value, str):
                yield _Line(each.value, _inside(each.place, source), common)
                continue
            example = Fields(each, self._problems, f"an example of {what}")
            text = example.text("text", required=True)
            written = example.node("text")
            own = _metadata(example)
            example.done(ignore=("metadata",))
            if text is not None and written is not None:
                yield _Line(text.strip(), _inside(written.place, source), common | own)

    def _dashed(
        self, text: str, place: Place, what: str, source: Sequence[str], metadata: dict[str, Any]
    ) -> Iterator[_Line]:
        """A text with an example on each line. In a ``|`` block the lines of text and source go together."""
        opening = source[place.line - 1][place.column - 1 :] if place.line <= len(source) else ""
        if opening.startswith(">"):
            message = f"The examples of {what} are joined to one line by '>'."
            self._problems.error("nlu/folded-examples", message, place, "Write 'examples: |'.")
            return
        is_block = opening.startswith("|")
        for index, line in enumerate(text.splitlines()):
            content = line.lstrip()
            at = place.line + index
            here = place
            if is_block and at < len(source):
                here = Place(place.file, at + 1, len(source[at]) - len(content) + 1)
            if not content or content.startswith("#"):
                continue
            if not content.startswith("-"):
                message = f"A line of the examples of {what} does not begin with '- ' and is left out."
                self._problems.warning("nlu/no-dash", message, here, "Begin each example with '- '.")
                continue
            said = content[1:].lstrip()
            if said:
                if here is not place:
                    here = Place(here.file, here.line, here.column + len(content) - len(said))
                yield _Line(said, here, metadata)


def _metadata(fields: Fields) -> dict[str, Any]:
    node = fields.node("metadata")
    if node is None or node.value is None:
        return {}
    if isinstance(node.value, dict):
        return {key: value.plain() for key, value in node.value.items()}
    return {"metadata": node.plain()}


def _inside(place: Place, source: Sequence[str]) -> Place:
    """Where a text begins whose value begins at ``place``: after its quote."""
    line = source[place.line - 1] if place.line <= len(source) else ""
    quoted = line[place.column - 1 : place.column] in ('"', "'")
    return Place(place.file, place.line, place.column + 1) if quoted else place


def _fault_of(pattern: str) -> str | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return str(error) or "it is too deep"
    return None
