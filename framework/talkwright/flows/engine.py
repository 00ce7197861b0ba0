"""``advance(program, state, stimulus) -> events + effect``: the whole meaning of a flow.

Pure and bounded: no clock, no random, no I/O, and at most ``MOST_STEPS`` steps a call. The engine asks for one effect
at a time, an action to run or to listen; the runtime performs it, folds what came of it into the state and calls again.
The dialogue stack is the only memory: the last frame acts, those below wait.

    commands --obey--> stack --walk--> Act (an action runs, then ``ActionEnded``) or Listen (the user is next)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from talkwright.conversation import events as ev
from talkwright.conversation.commands import Command
from talkwright.conversation.events import Edge, Event, Frame
from talkwright.conversation.state import State
from talkwright.flows.compile import FAILED
from talkwright.flows.obey import obey
from talkwright.flows.program import Program
from talkwright.flows.stack import LISTENING, Dialogue
from talkwright.flows.stack_actions import STACK_ACTIONS
from talkwright.flows.step import END, Ask, At, Call, Do, Go, Link, Move, Wait

MOST_STEPS = 1000
INTERNAL_ERROR = "pattern_internal_error"


class Understood(msgspec.Struct, frozen=True):
    """The user spoke, and this is what it asks for."""

    commands: tuple[Command, ...]


class ActionEnded(msgspec.Struct, frozen=True):
    """The action that was asked for has run; what it did is in the state already."""

    failed: bool = False


class Exhausted(msgspec.Struct, frozen=True):
    """The turn took more actions than it may: everything that goes on is broken off."""


class GoOn(msgspec.Struct, frozen=True):
    """Go on from where a ``Pause`` was made."""


Stimulus = Understood | ActionEnded | Exhausted | GoOn


class Act(msgspec.Struct, frozen=True):
    """Run the action ``name``. ``context`` is what the acting pattern knows, for the words it says."""

    name: str
    arguments: dict[str, Any] = {}
    context: dict[str, Any] = {}


class Listen(msgspec.Struct, frozen=True):
    """Nothing is left to do before the user speaks."""


class Pause(msgspec.Struct, frozen=True):
    """Somebody wants to look before the acting frame enters its step. ``GoOn`` enters it."""


Effect = Act | Listen | Pause
Stops = Callable[[Frame], bool]
"""Whether to pause before a frame enters its step. It is asked anew after ``GoOn``."""


class Outcome(msgspec.Struct, frozen=True):
    """What happened, in order, and what is to be done next. Events carry no time."""

    events: tuple[Event, ...]
    effect: Effect


def advance(program: Program, state: State, stimulus: Stimulus, stops: Stops | None = None) -> Outcome:
    """Take a conversation on from ``state`` until something outside has to happen, or ``stops`` wants a pause."""
    dialogue = Dialogue(program, state)
    if isinstance(stimulus, Understood):
        obey(dialogue, stimulus.commands)
    elif isinstance(stimulus, ActionEnded):
        _action_ended(dialogue, stimulus.failed)
    elif isinstance(stimulus, Exhausted):
        _abandon(dialogue, "too_many_actions")
    effect = _next_effect(dialogue, stops)
    return Outcome(dialogue.events(), effect)


def _next_effect(dialogue: Dialogue, stops: Stops | None) -> Effect:
    """Walk until an effect is needed. A cycle that never listens is left with an apology."""
    if dialogue.state.followup_action is not None:
        return Act(dialogue.state.followup_action)
    effect = _walk(dialogue, stops)
    if effect is None:
        _abandon(dialogue, "endless_flow")
        effect = _walk(dialogue, stops)
    return effect or Listen()


def _walk(dialogue: Dialogue, stops: Stops | None) -> Effect | None:
    for _ in range(MOST_STEPS):
        frame = dialogue.top
        if frame is None or frame.waits in LISTENING:
            return Listen()
        if frame.step == END:
            dialogue.finish()
        elif frame.waits == "done":
            _leave_step(dialogue)
        elif stops is not None and not frame.waits and stops(frame):
            return Pause()
        else:
            effect = _move(dialogue, frame, _enter(dialogue, frame))
            if effect is not None:
                return effect
    return None


def _enter(dialogue: Dialogue, frame: Frame) -> Move:
    stop = dialogue.stop(frame)
    at = At(
        slots=dialogue.slots,
        answered=frame.waits in ("heard", "validated"),
        validated=frame.waits == "validated",
        refused=stop.refuse(dialogue.slots, frame.context),
        question=stop.question,
        validator=stop.validator,
    )
    return stop.step.enter(at)


def _move(dialogue: Dialogue, frame: Frame, move: Move) -> Effect | None:
    if isinstance(move, (Go, Do, Ask)):
        for name, value in move.slots:
            dialogue.set_slot(name, value)
    if isinstance(move, Go):
        _leave_step(dialogue)
    elif isinstance(move, Do):
        rule = STACK_ACTIONS.get(move.action)
        if rule is None:
            dialogue.change(waits=move.then)
            return Act(move.action, move.arguments, frame.context)
        dialogue.record(ev.ActionExecuted(name=move.action))
        rule(dialogue)
        _leave_step(dialogue)
    elif isinstance(move, Ask):
        dialogue.change(waits="question", asked=True)
        return Act(move.action, {}, frame.context)
    elif isinstance(move, Wait):
        dialogue.change(waits="user", asked=True)
    elif isinstance(move, Call):
        dialogue.change(waits="call")
        if not dialogue.push(move.flow, "call"):
            _leave_step(dialogue)
    elif isinstance(move, Link):
        dialogue.finish(linked=move.flow)
    return None


def _leave_step(dialogue: Dialogue, extra: dict[str, Any] | None = None) -> None:
    frame = dialogue.frames[-1]
    context = {**frame.context, **extra} if extra else frame.context
    exit, to = dialogue.stop(frame).leave(dialogue.slots, context)
    dialogue.edges.append(Edge(frame.flow, frame.step, exit, to))
    if to == END:
        dialogue.finish()
    else:
        dialogue.change(step=to, waits="", passed=dialogue.passed(frame))


# -- what came of an action -----------------------------------------------------------------------------------------

# What a frame waits for after the action that it waited for has ended.
_AFTER = {"question": "answer", "retry": "", "validate": "validated"}


def _action_ended(dialogue: Dialogue, failed: bool) -> None:
    """The action that the acting frame waits for is over."""
    frame = dialogue.top
    if frame is None or dialogue.state.followup_action is not None:
        return
    if failed and not (frame.waits == "action" and dialogue.stop(frame).handles_failure):
        _break_off(dialogue, frame)
    elif frame.waits == "action":
        _leave_step(dialogue, {FAILED: True} if failed else {})
    elif frame.waits in _AFTER:
        dialogue.change(waits=_AFTER[frame.waits])


def _break_off(dialogue: Dialogue, failed: Frame) -> None:
    """An action failed and nobody branches on it: the flow ends and the assistant says so."""
    if failed.flow == INTERNAL_ERROR:
        dialogue.frames.pop()  # even the apology failed
        dialogue.resume()
        return
    if dialogue.is_pattern(failed):
        dialogue.end_top()  # the user's flow below has not failed
    else:
        dialogue.unwind()
    dialogue.push(INTERNAL_ERROR, "pattern", {"error_type": "action_failed", "info": failed.step})


def _abandon(dialogue: Dialogue, why: str) -> None:
    """Break off everything and say that something went wrong."""
    apologised = any(frame.flow == INTERNAL_ERROR for frame in dialogue.frames)
    while dialogue.frames:
        dialogue.end_top()
    if not apologised:
        dialogue.push(INTERNAL_ERROR, "pattern", {"error_type": why})
