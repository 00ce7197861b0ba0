"""What the custom actions of a stored turn gave back, read from its events, and actions that give the same again.

The log says what happened, not who did it: what stands between an action and the next thing that only the engine does
is taken for the action's. A slot that a ``set_slots`` step set right after it may be among that; setting it twice
changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from talkwright.actions.builtin import BUILT_IN
from talkwright.actions.call import ActionCall, ActionResult, Said
from talkwright.conversation import events as ev
from talkwright.conversation.bot_message import message_of
from talkwright.conversation.content import BotMessage
from talkwright.conversation.events import Event
from talkwright.errors import ActionError
from talkwright.flows.stack_actions import STACK_ACTIONS
from talkwright.project.domain import Domain

_VALIDATES_ALL = "action_validate_slot_mappings"  # Rasa's name

# What only the engine and the runtime write: what an action did ends before it.
_ENDS = (
    ev.UserUttered,
    ev.ActionExecuted,
    ev.ActionExecutionRejected,
    ev.StackChanged,
    ev.FlowStarted,
    ev.FlowInterrupted,
    ev.FlowResumed,
    ev.FlowCompleted,
    ev.FlowCancelled,
)


class Run(msgspec.Struct, frozen=True):
    """One run of a custom action: what it said, then its other events; or that it failed or refused."""

    action: str
    messages: tuple[BotMessage, ...] = ()
    events: tuple[Event, ...] = ()
    failed: bool = False
    rejected: bool = False


def custom_actions(domain: Domain) -> frozenset[str]:
    """The actions that a bot runs its own code for, as its domain lists them."""
    return frozenset(domain.actions) - domain.responses.keys() - domain.forms.keys()


def runs_of(events: Sequence[Event], custom: frozenset[str]) -> tuple[Run, ...]:
    """The runs of custom actions in a turn, in order. An action that fills slots with every message leaves no trace."""
    runs: list[Run] = []
    for index, event in enumerate(events):
        if isinstance(event, ev.ActionExecutionRejected):
            runs.append(Run(event.name, rejected=True))
        elif isinstance(event, ev.ActionExecuted) and event.name and _is_custom(event.name, custom):
            runs.append(_run(event.name, events[index + 1 :]))
    return tuple(runs)


def _is_custom(name: str, custom: frozenset[str]) -> bool:
    return name not in STACK_ACTIONS and (name in custom or not (name in BUILT_IN or name.startswith("utter_")))


def _run(name: str, following: Sequence[Event]) -> Run:
    end = next((index for index, event in enumerate(following) if isinstance(event, _ENDS)), len(following))
    mine = following[:end]
    if any(isinstance(event, ev.ActionFailed) for event in mine):
        return Run(name, failed=True)
    spoken = next((index for index, event in enumerate(mine) if not isinstance(event, ev.BotUttered)), len(mine))
    messages = tuple(message_of(event) for event in mine[:spoken] if isinstance(event, ev.BotUttered))
    return Run(name, messages, tuple(mine[spoken:]))


class Recorded:
    """Actions that give back what was recorded, in the order it was. ``give`` says what for the turn that comes."""

    def __init__(self, domain: Domain) -> None:
        self._custom = custom_actions(domain)
        self._every_turn = _slots_of_actions(domain)
        self._waiting: list[Run] = []
        self._extracted: tuple[Event, ...] = ()
        self.unknown: list[str] = []

    def give(self, events: Sequence[Event]) -> None:
        """The turn that comes had these ``events`` then, from the user's message on. ``unknown`` begins anew."""
        self._waiting = list(runs_of(events, self._custom))
        self._extracted = tuple(_leading_slots(events))
        self.unknown = []

    def has(self, name: str) -> bool:
        return name in self._custom or any(run.action == name for run in self._waiting)

    async def run(self, call: ActionCall) -> ActionResult:
        run = next((each for each in self._waiting if each.action == call.name), None)
        if run is not None:
            self._waiting.remove(run)
            if run.failed:
                raise ActionError(call.name, "it failed then, too")
            return ActionResult(run.events, tuple(map(_as_said, run.messages)), run.rejected)
        slots = self._every_turn.get(call.name)
        if slots is None:
            self.unknown.append(call.name)
            return ActionResult()
        return ActionResult(tuple(e for e in self._extracted if isinstance(e, ev.SlotSet) and e.name in slots))

    async def close(self) -> None:
        """There is nothing to let go of."""


def _slots_of_actions(domain: Domain) -> dict[str, frozenset[str]]:
    """The slots that actions fill with every message."""
    found: dict[str, set[str]] = {_VALIDATES_ALL: set()}
    for slot, mappings in domain.mappings.items():
        for action in filter(None, (each.run_action_every_turn or each.action for each in mappings)):
            found.setdefault(action, set()).add(slot)
    return {action: frozenset(slots) for action, slots in found.items()}


def _leading_slots(events: Iterable[Event]) -> Iterable[Event]:
    for event in events:
        if not isinstance(event, ev.SlotSet):
            return
        yield event


def _as_said(message: BotMessage) -> Said:
    """A message as an action would give it. It is complete: nothing of it is looked up again."""
    return Said(
        text=message.text,
        image=message.image,
        buttons=message.buttons,
        quick_replies=message.quick_replies,
        attachment=message.attachment,
        elements=message.elements,
        custom=message.custom,
    )
