"""Examples that say the same, or nearly: under two intents, with two annotations, or twice for nothing. Pure.

The same are texts with the same words, however they are written; marks do not count where there are words.
Nearly the same are texts whose runs of three characters overlap by ``NEAR`` (Jaccard). Pairs are found as in Chaudhuri,
Ganti and Kaushik, A Primitive Operator for Similarity Joins in Data Cleaning, 2006: two sets that overlap so far share
some of the rarest few of each, so only texts that share two rare runs are compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from math import ceil
from typing import Literal, TypeAlias

import msgspec

from talkwright.nlu.cited import Cited, cite, full_name
from talkwright.nlu.examples import Example
from talkwright.nlu.learnt import Learnt

NEAR = 0.8
_SHARED = 2  # of the rarest runs, if there are two: one of them is shared by many that are not alike
_CROWD = 200  # texts that share a run: beyond, the run tells nothing

Pairs: TypeAlias = Callable[[Sequence[str]], Iterable[tuple[int, int, float]]]
"""Finds which two of some texts are alike, and by how much."""


class Overlap(msgspec.Struct, frozen=True):
    """``examples``, two or more, in the order of the files. ``differ`` in their intent, in their entities, or, being
    duplicates, in nothing. ``similarity`` is 1 for those that say the same."""

    examples: tuple[Cited, ...]
    differ: Literal["intent", "entities", ""]
    similarity: float = 1.0


def find_overlaps(learnt: Learnt, pairs: Pairs | None = None) -> tuple[list[Overlap], list[Overlap]]:
    """Conflicts, and duplicates. Each list has first what says the same, then what is nearest. ``pairs`` finds what is
    nearly the same; by default ``near_pairs``."""
    groups: dict[str, list[Example]] = defaultdict(list)
    for example, words in zip(learnt.examples, learnt.words, strict=True):
        said = [word for word in words if any(map(str.isalnum, word))] or words
        groups[" ".join(said)].append(example)
    conflicts: list[Overlap] = []
    duplicates: list[Overlap] = []
    for group in groups.values():
        if len(group) > 1:
            differ = _difference(group)
            (conflicts if differ else duplicates).append(Overlap(tuple(map(cite, group)), differ))
    texts = list(groups)
    near_conflicts: list[Overlap] = []
    near_duplicates: list[Overlap] = []
    for one, two, similarity in (pairs or near_pairs)(texts):
        pair = [groups[texts[one]][0], groups[texts[two]][0]]
        differs: Literal["intent", ""] = "intent" if full_name(pair[0]) != full_name(pair[1]) else ""
        found = Overlap(tuple(map(cite, pair)), differs, round(similarity, 3))
        (near_conflicts if differs else near_duplicates).append(found)
    return conflicts + _nearest(near_conflicts), duplicates + _nearest(near_duplicates)


def _nearest(found: list[Overlap]) -> list[Overlap]:
    return sorted(found, key=lambda each: -each.similarity)


def _difference(group: Sequence[Example]) -> Literal["intent", "entities", ""]:
    if len({full_name(example) for example in group}) > 1:
        return "intent"
    annotated = {
        tuple((each.entity, each.role or "", each.group or "", str(each.value)) for each in example.entities)
        for example in group
    }
    return "entities" if len(annotated) > 1 else ""


def near_pairs(texts: Sequence[str], least: float = NEAR) -> Iterator[tuple[int, int, float]]:
    """The pairs of ``texts``, all different, that overlap by ``least`` or more, and by how much."""
    sets = [runs(text) for text in texts]
    counts = Counter(chain.from_iterable(sets))
    place = {run: number for number, run in enumerate(sorted(counts, key=lambda run: (counts[run], run)))}
    telling = {run for run, count in counts.items() if 1 < count <= _CROWD}
    seen: dict[str, list[int]] = defaultdict(list)
    for number, mine in enumerate(sets):
        fewest = ceil(least * len(mine))  # that another shares
        rarest = sorted(mine, key=place.__getitem__)[: len(mine) - fewest + _SHARED]
        kept = [run for run in rarest if run in telling]
        shared = Counter(chain.from_iterable(seen[run] for run in kept))
        for run in kept:
            seen[run].append(number)
        low, high = least * len(mine), len(mine) / least
        for other in sorted(other for other, count in shared.items() if count >= min(_SHARED, fewest)):
            if low <= len(sets[other]) <= high:
                similarity = overlap(mine, sets[other])
                if similarity >= least:
                    yield other, number, similarity


def runs(text: str) -> frozenset[str]:
    """The runs of three characters in ``text`` with a space at both ends."""
    padded = f" {text} "
    return frozenset(padded[start : start + 3] for start in range(max(1, len(padded) - 2)))


def overlap(one: frozenset[str], two: frozenset[str]) -> float:
    """How much of both is in each, 0..1: Jaccard's index."""
    shared = len(one & two)
    return shared / (len(one) + len(two) - shared) if shared else 0.0
