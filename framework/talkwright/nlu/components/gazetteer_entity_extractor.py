"""Entities by memory: the values annotated in the examples, found again as whole words.

It recognises no value that it has not seen. A value is kept only where examples mostly mean it so: "may" annotated
once as a month is no month everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar, Self

import msgspec

from talkwright.nlu.component import Draft, Lesson, Saved
from talkwright.nlu.gazetteer import Gazetteer, GazetteerOptions
from talkwright.nlu.phrases import Phrases, phrase

NAME = "GazetteerEntityExtractor"

_SHARE = 0.5  # of a phrase's occurrences in the examples that must be annotated


class GazetteerEntityExtractor:
    """The values of the examples."""

    Options: ClassVar[type[msgspec.Struct]] = GazetteerOptions
    prepares: ClassVar[bool] = False

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    @classmethod
    def fit(cls, lesson: Lesson, options: GazetteerOptions) -> Self:
        return cls(Gazetteer.of(_annotated(lesson), lesson, options))

    def process(self, draft: Draft) -> None:
        for entity in self._gazetteer.find(draft, NAME):
            draft.add_entity(entity)

    def save(self) -> Saved:
        return Saved(values=self._gazetteer.save())

    @classmethod
    def load(cls, saved: Saved) -> Self:
        return cls(Gazetteer.load(saved.values))


def _annotated(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """The annotated values with the entity's name that are meant so in enough of their occurrences."""
    meant: Counter[tuple[str, str]] = Counter()
    surfaces: dict[str, str] = {}
    for example in lesson.data.examples:
        for entity in example.entities:
            surface = example.text[entity.start : entity.end]
            key = phrase(surface)
            if key and lesson.wants(entity.entity):
                meant[key, entity.entity] += 1
                surfaces.setdefault(key, surface)
    phrases = Phrases({key: key for key, _ in meant})
    occurrences = Counter(key for draft in lesson.drafts for _, _, key in phrases.find(draft.words))
    for (key, name), times in sorted(meant.items()):
        if times >= _SHARE * occurrences[key]:
            yield surfaces[key], name
