"""Traffic: counted event by event, and the same as when it is counted in the simplest way that takes any time."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace
from tests.flows.talk import Talk

from talkwright.actions.builtin import start_session
from talkwright.builder.talks.count import Counting
from talkwright.builder.talks.traffic import (
    MOST_TEXTS,
    AnswerTraffic,
    EdgeTraffic,
    FlowTraffic,
    Span,
    StepTraffic,
    Tally,
)
from talkwright.conversation import events as ev
from talkwright.conversation.commands import CancelFlow, CannotHandle, ChitChat, Command, SetSlot, StartFlow
from talkwright.conversation.content import UserMessage
from talkwright.conversation.events import Edge, Event, Frame
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.dialogue.understand import open_question
from talkwright.flows.program import Program, Stop
from talkwright.runtime.assemble import Assistant

from .rehearsing import Desk

SLOTS = ("a1", "a2", "b1", "b2", "c1")
BOT = (
    "slots:\n"
    + "".join(f"  {slot}: {{type: float, mappings: [{{type: from_llm}}]}}\n" for slot in SLOTS)
    + "  mark: {type: float, mappings: [{type: custom}]}\n"
    + "responses:\n  utter_done: [{text: Done.}]\n"
    + "".join(f"  utter_ask_{slot}: [{{text: '{slot}?'}}]\n  utter_no_{slot}: [{{text: No.}}]\n" for slot in SLOTS)
    + "flows:\n"
)
FLOWS = ("a", "b", "c")


def _collect(slot: str, next: str) -> str:
    refused = f"[{{if: slots.{slot} < 0, utter: utter_no_{slot}}}]"
    return f"      - {{id: {slot}, collect: {slot}, rejections: {refused}, next: {next}}}\n"


BOT += (
    "  a:\n    description: Loops and branches.\n    steps:\n"
    + _collect("a1", "sort")
    + """
      - id: sort
        noop: true
        next:
          - {if: slots.a1 > 2, then: twice}
          - {else: a2}
      - {id: twice, set_slots: [{a1: 1.0}], next: sort}
"""
    + _collect("a2", "done")
    + "      - {id: done, action: utter_done, next: END}\n"
    + "  b:\n    description: Calls.\n    steps:\n"
    + _collect("b1", "call")
    + "      - {id: call, call: c, next: b2}\n"
    + _collect("b2", "END")
    + "  c:\n    description: Is called, and by itself.\n    steps:\n"
    + _collect("c1", "END")
)


@dataclasses.dataclass(frozen=True, slots=True)
class Watched(Stop):
    """A step that notes by which exit it is left. The flow is known by the step's name."""

    left: list[tuple[str, int | None, str]] = dataclasses.field(default_factory=list)

    def leave(self, slots: Mapping[str, Any], context: Mapping[str, Any]) -> tuple[int | None, str]:
        number, to = Stop.leave(self, slots, context)
        self.left.append((self.step.id, number, to))
        return number, to


def watched(program: Program, left: list[tuple[str, int | None, str]]) -> Program:
    routines = dict(program.routines)
    for id in FLOWS:
        stops = {
            name: Watched(**{field.name: getattr(stop, field.name) for field in dataclasses.fields(Stop)}, left=left)
            for name, stop in routines[id].stops.items()
        }
        routines[id] = dataclasses.replace(routines[id], stops=stops)
    return dataclasses.replace(program, routines=routines)


def commands(talk: Talk, random: Random) -> tuple[Command, ...]:
    """What somebody may want: mostly to answer."""
    question = open_question(talk.program, talk.state)
    value = float(random.choice((-1, 1, 2, 3)))
    if question is not None and random.random() < 0.6:
        return (SetSlot(question.slot, value if question.slot in SLOTS else True),)
    return random.choice(
        (
            (StartFlow(random.choice(FLOWS)),),
            (StartFlow(random.choice(FLOWS)), StartFlow(random.choice(FLOWS))),
            (CancelFlow(),),
            (CancelFlow(), StartFlow(random.choice(FLOWS))),
            (CannotHandle(),),
            (ChitChat(),),
            (SetSlot(random.choice(SLOTS), value),),  # in passing, or a correction
        )
    )


class Had(list[Event]):
    """The events of a conversation, and by which exits steps were left, each with its time."""

    def __init__(self, talk: Talk, random: Random) -> None:
        super().__init__()
        self.left: list[tuple[float, tuple[str, int | None, str]]] = []
        left: list[tuple[str, int | None, str]] = []
        program, talk.program = talk.program, watched(talk.program, left)
        talk.begin_anew()
        at = random.random() * 1000
        for _ in range(random.randint(1, 9)):
            at += random.random() * 100
            begin = len(talk.events)
            if random.random() < 0.1:
                talk.record(start_session(talk.domain.schema, talk.state))
            talk.record([ev.UserUttered(text=random.choice("xyz"))])
            talk.say(*commands(talk, random))
            self.extend(replace(event, timestamp=at) for event in talk.events[begin:])
            self.left += [(at, each) for each in left]
            left.clear()
        talk.program = program


Brute = tuple[Counter[Any], Counter[Any], Counter[Any], Counter[Any]]


def brute(conversations: Sequence[Had], span: Span) -> Brute:
    """Ways by flow and exit, ways by session, dropped questions and refused answers: by looking at everything."""
    ways: Counter[Any] = Counter()
    sessions: set[Any] = set()
    dropped: Counter[Any] = Counter()
    refused: Counter[Any] = Counter()
    flow_of = {
        "a1": "a",
        "sort": "a",
        "twice": "a",
        "a2": "a",
        "done": "a",
        "b1": "b",
        "call": "b",
        "b2": "b",
        "c1": "c",
    }
    for number, had in enumerate(conversations):
        for at, (step, exit, to) in had.left:
            ways[flow_of[step], step, exit, to] += span.begin <= at < span.end
        session, at, text = 0, had[0].timestamp, ""
        told = []  # session, time of the message, words, event
        for event in had:
            if isinstance(event, ev.UserUttered):
                at, text = event.timestamp, event.text or ""
            session += isinstance(event, ev.SessionStarted)
            told.append((session, at, text, event))
        for session, at, text, event in told:
            if not span.begin <= at < span.end:
                continue
            if isinstance(event, ev.FlowStarted) and event.flow_id in FLOWS:
                ways[event.flow_id, "", None, {"a": "a1", "b": "b1", "c": "c1"}[event.flow_id]] += 1
            if isinstance(event, ev.ActionExecuted) and (event.name or "").startswith("utter_no_"):
                slot = (event.name or "").removeprefix("utter_no_")
                refused[flow_of[slot], slot, text] += 1
            if isinstance(event, ev.StackChanged):
                sessions |= {(number, session, edge) for edge in event.edges}
        marks = [i for i, each in enumerate(told) if isinstance(each[3], (ev.StackChanged, ev.SessionStarted))]
        for first, second in pairwise([*marks, len(told)]):
            before, after = told[first][3], told[second][3] if second < len(told) else None
            frames = before.frames if isinstance(before, ev.StackChanged) else ()
            asked = [frame for frame in frames if frame.waits in ("question", "answer", "retry")]
            if isinstance(after, ev.SessionStarted) or (
                after is None and span.now - had[-1].timestamp >= span.silent_s
            ):
                lost = asked
            else:
                gone = [(e.flow_id, e.step_id) for *_, e in told[first:second] if isinstance(e, ev.FlowCancelled)]
                edges = after.edges if isinstance(after, ev.StackChanged) else ()
                corrected = any(edge.exit is None and edge.step and edge.to != "END" for edge in edges)
                lost = [frame for frame in broken_off(asked, gone) if not (corrected and frame.kind == "call")]
            when = told[second - 1 if not isinstance(after, ev.StackChanged) else second][1]
            if span.begin <= when < span.end:
                dropped.update((frame.flow, frame.step) for frame in lost)
    return ways, Counter(edge for *_, edge in sessions), dropped, refused


def broken_off(asked: Sequence[Frame], gone: list[tuple[str, str | None]]) -> list[Frame]:
    """Those of ``asked`` that are among ``gone``; of two that look the same the upper one."""
    found = []
    for frame in reversed(asked):
        if (frame.flow, frame.step) in gone:
            gone.remove((frame.flow, frame.step))
            found.append(frame)
    return found


@pytest.mark.parametrize("seed", range(2))
def test_counting_event_by_event_is_counting_by_looking_at_everything(seed: int) -> None:
    random, talk = Random(seed), Talk(BOT)
    conversations = [Had(talk, random) for _ in range(1000)]
    spans = [Span(5000.0), Span(1200.0, 300.0, 900.0, 300.0)]
    for span in spans:
        tally = Tally(span)
        for each in conversations:
            tally.take(each)
        ways, sessions, dropped, refused = brute(conversations, span)
        for flow in FLOWS:
            found = tally.of(flow)
            by_exit = {(flow, e.step, e.exit, e.to): e.count for e in found.edges if not is_back(e)}
            assert by_exit == {key: n for key, n in ways.items() if key[0] == flow and n}
            assert {Edge(flow, e.step, e.exit, e.to): e.sessions for e in found.edges} == {
                edge: n for edge, n in sessions.items() if edge.flow == flow
            }
            assert {step.id: step.dropped for step in found.steps if step.dropped} == {
                step: n for (of, step), n in dropped.items() if of == flow and n
            }
            for step in found.steps:
                answers = {text: n for (of, id, text), n in refused.items() if (of, id) == (flow, step.id)}
                assert (step.rejected, {a.text: a.count for a in step.answers}) == (sum(answers.values()), answers)
                assert step.entered == sum(e.count for e in found.edges if e.to == step.id)
        assert sum(dropped.values()) > 20
        assert sum(refused.values()) > 20


def is_back(edge: EdgeTraffic) -> bool:
    return edge.exit is None and edge.step != "" and edge.to != "END"


def at(seconds: float, *events: Event) -> list[Event]:
    return [replace(event, timestamp=seconds) for event in events]


def had(talk: Talk, *said: tuple[float, str, Command]) -> list[Event]:
    """A conversation: when, the words, what they mean."""
    talk.begin_anew()
    events: list[Event] = []
    for seconds, text, command in said:
        begin = len(talk.events)
        talk.record([ev.UserUttered(text=text)])
        talk.say(command)
        events += at(seconds, *talk.events[begin:])
    return events


def counted(*conversations: list[Event], now: float = 10_000.0) -> FlowTraffic:
    tally = Tally(Span(now))
    for each in conversations:
        tally.take(each)
    return tally.of("a")


def test_an_edge_a_question_and_a_refused_answer() -> None:
    talk = Talk(BOT)
    found = counted(
        had(talk, (1, "a", StartFlow("a")), (2, "minus", SetSlot("a1", -1.0)), (3, "one", SetSlot("a1", 1.0))),
        had(talk, (4, "a", StartFlow("a")), (5, "never mind", CancelFlow())),
    )
    assert found == FlowTraffic(
        flow="a",
        sessions=2,
        edges=(
            EdgeTraffic("", None, "a1", 2, 2),
            EdgeTraffic("a1", 0, "sort", 1, 1),
            EdgeTraffic("sort", 1, "a2", 1, 1),
        ),
        steps=(
            StepTraffic("a1", 2, 1, 1, (AnswerTraffic("minus", 1),)),
            StepTraffic("a2", 1, 1),
            StepTraffic("sort", 1),
        ),
    )


def test_who_was_asked_just_now_may_still_answer() -> None:
    talk = Talk(BOT)
    asked = had(talk, (9_000, "a", StartFlow("a")))
    assert [step.dropped for step in counted(asked, now=9_100.0).steps] == [0]
    assert [step.dropped for step in counted(asked, now=12_700.0).steps] == [1]


def test_an_action_that_will_not_have_an_answer_refuses_it_too() -> None:
    bot = BOT.replace("flows:\n", "actions: [validate_b1]\nflows:\n", 1)
    talk = Talk(bot, {"validate_b1": [ev.SlotSet(name="b1", value=None)]})
    tally = Tally(Span(10_000.0))
    tally.take(had(talk, (1, "b", StartFlow("b")), (2, "two", SetSlot("b1", 2.0))))
    (step,) = tally.of("b").steps
    assert (step.rejected, step.answers) == (1, (AnswerTraffic("two", 1),))


def test_logs_of_before_tell_where_flows_stood() -> None:
    told = had(Talk(BOT), (1, "a", StartFlow("a")), (3, "three", SetSlot("a1", 3.0)), (5, "stop", CancelFlow()))
    old: list[Event] = [replace(event, edges=()) if isinstance(event, ev.StackChanged) else event for event in told]
    found = counted(old)
    assert [(edge.step, edge.exit, edge.to) for edge in found.edges] == [("", None, "a1"), ("a1", None, "a2")]
    assert [(step.id, step.entered, step.dropped) for step in found.steps] == [("a1", 1, 0), ("a2", 1, 1)]


def test_texts_are_bounded_and_frequent_ones_stay() -> None:
    tally = Tally(Span(10_000.0))
    for number in range(2 * MOST_TEXTS):
        tally.reject(("a", "a1"), "often")
        tally.reject(("a", "a1"), f"text {number}")
    (step,) = tally.of("a").steps
    assert step.answers[0] == AnswerTraffic("often", 2 * MOST_TEXTS)
    assert step.rejected == 4 * MOST_TEXTS


async def test_a_store_is_counted_and_asked_again_only_later(desk: Desk) -> None:
    store = MemoryStore()
    assistant = Assistant(desk.model, store, desk.actions)
    now = 2e9
    counting = Counting(lambda: now)
    for sender in ("cleo", "dan"):
        await assistant.handle(UserMessage(sender, "where is my order", "rest"))
    found = await counting.of(store, "order_status", 0.0, 2e9, 60.0)
    (edge,) = found.edges
    assert (edge.to, edge.count, edge.sessions) == ("collect_order_number", 2, 2)
    assert (found.steps[0].dropped, found.conversations, found.whole) == (2, 2, True)
    await assistant.handle(UserMessage("dan", "TW-7", "rest"))
    assert await counting.of(store, "order_status", 0.0, 2e9, 60.0) == found
    now += 31
    later = await counting.of(store, "order_status", 0.0, 2e9, 60.0)
    assert {step.id: step.dropped for step in later.steps if step.dropped} == {"collect_order_number": 1}
    assert not (await Counting(lambda: now, most=1).of(store, "order_status", 0.0, 2e9, 60.0)).whole
    assert (await counting.of(store, "order_status", 0.0, 1.0, 60.0)).conversations == 0
