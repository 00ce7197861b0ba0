"""What is worth knowing of an example, beside it: what says the same, what it looks like, what it is taken for. Pure.

Twins and conflicts are seen in the files at once. What an example looks like is known after a cross-validation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from talkwright.nlu.cited import Cited, full_name
from talkwright.nlu.examples import Example, TrainingData
from talkwright.nlu.learnt import Learnt
from talkwright.nlu.review import Review
from talkwright.nlu.review_overlaps import Overlap, Pairs, find_overlaps
from talkwright.nlu.words import split

Key = tuple[str, str]
"""The plain text of an example, and its intent in full."""


class Note(msgspec.Struct, frozen=True, omit_defaults=True):
    """``duplicate``: another says (nearly) the same. ``conflict``: and means something else, or is marked differently.
    ``mislabelled``: it looks rather like ``intent``, of which ``other`` is nearest. ``confused``: one of the examples
    nearest to those of ``intent``, which is taken for this one. ``likeness`` is 0..1."""

    kind: Literal["duplicate", "conflict", "mislabelled", "confused"]
    intent: str
    other: Cited | None = None
    likeness: float = 1.0


def overlaps_of(data: TrainingData, pairs: Pairs | None = None) -> dict[Key, tuple[Note, ...]]:
    """Duplicates and conflicts, by example. ``pairs`` as ``find_overlaps`` has it."""
    taught = [example for example in data.examples if example.intent and example.text.strip()]
    conflicts, duplicates = find_overlaps(Learnt(data, taught, [_words(each.text) for each in taught]), pairs)
    found: dict[Key, list[Note]] = defaultdict(list)
    for each in conflicts:
        _note_overlap(found, "conflict", each)
    for each in duplicates:
        _note_overlap(found, "duplicate", each)
    return {key: tuple(notes) for key, notes in found.items()}


def review_notes(review: Review) -> dict[Key, tuple[Note, ...]]:
    """What a review says of single examples."""
    found: dict[Key, list[Note]] = defaultdict(list)
    for suspect in review.suspects:
        note = Note("mislabelled", suspect.looks_like, suspect.nearest, suspect.likely)
        found[_key(suspect.example)].append(note)
    for pair in review.confused:
        for near in pair.nearest:
            for one, other in ((near.one, near.other), (near.other, near.one)):
                found[_key(one)].append(Note("confused", other.intent, other, near.similarity))
    return {key: tuple(notes) for key, notes in found.items()}


def key_of(example: Example) -> Key:
    """The key of ``example``."""
    return example.text, full_name(example)


def line_of(examples: Iterable[Example]) -> dict[tuple[str, str, str], list[int]]:
    """The lines that examples stand at, by file, text and intent, in order."""
    found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for example in examples:
        found[(example.place.file, *key_of(example))].append(example.place.line)
    return found


def _note_overlap(found: dict[Key, list[Note]], kind: Literal["conflict", "duplicate"], overlap: Overlap) -> None:
    for mine in overlap.examples:
        for other in overlap.examples:
            if other.place != mine.place or (other.text, other.intent) != (mine.text, mine.intent):
                found[_key(mine)].append(Note(kind, other.intent, other, overlap.similarity))


@lru_cache(20_000)
def _words(text: str) -> Sequence[str]:
    return split(text)[1]


def _key(cited: Cited) -> Key:
    return cited.text, cited.intent
