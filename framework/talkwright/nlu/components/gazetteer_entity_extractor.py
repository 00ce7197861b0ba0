"""Entities by memory: the values annotated in the examples, found again as whole words.

It recognises no value that it has not seen. A value is kept only where examples mostly mean it so: "may" annotated
once as a month is no month everywhere. Roles and groups follow the word before, as it was in the examples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Self

import msgspec

from talkwright.conversation.utterance import Entity
from talkwright.nlu.component import Draft, Lesson, NoOptions, Saved
from talkwright.nlu.phrases import Phrases, phrase

NAME = "GazetteerEntityExtractor"

_SHARE = 0.5  # of a phrase's occurrences in the examples that must be annotated

Part = tuple[str | None, str | None]
"""The role and the group of an entity."""


class GazetteerEntityExtractor:
    """A gazetteer: names by phrase, and parts by what stands around a phrase."""

    Options: ClassVar[type[msgspec.Struct]] = NoOptions
    prepares: ClassVar[bool] = False

    def __init__(self, names: Mapping[str, Sequence[str]], parts: Mapping[str, Mapping[str, Part]]) -> None:
        """``names`` of the entities by phrase; ``parts`` by entity, then by cue: see ``_cues``."""
        self._names = names
        self._parts = parts
        self._phrases = Phrases(names)

    @classmethod
    def fit(cls, lesson: Lesson, options: NoOptions) -> Self:
        meant: Counter[tuple[str, str]] = Counter()
        parts: dict[str, dict[str, Counter[Part]]] = {}
        for key, entity, before in _annotations(lesson):
            meant[key, entity.entity] += 1
            part = (entity.role or None, entity.group or None)
            for cue in _cues(key, before):
                parts.setdefault(entity.entity, {}).setdefault(cue, Counter())[part] += 1
        names = _mostly_meant(meant, lesson.drafts)
        usual = {
            name: {cue: seen.most_common(1)[0][0] for cue, seen in sorted(cues.items())}
            for name, cues in sorted(parts.items())
            if any(part != (None, None) for seen in cues.values() for part in seen)
        }
        return cls(names, usual)

    def process(self, draft: Draft) -> None:
        for first, beyond, names in self._phrases.find(draft.words):
            start, end = draft.spans[first][0], draft.spans[beyond - 1][1]
            before = draft.words[first - 1] if first else ""
            cues = _cues(" ".join(draft.words[first:beyond]), before)
            for name in names:
                parts = self._parts.get(name, {})
                role, group = next((parts[cue] for cue in cues if cue in parts), (None, None))
                draft.add_entity(
                    Entity(
                        entity=name,
                        value=draft.text[start:end],
                        start=start,
                        end=end,
                        extractor=NAME,
                        role=role or msgspec.UNSET,
                        group=group or msgspec.UNSET,
                    )
                )

    def save(self) -> Saved:
        return Saved(values={"names": self._names, "parts": self._parts})

    @classmethod
    def load(cls, saved: Saved) -> Self:
        return cls(saved.values["names"], saved.values["parts"])


def _cues(key: str, before: str) -> tuple[str, str]:
    """What tells the role of a phrase, the best first."""
    return f"after {before}", f"is {key}"


def _annotations(lesson: Lesson) -> Iterator[tuple[str, Entity, str]]:
    """Every annotated entity worth finding, its phrase and the word before it."""
    for example, draft in zip(lesson.data.examples, lesson.drafts, strict=True):
        for entity in example.entities:
            key = phrase(example.text[entity.start : entity.end])
            if key and lesson.wants(entity.entity):
                before = [word for word, (_, end) in zip(draft.words, draft.spans, strict=True) if end <= entity.start]
                yield key, entity, before[-1] if before else ""


def _mostly_meant(meant: Counter[tuple[str, str]], drafts: Sequence[Draft]) -> dict[str, list[str]]:
    """Of the phrases annotated ``meant`` times as an entity, those that are so in enough of their occurrences."""
    all_phrases = Phrases({key: key for key, _ in meant})
    occurrences = Counter(key for draft in drafts for _, _, key in all_phrases.find(draft.words))
    names: dict[str, list[str]] = {}
    for (key, name), times in sorted(meant.items()):
        if times >= _SHARE * occurrences[key]:
            names.setdefault(key, []).append(name)
    return names
