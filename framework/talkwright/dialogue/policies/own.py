"""What a policy of a bot's own is: it learns from stories, and says of a situation which action comes next.

    class Patience:
        @classmethod
        def fit(cls, lesson, options): ...      # learn
        def predict(self, situation): ...       # {"utter_sorry": 0.9}
        def save(self): ...
        @classmethod
        def load(cls, saved): ...

Everything it is given are plain values, and as many of the last moments as it asked for: what a turn costs does not
grow with the conversation. The suite that such a policy passes is ``talkwright.testing.policy_contract``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol, Self

import msgspec

from talkwright.conversation.content import JSON
from talkwright.conversation.utterance import Utterance
from talkwright.dialogue.moments import Moment
from talkwright.dialogue.policies.prediction import View
from talkwright.errors import Place, Problems
from talkwright.nlu.component import NoOptions, Saved

MOMENTS, PRIORITY = 5, 1
"""How many of the last moments are seen, and who is heard of several that are equally sure, where nobody says else."""


class Example(msgspec.Struct, frozen=True):
    """In the story or rule called ``name`` there came ``action`` after ``moments``, the oldest first."""

    moments: tuple[Moment, ...]
    action: str
    name: str = ""


class Lesson(msgspec.Struct, frozen=True):
    """What a policy is taught with. ``examples`` are every action of every story, ``rules`` those of rules.

    ``actions`` are all that it may ever name, ``slots`` those of the domain by name with their types. ``problems``
    takes what is wrong with the training data, ``place`` is where the configuration names the policy.
    """

    examples: tuple[Example, ...] = ()
    rules: tuple[Example, ...] = ()
    actions: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    slots: dict[str, str] = {}
    forms: tuple[str, ...] = ()
    problems: Problems = msgspec.field(default_factory=Problems)
    place: Place = Place("config.yml")


class Situation(msgspec.Struct, frozen=True):
    """Where a conversation stands. ``moments`` are the last ones, as in a ``Lesson``; the last is now.

    ``message`` is the user's last, ``slots`` are values. ``action`` ran last: after a message it is ``action_listen``.
    ``form`` is the active one, and ``refused`` says that it did not want to act.
    """

    moments: tuple[Moment, ...] = ()
    message: Utterance = Utterance()
    slots: Mapping[str, JSON] = {}
    action: str | None = None
    form: str | None = None
    refused: bool = False

    @classmethod
    def of(cls, view: View, most: int) -> Self:
        """What is seen of ``view`` by who looks at ``most`` moments."""
        return cls(tuple(view.told[-most:]), view.message, view.slots, view.action, view.loop, view.rejected)


class OwnPolicy(Protocol):
    """A policy that a bot brings. Nothing of it but the methods has to be there.

    ``Options`` is a frozen struct with a default for everything. ``max_history`` is how many moments it sees, and
    ``priority`` who is heard of several that are equally sure; both may be set in the configuration, too.
    """

    Options: ClassVar[type[msgspec.Struct]] = NoOptions
    max_history: ClassVar[int] = MOMENTS
    priority: ClassVar[int] = PRIORITY

    @classmethod
    def fit(cls, lesson: Lesson, options: Any) -> Self:
        """Learn. The same lesson gives the same policy; a poor lesson gives problems, not errors."""

    def predict(self, situation: Situation) -> Mapping[str, float] | None:
        """How sure it is of each action, 0..1; nothing where it has nothing to say. Quick, bounded, no I/O."""

    def save(self) -> Saved:
        """Everything that ``load`` needs."""

    @classmethod
    def load(cls, saved: Saved) -> Self:
        """What ``save`` gave, saying of every situation what it said before."""
