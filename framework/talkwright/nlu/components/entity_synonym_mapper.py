"""Gives entities the value their words stand for: "the big apple" becomes "New York"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Self

import msgspec
from msgspec.structs import replace

from talkwright.conversation.utterance import Entity
from talkwright.nlu.component import Draft, Lesson, NoOptions, Saved
from talkwright.nlu.phrases import phrase

NAME = "EntitySynonymMapper"


class EntitySynonymMapper:
    """Learns from ``synonym:`` entries and from examples that give a value: ``[the big apple](city:New York)``."""

    Options: ClassVar[type[msgspec.Struct]] = NoOptions
    prepares: ClassVar[bool] = False

    def __init__(self, values: Mapping[str, str]) -> None:
        """``values`` by the lower-cased words that stand for them. Words that were typed in another way do, too."""
        self._values = values
        self._folded: dict[str, str] = {}
        for words, value in values.items():
            self._folded.setdefault(phrase(words), value)

    @classmethod
    def fit(cls, lesson: Lesson, options: NoOptions) -> Self:
        values = dict(lesson.data.synonyms)
        for example in lesson.data.examples:
            for entity in example.entities:
                surface, value = example.text[entity.start : entity.end], str(entity.value)
                if surface == value:
                    continue
                first = values.setdefault(surface.lower(), value)
                if first != value:
                    lesson.problems.warning(
                        "nlu/synonym-conflict",
                        f"'{surface}' stands for '{value}' here and for '{first}' elsewhere; the latter counts.",
                        example.place,
                        "Keep one of the two.",
                    )
        return cls(values)

    def process(self, draft: Draft) -> None:
        draft.entities = [self._mapped(entity) for entity in draft.entities]

    def _mapped(self, entity: Entity) -> Entity:
        said = str(entity.value)
        value = self._values.get(said.lower()) or self._folded.get(phrase(said))
        if value is None or value == entity.value:
            return entity
        return replace(entity, value=value, processors=(*(entity.processors or ()), NAME))

    def save(self) -> Saved:
        return Saved(values={"values": self._values})

    @classmethod
    def load(cls, saved: Saved) -> Self:
        return cls(saved.values["values"])
