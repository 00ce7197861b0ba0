"""Annotated examples as a tagger of words learns from them: words, spans of words, kinds and parts. Pure.

A kind is what is annotated at one place, nearly always one name; its parts are the role and the group of each. It knows
nothing of how a tagger learns.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from talkwright.conversation.utterance import Entity
from talkwright.nlu.component import Draft, Lesson
from talkwright.nlu.examples import Example
from talkwright.nlu.hints import Known, known_values
from talkwright.nlu.roles import Parts, Spoken
from talkwright.nlu.tagging import Span

Kind = tuple[str, ...]
"""The names of what is annotated at one place."""

_PLAIN = 300  # examples without entities that are learnt from in any case


def annotated(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """The text and the name of every annotated entity worth finding."""
    for example in lesson.data.examples:
        for entity in example.entities:
            if lesson.wants(entity.entity):
                yield example.text[entity.start : entity.end], entity.entity


def telling(lesson: Lesson) -> list[tuple[Example, Draft]]:
    """The examples to learn from: those with entities, and of the others, which all say the same, an even choice."""
    pairs = [pair for pair in zip(lesson.data.examples, lesson.drafts, strict=True) if pair[1].words]
    plain = [index for index, (example, _) in enumerate(pairs) if not example.entities]
    most = max(_PLAIN, len(pairs) - len(plain))
    kept = plain if len(plain) <= most else [plain[place * len(plain) // most] for place in range(most)]
    left_out = {*plain} - {*kept}
    return [pair for index, pair in enumerate(pairs) if index not in left_out]


def only_here(example: Example, known: Known) -> frozenset[tuple[str, str]]:
    """Values that no other example annotates. To learn from them as known would be to learn to trust too much."""
    if not example.entities:
        return frozenset()
    own = known_values((example.text[entity.start : entity.end], entity.entity) for entity in example.entities)
    return frozenset(value for value, times in own.items() if known[value] <= times)


def spoken(
    example: Example, draft: Draft, lesson: Lesson, choices: dict[Kind, list[Parts]]
) -> tuple[Spoken, list[Parts]]:
    """An example in words with its annotations, and their parts. Of annotations that overlap the first counts, but for
    several of the same words: they are one kind together. ``choices`` are added to."""
    marked: dict[tuple[int, int], list[Entity]] = {}
    for entity in example.entities:
        first, beyond = words_of(draft, entity.start, entity.end)
        if first < beyond and lesson.wants(entity.entity):
            marked.setdefault((first, beyond), []).append(entity)
    told: list[tuple[Span, Parts]] = []
    for (first, beyond), entities in marked.items():
        if all(beyond <= start or end <= first for (start, end, _), _ in told):
            parts = tuple((entity.role or None, entity.group or None) for entity in entities)
            kind = tuple(entity.entity for entity in entities)
            known = choices.setdefault(kind, [])
            if parts not in known:
                known.append(parts)
            told.append(((first, beyond, list(choices).index(kind)), parts))
    told.sort()
    return Spoken(draft.words, [span for span, _ in told], example.intent), [parts for _, parts in told]


def words_of(draft: Draft, start: int, end: int) -> tuple[int, int]:
    """The words [first, beyond) that stand in [start, end) of the text."""
    first = bisect_right(draft.spans, start, key=lambda span: span[1])
    return first, bisect_left(draft.spans, end, key=lambda span: span[0])
