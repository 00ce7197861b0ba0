"""Values that an author gave, found again as whole words, also where the user's hand slipped.

A word that no example has is taken for a slip of a word of the values: "a sleping bag". It must not know where the
values come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Self

import msgspec

from talkwright.conversation.content import JSON
from talkwright.conversation.utterance import Entity
from talkwright.nlu.component import Draft, Lesson
from talkwright.nlu.phrases import Phrases, phrase
from talkwright.nlu.spelling import Spelling, distance
from talkwright.nlu.words import plain


class GazetteerOptions(msgspec.Struct, frozen=True):
    """``fuzzy_threshold``: the share of letters, 0..1, that must be as in a value. At 1 nothing is mended."""

    fuzzy_threshold: float = 0.8


class Gazetteer:
    """Of two values that begin at the same word the longer is found. Thousands cost no more than one."""

    def __init__(
        self, names: Mapping[str, Sequence[str]], written: Mapping[str, str], words: Iterable[str], threshold: float
    ) -> None:
        """``names`` of the entities by phrase; how a phrase is ``written`` where that is not the phrase itself;
        ``words`` that are right as they are."""
        self._names, self._written, self._threshold = names, written, threshold
        self._right = frozenset(words)
        self._phrases = Phrases(names)
        self._spelling = Spelling(word for key in names for word in key.split(" ")) if threshold < 1 else None

    @classmethod
    def of(cls, values: Iterable[tuple[str, str]], lesson: Lesson, options: GazetteerOptions) -> Self:
        """From ``values``, each with the name of its entity; the words of the examples are right."""
        names: dict[str, list[str]] = {}
        written: dict[str, str] = {}
        for value, name in values:
            key = phrase(value)
            if key and name not in names.setdefault(key, []):
                names[key].append(name)
                if value != key:
                    written.setdefault(key, value)
        words = {word for draft in lesson.drafts for word in draft.words} if names else ()
        return cls(names, written, words, options.fuzzy_threshold)

    def find(self, draft: Draft, extractor: str) -> Iterator[Entity]:
        """The entities in ``draft``. The value is as the user wrote it, and as the author did where more than case
        tells the two apart. Where a word was mended the confidence is the share of right letters."""
        words = draft.words
        if self._spelling is not None:
            words = [word if word in self._right else self._spelling.mend(word) for word in words]
        for first, beyond, names in self._phrases.find(words):
            start, end = draft.spans[first][0], draft.spans[beyond - 1][1]
            key, said = " ".join(words[first:beyond]), " ".join(draft.words[first:beyond])
            value = self._written.get(key, key)
            if said == key:
                as_said = draft.text[start:end]
                value = as_said if plain(as_said).split() == plain(value).split() else value
                yield from (Entity(name, value, start, end, extractor) for name in names)
                continue
            likeness = 1 - distance(said, key) / max(len(said), len(key))
            if likeness >= self._threshold:
                yield from (Entity(name, value, start, end, extractor, likeness) for name in names)

    def save(self) -> dict[str, JSON]:
        """Plain values for ``load``."""
        return {
            "names": {key: list(names) for key, names in self._names.items()},
            "written": dict(self._written),
            "words": sorted(self._right),
            "threshold": self._threshold,
        }

    @classmethod
    def load(cls, saved: Mapping[str, Any]) -> Self:
        """What ``save`` gave."""
        return cls(saved["names"], saved["written"], saved["words"], saved["threshold"])
