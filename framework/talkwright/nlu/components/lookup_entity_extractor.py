"""Entities by list: each value of ``lookup: name`` that stands in the text as whole words, in any case."""

from __future__ import annotations

from typing import ClassVar, Self

import msgspec

from talkwright.nlu.component import Draft, Lesson, Saved
from talkwright.nlu.gazetteer import Gazetteer, GazetteerOptions

NAME = "LookupEntityExtractor"


class LookupEntityExtractor:
    """The lists of the training data."""

    Options: ClassVar[type[msgspec.Struct]] = GazetteerOptions
    prepares: ClassVar[bool] = False

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    @classmethod
    def fit(cls, lesson: Lesson, options: GazetteerOptions) -> Self:
        wanted = (lookup for lookup in lesson.data.lookups if lesson.wants(lookup.name))
        return cls(Gazetteer.of(((value, each.name) for each in wanted for value in each.values), lesson, options))

    def process(self, draft: Draft) -> None:
        for entity in self._gazetteer.find(draft, NAME):
            draft.add_entity(entity)

    def save(self) -> Saved:
        return Saved(values=self._gazetteer.save())

    @classmethod
    def load(cls, saved: Saved) -> Self:
        return cls(Gazetteer.load(saved.values))
