"""What an assistant learns to understand from: labelled examples, synonyms, patterns and word lists.

Plain values and the mark-up of one example line. It knows nothing of YAML and nothing of components.

    book a flight to [Rome](city)
    book a flight to [the eternal city](city:Rome)
    book a flight from [Rome]{"entity": "city", "role": "from"}
    pay with [gold visa][{"entity": "card", "group": "1"}, {"entity": "product"}]
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

import msgspec

from talkwright.conversation.content import JSON
from talkwright.conversation.utterance import Entity
from talkwright.errors import Place, Problems
from talkwright.yaml import did_you_mean


class Example(msgspec.Struct, frozen=True):
    """One message as a user might write it, and what it means.

    ``text`` is without mark-up and the spans of ``entities`` count its code points. ``response_key`` is what follows
    the slash of a retrieval intent: ``faq/ask_name`` is the intent ``faq`` with the response key ``ask_name``.
    ``language`` is the code of the one that it is in, where its file says so.
    """

    text: str
    intent: str | None = None
    entities: tuple[Entity, ...] = ()
    response_key: str | None = None
    metadata: dict[str, JSON] = {}
    place: Place = Place("")
    language: str | None = None


class Regex(msgspec.Struct, frozen=True):
    """A pattern; what it matches is an entity called ``name``."""

    name: str
    pattern: str
    place: Place = Place("")


class Lookup(msgspec.Struct, frozen=True):
    """A list of values of the entity called ``name``."""

    name: str
    values: tuple[str, ...]
    place: Place = Place("")


class TrainingData(msgspec.Struct, frozen=True):
    """All of it, in the order of the files. ``synonyms`` maps lower-cased words to the value they stand for."""

    examples: tuple[Example, ...] = ()
    synonyms: dict[str, str] = {}
    regexes: tuple[Regex, ...] = ()
    lookups: tuple[Lookup, ...] = ()

    @property
    def intents(self) -> tuple[str, ...]:
        """Every intent that has an example, sorted."""
        return tuple(sorted({example.intent for example in self.examples if example.intent}))


def read_example(
    line: str,
    place: Place,
    problems: Problems,
    intent: str | None = None,
    metadata: dict[str, JSON] | None = None,
) -> Example | None:
    """Read one example line, given without its leading dash; ``place`` is where its first character stands.

    An ``intent`` with a slash is split into intent and response key. None for an empty line, and for one whose
    mark-up cannot be read, which is reported.
    """
    lead = len(line) - len(line.lstrip())
    line = line.strip()
    if not line:
        return None
    mark_up = _MarkUp(line, msgspec.structs.replace(place, column=place.column + lead), problems)
    if not mark_up.read():
        return None
    name, _, response_key = (intent or "").partition("/")
    return Example(
        text="".join(mark_up.plain),
        intent=name or None,
        entities=tuple(mark_up.entities),
        response_key=response_key or None,
        metadata=metadata or {},
        place=place,
    )


# [text] followed by what says the entity: (name), (name:value), {...} or [{...
_ANNOTATION = re.compile(r"\[([^\[\]]+)\](?:\(([^:()]+)(?::([^)]+))?\)|(?=\{)|(?=\[\s*\{))")
_KEYS = ("entity", "role", "group", "value")
_json = json.JSONDecoder()


class _MarkUp:
    """One line on its way to plain text and entities."""

    def __init__(self, line: str, place: Place, problems: Problems) -> None:
        self.line, self.place, self.problems = line, place, problems
        self.plain: list[str] = []
        self.entities: list[Entity] = []
        self._length = 0

    def read(self) -> bool:
        """Go through the line. False when some of it cannot be read."""
        at = 0
        while match := _ANNOTATION.search(self.line, at):
            self._add(self.line[at : match.start()])
            surface, name, value = match.groups()
            start, at = self._length, match.end()
            self._add(surface)
            if name is not None:
                self._annotate(start, name.strip(), surface if value is None else value.strip())
                continue
            try:
                said, at = _json.raw_decode(self.line, at)
            except (ValueError, RecursionError):
                self._report(at, f"After [{surface}] a JSON object was expected, and this is not one.")
                return False
            for fields in said if isinstance(said, list) else [said]:
                if not self._annotate_with(fields, surface, start, match.end()):
                    return False
        self._add(self.line[at:])
        return True

    def _add(self, text: str) -> None:
        self.plain.append(text)
        self._length += len(text)

    def _annotate(self, start: int, name: str, value: Any, role: Any = None, group: Any = None) -> None:
        self.entities.append(
            Entity(
                entity=name,
                value=value,
                start=start,
                end=self._length,
                role=msgspec.UNSET if role is None else str(role),
                group=msgspec.UNSET if group is None else str(group),
            )
        )

    def _annotate_with(self, fields: Any, surface: str, start: int, at: int) -> bool:
        if not isinstance(fields, dict) or not isinstance(fields.get("entity"), str) or not fields["entity"]:
            self._report(at, f'The mark-up of [{surface}] must name its entity: {{"entity": "..."}}.')
            return False
        for key in fields.keys() - set(_KEYS):
            self.problems.warning(
                "nlu/unknown-entity-key",
                f"The mark-up of [{surface}] has the key {key!r}, which means nothing.",
                self._place(at),
                did_you_mean(key, _KEYS) or f"Known keys are {', '.join(_KEYS)}.",
            )
        value = fields.get("value", surface)
        self._annotate(start, fields["entity"], value, fields.get("role"), fields.get("group"))
        return True

    def _report(self, at: int, message: str) -> None:
        self.problems.error(
            "nlu/bad-entity",
            message,
            self._place(at),
            'Write [Rome](city), [Rome](city:value) or [Rome]{"entity": "city", "role": "to"}.',
        )

    def _place(self, at: int) -> Place:
        return msgspec.structs.replace(self.place, column=self.place.column + at) if self.place.line else self.place


def merge(parts: Iterable[TrainingData]) -> TrainingData:
    """The data of several files as one. Of two synonyms for the same word the later counts."""
    parts = tuple(parts)
    return TrainingData(
        examples=tuple(example for part in parts for example in part.examples),
        synonyms={word: value for part in parts for word, value in part.synonyms.items()},
        regexes=tuple(regex for part in parts for regex in part.regexes),
        lookups=tuple(lookup for part in parts for lookup in part.lookups),
    )
