"""Entities by list: each value of ``lookup: name`` that stands in the text as whole words, in any case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Self

import msgspec

from talkwright.nlu.component import Draft, Lesson, Saved
from talkwright.nlu.gazetteer import Gazetteer, GazetteerOptions

NAME = "LookupEntityExtractor"


class LookupOptions(GazetteerOptions, frozen=True):
    """``case_sensitive``: "us" is no "US". Then values have to be as in the list, and nothing is mended."""

    case_sensitive: bool = False


class LookupEntityExtractor:
    """The lists of the training data."""

    Options: ClassVar[type[msgspec.Struct]] = LookupOptions
    prepares: ClassVar[bool] = False

    def __init__(self, gazetteer: Gazetteer, forms: Iterable[str] | None = None) -> None:
        """``forms``: the values as they have to be written; None when that makes no difference."""
        self._gazetteer = gazetteer
        self._forms = None if forms is None else frozenset(forms)

    @classmethod
    def fit(cls, lesson: Lesson, options: LookupOptions) -> Self:
        wanted = [lookup for lookup in lesson.data.lookups if lesson.wants(lookup.name)]
        values = [(value, lookup.name) for lookup in wanted for value in lookup.values]
        forms = (_spaced(value) for value, _ in values) if options.case_sensitive else None
        return cls(Gazetteer.of(values, lesson, options), forms)

    def process(self, draft: Draft) -> None:
        for entity in self._gazetteer.find(draft, NAME):
            if self._forms is None or _spaced(draft.text[entity.start : entity.end]) in self._forms:
                draft.add_entity(entity)

    def save(self) -> Saved:
        forms = None if self._forms is None else sorted(self._forms)
        return Saved(values={**self._gazetteer.save(), "forms": forms})

    @classmethod
    def load(cls, saved: Saved) -> Self:
        return cls(Gazetteer.load(saved.values), saved.values["forms"])


def _spaced(value: str) -> str:
    return " ".join(value.split())
