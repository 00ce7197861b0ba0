"""Entities by list: each value of ``lookup: name`` that stands in the text as whole words, in any case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Self

import msgspec

from talkwright.conversation.utterance import Entity
from talkwright.nlu.component import Draft, Lesson, NoOptions, Saved
from talkwright.nlu.phrases import Phrases, phrase

NAME = "LookupEntityExtractor"


class LookupEntityExtractor:
    """Thousands of values cost no more than one; the value is as the user wrote it."""

    Options: ClassVar[type[msgspec.Struct]] = NoOptions
    prepares: ClassVar[bool] = False

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        """``names`` of the entities that each phrase is a value of."""
        self._names = names
        self._phrases = Phrases(names)

    @classmethod
    def fit(cls, lesson: Lesson, options: NoOptions) -> Self:
        names: dict[str, list[str]] = {}
        for lookup in lesson.data.lookups:
            for key in map(phrase, lookup.values if lesson.wants(lookup.name) else ()):
                if key and lookup.name not in names.setdefault(key, []):
                    names[key].append(lookup.name)
        return cls(names)

    def process(self, draft: Draft) -> None:
        for first, beyond, names in self._phrases.find(draft.words):
            start, end = draft.spans[first][0], draft.spans[beyond - 1][1]
            for name in names:
                draft.add_entity(Entity(name, draft.text[start:end], start, end, NAME))

    def save(self) -> Saved:
        return Saved(values={"names": self._names})

    @classmethod
    def load(cls, saved: Saved) -> Self:
        return cls(saved.values["names"])
