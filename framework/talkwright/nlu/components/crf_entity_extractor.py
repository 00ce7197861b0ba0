"""Entities in context, also values never seen: a conditional random field over the words.

It learns from what examples annotate. Lookups, regexes and the annotated values are hints to it, weighed by how much
they tell, and so is the intent that an earlier component found. Roles and groups are told afterwards, by ``nlu.roles``.
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
from talkwright.nlu.columns import Columns, Scorer, Text, number
from talkwright.nlu.component import Draft, Lesson, Saved
from talkwright.nlu.crf import Crf
from talkwright.nlu.examples import Example
from talkwright.nlu.features import WINDOW, Window, of_places
from talkwright.nlu.hints import Hints, Known, known_values
from talkwright.nlu.phrases import phrase
from talkwright.nlu.roles import Parts, Roles, Spoken
from talkwright.nlu.tagging import Span, Tagging

NAME = "CRFEntityExtractor"

_PLAIN = 300  # examples without entities that are learnt from in any case
_MANY = 500  # examples, from which on what was seen once tells nothing that the rest does not

Kind = tuple[str, ...]
"""The names of what is annotated at one place, nearly always one."""


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
        self,
        kinds: Sequence[Kind],
        columns: Columns,
        weights: Any,
        steps: Any,
        hints: Hints,
        roles: Roles,
        *,
        bilou: bool,
    ) -> None:
        """``weights`` [columns, tags] and ``steps`` [tags, tags] are float16."""
        self._kinds, self._columns, self._hints, self._roles = kinds, columns, hints, roles
        self._weights, self._steps, self._bilou = weights, steps, bilou
        self._tagging = Tagging(len(kinds), bilou=bilou)
        self._scorer = Scorer(columns, weights)
        self._crf = Crf(steps, self._tagging.allowed())
        chosen = enumerate(zip(kinds, roles.choices, strict=True))
        self._with_roles = {names[0]: kind for kind, (names, each) in chosen if len(names) == 1 and len(each) > 1}

    @classmethod
    def fit(cls, lesson: Lesson, options: CrfOptions) -> Self:
        known = known_values((example.text[e.start : e.end], e.entity) for example, e in _annotated(lesson))
        hints = _hints(lesson, known)
        choices: dict[Kind, list[Parts]] = {}
        texts: list[Text] = []
        taught: list[tuple[Spoken, list[Parts]]] = []
        for example, draft in _telling(lesson):
            texts.append(_text(draft, hints, example.intent, _only_here(example, known)))
            taught.append(_spoken(example, draft, lesson, choices))
        if not choices:
            return cls._without_kinds(bilou=options.BILOU_flag)
        from talkwright.nlu.crf_training import fit_crf

        tagging = Tagging(len(choices), bilou=options.BILOU_flag)
        columns, seen = number(texts, options.features or WINDOW, 2 if len(texts) > _MANY else 1)
        tags = [tag for spoken, _ in taught for tag in tagging.encode(spoken.spans, len(spoken.words))]
        lengths = np.array([len(text.words) for text in texts], dtype=np.intp)
        weights, steps = fit_crf(seen, np.array(tags, dtype=np.intp), lengths, tagging.allowed())
        roles = Roles.fit(list(choices.values()), taught)
        half = np.float16
        kinds = list(choices)
        return cls(kinds, columns, weights.astype(half), steps.astype(half), hints, roles, bilou=options.BILOU_flag)

    @classmethod
    def _without_kinds(cls, *, bilou: bool) -> Self:
        columns = Columns((), np.zeros((0, 1), dtype=np.int32))
        weights, steps = np.zeros((0, 1), dtype=np.float16), np.zeros((1, 1), dtype=np.float16)
        return cls((), columns, weights, steps, Hints((), {}, ()), Roles((), (), ()), bilou=bilou)

    def process(self, draft: Draft) -> None:
        if not draft.words or not self._kinds:
            return
        intent = draft.ranking[0].name if draft.ranking else None
        likely = self._crf.likely(self._scorer.score(_text(draft, self._hints, intent)))
        surely = likely.max(axis=1).tolist()
        spans = self._tagging.decode(likely.argmax(axis=1).tolist())
        spans = sorted([*spans, *self._found_by_others(draft, spans)])
        told = self._roles.tell(Spoken(draft.words, spans, intent))
        for (first, beyond, kind), parts in zip(spans, told, strict=True):
            start, end = draft.spans[first][0], draft.spans[beyond - 1][1]
            for name, (role, group) in zip(self._kinds[kind], parts, strict=True):
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

    def _found_by_others(self, draft: Draft, spans: Sequence[Span]) -> Iterator[Span]:
        """What only a list or a pattern found. It may have a role all the same, which it is given."""
        for entity in draft.entities:
            kind = self._with_roles.get(entity.entity)
            if kind is not None:
                first, beyond = _words_of(draft, entity.start, entity.end)
                if first < beyond and all(beyond <= start or end <= first for start, end, _ in spans):
                    yield first, beyond, kind

    def save(self) -> Saved:
        values: dict[str, JSON] = {
            "kinds": [list(kind) for kind in self._kinds],
            "choices": [[[list(part) for part in parts] for parts in known] for known in self._roles.choices],
            "features": [list(each) for each in self._roles.features],
            "names": list(self._columns.names),
            "patterns": [[name, pattern.pattern] for name, pattern in self._hints.patterns],
            "lookups": {key: list(names) for key, names in self._hints.lookups.items()},
            "known": [[key, name] for key, names in self._hints.known.items() for name in names],
            "bilou": self._bilou,
        }
        arrays = {"weights": self._weights, "steps": self._steps, "columns": self._columns.table}
        return Saved(arrays | {f"role{kind}": each for kind, each in enumerate(self._roles.weights)}, values)

    @classmethod
    def load(cls, saved: Saved) -> Self:
        values, arrays = saved.values, saved.arrays
        kinds = values["kinds"]
        return cls(
            kinds,
            Columns(values["names"], arrays["columns"]),
            arrays["weights"],
            arrays["steps"],
            Hints(values["patterns"], values["lookups"], values["known"]),
            Roles(values["choices"], values["features"], [arrays[f"role{kind}"] for kind in range(len(kinds))]),
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
    if not example.entities:
        return frozenset()
    own = known_values((example.text[entity.start : entity.end], entity.entity) for entity in example.entities)
    return frozenset(value for value, times in own.items() if known[value] <= times)


def _spoken(
    example: Example, draft: Draft, lesson: Lesson, choices: dict[Kind, list[Parts]]
) -> tuple[Spoken, list[Parts]]:
    """An example in words with its annotations, and their parts. Of annotations that overlap the first counts, but for
    several of the same words: they are one kind together. ``choices`` are added to."""
    marked: dict[tuple[int, int], list[Entity]] = {}
    for entity in example.entities:
        first, beyond = _words_of(draft, entity.start, entity.end)
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
    spoken = Spoken(draft.words, [span for span, _ in told], example.intent)
    return spoken, [parts for _, parts in told]


def _words_of(draft: Draft, start: int, end: int) -> tuple[int, int]:
    """The words [first, beyond) that stand in [start, end) of the text."""
    first = bisect_right(draft.spans, start, key=lambda span: span[1])
    return first, bisect_left(draft.spans, end, key=lambda span: span[0])
