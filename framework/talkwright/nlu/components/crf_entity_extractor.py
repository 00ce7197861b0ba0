"""Entities in context, also values never seen: a conditional random field over the words.

It learns from what examples annotate. Lookups, regexes and the annotated values are hints to it, weighed by how much
they tell, and so is the intent that an earlier component found. Roles and groups are told afterwards, by ``nlu.roles``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from talkwright.conversation.content import JSON
from talkwright.conversation.utterance import Entity
from talkwright.nlu.annotations import Kind, annotated, only_here, spoken, telling, words_of
from talkwright.nlu.backtracking import may_not_end
from talkwright.nlu.columns import Columns, Scorer, Text, number, number_on
from talkwright.nlu.component import Before, Draft, Lesson, Saved
from talkwright.nlu.crf import Crf
from talkwright.nlu.examples import Example
from talkwright.nlu.features import WINDOW, Window, of_places
from talkwright.nlu.hints import Hints, Known, known_values
from talkwright.nlu.phrases import phrase
from talkwright.nlu.roles import Parts, Roles, Spoken
from talkwright.nlu.tagging import Span, Tagging
from talkwright.nlu.token_net import Floats, Layers, TokenNet, states_of_words

_MANY = 500  # examples, from which on what was seen once tells nothing that the rest does not
_FEW = 0.02  # of all: beyond, to go on served 0.4 points worse (cross-validation, 1,000 and 50)
_AGAIN, _OLD_TO_NEW = 32, 1  # examples that are learnt again beside those that have come: at least, and for each


class FieldOptions(msgspec.Struct, frozen=True):
    """``BILOU_flag`` tells an entity's last word and only word apart; without it less is to be learnt, which served
    better on every set tried.

    ``features`` are the kinds that count at the words before, at the word itself (the middle one) and after it; None
    is ``WINDOW``.
    """

    BILOU_flag: bool = False
    features: Window | None = None


class CrfOptions(FieldOptions, frozen=True):
    """The others are Rasa's, and known: how long to train and what to hold against it were chosen here once for all,
    and a comma belongs to an entity where the examples say so.
    """

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
        net: TokenNet | None = None,
    ) -> None:
        """``weights`` [columns, tags] and ``steps`` [tags, tags] are float16. The ``net`` has a say besides."""
        self._kinds, self._columns, self._hints, self._roles = kinds, columns, hints, roles
        self._weights, self._steps, self._bilou = weights, steps, bilou
        self._net = net
        self._tagging = Tagging(len(kinds), bilou=bilou)
        self._scorer = Scorer(columns, weights)
        self._crf = Crf(steps, self._tagging.allowed())
        chosen = enumerate(zip(kinds, roles.choices, strict=True))
        self._with_roles = {names[0]: kind for kind, (names, each) in chosen if len(names) == 1 and len(each) > 1}

    @classmethod
    def fit(cls, lesson: Lesson, options: FieldOptions) -> Self:
        pairs = telling(lesson)
        grown = cls._grown(lesson, lesson.before, options, pairs) if lesson.before else None
        return grown or cls._fitted(lesson, options, pairs)

    @classmethod
    def _grown(
        cls, lesson: Lesson, before: Before, options: FieldOptions, pairs: Sequence[tuple[Example, Draft]]
    ) -> Self | None:
        """Go on from what it was ``before``, with the examples that have come and some of the others, so that these
        are not forgotten. None where more have come, or other kinds of entities, or roles are to be told."""
        values, arrays = before.saved.values, before.saved.arrays
        choices: dict[Kind, list[Parts]] = {
            tuple(kind): [tuple((role, group) for role, group in parts) for parts in known]
            for kind, known in zip(values["kinds"], values["choices"], strict=True)
        }
        came = {id(lesson.drafts[row]) for row in before.fresh}
        fresh = [pair for pair in pairs if id(pair[1]) in came]
        old = [pair for pair in pairs if id(pair[1]) not in came]
        kinds = list(choices)
        known = known_values(annotated(lesson))
        hints = _hints(lesson, known)
        if len(fresh) > max(1, _FEW * len(pairs)):
            return None
        again = max(_AGAIN, len(fresh) * _OLD_TO_NEW)
        chosen = [*fresh, *old[:: max(1, len(old) // again)]]
        taught = [spoken(example, draft, lesson, choices) for example, draft in chosen]
        if not kinds or list(choices) != kinds or any(len(parts) > 1 for parts in choices.values()):
            return None
        from talkwright.nlu.crf_training import fit_crf

        tagging = Tagging(len(kinds), bilou=options.BILOU_flag)
        columns, weights, steps = Columns(values["names"], arrays["columns"]), arrays["weights"], arrays["steps"]
        if fresh:
            texts = [_text(draft, hints, example.intent, only_here(example, known)) for example, draft in chosen]
            columns, seen = number_on(texts, options.features or WINDOW, 2 if len(pairs) > _MANY else 1, columns)
            tags = [tag for told, _ in taught for tag in tagging.encode(told.spans, len(told.words))]
            lengths = np.array([len(text.words) for text in texts], dtype=np.intp)
            start = weights.astype(np.float32), steps.astype(np.float32)
            weights, steps = fit_crf(seen, np.array(tags, dtype=np.intp), lengths, tagging.allowed(), before=start)
        half = np.float16
        roles = Roles.fit(list(choices.values()), [])
        found = kinds, columns, weights.astype(half), steps.astype(half), hints, roles
        return cls(*found, bilou=options.BILOU_flag)

    @classmethod
    def _fitted(
        cls,
        lesson: Lesson,
        options: FieldOptions,
        pairs: Sequence[tuple[Example, Draft]],
        states: NDArray[np.float16] | None = None,
    ) -> Self:
        """Learn from ``pairs``, and from the ``states`` [words, width] of their words, if they have any."""
        known = known_values(annotated(lesson))
        hints = _hints(lesson, known)
        choices: dict[Kind, list[Parts]] = {}
        texts: list[Text] = []
        taught: list[tuple[Spoken, list[Parts]]] = []
        for example, draft in pairs:
            texts.append(_text(draft, hints, example.intent, only_here(example, known)))
            taught.append(spoken(example, draft, lesson, choices))
        if not choices:
            return cls._without_kinds(bilou=options.BILOU_flag)
        from talkwright.nlu.crf_training import fit_crf
        from talkwright.nlu.token_net_training import TokenNetTraining

        tagging = Tagging(len(choices), bilou=options.BILOU_flag)
        columns, seen = number(texts, options.features or WINDOW, 2 if len(texts) > _MANY else 1)
        tags = [tag for told, _ in taught for tag in tagging.encode(told.spans, len(told.words))]
        lengths = np.array([len(text.words) for text in texts], dtype=np.intp)
        learner = None if states is None else TokenNetTraining(states, tagging.size)
        weights, steps = fit_crf(seen, np.array(tags, dtype=np.intp), lengths, tagging.allowed(), learner)
        roles = Roles.fit(list(choices.values()), taught)
        half = np.float16
        found = list(choices), columns, weights.astype(half), steps.astype(half), hints, roles
        return cls(*found, bilou=options.BILOU_flag, net=learner.net() if learner else None)

    @classmethod
    def _without_kinds(cls, *, bilou: bool) -> Self:
        columns = Columns((), np.zeros((0, 1), dtype=np.int32))
        weights, steps = np.zeros((0, 1), dtype=np.float16), np.zeros((1, 1), dtype=np.float16)
        return cls((), columns, weights, steps, Hints((), {}, ()), Roles((), (), ()), bilou=bilou)

    def process(self, draft: Draft) -> None:
        if not draft.words or not self._kinds:
            return
        intent = draft.ranking[0].name if draft.ranking else None
        likely = self._crf.likely(self._scores(draft, intent))
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
                        extractor=type(self).__name__,
                        confidence_entity=min(surely[first:beyond]),
                        role=role or msgspec.UNSET,
                        group=group or msgspec.UNSET,
                    )
                )

    def _scores(self, draft: Draft, intent: str | None) -> Floats:
        """What each word scores for each tag [words, tags]."""
        scores = self._scorer.score(_text(draft, self._hints, intent))
        if self._net is not None and draft.tokens is not None:
            states = draft.tokens()
            scores += self._net.score(states_of_words(states.vectors, states.spans, draft.spans))
        return scores

    def _found_by_others(self, draft: Draft, spans: Sequence[Span]) -> Iterator[Span]:
        """What only a list or a pattern found. It may have a role all the same, which it is given."""
        for entity in draft.entities:
            kind = self._with_roles.get(entity.entity)
            if kind is not None:
                first, beyond = words_of(draft, entity.start, entity.end)
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
        arrays |= {f"role{kind}": each for kind, each in enumerate(self._roles.weights)}
        return Saved(arrays | (self._net.layers._asdict() if self._net else {}), values)

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
            net=TokenNet(Layers(*(arrays[name] for name in Layers._fields))) if "project" in arrays else None,
        )


def _text(draft: Draft, hints: Hints, intent: str | None, unknown: frozenset[tuple[str, str]] = frozenset()) -> Text:
    """What is seen of a draft. ``unknown``: the values that nothing is known of but from here."""
    seen = of_places(draft.words, intent, draft.language)
    hints.see(draft, seen[1:-1], unknown)
    return Text([draft.text[start:end] for start, end in draft.spans], draft.words, seen)


def _hints(lesson: Lesson, known: Known) -> Hints:
    """From all lists and patterns, those of entities that nobody asks for too: they tell of the others."""
    lookups: dict[str, list[str]] = {}
    for lookup in lesson.data.lookups:
        for key in map(phrase, lookup.values):
            if key and lookup.name not in lookups.setdefault(key, []):
                lookups[key].append(lookup.name)
    patterns = [(regex.name, regex.pattern) for regex in lesson.data.regexes if _is_usable(regex.pattern)]
    return Hints(patterns, lookups, sorted(known))


def _is_usable(pattern: str) -> bool:
    """What is not is reported where patterns are used as they are."""
    try:
        return not may_not_end(pattern)
    except re.error:
        return False
