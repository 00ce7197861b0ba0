"""What a policy is, and what it says: scores of actions, and what is to be recorded with the one that is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import msgspec

from talkwright.conversation.content import JSON
from talkwright.conversation.events import Event
from talkwright.conversation.state import State
from talkwright.conversation.trail import LISTEN, Step, Trail
from talkwright.conversation.utterance import Utterance
from talkwright.dialogue.moments import Lens, Moment, moments, told


@dataclass(frozen=True)
class View:
    """A conversation as policies see it. ``loop`` is the active form; ``rejected``: it did not want to act.

    ``action`` ran last, ``intent`` is that of the last message, with its confidence. ``slots`` and the ``message`` are
    for policies of a bot's own.
    """

    trail: Trail
    lens: Lens
    loop: str | None = None
    rejected: bool = False
    action: str | None = None
    intent: str | None = None
    confidence: float = 1.0
    slots: Mapping[str, JSON] = field(default_factory=dict)
    message: Utterance = field(default_factory=Utterance)

    @property
    def steps(self) -> Sequence[Step]:
        """What happened, oldest first."""
        return self.trail.steps

    @cached_property
    def seen(self) -> Sequence[Moment]:
        """All moments, as rules see them."""
        return moments(self.trail.steps, self.lens, self.lens.initial)

    @cached_property
    def told(self) -> Sequence[Moment]:
        """The moments that stories see."""
        return told(self.trail.steps, self.lens)


def view_of(state: State, lens: Lens) -> View:
    """The view on a conversation that stands at ``state``. One that was told to keep quiet listens all the same."""
    loop, message = state.active_loop, state.latest_message
    action = LISTEN if state.paused else state.latest_action or state.latest_action_text
    return View(
        trail=state.trail.shown if state.trail else Trail(whole=not state.session_started),
        lens=lens,
        loop=loop.name if loop else None,
        rejected=loop is not None and loop.rejected,
        action=action,
        intent=message.intent.name,
        confidence=message.intent.confidence,
        slots=state.slots,
        message=message,
    )


class Prediction(msgspec.Struct, frozen=True):
    """What a policy says. ``scores`` are confidences in 0..1 of actions that are possible; no score is 0.

    ``events`` are recorded before the action, whoever chose it. ``ignores_user``: the action would come whatever the
    user had said, which overrules everything else. ``by_text``: the words of the message decided, not its intent.
    ``hidden``: no story knows of this turn. ``source`` says what the prediction rests on.
    """

    policy: str
    priority: int
    scores: dict[str, float] = {}
    events: tuple[Event, ...] = ()
    ignores_user: bool = False
    by_text: bool = False
    hidden: bool = False
    source: str | None = None


class Policy(Protocol):
    """Predicts what comes next. Pure: the same view gives the same prediction."""

    def predict(self, view: View) -> Prediction:
        """The scores of the actions that may come next."""
