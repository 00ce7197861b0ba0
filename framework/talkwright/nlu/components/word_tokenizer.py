"""Splits the text into words. What a word is is said in ``nlu.words``.

Of the examples and lists it learns which words with an umlaut there are: "fuer" is then another way to write "für".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Self

import msgspec

from talkwright.nlu.component import Draft, Lesson, NoOptions, Saved
from talkwright.nlu.examples import TrainingData
from talkwright.nlu.folding import fold, spell_out
from talkwright.nlu.words import spans, split


class WordTokenizer:
    """Fills ``spans`` and ``words``. Comes first."""

    Options: ClassVar[type[msgspec.Struct]] = NoOptions
    prepares: ClassVar[bool] = True

    def __init__(self, meant: Mapping[str, str] | None = None) -> None:
        """``meant``: the folded words by how they are spelt without umlauts, where that differs."""
        self._meant = meant or {}

    @classmethod
    def fit(cls, lesson: Lesson, options: NoOptions) -> Self:
        written = set(_written(lesson.data))
        meant = {spell_out(word): fold(word) for word in sorted(written) if not word.isascii()}
        known = set(map(fold, written))
        return cls({spelt: word for spelt, word in meant.items() if spelt not in known})

    def process(self, draft: Draft) -> None:
        draft.spans, words = split(draft.text)
        draft.words = [self._meant.get(word, word) for word in words] if self._meant else words

    def save(self) -> Saved:
        return Saved(values={"meant": dict(self._meant)})

    @classmethod
    def load(cls, saved: Saved) -> Self:
        values: Mapping[str, Any] = saved.values
        return cls(values["meant"])


def _written(data: TrainingData) -> Iterator[str]:
    """The words of examples and lists as their author wrote them."""
    lists = (value for lookup in data.lookups for value in lookup.values)
    for text in (*(example.text for example in data.examples), *lists):
        yield from (text[start:end] for start, end in spans(text))
