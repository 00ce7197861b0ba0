"""Splits the text into words. What a word is is said in ``nlu.words``."""

from __future__ import annotations

from typing import ClassVar, Self

import msgspec

from talkwright.nlu.component import Draft, Lesson, NoOptions, Saved
from talkwright.nlu.words import split


class WordTokenizer:
    """Fills ``spans`` and ``words``. Comes first."""

    Options: ClassVar[type[msgspec.Struct]] = NoOptions
    prepares: ClassVar[bool] = True

    @classmethod
    def fit(cls, lesson: Lesson, options: NoOptions) -> Self:
        return cls()

    def process(self, draft: Draft) -> None:
        draft.spans, draft.words = split(draft.text)

    def save(self) -> Saved:
        return Saved()

    @classmethod
    def load(cls, saved: Saved) -> Self:
        return cls()
