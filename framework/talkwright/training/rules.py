"""Rules as walks -> the book that ``RulePolicy`` looks them up in.

A rule of three actions comes to three entries: each says what follows the moments before it. Then every walk, of a rule
or a story, is walked through with the book in hand. Where the book says otherwise the two contradict each other; what
no story tells is marked, so that stories do not see it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from talkwright.conversation.features import UNSET
from talkwright.conversation.schema import Schema
from talkwright.conversation.trail import LISTEN, Step, Trail
from talkwright.dialogue.moments import Lens, Moment, active
from talkwright.dialogue.policies.prediction import View
from talkwright.dialogue.policies.rules import (
    DEFAULTS,
    Detour,
    Rule,
    RuleBook,
    RulePolicy,
    RuleSettings,
    default_source,
    loop_source,
)
from talkwright.training.lessons import Lesson, lessons, stepwise
from talkwright.training.walks import SNIPPET, Walk


class Conflict(msgspec.Struct, frozen=True):
    """``walk`` goes on with ``wanted`` after ``moments``, while ``others`` say that ``action`` comes then.

    ``moments`` are the shortest history that both share.
    """

    walk: Walk
    wanted: str
    action: str
    others: tuple[Walk, ...]
    moments: tuple[Moment, ...]


class Ruled(msgspec.Struct, frozen=True):
    """A book, the lens that stories look through when they know of it, and what in the walks contradicts it."""

    book: RuleBook
    lens: Lens
    conflicts: tuple[Conflict, ...] = ()


def rule(
    walks: Sequence[Walk], schema: Schema, lens: Lens, forms: Iterable[str], settings: RuleSettings, *, compare: bool
) -> Ruled:
    """The book of all rules among ``walks``. ``compare``: look for contradictions, and for what only rules know."""
    ruled = [lesson for walk in walks if walk.is_rule for lesson in lessons(walk, schema, lens)]
    told = [lesson for walk in walks if not walk.is_rule for lesson in lessons(walk, schema, lens)]
    entries = _entries(ruled)
    detours = tuple(dict.fromkeys(found for lesson in (*ruled, *told) for found in _detours(lesson)))
    book = RuleBook(tuple(entries.values()), detours, settings=settings)
    if not compare:
        return Ruled(book, lens)
    lens = _blind_to_rules(lens, ruled, told)
    return _Comparison(book, walks, schema, lens, forms).made()


# -- entries --------------------------------------------------------------------------------------------------------


def _entries(ruled: Iterable[Lesson]) -> dict[str, Rule]:
    """What the rules say, by the moments it rests on. Where they say different things of the same, nothing is said."""
    found: dict[str, Rule | None] = {}
    for lesson in ruled:
        seen = _since_snippet(lesson.moments)
        if not seen:
            continue
        id = _written(seen)
        known = found.setdefault(id, Rule(seen, lesson.action, len(id), id))
        if known is not None and known.action != lesson.action:
            found[id] = None
    return {id: each for id, each in found.items() if each is not None and each.action != SNIPPET}


def _since_snippet(seen: Sequence[Moment]) -> tuple[Moment, ...]:
    """The moments after the last that could have been anything."""
    last = max((index for index, moment in enumerate(seen) if moment.action == SNIPPET), default=-1)
    return tuple(seen[last + 1 :])


def _detours(lesson: Lesson) -> Iterator[Detour]:
    last = lesson.moments[-1]
    loop = active(last)
    seen = _since_snippet(_since_action(lesson.moments))
    if loop is None or not seen:
        return
    if last.action == LISTEN and lesson.action == loop:
        yield Detour(seen, returns=True)
    elif last.action != LISTEN and lesson.action != loop:
        yield Detour(seen, returns=False)


def _since_action(seen: Sequence[Moment]) -> tuple[Moment, ...]:
    """The last moment and the action before it, whatever was said then."""
    if len(seen) == 1 or seen[-2].action is None:
        return tuple(seen[-1:])
    return (Moment(seen[-2].action, seen[-2].is_text), seen[-1])


def _written(seen: Sequence[Moment]) -> str:
    """The moments as text. The longer it is, the more a rule asks for; that is how Rasa chooses between two."""
    return json.dumps([_plain(moment) for moment in seen], sort_keys=True)


def _plain(moment: Moment) -> dict[str, Any]:
    user = {"intent": moment.intent, "entities": list(moment.entities), "text": moment.text}
    plain = {
        "user": {name: value for name, value in user.items() if value},
        "slots": {name: value if isinstance(value, str) else list(value) for name, value in moment.slots},
        "prev_action": {"action_text" if moment.is_text else "action_name": moment.action} if moment.action else {},
        "active_loop": {"name": moment.loop} if moment.loop else {},
    }
    return {name: value for name, value in plain.items() if value}


def _blind_to_rules(lens: Lens, ruled: Iterable[Lesson], told: Iterable[Lesson]) -> Lens:
    """The lens without the slots and forms that no story names."""
    slots, loops = _named(ruled)
    told_slots, told_loops = _named(told)
    return replace(
        lens, rule_slots=tuple(sorted(slots - told_slots)), rule_loops=tuple(sorted(loops - told_loops - {UNSET}))
    )


def _named(found: Iterable[Lesson]) -> tuple[set[str], set[str]]:
    seen = [moment for lesson in found for moment in lesson.moments]
    return {name for each in seen for name, _ in each.slots}, {each.loop for each in seen if each.loop}


# -- comparison -----------------------------------------------------------------------------------------------------


_UNFORETOLD = "nothing after "


class _Comparison:
    """Walks every walk with the book in hand."""

    def __init__(self, book: RuleBook, walks: Sequence[Walk], schema: Schema, lens: Lens, forms: Iterable[str]) -> None:
        self._book = book
        self._policy = RulePolicy(book)
        self._walks = walks
        self._schema = schema
        self._lens = lens
        self._forms = tuple(forms)
        self._rests: dict[str, list[tuple[Walk, str]]] = defaultdict(list)  # source -> who rests on it, and says what

    def made(self) -> Ruled:
        for walk in self._walks:
            if walk.is_rule:
                self._collect(walk)
        told: set[str] = set()
        conflicts: list[Conflict] = []
        for walk in self._walks:
            conflicts += self._compare(walk, told)
        sources = {default_source(intent) for intent in DEFAULTS}
        sources |= {loop_source(form, listens=listens) for form in self._forms for listens in (True, False)}
        rules = tuple(replace(each, hidden=each.id in self._rests and each.id not in told) for each in self._book.rules)
        book = replace(self._book, rules=rules, hidden=tuple(sorted(sources - told)))
        return Ruled(book, self._lens, tuple(conflicts))

    def _collect(self, walk: Walk) -> None:
        """Who rests on what."""
        rules = {each.id for each in self._book.rules}
        for _, step, action, source in self._walked(walk):
            if source is not None:
                of_rules = source in rules or source.startswith(_UNFORETOLD)
                self._rests[source].append((walk, step.action or "" if of_rules else action or ""))

    def _compare(self, walk: Walk, told: set[str]) -> Iterator[Conflict]:
        for view, step, action, source in self._walked(walk):
            if action is None or source is None:
                continue
            if action == step.action:
                if not walk.is_rule:
                    told.add(source)
            elif not walk.is_rule and self._is_mere_end(source, action):
                self._drop(source)
            else:
                others = {(o.name, o.place): o for o, wanted in self._rests[source] if wanted != step.action}
                if others:
                    shared = self._shared(source, view)
                    yield Conflict(walk, step.action or "", action, tuple(others.values()), shared)

    def _shared(self, source: str, view: View) -> tuple[Moment, ...]:
        """The shortest history that leads to what both sides say: what the rule asks for, and nothing else."""
        rested = next((each.moments for each in self._book.rules if each.id == source), None)
        return rested if rested is not None else _since_snippet(view.seen)

    def _is_mere_end(self, source: str, action: str) -> bool:
        """Whether the rule that says to listen is only the end of a rule that another one goes on from."""
        if action != LISTEN or source.count('"prev_action"') > 1:
            return False
        return any(each.id.startswith(source[:-2]) and each.id != source for each in self._book.rules)

    def _drop(self, source: str) -> None:
        rules = tuple(each for each in self._book.rules if each.id != source)
        self._book = replace(self._book, rules=rules)
        self._policy = RulePolicy(self._book)

    def _walked(self, walk: Walk) -> Iterator[tuple[View, Step, str | None, str | None]]:
        """Each action of ``walk`` that something foretells, what was there before it, what the book says, and why."""
        skips, rejected = True, False
        for trail, step in stepwise(walk, self._schema):
            if step.action == SNIPPET or skips:
                skips = step.action == SNIPPET
                continue
            view = self._view(trail, rejected)
            action, source = self._foretold(view, walk)
            if view.loop and action == view.loop and step.action != view.loop:
                # A form always acts first; that something else comes here means that it did not want to.
                rejected = True
                view = self._view(trail, rejected)
                action, source = self._foretold(view, walk)
            if step.action == view.loop:
                rejected = False
            yield view, step, action, source

    def _foretold(self, view: View, walk: Walk) -> tuple[str | None, str | None]:
        """What comes next, and why. Where two rules say different things of the same, it is the fallback."""
        said = self._policy.predict(view)
        if said.source is not None:
            return max(said.scores, key=lambda action: said.scores[action]), said.source
        if walk.is_rule:
            return next(iter(said.scores), LISTEN), _UNFORETOLD + _written(_since_snippet(view.seen))
        return None, None

    def _view(self, trail: Trail, rejected: bool) -> View:
        heard = next((step.heard for step in reversed(trail.steps) if step.heard is not None), None)
        view = View(trail, self._lens)
        last = view.seen[-1]
        return View(trail, self._lens, active(last), rejected, last.action, heard.intent if heard else None)
