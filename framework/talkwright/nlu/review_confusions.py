"""Pairs of intents that are taken for each other, and why: what their examples share, and which are nearest. Pure."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import msgspec

from talkwright.nlu.cited import Cited, cite
from talkwright.nlu.learnt import Learnt
from talkwright.nlu.review_nearest import nearest

_MOST_PAIRS = 12  # that are looked into
_MOST_SHARED, _MOST_NEAREST = 6, 3
_MOST_LOOKED_AT = 60  # examples of an intent
_SAME = 0.3  # of the examples of both taken for the other: a coin would take half


class Near(msgspec.Struct, frozen=True):
    """An example of each of two intents, and how alike they are, 0..1."""

    one: Cited
    other: Cited
    similarity: float


class Confused(msgspec.Struct, frozen=True):
    """Of ``judged`` examples of both intents ``mistaken`` were taken for the other: ``one_as_other`` and
    ``other_as_one``. ``shared`` are words and pairs that are frequent in both and rare elsewhere. ``same``: they can
    hardly be told apart."""

    one: str
    other: str
    judged: int
    one_as_other: int
    other_as_one: int
    same: bool
    shared: tuple[str, ...] = ()
    nearest: tuple[Near, ...] = ()

    @property
    def mistaken(self) -> int:
        """Of both."""
        return self.one_as_other + self.other_as_one


def find_confused(learnt: Learnt) -> list[Confused]:
    """The pairs, most mistaken first; of those that are mistaken alike, first those with fewer examples."""
    if learnt.held_out is None:
        return []
    names, said, rows = learnt.held_out
    judged: Counter[str] = Counter()
    taken: Counter[tuple[str, str]] = Counter()
    for row, label in zip(rows.tolist(), said.argmax(axis=1).tolist() if len(rows) else [], strict=True):
        intent = learnt.examples[row].intent or ""
        judged[intent] += 1
        if names[label] != intent:
            taken[intent, names[label]] += 1
    pairs = {(min(pair), max(pair)) for pair in taken}
    found = []
    for one, other in pairs:
        there, back, both = taken[one, other], taken[other, one], judged[one] + judged[other]
        found.append(Confused(one, other, both, there, back, there + back >= max(2, _SAME * both)))
    found.sort(key=lambda each: (-each.mistaken, each.judged, each.one, each.other))
    words = _Words(learnt)
    return [_explained(each, learnt, words) if at < _MOST_PAIRS else each for at, each in enumerate(found)]


def _explained(pair: Confused, learnt: Learnt, words: _Words) -> Confused:
    rows = [words.rows[name][:_MOST_LOOKED_AT] for name in (pair.one, pair.other)]
    near = nearest(learnt, rows[0], rows[1], _MOST_NEAREST)
    examples = learnt.examples
    return msgspec.structs.replace(
        pair,
        shared=words.shared(pair.one, pair.other),
        nearest=tuple(Near(cite(examples[one]), cite(examples[other]), alike) for one, other, alike in near),
    )


class _Words:
    """How many examples of each intent have a word, or a pair of words."""

    def __init__(self, learnt: Learnt) -> None:
        self.rows: dict[str, list[int]] = {}
        self._having: dict[str, Counter[str]] = {}
        self._everywhere: Counter[str] = Counter()
        for row, (example, words) in enumerate(zip(learnt.examples, learnt.words, strict=True)):
            name = example.intent or ""
            terms = {*words, *(f"{one} {two}" for one, two in pairwise(words))}
            self.rows.setdefault(name, []).append(row)
            self._having.setdefault(name, Counter()).update(terms)
            self._everywhere.update(terms)

    def shared(self, one: str, other: str) -> tuple[str, ...]:
        """What is in many examples of both and in few others: words that are everywhere tell nothing."""
        mine, theirs = self._having[one], self._having[other]
        here, there = len(self.rows[one]), len(self.rows[other])
        scores = {
            term: min(mine[term] / here, theirs[term] / there)
            * ((mine[term] + theirs[term]) / self._everywhere[term]) ** 2
            for term in mine.keys() & theirs.keys()
            if any(map(str.isalnum, term))
        }
        best = sorted(scores, key=lambda term: (-scores[term], -len(term), term))
        chosen: list[str] = []
        for term in best:
            if not any(f" {term} " in f" {known} " or f" {known} " in f" {term} " for known in chosen):
                chosen.append(term)
        return tuple(chosen[:_MOST_SHARED])
