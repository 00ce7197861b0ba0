"""Entities in context, also values never seen: a conditional random field over the words.

It learns from what examples annotate. Lookups, regexes and the annotated values are hints to it, weighed by how much
they tell, and so is the intent that an earlier component found. An entity's role and group are part of its label: what
stands around a value says all of it at once.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Self

import msgspec
import numpy as np

from talkwright.conversation.content import JSON
from talkwright.conversation.utterance import Entity
from talkwright.nlu.columns import Columns, Floats, Scorer, Text, number
from talkwright.nlu.component import Draft, Lesson, Saved
from talkwright.nlu.crf import Crf
from talkwright.nlu.examples import Example
from talkwright.nlu.features import WINDOW, Window, of_places
from talkwright.nlu.hints import Hints, Known, known_values
from talkwright.nlu.phrases import phrase
from talkwright.nlu.tagging import Span, Tagging

NAME = "CRFEntityExtractor"

_PLAIN = 300  # examples without entities that are learnt from in any case
_MANY = 500  # examples, from which on what was seen once tells nothing that the rest does not

Part = tuple[str, str | None, str | None]
"""An entity's name, role and group. A label is the parts of all that are annotated at one place."""


class CrfOptions(msgspec.Struct, frozen=True):
    """``BILOU_flag`` tells an entity's last word and only word apart; without it less is to be learnt, which served
    better on every set tried.

    ``features`` are the kinds that count at the words before, at the word itself (the middle one) and after it; None
    is ``WINDOW``. The others are Rasa's, and known: how long to train and what to hold against it were chosen here once
    for all, and a comma belongs to an entity where the examples say so.
    """

    BILOU_flag: bool = False
    features: Window | None = None
    max_iterations: int = 50
    L1_c: float = 0.1
    L2_c: float = 0.1
    split_entities_by_comma: bool | dict[str, bool] = True
    featurizers: tuple[str, ...] = ()


class CRFEntityExtractor:
    """Without annotated entities there is nothing to find, and nothing is."""

    Options: ClassVar[type[msgspec.Struct]] = CrfOptions
    prepares: ClassVar[bool] = False

    def __init__(
        self, labels: Sequence[Sequence[Part]], columns: Columns, weights: Any, steps: Any, hints: Hints, *, bilou: bool
    ) -> None:
        """``weights`` [columns, tags] and ``steps`` [tags, tags] are float16."""
        self._labels, self._columns, self._hints = labels, columns, hints
        self._weights, self._steps, self._bilou = weights, steps, bilou
        tagging = Tagging(len(labels), bilou=bilou)
        self._scorer = Scorer(columns, weights)
        self._crf = Crf(steps, tagging.allowed())
        # What an entity is is decided first, and then its role: two that are half likely are one that is likely.
        kinds: dict[tuple[str, ...], list[int]] = {}
        for label, parts in enumerate(labels):
            kinds.setdefault(tuple(name for name, _, _ in parts), []).append(label)
        self._kinds = list(kinds.values())
        self._tagging = Tagging(len(kinds), bilou=bilou)
        self._united = None if len(kinds) == len(labels) else tagging.united(self._kinds)

    @classmethod
    def fit(cls, lesson: Lesson, options: CrfOptions) -> Self:
        known = known_values((example.text[e.start : e.end], e.entity) for example, e in _annotated(lesson))
        hints = _hints(lesson, known)
        labels: dict[tuple[Part, ...], int] = {}
        texts: list[Text] = []
        spans: list[list[Span]] = []
        for example, draft in _telling(lesson):
            texts.append(_text(draft, hints, example.intent, _only_here(example, known)))
            spans.append(_spans(example, draft, lesson, labels))
        if not labels:
            return cls._without_labels(bilou=options.BILOU_flag)
        from talkwright.nlu.crf_training import fit_crf

        tagging = Tagging(len(labels), bilou=options.BILOU_flag)
        columns, seen = number(texts, options.features or WINDOW, 2 if len(texts) > _MANY else 1)
        tags = [tag for each, text in zip(spans, texts, strict=True) for tag in tagging.encode(each, len(text.words))]
        lengths = np.array([len(text.words) for text in texts], dtype=np.intp)
        weights, steps = fit_crf(seen, np.array(tags, dtype=np.intp), lengths, tagging.allowed())
        half = np.float16
        return cls(list(labels), columns, weights.astype(half), steps.astype(half), hints, bilou=options.BILOU_flag)

    @classmethod
    def _without_labels(cls, *, bilou: bool) -> Self:
        columns = Columns((), np.zeros((0, 1), dtype=np.int32))
        weights, steps = np.zeros((0, 1), dtype=np.float16), np.zeros((1, 1), dtype=np.float16)
        return cls((), columns, weights, steps, Hints((), {}, ()), bilou=bilou)

    def process(self, draft: Draft) -> None:
        if not draft.words or not self._labels:
            return
        intent = draft.ranking[0].name if draft.ranking else None
        likely = self._crf.likely(self._scorer.score(_text(draft, self._hints, intent)))
        kinds = likely if self._united is None else likely @ self._united
        surely = kinds.max(axis=1).tolist()
        for first, beyond, kind in self._tagging.decode(kinds.argmax(axis=1).tolist()):
            start, end = draft.spans[first][0], draft.spans[beyond - 1][1]
            for name, role, group in self._label(kind, likely[first:beyond]):
                draft.add_entity(
                    Entity(
                        entity=name,
                        value=draft.text[start:end],
                        start=start,
                        end=end,
                        extractor=NAME,
                        confidence_entity=min(surely[first:beyond]),
                        role=role or msgspec.UNSET,
                        group=group or msgspec.UNSET,
                    )
                )

    def _label(self, kind: int, likely: Floats) -> Sequence[Part]:
        """The likeliest label of ``kind`` for words that have tags as ``likely`` [words, tags]."""
        labels = self._kinds[kind]
        if len(labels) == 1:
            return self._labels[labels[0]]
        by_label = likely[:, 1:].sum(axis=0).reshape(len(self._labels), -1).sum(axis=1)
        return self._labels[max(labels, key=by_label.tolist().__getitem__)]

    def save(self) -> Saved:
        values: dict[str, JSON] = {
            "labels": [[list(part) for part in label] for label in self._labels],
            "names": list(self._columns.names),
            "patterns": [[name, pattern.pattern] for name, pattern in self._hints.patterns],
            "lookups": {key: list(names) for key, names in self._hints.lookups.items()},
            "known": [[key, name] for key, names in self._hints.known.items() for name in names],
            "bilou": self._bilou,
        }
        return Saved({"weights": self._weights, "steps": self._steps, "columns": self._columns.table}, values)

    @classmethod
    def load(cls, saved: Saved) -> Self:
        values, arrays = saved.values, saved.arrays
        return cls(
            values["labels"],
            Columns(values["names"], arrays["columns"]),
            arrays["weights"],
            arrays["steps"],
            Hints(values["patterns"], values["lookups"], values["known"]),
            bilou=values["bilou"],
        )


def _text(draft: Draft, hints: Hints, intent: str | None, unknown: frozenset[tuple[str, str]] = frozenset()) -> Text:
    """What is seen of a draft. ``unknown``: the values that nothing is known of but from here."""
    seen = of_places(draft.words, intent)
    hints.see(draft, seen[1:-1], unknown)
    return Text([draft.text[start:end] for start, end in draft.spans], draft.words, seen)


def _annotated(lesson: Lesson) -> Iterator[tuple[Example, Entity]]:
    """Every annotated entity worth finding."""
    for example in lesson.data.examples:
        for entity in example.entities:
            if lesson.wants(entity.entity):
                yield example, entity


def _telling(lesson: Lesson) -> list[tuple[Example, Draft]]:
    """The examples to learn from: those with entities, and of the others, which all say the same, an even choice."""
    pairs = [pair for pair in zip(lesson.data.examples, lesson.drafts, strict=True) if pair[1].words]
    plain = [index for index, (example, _) in enumerate(pairs) if not example.entities]
    most = max(_PLAIN, len(pairs) - len(plain))
    kept = plain if len(plain) <= most else [plain[place * len(plain) // most] for place in range(most)]
    left_out = {*plain} - {*kept}
    return [pair for index, pair in enumerate(pairs) if index not in left_out]


def _hints(lesson: Lesson, known: Known) -> Hints:
    """From all lists and patterns, those of entities that nobody asks for too: they tell of the others."""
    lookups: dict[str, list[str]] = {}
    for lookup in lesson.data.lookups:
        for key in map(phrase, lookup.values):
            if key and lookup.name not in lookups.setdefault(key, []):
                lookups[key].append(lookup.name)
    patterns = [(regex.name, regex.pattern) for regex in lesson.data.regexes if _is_pattern(regex.pattern)]
    return Hints(patterns, lookups, sorted(known))


def _is_pattern(pattern: str) -> bool:
    """What is none was reported when it was read."""
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _only_here(example: Example, known: Known) -> frozenset[tuple[str, str]]:
    """Values that no other example annotates. To learn from them as known would be to learn to trust too much."""
    own = known_values((example.text[entity.start : entity.end], entity.entity) for entity in example.entities)
    return frozenset(value for value, times in own.items() if known[value] <= times)


def _spans(example: Example, draft: Draft, lesson: Lesson, labels: dict[tuple[Part, ...], int]) -> list[Span]:
    """The annotations in words. Of those that overlap the first counts, but for parts of one label."""
    parts: dict[tuple[int, int], list[Part]] = {}
    for entity in example.entities:
        first = bisect_right(draft.spans, entity.start, key=lambda span: span[1])
        beyond = bisect_left(draft.spans, entity.end, key=lambda span: span[0])
        if first < beyond and lesson.wants(entity.entity):
            parts.setdefault((first, beyond), []).append((entity.entity, entity.role or None, entity.group or None))
    spans: list[Span] = []
    for (first, beyond), label in parts.items():
        if all(beyond <= start or end <= first for start, end, _ in spans):
            spans.append((first, beyond, labels.setdefault(tuple(label), len(labels))))
    return spans
