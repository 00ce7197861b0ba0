"""Talks a case through an assistant and says in words what came otherwise.

Each case is a conversation of its own in a store of its own, so cases cannot disturb each other and leave nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import msgspec

from talkwright.actions.builtin import start_session
from talkwright.actions.call import ActionCall, ActionResult, Actions
from talkwright.actions.result import read_result
from talkwright.conversation import events as ev
from talkwright.conversation.content import BotMessage, UserMessage
from talkwright.conversation.events import Event
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.store import Turn
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.conversation.tracker import Tracker
from talkwright.errors import Place, TalkwrightError
from talkwright.evaluation.cases import Case, Exchange, Stub
from talkwright.runtime.assemble import Assistant
from talkwright.training.load import Model

SENDER, CHANNEL = "test", "test"


class Difference(msgspec.Struct, frozen=True):
    """One thing that came otherwise than expected, after the user said ``words``."""

    place: Place
    words: str
    expected: str
    came: str


class Result(msgspec.Struct, frozen=True):
    """A case talked through. ``flows``: those that began in it."""

    case: Case
    differences: tuple[Difference, ...]
    flows: frozenset[str] = frozenset()

    @property
    def passed(self) -> bool:
        """Whether everything came as expected."""
        return not self.differences


async def talk_through(model: Model, actions: Actions, case: Case) -> Result:
    """Say what the user says in ``case`` and compare. ``actions`` are not closed."""
    store = MemoryStore()
    if case.slots:
        await _set_slots(store, model, case.slots)
    assistant = Assistant(model, store, Stubbed(actions, case.stubs))
    differences: list[Difference] = []
    flows: set[str] = set()
    for exchange in case.exchanges:
        try:
            answer = await assistant.handle(UserMessage(SENDER, exchange.text, CHANNEL, metadata=exchange.metadata))
        except TalkwrightError as fault:
            differences.append(Difference(exchange.place, exchange.text, "an answer", fault.message))
            break
        flows |= {event.flow_id for event in answer.events if isinstance(event, ev.FlowStarted)}
        differences.extend(compare(exchange, answer.events))
    return Result(case, tuple(differences), frozenset(flows))


async def _set_slots(store: MemoryStore, model: Model, slots: dict[str, Any]) -> None:
    """Begin the conversation with a session in which ``slots`` are set."""
    schema = model.domain.schema
    tracker = Tracker(ConversationKey(SENDER), schema)
    tracker.record(*start_session(schema, tracker.state))
    tracker.record(*(ev.SlotSet(name=name, value=value) for name, value in slots.items()))
    await store.append(Turn(tracker.key, "fixtures", 0, tuple(tracker.new), tracker.state, 0.0))


def compare(exchange: Exchange, events: tuple[Event, ...]) -> list[Difference]:
    """What in the ``events`` of a turn is otherwise than ``exchange`` expects. Pure."""
    messages = [ev.message_of(event) for event in events if isinstance(event, ev.BotUttered)]
    differences = []
    waiting = list(messages)
    for each in exchange.expected:
        if exchange.complete and each.kind in ("utter", "bot"):
            came = waiting.pop(0) if waiting else None
            same = came is not None and (_name(came) if each.kind == "utter" else came.text) == each.value
            if not same:
                shown = f"{each.kind} {each.value!r}"
                differences.append(Difference(each.place, exchange.text, shown, _shown(came)))
            continue
        found = _CHECKS[each.kind](each.value, events, messages)
        if found is not None:
            expected = f"{each.kind} {_brief(each.value)}"
            differences.append(Difference(each.place, exchange.text, expected, found))
    if exchange.complete and any(each.kind in ("utter", "bot") for each in exchange.expected):
        differences.extend(Difference(exchange.place, exchange.text, "nothing more", _shown(m)) for m in waiting)
    return differences


class Stubbed:
    """Actions of which some are stubs."""

    def __init__(self, actions: Actions, stubs: dict[str, Stub]) -> None:
        self._actions = actions
        self._stubs = stubs

    def has(self, name: str) -> bool:
        return name in self._stubs or self._actions.has(name)

    async def run(self, call: ActionCall) -> ActionResult:
        stub = self._stubs.get(call.name)
        if stub is None:
            return await self._actions.run(call)
        return read_result(call.name, stub.events, stub.responses)

    async def close(self) -> None:
        """The actions belong to whoever opened them."""


def _name(message: BotMessage) -> str:
    return str(message.metadata.get("utter_action", ""))


def _shown(message: BotMessage | None) -> str:
    if message is None:
        return "nothing"
    name = _name(message)
    return f"{name}: {message.text!r}" if name else repr(message.text)


def _brief(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _slots_set(wanted: Any, events: tuple[Event, ...], _: list[BotMessage]) -> str | None:
    were = [(event.name, event.value) for event in events if isinstance(event, ev.SlotSet)]
    for name, value in _named_slots(wanted):
        if value is _ANY:
            met = any(each == name and given is not None for each, given in were)
        else:
            met = any(each == name and _alike(given, value) for each, given in were)
        if not met:
            return f"set were {', '.join(f'{each}={given!r}' for each, given in were) or 'no slots'}"
    return None


def _slots_not_set(wanted: Any, events: tuple[Event, ...], messages: list[BotMessage]) -> str | None:
    for each in wanted if isinstance(wanted, list) else [wanted]:
        if _slots_set([each], events, messages) is None:
            return "it was set"
    return None


_ANY = object()


def _named_slots(wanted: Any) -> list[tuple[str, Any]]:
    """``- slot``, ``- slot: value`` and ``- name: slot, value: x`` as pairs."""
    pairs: list[tuple[str, Any]] = []
    for each in wanted if isinstance(wanted, list) else [wanted]:
        if not isinstance(each, dict):
            pairs.append((str(each), _ANY))
        elif "name" in each:
            pairs.append((str(each["name"]), each.get("value", _ANY)))
        else:
            pairs.extend(each.items())
    return pairs


def _alike(given: Any, wanted: Any) -> bool:
    return bool(given == wanted) or (given is not None and str(given).lower() == str(wanted).lower())


def _flow(kind: type[Event]) -> Callable[[Any, tuple[Event, ...], list[BotMessage]], str | None]:
    def check(wanted: Any, events: tuple[Event, ...], _: list[BotMessage]) -> str | None:
        were = [(event.flow_id, getattr(event, "step_id", None)) for event in events if isinstance(event, kind)]  # type: ignore[union-attr]
        ids = [flow for flow, _ in were]
        if isinstance(wanted, dict) and "flow_ids" in wanted:
            met = (any if wanted.get("operator") == "any" else all)(flow in ids for flow in wanted["flow_ids"])
        elif isinstance(wanted, dict):
            step = wanted.get("flow_step_id")
            met = any(flow == wanted.get("flow_id") and step in (None, at) for flow, at in were)
        else:
            met = wanted in ids
        return None if met else f"there were {', '.join(ids) or 'none'}"

    return check


def _executed(wanted: Any, events: tuple[Event, ...], _: list[BotMessage]) -> str | None:
    ran = [event.name for event in events if isinstance(event, ev.ActionExecuted)]
    return None if wanted in ran else f"ran were {', '.join(filter(None, ran))}"


def _uttered(wanted: Any, _: tuple[Event, ...], messages: list[BotMessage]) -> str | None:
    if any(_is(wanted, message) for message in messages):
        return None
    return "said was " + ("; ".join(map(_shown, messages)) or "nothing")


def _not_uttered(wanted: Any, _: tuple[Event, ...], messages: list[BotMessage]) -> str | None:
    return next((f"said was {_shown(message)}" for message in messages if _is(wanted, message)), None)


def _is(wanted: Any, message: BotMessage) -> bool:
    """Whether a message is the one that ``bot_uttered`` describes: by name, by text, by buttons in order."""
    described = wanted if isinstance(wanted, dict) else {"utter_name": wanted}
    name, text, buttons = described.get("utter_name"), described.get("text_matches"), described.get("buttons")
    if name is not None and name != _name(message):
        return False
    if text is not None and not re.search(str(text), message.text or ""):
        return False
    if buttons is None:
        return True
    pairs = zip(buttons, message.buttons, strict=False)
    return len(buttons) == len(message.buttons) and all(
        str(value) == getattr(shown, key, None) for wanted, shown in pairs for key, value in wanted.items()
    )


_CHECKS: dict[str, Callable[[Any, tuple[Event, ...], list[BotMessage]], str | None]] = {
    "slot_was_set": _slots_set,
    "slot_was_not_set": _slots_not_set,
    "flow_started": _flow(ev.FlowStarted),
    "flow_completed": _flow(ev.FlowCompleted),
    "flow_cancelled": _flow(ev.FlowCancelled),
    "action_executed": _executed,
    "bot_uttered": _uttered,
    "bot_did_not_utter": _not_uttered,
}
