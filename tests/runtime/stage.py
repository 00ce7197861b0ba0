"""What tests of turns share: a clock that a test moves, actions that it makes up, and turns on a model of theirs."""

from __future__ import annotations

import inspect
from typing import Any

from talkwright.actions.call import ActionCall, ActionResult
from talkwright.conversation.content import UserMessage
from talkwright.conversation.store import Store
from talkwright.runtime.answer import Answer
from talkwright.runtime.perform import Performer
from talkwright.runtime.turn import Turns
from talkwright.training.load import Model


class Clock:
    """Time that a test moves."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class Scripted:
    """Custom actions that a test makes up: events, a result, an error to raise, or what makes one of them of a call."""

    def __init__(self, **actions: Any) -> None:
        self.actions = actions
        self.calls: list[ActionCall] = []

    def has(self, name: str) -> bool:
        return name in self.actions

    def ran(self) -> list[str]:
        """The names of the actions that ran, in order."""
        return [call.name for call in self.calls]

    async def run(self, call: ActionCall) -> ActionResult:
        self.calls.append(call)
        done = self.actions[call.name]
        if callable(done):
            done = done(call)
        if inspect.isawaitable(done):
            done = await done
        if isinstance(done, Exception):
            raise done
        return done if isinstance(done, ActionResult) else ActionResult(tuple(done))

    async def close(self) -> None:
        pass


def turns_of(model: Model, store: Store, actions: Scripted, clock: Clock) -> Turns:
    """Turns of one process on ``store``."""
    performer = Performer(model.domain.responses, model.program.conditions, actions, store)
    return Turns(model, performer, store, clock)


def said(sender: str, text: str, id: str | None = None) -> UserMessage:
    """A message on the channel ``test``."""
    return UserMessage(sender, text, "test", id)


def names(answer: Answer) -> list[str]:
    """The responses that were said."""
    return [message.metadata["utter_action"] for message in answer.messages]
