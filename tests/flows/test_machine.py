"""The engine against a small model of what a user may expect of it.

The model knows no frames, no steps, no effects: a flow is the list of slots that it asks for, a conversation is the
flows that are going on and the slots that are filled. Whatever is said, the engine has to stand where the model stands.
"""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from talkwright.conversation import events as ev
from talkwright.conversation.commands import (
    CancelFlow,
    CannotHandle,
    ChitChat,
    Command,
    SetSlot,
    SkipQuestion,
    StartFlow,
)
from talkwright.dialogue.understand import open_question
from talkwright.flows.stack import LISTENING

from .talk import Talk

# What each flow asks for, in order; what it calls is in its place. ``e2`` is always asked for, known or not.
ASKS = {"a": ["a1", "a2", "a3"], "b": ["b1", "c1", "c2", "b2"], "d": [], "e": ["e1", "e2"]}
ALWAYS_ASKED = "e2"
SLOTS = [slot for slots in ASKS.values() for slot in slots]
REFUSED = -1.0
FLOWS = {*ASKS, "c"}

BOT = (
    "slots:\n"
    + "".join(f"  {slot}: {{type: float, mappings: [{{type: from_llm}}]}}\n" for slot in SLOTS)
    + "responses:\n  utter_no: [{text: 'No.'}]\n  utter_d: [{text: 'D.'}]\n"
    + "".join(f"  utter_ask_{slot}: [{{text: '{slot}?'}}]\n" for slot in SLOTS)
    + "flows:\n"
)


def _collect(slot: str) -> str:
    always = ", ask_before_filling: true" if slot == ALWAYS_ASKED else ""
    return f"      - {{collect: {slot}{always}, rejections: [{{if: slots.{slot} < 0, utter: utter_no}}]}}\n"


def _flow(id: str, steps: str, guard: str = "") -> str:
    return f"  {id}:\n    description: A flow.\n{guard}    steps:\n{steps}"


BOT += (
    _flow("a", "".join(map(_collect, ASKS["a"])))
    + _flow("b", _collect("b1") + "      - call: c\n" + _collect("b2"))
    + _flow("c", _collect("c1") + _collect("c2"), "    if: false\n")
    + _flow("d", "      - action: utter_d\n")
    + _flow("e", "".join(map(_collect, ASKS["e"])))
)

values = st.integers(1, 3).map(float)


class Engine(RuleBasedStateMachine):
    """``going_on``: the flows of the model, the acting one last; ``known``: its slots."""

    def __init__(self) -> None:
        super().__init__()
        self.talk = Talk(BOT)
        self.going_on: list[str] = []
        self.known: dict[str, float] = {}
        self.offered = False  # whether the assistant asks if there is anything else

    # -- the model ----------------------------------------------------------------------------------------------------

    @property
    def question(self) -> str | None:
        """The slot that is asked for: the first without a value that can be taken."""
        if not self.going_on:
            return None
        asked = ASKS[self.going_on[-1]]
        return next((slot for slot in asked if self.known.get(slot, REFUSED) == REFUSED), None)

    def settle(self, *, asked: bool) -> None:
        """Let flows that have what they need end, and drop what is refused or asked for afresh."""
        while self.going_on:
            if self.question is not None:
                self.known.pop(self.question, None)
            if self.question == ALWAYS_ASKED or self.only_always_left():
                self.known.pop(ALWAYS_ASKED, None)
                return
            if self.question is not None:
                return
            self.end()
            if not self.going_on and asked:
                self.offered = True

    def only_always_left(self) -> bool:
        """Whether the flow stands before the question that is put whatever is known."""
        slots = ASKS[self.going_on[-1]]
        return ALWAYS_ASKED in slots and all(slot in self.known for slot in slots if slot != ALWAYS_ASKED)

    def end(self) -> None:
        for slot in ASKS[self.going_on.pop()]:
            self.known.pop(slot, None)

    def say(self, *commands: Command) -> None:
        before = len(self.talk.events)
        ran = self.talk.say(*commands)
        assert len(ran) < 20, "work is bounded"
        assert len(self.talk.events) - before < 80

    # -- what a user may do -------------------------------------------------------------------------------------------

    @rule(flow=st.sampled_from(list(ASKS)))
    def start(self, flow: str) -> None:
        self.say(StartFlow(flow))
        self.offered = False
        if flow in self.going_on:
            self.going_on.remove(flow)
        self.going_on.append(flow)
        if flow != "e" or not self.only_always_left():
            self.settle(asked=bool(ASKS[flow]) and self.question is not None)
        else:
            self.known.pop(ALWAYS_ASKED, None)

    @precondition(lambda self: self.question is not None)
    @rule(value=values)
    def answer(self, value: float) -> None:
        slot = self.question
        assert slot is not None
        self.say(SetSlot(slot, value))
        self.known[slot] = value
        if slot == ALWAYS_ASKED:
            self.end()
            self.offered = not self.going_on
        self.settle(asked=True)

    @precondition(lambda self: self.question is not None)
    @rule()
    def answer_badly(self) -> None:
        assert self.question is not None
        self.say(SetSlot(self.question, REFUSED))

    @precondition(lambda self: self.correctable())
    @rule(data=st.data(), value=values)
    def correct(self, data: st.DataObject, value: float) -> None:
        slot = data.draw(st.sampled_from(self.correctable()))
        self.say(SetSlot(slot, value))
        self.known[slot] = value
        self.settle(asked=True)

    @precondition(lambda self: self.correctable())
    @rule(data=st.data())
    def correct_badly(self, data: st.DataObject) -> None:
        slot = data.draw(st.sampled_from(self.correctable()))
        self.say(SetSlot(slot, REFUSED))
        self.known[slot] = REFUSED  # which is found out when its question comes
        self.settle(asked=True)

    @precondition(lambda self: self.correctable())
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        slot = data.draw(st.sampled_from(self.correctable()))
        self.say(SetSlot(slot, None))
        del self.known[slot]

    @rule(command=st.sampled_from([CannotHandle(), ChitChat(), SkipQuestion()]))
    def digress(self, command: Command) -> None:
        self.say(command)
        self.offered = False

    @rule()
    def cancel(self) -> None:
        self.say(CancelFlow())
        self.offered = False
        if self.going_on:
            self.end()
        self.settle(asked=True)

    @precondition(lambda self: self.offered)
    @rule(more=st.booleans())
    def take_the_offer(self, more: bool) -> None:
        self.say(SetSlot("more_help", more))
        self.offered = False

    def correctable(self) -> list[str]:
        """The slots that the user has filled in the flow they are in."""
        return [slot for slot in ASKS[self.going_on[-1]] if slot in self.known] if self.going_on else []

    # -- what must always be ------------------------------------------------------------------------------------------

    @invariant()
    def flows_stand_where_they_should(self) -> None:
        patterns = ["pattern_completed"] if self.offered else []
        assert [frame.flow for frame in self.talk.state.stack if frame.kind != "call"] == self.going_on + patterns

    @invariant()
    def the_right_question_is_open(self) -> None:
        step = open_question(self.talk.program, self.talk.state)
        assert (step.slot if step else None) == ("more_help" if self.offered else self.question)

    @invariant()
    def no_slot_leaks(self) -> None:
        assert self.talk.slots == self.known

    @invariant()
    def the_stack_is_sound(self) -> None:
        stack = self.talk.state.stack
        assert all(frame.waits in LISTENING for frame in stack[-1:])
        assert len({frame.id for frame in stack}) == len(stack)

    @invariant()
    def what_begins_ends_once(self) -> None:
        kinds = [type(event) for event in self.talk.events]
        ended = kinds.count(ev.FlowCompleted) + kinds.count(ev.FlowCancelled)
        assert kinds.count(ev.FlowStarted) - ended == len(self.talk.state.stack)

    @invariant()
    def edges_lead_to_where_flows_stand(self) -> None:
        at: dict[str, str] = {}
        for event in self.talk.events:
            for edge in event.edges if isinstance(event, ev.StackChanged) else ():
                assert edge.step in ("", at.get(edge.flow)) or edge.flow not in FLOWS
                at[edge.flow] = edge.to
        assert all(at[frame.flow] == frame.step for frame in self.talk.state.stack if frame.flow in FLOWS)

    def teardown(self) -> None:
        for _ in range(len(ASKS) + 1):
            self.talk.say(CancelFlow())
        assert self.talk.stack == []
        assert self.talk.slots == {}


TestEngine = Engine.TestCase
TestEngine.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
