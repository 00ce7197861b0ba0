"""Talks nonsense with an assistant until something breaks, and says how little of it is needed.

Custom actions are made up: they set the slots that nobody else fills, fail now and then, or refuse. So nothing outside
is touched, and a conversation is nothing but its seed. What must always hold is in ``FAULTS``; a conversation that
breaks it is shortened to the messages that it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from zlib import crc32

import msgspec

from talkwright.actions.call import ActionCall, ActionResult
from talkwright.conversation import events as ev
from talkwright.conversation.content import BotMessage, UserMessage
from talkwright.conversation.event_json import decode, encode
from talkwright.conversation.events import Event
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.state import State, replay
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.errors import ActionError
from talkwright.evaluation.babble import Babble
from talkwright.flows.coerce import REFUSED, coerce
from talkwright.flows.stack import LISTENING
from talkwright.nlu.examples import TrainingData
from talkwright.runtime.perform import Performer
from talkwright.runtime.turn import Turns
from talkwright.training.load import Model

CHANNEL, SENDER = "fuzz", "fuzz"
_PAUSES_S = (1.0, 1.0, 1.0, 1.0, 1.0, 60.0, 7200.0)
_START = 1_700_000_000.0
MOST_EVENTS = 400  # of one turn


class Fault(msgspec.Struct, frozen=True):
    """Something that must not happen. ``messages`` is a shortest conversation found that leads to it."""

    what: str
    seed: int
    messages: tuple[str, ...]
    turns: int = 0


class Talked(msgspec.Struct, frozen=True):
    """A conversation: what was said to the assistant, and what went wrong with the last of it."""

    messages: tuple[str, ...]
    what: str | None = None
    flows: frozenset[str] = frozenset()


class _MadeUp:
    """Every custom action of the bot: what it does depends on its call alone."""

    def __init__(self, model: Model, babble: Babble, seed: int) -> None:
        self._seed = seed
        self._babble = babble
        self._names = frozenset(model.domain.actions) - model.domain.responses.keys() - model.domain.forms.keys()
        collected = model.program.collects
        self._slots = [slot for slot in model.domain.mappings if slot not in collected]

    def has(self, name: str) -> bool:
        return name in self._names

    async def run(self, call: ActionCall) -> ActionResult:
        random = _repeatable(crc32(f"{self._seed}/{call.key}/{call.name}".encode()))
        luck = random.random()
        if luck < 0.05:
            raise ActionError(call.name, "it was made to fail")
        if luck < 0.07:
            return ActionResult(rejected=True)
        some = random.sample(self._slots, min(len(self._slots), random.randint(0, 3)))
        return ActionResult(tuple(ev.SlotSet(name=name, value=self._babble.value(name)) for name in some))

    async def close(self) -> None:
        pass


def _repeatable(seed: int | str) -> Random:
    return Random(seed)  # noqa: S311 - it is to be repeatable, not secret


async def talk(model: Model, data: TrainingData, seed: int, turns: int, script: Sequence[str] = ()) -> Talked:
    """One conversation of ``turns`` messages, or of those in ``script``. It ends with the first fault."""
    babble = Babble(model, data, _repeatable(seed))
    now = _START
    store = MemoryStore()
    made_up = _MadeUp(model, Babble(model, data, _repeatable(seed)), seed)
    performer = Performer(model.domain.responses, model.program.conditions, made_up, store)
    assistant = Turns(model, performer, store, lambda: now)
    said: list[str] = []
    heard: tuple[BotMessage, ...] = ()
    flows: set[str] = set()
    log: list[Event] = []
    last = (len(script) or turns) - 1
    for number in range(last + 1):
        now += _repeatable(f"{seed}/{number}").choice(_PAUSES_S)
        text = script[number] if script else babble.say(heard)
        said.append(text)
        try:
            answer = await assistant.handle(UserMessage(SENDER, text, CHANNEL, str(number)))
        except Exception as fault:  # whatever it is, it is what we are looking for
            return Talked(tuple(said), f"{type(fault).__name__}: {fault}", frozenset(flows))
        stored = await store.load(ConversationKey(SENDER))
        assert stored is not None
        log.extend(answer.events)
        flows.update(event.flow_id for event in answer.events if isinstance(event, ev.FlowStarted))
        what = next((fault for rule in FAULTS for fault in rule(model, answer.events, stored.state)), None)
        if what is None and number == last:
            what = _forgetful(model, stored.state, log)
        if what is not None:
            return Talked(tuple(said), what, frozenset(flows))
        heard = answer.messages
    return Talked(tuple(said), None, frozenset(flows))


async def shorten(model: Model, data: TrainingData, seed: int, found: Talked) -> Fault:
    """The fault with every message left out that it does not take."""
    messages = list(found.messages)
    what, at = found.what or "", 0
    while at < len(messages) - 1:
        shorter = [*messages[:at], *messages[at + 1 :]]
        again = await talk(model, data, seed, 0, shorter)
        if again.what == what:
            messages = list(again.messages)
        else:
            at += 1
    return Fault(what, seed, tuple(messages), len(found.messages))


_Rule = Callable[[Model, tuple[Event, ...], State], Iterator[str]]


def _apologised(_: Model, events: tuple[Event, ...], __: State) -> Iterator[str]:
    """The assistant apologised though no action failed: a flow turned in circles."""
    failed = any(isinstance(event, ev.ActionFailed | ev.ActionExecutionRejected) for event in events)
    for event in events:
        if isinstance(event, ev.FlowStarted) and event.flow_id == "pattern_internal_error" and not failed:
            yield "a flow was broken off: it takes too many steps or actions for one message"


def _unknown(_: Model, events: tuple[Event, ...], __: State) -> Iterator[str]:
    for event in events:
        if isinstance(event, ev.ActionFailed) and event.reason == "there is no such action":
            yield f"a flow runs the action '{event.name}', which nobody has written"


def _speechless(model: Model, events: tuple[Event, ...], _: State) -> Iterator[str]:
    """A response without a variation that may be said."""
    for event, after in zip(events, (*events[1:], None), strict=True):
        is_response = isinstance(event, ev.ActionExecuted) and (event.name or "") in model.domain.responses
        if isinstance(event, ev.ActionExecuted) and is_response and not isinstance(after, ev.BotUttered):
            yield f"the response '{event.name}' has no variation that fits"


def _mute(model: Model, events: tuple[Event, ...], state: State) -> Iterator[str]:
    """A message that is answered with nothing at all, by nobody."""
    spoke = any(isinstance(event, ev.BotUttered) for event in events)
    acted = any(isinstance(e, ev.ActionExecuted) and e.name not in ("action_listen", None) for e in events)
    payload = (state.latest_message.text or "").lstrip().startswith("/")
    if not (spoke or acted or payload or state.paused):
        yield "a message was answered with silence"


def _misfilled(model: Model, events: tuple[Event, ...], state: State) -> Iterator[str]:
    """A slot that a flow asks for holds what is not of its type."""
    for name in model.program.collects:
        slot = model.program.schema.slots.get(name)
        if slot is not None and coerce(slot, state.slots.get(name)) is REFUSED:
            yield f"the slot '{name}' holds {state.slots[name]!r}, which is not of the type {slot.type}"


def _waiting_for_nobody(_: Model, __: tuple[Event, ...], state: State) -> Iterator[str]:
    top = state.stack[-1] if state.stack else None
    if top is not None and top.waits not in LISTENING:
        yield f"flow '{top.flow}' waits at its step '{top.step}' for {top.waits or 'nothing'}, and not for the user"


def _leaking(model: Model, events: tuple[Event, ...], state: State) -> Iterator[str]:
    """A flow ended in this turn, nothing goes on, and a slot that ends with it is filled all the same."""
    if state.stack:
        return
    first = model.program.schema.initial()
    ended = [event.flow_id for event in events if isinstance(event, ev.FlowCompleted | ev.FlowCancelled)]
    later = {event.name for event in events if isinstance(event, ev.SlotSet)}
    for flow in ended:
        routine = model.program.routines.get(flow)
        for name in routine.resets if routine else ():
            if name in later and state.slots.get(name) != first.get(name) and not _set_after(name, flow, events):
                yield f"the slot '{name}' outlives the flow '{flow}'"


def _set_after(name: str, flow: str, events: tuple[Event, ...]) -> bool:
    """Whether something set the slot to a value after ``flow`` had ended."""
    ends = [i for i, e in enumerate(events) if isinstance(e, ev.FlowCompleted | ev.FlowCancelled) and e.flow_id == flow]
    sets = [i for i, e in enumerate(events) if isinstance(e, ev.SlotSet) and e.name == name and e.value is not None]
    return bool(sets) and sets[-1] > ends[-1]


def _overlong(_: Model, events: tuple[Event, ...], __: State) -> Iterator[str]:
    if len(events) > MOST_EVENTS:
        yield f"one message gave more than {MOST_EVENTS} events"


def _forgetful(model: Model, state: State, log: Sequence[Event]) -> str | None:
    """What is stored is not what the log says, or the log does not survive being written."""
    if decode(encode(log)) != tuple(log):
        return "the log is not read back as it was written"
    return None if replay(model.program.schema, log) == state else "the state is not what the log says"


FAULTS: tuple[_Rule, ...] = (
    _apologised,
    _unknown,
    _speechless,
    _mute,
    _misfilled,
    _waiting_for_nobody,
    _leaking,
    _overlong,
)
