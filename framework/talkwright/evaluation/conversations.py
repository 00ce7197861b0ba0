"""Talks a case through an assistant and says in words what came otherwise.

Each case is a conversation of its own in a store of its own, so cases cannot disturb each other and leave nothing. The
same case gives the same words: messages have fixed ids, and these seed every choice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from talkwright.actions.builtin import BUILT_IN, start_session
from talkwright.actions.call import ActionCall, ActionResult, Actions
from talkwright.actions.result import read_result
from talkwright.conversation import events as ev
from talkwright.conversation.content import UserMessage
from talkwright.conversation.events import Event
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.store import Turn
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.conversation.tracker import Tracker
from talkwright.dialogue.moments import UNLIKELY
from talkwright.errors import ActionError, TalkwrightError
from talkwright.evaluation.cases import Case, Exchange, Stub
from talkwright.evaluation.compare import Difference, compare, labels
from talkwright.evaluation.judge import Answered, Judge
from talkwright.evaluation.messages import Generated, messages_of, name_of
from talkwright.evaluation.transcript import Line, Told, tell
from talkwright.flows.flow import PATTERN
from talkwright.runtime.assemble import Assistant
from talkwright.training.load import Model

SENDER, CHANNEL = "test", "test"
_UNLIKELY = Line("action", UNLIKELY)


class Result(msgspec.Struct, frozen=True):
    """A case talked through. ``flows``: those that began in it; ``unjudged``: what only a judge could have said."""

    case: Case
    told: tuple[Told, ...]
    flows: frozenset[str] = frozenset()
    unjudged: tuple[Generated, ...] = ()

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Everything that came otherwise than expected."""
        return tuple(difference for each in self.told for difference in each.differences)

    @property
    def outcome(self) -> Literal["passed", "failed", "not judged"]:
        """Passed only when everything was looked at and came as expected."""
        return "failed" if self.differences else "not judged" if self.unjudged else "passed"

    @property
    def is_unlikely(self) -> bool:
        """Whether a message came that no story leads to expect."""
        return any(line == _UNLIKELY for each in self.told for line in each.lines)


async def talk_through(
    model: Model,
    actions: Actions,
    case: Case,
    judge: Judge | None = None,
    hear: Callable[[Sequence[Event]], None] = lambda events: None,
) -> Result:
    """Say what the user says in ``case`` and compare. ``hear`` gets the events of each turn.

    ``actions`` are not closed.
    """
    store = MemoryStore()
    if case.slots:
        await _set_slots(store, model, case.slots)
    assistant = Assistant(model, store, Stubbed(actions, _stubs(case, model)))
    told: list[Told] = []
    flows: set[str] = set()
    unjudged: list[Generated] = []
    for number, exchange in enumerate(case.exchanges, 1):
        message = UserMessage(SENDER, exchange.text, CHANNEL, f"{case.name}:{number}", exchange.metadata)
        try:
            events = (await assistant.handle(message)).events
        except TalkwrightError as fault:
            fell = Difference(exchange.place, exchange.text, "an answer", fault.message)
            told.append(Told(exchange.text, (), (fell,)))
            break
        hear(events)
        flows |= {event.flow_id for event in events if isinstance(event, ev.FlowStarted)}
        differences = compare(exchange, events, is_story=case.is_story)
        differences += await _judge(exchange, events, judge, unjudged)
        followed = tuple(labels(exchange, events, is_story=case.is_story))
        told.append(Told(exchange.text, tell(events), tuple(differences), followed))
    began = frozenset(flow for flow in flows if not flow.startswith(PATTERN))
    return Result(case, tuple(told), began, tuple(unjudged))


async def _set_slots(store: MemoryStore, model: Model, slots: dict[str, Any]) -> None:
    """Begin the conversation with a session in which ``slots`` are set."""
    schema = model.domain.schema
    tracker = Tracker(ConversationKey(SENDER), schema)
    tracker.record(*start_session(schema, tracker.state))
    tracker.record(*(ev.SlotSet(name=name, value=value) for name, value in slots.items()))
    await store.append(Turn(tracker.key, "fixtures", 0, tuple(tracker.new), tracker.state, 0.0))


async def _judge(
    exchange: Exchange, events: Sequence[Event], judge: Judge | None, unjudged: list[Generated]
) -> list[Difference]:
    """What a judge finds wrong. Without one, what it would have been asked goes to ``unjudged``."""
    differences = []
    for wanted in exchange.expected:
        if not isinstance(wanted, Generated):
            continue
        if judge is None:
            unjudged.append(wanted)
            continue
        said = [m for m in messages_of(events) if wanted.utter_name in (None, name_of(m))]
        answered = Answered(exchange.text, "\n".join(filter(None, (message.text for message in said))))
        score = await judge.score(wanted, answered)
        if score < wanted.threshold:
            differences.append(Difference(wanted.place, exchange.text, wanted.wanted(), f"the judge says {score:.2f}"))
    return differences


def _stubs(case: Case, model: Model) -> dict[str, tuple[Stub, ...]]:
    """The stubs of a case. A story names forms and responses among its actions; those are no custom actions."""
    if not case.is_story:
        return case.stubs
    known = model.domain.forms.keys() | model.domain.responses.keys() | BUILT_IN.keys()
    return {name: stubs for name, stubs in case.stubs.items() if name not in known}


class Stubbed:
    """Actions of which some are stubs: the first for the first run, and so on; the last stays."""

    def __init__(self, actions: Actions, stubs: Mapping[str, Sequence[Stub]]) -> None:
        self._actions = actions
        self._stubs = {name: list(reversed(each)) for name, each in stubs.items() if each}

    def has(self, name: str) -> bool:
        return name in self._stubs or self._actions.has(name)

    async def run(self, call: ActionCall) -> ActionResult:
        waiting = self._stubs.get(call.name)
        if waiting is None:
            return await self._actions.run(call)
        stub = waiting.pop() if len(waiting) > 1 else waiting[-1]
        if stub.failed is not None:
            raise ActionError(call.name, stub.failed)
        return ActionResult(rejected=True) if stub.rejected else read_result(call.name, stub.events, stub.responses)

    async def close(self) -> None:
        """The actions belong to whoever opened them."""
