"""Splits the text into words. What a word is is said in ``nlu.words``.

Of the examples it learns what their author does with words. One with an umlaut that is in examples or lists may be
spelt out: "fuer" is another way to write "für". What is annotated as part of a word parts such words everywhere:
"l'[hôtel]" parts "l'aéroport", and "[서울]에서" parts "부산에서".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, ClassVar, Self

import msgspec

from talkwright.nlu.component import Draft, Lesson, NoOptions, Saved
from talkwright.nlu.examples import TrainingData
from talkwright.nlu.folding import fold, spell_out
from talkwright.nlu.words import spans

Spans = Sequence[tuple[int, int]]

_APOSTROPHES = "'’"
_HANGUL = ("\uac00", "\ud7a3")


class WordTokenizer:
    """Fills ``spans`` and ``words``. Comes first."""

    Options: ClassVar[type[msgspec.Struct]] = NoOptions
    prepares: ClassVar[bool] = True

    def __init__(
        self,
        meant: Mapping[str, str] | None = None,
        heads: Collection[str] = (),
        tails: Collection[str] = (),
        known: Mapping[str, Spans] | None = None,
    ) -> None:
        """``meant``: the folded words by how they are spelt without umlauts, where that differs; ``heads`` and
        ``tails`` are what is a word of its own before and after another, folded. ``known``: texts that are cut
        already. They are not saved."""
        self._meant = meant or {}
        self._known = known or {}
        self._heads, self._tails = frozenset(heads), frozenset(tails)
        self._longest = max(map(len, self._tails), default=0)

    @classmethod
    def fit(cls, lesson: Lesson, options: NoOptions) -> Self:
        lists = (value for lookup in lesson.data.lookups for value in lookup.values)
        known = {text: spans(text) for text in chain((example.text for example in lesson.data.examples), lists)}
        written = {text[start:end] for text, found in known.items() for start, end in found}
        meant = {spell_out(word): fold(word) for word in sorted(written) if not word.isascii()}
        as_they_are = set(map(fold, written))
        heads, tails = _parted(lesson.data, known)
        return cls({spelt: word for spelt, word in meant.items() if spelt not in as_they_are}, heads, tails, known)

    def process(self, draft: Draft) -> None:
        found = list(self._known.get(draft.text) or spans(draft.text))
        if self._heads or self._tails:
            found = [part for span in found for part in self._parts(draft.text, *span)]
        words = [fold(draft.text[start:end]) for start, end in found]
        draft.spans, draft.words = found, [self._meant.get(word, word) for word in words]

    def _parts(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The word at [start, end), or what it is made of."""
        apostrophe = next((at for at in range(start + 1, end - 1) if text[at] in _APOSTROPHES), end)
        if fold(text[start : apostrophe + 1]) in self._heads:
            yield start, apostrophe + 1
            start = apostrophe + 1
        tails = range(max(start + 1, end - self._longest), end)
        cut = next((at for at in tails if fold(text[at:end]) in self._tails), end)
        yield start, cut
        if cut < end:
            yield cut, end

    def save(self) -> Saved:
        return Saved(values={"meant": dict(self._meant), "heads": sorted(self._heads), "tails": sorted(self._tails)})

    @classmethod
    def load(cls, saved: Saved) -> Self:
        values: Mapping[str, Any] = saved.values
        return cls(values["meant"], values["heads"], values["tails"])


def _parted(data: TrainingData, known: Mapping[str, Spans]) -> tuple[set[str], set[str]]:
    """What stands in a word before an annotated entity, up to an apostrophe, and what after it, from an apostrophe on
    or in Korean."""
    heads, tails = set(), set()
    for example in data.examples:
        for start, end in known[example.text] if example.entities else ():
            for entity in example.entities:
                if start < entity.start < end and example.text[entity.start - 1] in _APOSTROPHES:
                    heads.add(fold(example.text[start : entity.start]))
                if start < entity.end < end:
                    after = example.text[entity.end]
                    if after in _APOSTROPHES or _HANGUL[0] <= after <= _HANGUL[1]:
                        tails.add(fold(example.text[entity.end : end]))
    return heads, tails
