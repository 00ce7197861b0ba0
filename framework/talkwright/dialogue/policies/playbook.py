"""A playbook: all that training made of a bot's rules and stories, as plain data that travels in the model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from talkwright.conversation.schema import Depth
from talkwright.dialogue.moments import Lens
from talkwright.dialogue.policies.brought import Brought, BroughtPolicy
from talkwright.dialogue.policies.learned import Learned, LearnedPolicy
from talkwright.dialogue.policies.memory import Memory, MemoryPolicy
from talkwright.dialogue.policies.prediction import Policy
from talkwright.dialogue.policies.rules import RuleBook, RulePolicy
from talkwright.dialogue.policies.unlikely import Expected, UnlikelyPolicy

_SPARE = 2  # steps more than policies look at: the first may be what is left of others
_LEAST = 12  # so many that a turn which is broken off can be told

Part = RuleBook | Memory | Learned | Expected | Brought
"""What training made for one policy."""


class Playbook(msgspec.Struct, frozen=True, omit_defaults=True):
    """The parts of a bot's policies, in the order of its configuration. ``texts``: what stories say word for word;
    among actions such a text stands for saying it.
    """

    lens: Lens
    parts: tuple[Part, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def depth(self) -> Depth:
        """How much of a conversation these policies look at.

        Turns that stories do not see may lie between those that they see, so that twice as many are kept.
        """
        rules = max((part.depth for part in self.parts if isinstance(part, RuleBook)), default=0)
        told = max((part.depth for part in self.parts if not isinstance(part, RuleBook)), default=0)
        return Depth(rules + _SPARE, max(rules + 2 * told + _SPARE, _LEAST))

    def policies(self, root: Path = Path()) -> tuple[Policy, ...]:
        """The policies, ready to predict. Raises ``AuthorError`` for one of the bot's own that is not at ``root``."""
        return tuple(
            BroughtPolicy.load(part, root) if isinstance(part, Brought) else _OF[type(part)](part)
            for part in self.parts
        )


_OF: dict[type, Callable[..., Policy]] = {
    RuleBook: RulePolicy,
    Memory: MemoryPolicy,
    Learned: LearnedPolicy,
    Expected: UnlikelyPolicy,
}
"""The policy that uses each kind of part."""
