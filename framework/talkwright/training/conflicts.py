"""Conflicts of rules and stories -> problems: what both say after the same history, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from talkwright.conversation.features import UNSET
from talkwright.conversation.trail import LISTEN
from talkwright.dialogue.moments import Moment
from talkwright.errors import Problems
from talkwright.training.rules import Conflict
from talkwright.training.walks import Walk

_MOST_SHOWN = 4  # moments of a history


def tell_conflicts(conflicts: Iterable[Conflict], problems: Problems) -> None:
    """Report each conflict once, with the shortest history that shows it."""
    shortest: dict[tuple[str, str, str], Conflict] = {}
    for each in conflicts:
        key = (each.walk.name, each.wanted, each.action)
        known = shortest.setdefault(key, each)
        if len(each.moments) < len(known.moments):
            shortest[key] = each
    for each in shortest.values():
        others = " and ".join(f"{_named(other)} ({other.place})" for other in each.others)
        message = (
            f"After {_history(each.moments)}, {_named(each.walk)} goes on with '{each.wanted}', "
            f"but {others} with '{each.action}'."
        )
        hint = "Rules always hold. Let both do the same, or add a condition, a slot or a step that tells them apart."
        problems.warning("story/contradiction", message, each.walk.place, hint)


def _named(walk: Walk) -> str:
    return f"the {'rule' if walk.is_rule else 'story'} '{walk.name}'"


def _history(seen: Sequence[Moment]) -> str:
    """A history in words."""
    shown = seen[-_MOST_SHOWN:]
    return ", ".join(filter(None, map(_words, shown))) + _known(shown[-1])


def _words(moment: Moment) -> str:
    if moment.action == LISTEN:
        return f"the message '{moment.text or moment.intent}'" if moment.text or moment.intent else ""
    return f"'{moment.action}'" if moment.action else "the beginning"


def _known(moment: Moment) -> str:
    """The slots and the form that are known at the end."""
    slots = [f"'{name}' is {'empty' if value == UNSET else 'set'}" for name, value in moment.slots]
    form = {None: [], UNSET: ["no form is active"]}.get(moment.loop, [f"the form '{moment.loop}' is active"])
    known = [*slots, *form]
    return f" when {' and '.join(known)}" if known else ""
