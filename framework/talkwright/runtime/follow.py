"""Follows rules and stories: predict, act, and again, until the assistant listens.

The policies say what comes next and know nothing of how it is done; actions, forms and slots are done here. The rule:
at most ten actions a message, or as many as an operator allows. What is broken off there listens when the next message
comes; Rasa does not, and never answers again.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile
from typing import Protocol

from msgspec.structs import replace

from talkwright import log
from talkwright.actions.builtin import SESSION_START
from talkwright.conversation import events as ev
from talkwright.conversation.events import Event
from talkwright.conversation.tracker import Tracker
from talkwright.conversation.trail import LISTEN
from talkwright.dialogue import two_stage
from talkwright.dialogue.actions import EXTRACT, knows
from talkwright.dialogue.decide import Decision, decide
from talkwright.dialogue.extraction import extract
from talkwright.dialogue.forms import fill_form
from talkwright.dialogue.play import Play, Returned
from talkwright.dialogue.policies.prediction import view_of
from talkwright.errors import RequestError
from talkwright.training.load import Model

MOST_PREDICTED = 10
VARIABLE = "MAX_NUMBER_OF_PREDICTIONS"
"""How many there may be, in Rasa's environment."""
FOLLOWUP = "followup_action"
_ENDS = (LISTEN, SESSION_START)  # what was before these is another turn's

Performed = tuple[tuple[Event, ...], bool]


class Stage(Protocol):
    """What a turn lets those do who act in it."""

    async def perform(self, action: str, tracker: Tracker) -> Performed:
        """The events of one action as ``tracker`` stands, and whether it did its work. Nothing is recorded."""

    async def record(self, *events: Event) -> None:
        """Add events to the turn."""


def most_predicted(environment: Mapping[str, str]) -> int:
    """How many actions a message may lead to. Raises ``RequestError`` for what is no number of them."""
    written = environment.get(VARIABLE) or str(MOST_PREDICTED)
    if not written.strip().isdecimal() or not int(written):
        message = f"{VARIABLE} is {written!r}, which is not a whole number from 1 on."
        raise RequestError(message, f"Its default is {MOST_PREDICTED}.")
    return int(written)


class Following:
    """One turn of a bot that has rules and stories. A message leads to ``most`` actions at most."""

    def __init__(self, model: Model, tracker: Tracker, stage: Stage, most: int = MOST_PREDICTED) -> None:
        self._model = model
        self._tracker = tracker
        self._stage = stage
        self._most = most

    async def open_session(self) -> None:
        """Begin a session."""
        await self.do(Decision(SESSION_START, confidence=1.0))

    async def listen(self) -> None:
        """Listen, when the last turn was broken off."""
        trail = self._tracker.state.trail
        steps = trail.steps if trail else ()
        ran = sum(1 for _ in takewhile(lambda step: step.action and step.action not in _ENDS, reversed(steps)))
        if ran and (ran >= self._most or ran == len(steps)):  # a trail knows only its last steps
            await self._stage.record(ev.ActionExecuted(name=LISTEN))

    async def extract(self) -> None:
        """Fill slots from the last message."""
        found = await self._played(extract(self._model.domain, self._tracker.state), self._tracker)
        await self._stage.record(*found.events)

    async def go_on(self) -> None:
        """Do what the policies say until the assistant listens, or has to keep quiet."""
        for _ in range(2 * self._most):
            if self._keeps_quiet:
                return
            if self._predicted >= self._most:
                log.warning("turn.exhausted", conversation=self._tracker.key.id)
                return
            decision = self._decide()
            if decision.by_text:
                await self.extract()
            if await self.do(decision) and decision.action in (LISTEN, SESSION_START):
                return
        await self._stage.record(ev.ActionExecuted(name=LISTEN))  # everything refuses to run

    @property
    def _keeps_quiet(self) -> bool:
        state = self._tracker.state
        return state.paused and state.latest_message.intent.name != "restart"

    @property
    def _predicted(self) -> int:
        """How many actions ran since the assistant listened, whether they count any more or not."""
        ran = (event for event in reversed(self._tracker.new) if isinstance(event, ev.ActionExecuted))
        return sum(1 for _ in takewhile(lambda event: event.name not in _ENDS, ran))

    def _decide(self) -> Decision:
        state, model = self._tracker.state, self._model
        last = self._tracker.new[-1] if self._tracker.new else None
        refused = last.name if isinstance(last, ev.ActionExecutionRejected) else None
        ordered = state.followup_action
        if ordered and ordered != refused:
            if knows(model.domain, ordered):
                return Decision(ordered, FOLLOWUP, 1.0)
            log.warning("followup.unknown", action=ordered)
        assert model.playbook is not None
        return decide(model.policies, view_of(state, model.playbook.lens), refused)

    async def do(self, decision: Decision) -> bool:
        """Act as decided and record it. Returns whether the action did not refuse."""
        name = decision.action
        ahead = self._tracker.ahead(*decision.events) if decision.events else self._tracker
        returned = await self._run(name, ahead)
        if returned.outcome == "refused":
            refusal = ev.ActionExecutionRejected(name=name, policy=decision.policy, confidence=decision.confidence)
            await self._stage.record(refusal)
            return False
        executed = ev.ActionExecuted(
            name=name,
            policy=decision.policy,
            confidence=decision.confidence,
            hide_rule_turn=decision.hidden,
        )
        if self._is_text(name):
            executed = replace(executed, name=None, action_text=name)
        if not any(isinstance(event, ev.ActionExecutionRejected) for event in returned.events):
            await self._stage.record(*decision.events, executed)
        await self._stage.record(*returned.events)
        if any(isinstance(event, ev.UserUttered) for event in returned.events):
            await self.extract()
        return True

    async def _run(self, name: str, tracker: Tracker) -> Returned:
        play = self._play_of(name, tracker)
        if play is not None:
            return await self._played(play, tracker)
        if self._is_text(name):
            return Returned((ev.BotUttered(text=name),))
        return returned_by(*await self._stage.perform(name, tracker))

    def _is_text(self, action: str) -> bool:
        """Whether ``action`` is no name but what is to be said."""
        texts = self._model.playbook.texts if self._model.playbook is not None else ()
        return action in texts or action in self._model.domain.e2e_actions

    def _play_of(self, name: str, tracker: Tracker) -> Play | None:
        """What takes several steps to do. A bot's own action of the same name comes first."""
        domain, state = self._model.domain, tracker.state
        if name in domain.actions:
            return None
        if name in domain.forms:
            return fill_form(domain.forms[name], domain, state)
        if name == two_stage.NAME:
            return two_stage.clarify(state)
        return extract(domain, state) if name == EXTRACT else None

    async def _played(self, play: Play, tracker: Tracker) -> Returned:
        """Let ``play`` come to its end, and run what it calls for."""
        try:
            call = next(play)
            while True:
                seen = tracker.ahead(*call.seen) if call.seen else tracker
                call = play.send(returned_by(*await self._stage.perform(call.action, seen)))
        except StopIteration as end:
            ended: Returned = end.value
            return ended


def returned_by(events: tuple[Event, ...], worked: bool) -> Returned:
    """What an action gave back, without the event that says it ran."""
    if worked:
        return Returned(events[1:])
    refused = any(isinstance(event, ev.ActionExecutionRejected) for event in events)
    return Returned((), "refused") if refused else Returned(events[1:], "failed")
