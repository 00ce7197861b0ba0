"""Entities by pattern: whatever matches ``regex: name`` is an entity called ``name``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar, Self

import msgspec

from talkwright.conversation.utterance import Entity
from talkwright.nlu.backtracking import may_not_end
from talkwright.nlu.component import Draft, Lesson, Saved
from talkwright.nlu.examples import Example, Regex
from talkwright.nlu.words import LONGEST_TEXT

NAME = "RegexEntityExtractor"


class RegexOptions(msgspec.Struct, frozen=True):
    """``use_lookup_tables`` is read by the registry: it adds a LookupEntityExtractor, to which ``case_sensitive`` goes
    as well. Its values are always whole words, so that Rasa's ``use_word_boundaries`` is known and changes nothing.

    ``precision``: where an entity is annotated in examples, its pattern must be right that often there, 0..1. Rasa lets
    patterns be hints for a classifier, and such a one matches far more than what it is named after.
    """

    case_sensitive: bool = False
    use_regexes: bool = True
    use_lookup_tables: bool = True
    use_word_boundaries: bool = True
    precision: float = 0.0


class RegexEntityExtractor:
    """All matches of all patterns, in their order."""

    Options: ClassVar[type[msgspec.Struct]] = RegexOptions
    prepares: ClassVar[bool] = False

    def __init__(self, patterns: Iterable[tuple[str, str]], *, case_sensitive: bool) -> None:
        self._case_sensitive = case_sensitive
        flags = re.NOFLAG if case_sensitive else re.IGNORECASE
        self._patterns = [(name, re.compile(pattern, flags)) for name, pattern in patterns]

    @classmethod
    def fit(cls, lesson: Lesson, options: RegexOptions) -> Self:
        kept = [
            (regex.name, regex.pattern)
            for regex in (lesson.data.regexes if options.use_regexes else ())
            if lesson.wants(regex.name) and _is_usable(regex, lesson, options)
        ]
        return cls(kept, case_sensitive=options.case_sensitive)

    def process(self, draft: Draft) -> None:
        for name, pattern in self._patterns:
            for match in pattern.finditer(draft.text, 0, LONGEST_TEXT):
                start, end = match.span()
                if start < end:
                    draft.add_entity(Entity(name, match.group(), start, end, NAME))

    def save(self) -> Saved:
        patterns = [[name, pattern.pattern] for name, pattern in self._patterns]
        return Saved(values={"patterns": patterns, "case_sensitive": self._case_sensitive})

    @classmethod
    def load(cls, saved: Saved) -> Self:
        return cls(saved.values["patterns"], case_sensitive=saved.values["case_sensitive"])


def _is_usable(regex: Regex, lesson: Lesson, options: RegexOptions) -> bool:
    try:
        pattern = re.compile(regex.pattern, re.NOFLAG if options.case_sensitive else re.IGNORECASE)
    except re.error as fault:
        message = f"The pattern of the regex '{regex.name}' cannot be read: {fault}."
        lesson.problems.error("nlu/bad-regex", message, regex.place, "Write a regular expression of Python.")
        return False
    if may_not_end(regex.pattern):
        message = f"A search for the pattern of the regex '{regex.name}' may never end: it repeats what it repeats."
        hint = "It is not used. Let each round begin or end with a sign that the rest of it cannot be."
        lesson.problems.warning("nlu/endless-pattern", message, regex.place, hint)
        return False
    share = _share_annotated(regex.name, pattern, lesson.data.examples) if options.precision else None
    if share is None or share >= options.precision:
        return True
    lesson.problems.warning(
        "nlu/loose-pattern",
        f"Of what the regex '{regex.name}' matches in the examples only {share:.0%} is annotated as '{regex.name}'.",
        regex.place,
        "It is not used. Make the pattern stricter, or list RegexEntityExtractor in the pipeline to use it as it is.",
    )
    return False


def _share_annotated(name: str, pattern: re.Pattern[str], examples: Iterable[Example]) -> float | None:
    """How much of what ``pattern`` matches is annotated so; None when nothing is, or nothing matches."""
    matches = right = annotated = 0
    for example in examples:
        spans = {(entity.start, entity.end) for entity in example.entities if entity.entity == name}
        annotated += len(spans)
        for match in pattern.finditer(example.text):
            matches += match.start() < match.end()
            right += match.span() in spans
    return right / matches if annotated and matches else None
