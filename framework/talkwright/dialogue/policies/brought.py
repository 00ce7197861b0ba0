"""A policy that a bot brings, among the others: loaded by its name, asked, and held to what it may say.

One that fails costs what it would have said, and no message.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import msgspec

from talkwright import log
from talkwright.dialogue.policies.own import MOMENTS, PRIORITY, OwnPolicy, Situation
from talkwright.dialogue.policies.prediction import Prediction, View
from talkwright.errors import AuthorError, Place, Problem, Problems
from talkwright.nlu.arrays import pack, unpack
from talkwright.nlu.component import NoOptions, Saved
from talkwright.own import Flaw, blamed, flaw_of, load_class

METHODS = ("fit", "predict", "save", "load")
"""What a class needs to be a policy."""

_OF_RASA = frozenset({"Policy", "RulePolicy", "MemoizationPolicy", "AugmentedMemoizationPolicy", "TEDPolicy"})
_HINT = "docs/components.md tells method by method how one of Rasa's becomes one of ours."
_DEFAULTS = {"Options": NoOptions, "max_history": MOMENTS, "priority": PRIORITY}


class Brought(msgspec.Struct, frozen=True, omit_defaults=True, tag="own"):
    """A policy as data: the ``name`` of its class, and what it saved. ``most``: how many moments it sees.

    ``actions`` are all that it may name. ``arrays`` are the bytes of an ``.npz``.
    """

    name: str
    actions: tuple[str, ...]
    most: int = MOMENTS
    priority: int = PRIORITY
    values: dict[str, Any] = {}
    arrays: bytes = b""

    @property
    def depth(self) -> int:
        """How many moments are looked at."""
        return self.most


class BroughtPolicy:
    """Asks the bot's own policy."""

    def __init__(self, brought: Brought, policy: OwnPolicy) -> None:
        self._brought = brought
        self._policy = policy
        self._actions = frozenset(brought.actions)

    @classmethod
    def load(cls, brought: Brought, root: Path) -> BroughtPolicy:
        """The policy of the bot at ``root``. Raises ``AuthorError`` when its class is not there, or fails."""
        kind = load_own(brought.name, root)
        try:
            policy = kind.load(Saved(unpack(brought.arrays) if brought.arrays else {}, brought.values))
        except Exception as fault:
            raise AuthorError([blame(fault, brought.name, root, "cannot be loaded")]) from fault
        return cls(brought, policy)

    def predict(self, view: View) -> Prediction:
        """What it says, as far as that are actions of the bot and confidences."""
        brought = self._brought
        try:
            said = self._policy.predict(Situation.of(view, brought.most)) or {}
            scores = {action: min(float(score), 1.0) for action, score in said.items() if score > 0}
        except Exception as fault:
            log.error("policy.failed", exception=fault, policy=brought.name)
            scores = {}
        if not self._actions.issuperset(scores):
            log.warning("policy.unknown_action", policy=brought.name, action=min(scores.keys() - self._actions))
            scores = {action: score for action, score in scores.items() if action in self._actions}
        return Prediction(brought.name, brought.priority, scores)


def keep(name: str, policy: OwnPolicy, actions: tuple[str, ...], most: int, priority: int) -> Brought:
    """A policy that was taught, as data."""
    saved = policy.save()
    arrays = pack(saved.arrays) if saved.arrays else b""
    return Brought(name, actions, most, priority, dict(saved.values), arrays)


def check_own(name: str, root: Path, place: Place, problems: Problems) -> bool:
    """Whether the policy ``name`` of the bot at ``root`` looks as if it could be used. It is not run."""
    flaw = flaw_of(name, root, METHODS, _OF_RASA)
    if flaw is None:
        return True
    if flaw.kind == "missing":
        message, hint = f"{flaw.says}; '{name}' is left out.", "Put it there, or take it out of the policies."
        problems.warning("config/unknown-policy", message, place, hint)
    elif flaw.kind == "rasa":
        problems.warning("config/rasa-policy", f"{flaw.says} and is left out.", flaw.place, _HINT)
    else:
        problems.error("config/broken-policy", flaw.says, flaw.place, "Mend the line.")
    return False


def load_own(name: str, root: Path) -> type[OwnPolicy]:
    """The class ``name`` of the bot at ``root``, imported. Raises ``AuthorError`` when it is no policy."""
    found = load_class(name, root, "policy", METHODS)
    if isinstance(found, Flaw):
        raise AuthorError([_problem(found)])
    for attribute, default in _DEFAULTS.items():
        if not hasattr(found, attribute):
            setattr(found, attribute, default)
    return cast("type[OwnPolicy]", found)


def blame(fault: Exception, name: str, root: Path, what: str) -> Problem:
    """The problem that the policy ``name`` of the bot at ``root`` raised ``fault``, at the line that is to blame."""
    return _problem(blamed(fault, name, root, f"The policy '{name}' {what}"))


def _problem(flaw: Flaw) -> Problem:
    mend = "Mend the line, or take the policy out of config.yml." if flaw.kind == "failed" else _HINT
    return Problem("config/broken-policy", flaw.says, flaw.place, flaw.hint or mend)
