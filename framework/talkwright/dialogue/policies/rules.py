"""Rules: what always follows, whatever was said before.

In this order: the intents that mean the same in every bot, the active form, rules that name the user's very words, and
the longest rule that holds; when none does, the fallback. Compiled by ``training``; here they are only looked up. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import msgspec

from talkwright.conversation import events as ev
from talkwright.conversation.features import UNSET
from talkwright.conversation.trail import LISTEN
from talkwright.dialogue.moments import Moment, active, by_intent, by_text
from talkwright.dialogue.policies.prediction import Prediction, View

NAME, PRIORITY = "RulePolicy", 4

DEFAULTS = {"restart": "action_restart", "back": "action_back", "session_start": "action_session_start"}
"""The intents that have an action in every bot."""


class Rule(msgspec.Struct, frozen=True, omit_defaults=True):
    """When the last moments are like ``moments``, ``action`` follows. ``weight``: of several the heaviest counts.

    ``id`` names what the rule rests on; ``hidden``: no story tells of it.
    """

    moments: tuple[Moment, ...]
    action: str
    weight: int
    id: str
    hidden: bool = False


class Detour(msgspec.Struct, frozen=True, omit_defaults=True):
    """What stories and rules tell of leaving a form for a moment: when the last moments are like ``moments``, the form
    goes on without looking at the message (``returns``), or something else comes first.
    """

    moments: tuple[Moment, ...]
    returns: bool


class RuleSettings(msgspec.Struct, frozen=True, omit_defaults=True):
    """What ``config.yml`` says of rules."""

    fallback_threshold: float = 0.3
    fallback_action: str = "action_default_fallback"
    falls_back: bool = True
    nlu_confidence: bool = False


class RuleBook(msgspec.Struct, frozen=True, omit_defaults=True, tag="rules"):
    """All rules of a bot. ``hidden``: the sources besides rules that no story tells of."""

    rules: tuple[Rule, ...] = ()
    detours: tuple[Detour, ...] = ()
    hidden: tuple[str, ...] = ()
    settings: RuleSettings = RuleSettings()

    @property
    def depth(self) -> int:
        """How many moments the longest rule looks at."""
        seen = [*(rule.moments for rule in self.rules), *(detour.moments for detour in self.detours)]
        return max(map(len, seen), default=0)


class RulePolicy:
    """Looks rules up."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book

    @cached_property
    def _rules(self) -> Mapping[str | None, Sequence[Rule]]:
        """The rules by the action that ran before what they say."""
        found: dict[str | None, list[Rule]] = {}
        for rule in self._book.rules:
            found.setdefault(rule.moments[-1].action, []).append(rule)
        return found

    def predict(self, view: View) -> Prediction:
        """One action with a score of 1, and the fallback with its threshold."""
        seen = view.seen[-self._depth :]
        spoken = self._find(by_text(seen), view) if view.action == LISTEN and seen[-1].text else _NOTHING
        default = DEFAULTS.get(view.intent or "") if view.action == LISTEN else None
        if default and not spoken.action:
            return self._says(default, default_source(view.intent or ""), view)
        if view.loop is not None and not view.rejected and view.action is not None:
            listens = view.action == view.loop
            source = loop_source(view.loop, listens=listens)
            return self._says(LISTEN if listens else view.loop, source, view, ignores_user=True)
        if spoken.action:
            return self._says(spoken.action, spoken.source, view, returns=spoken.returns, is_text=True)
        found = self._find(by_intent(seen), view)
        returns = spoken.returns or found.returns
        if found.action:
            return self._says(found.action, found.source, view, returns=returns)
        return Prediction(NAME, PRIORITY, self._fallback, _interruption(returns))

    def _says(
        self,
        action: str,
        source: str | None,
        view: View,
        *,
        returns: bool = False,
        ignores_user: bool = False,
        is_text: bool = False,
    ) -> Prediction:
        score = view.confidence if self._book.settings.nlu_confidence else 1.0
        hidden = source in self._hidden
        return Prediction(
            NAME,
            PRIORITY,
            {**self._fallback, action: score},
            _interruption(returns),
            ignores_user=ignores_user,
            by_text=is_text,
            hidden=hidden,
            source=source,
        )

    @cached_property
    def _fallback(self) -> dict[str, float]:
        settings = self._book.settings
        return {settings.fallback_action: settings.fallback_threshold} if settings.falls_back else {}

    @cached_property
    def _depth(self) -> int:
        return self._book.depth + 1

    @cached_property
    def _hidden(self) -> frozenset[str]:
        return frozenset((*self._book.hidden, *(rule.id for rule in self._book.rules if rule.hidden)))

    def _find(self, seen: Sequence[Moment], view: View) -> _Found:
        best: Rule | None = None
        for rule in self._rules.get(seen[-1].action, ()):
            if (best is None or rule.weight > best.weight) and holds(rule.moments, seen):
                best = rule
        action, source = (best.action, best.id) if best else (None, None)
        if view.loop is None:
            return _Found(action, source)
        detours = {detour.returns for detour in self._book.detours if holds(detour.moments, seen)}
        if best is not None and action == LISTEN and active(best.moments[-1]) is None:
            # A rule that knows of no form ends; the form was only interrupted, unless a story says otherwise.
            if False not in detours:
                return _Found(view.loop, source)
            action = None
        return _Found(action, source, returns=True in detours)


class _Found(msgspec.Struct, frozen=True):
    """What the rules say. ``returns``: the form comes back after something else."""

    action: str | None = None
    source: str | None = None
    returns: bool = False


_NOTHING = _Found()


def _interruption(returns: bool) -> tuple[ev.LoopInterrupted, ...]:
    return (ev.LoopInterrupted(is_interrupted=True),) if returns else ()


def default_source(intent: str) -> str:
    """What a prediction for one of the intents of every bot rests on."""
    return f"intent {intent}"


def loop_source(loop: str, *, listens: bool) -> str:
    """What a prediction in an active form rests on."""
    return f"form {loop} listens" if listens else f"form {loop}"


def holds(wanted: Sequence[Moment], seen: Sequence[Moment]) -> bool:
    """Whether the last of the moments ``seen`` are as ``wanted``: everything that is wanted is there."""
    return all(map(_like, reversed(wanted), reversed(seen)))


def _like(wanted: Moment, seen: Moment) -> bool:
    if wanted.action is None or seen.action is None:
        return wanted.action is seen.action  # both are the beginning of a conversation, or only one is
    if wanted.action != seen.action or wanted.is_text != seen.is_text:
        return False
    if wanted.intent and wanted.intent != seen.intent:
        return False
    if wanted.entities and wanted.entities != seen.entities:
        return False
    if wanted.text and wanted.text != seen.text:
        return False
    if wanted.loop == UNSET:
        if seen.loop and seen.loop != UNSET:
            return False
    elif wanted.loop and wanted.loop != seen.loop:
        return False
    return not wanted.slots or _slots_like(wanted, seen)


def _slots_like(wanted: Moment, seen: Moment) -> bool:
    slots = dict(seen.slots)
    for name, value in wanted.slots:
        actual = slots.get(name)
        if value == UNSET:
            if actual is not None and actual != UNSET:
                return False
        elif actual != value:
            return False
    return True
