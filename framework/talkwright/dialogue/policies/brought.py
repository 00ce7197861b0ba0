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
from talkwright.errors import AuthorError
from talkwright.nlu.arrays import pack, unpack
from talkwright.nlu.component import NoOptions, Saved
from talkwright.own import Kind

OWN_POLICY = Kind(
    "policy",
    "the policies",
    methods=("fit", "predict", "save", "load"),
    of_rasa=frozenset({"Policy", "RulePolicy", "MemoizationPolicy", "AugmentedMemoizationPolicy", "TEDPolicy"}),
    unknown="config/unknown-policy",
    rasa="config/rasa-policy",
    broken="config/broken-policy",
)
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
            raise AuthorError([OWN_POLICY.blame(fault, brought.name, root, "cannot be loaded")]) from fault
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


def load_own(name: str, root: Path) -> type[OwnPolicy]:
    """The class ``name`` of the bot at ``root``, imported. Raises ``AuthorError`` when it is no policy."""
    return cast("type[OwnPolicy]", OWN_POLICY.load(name, root, _DEFAULTS))
