"""Which way a conversation went through its flows, edge by edge."""

from __future__ import annotations

from talkwright.conversation import events as ev
from talkwright.conversation.commands import CancelFlow, Command, SetSlot, StartFlow
from talkwright.conversation.event_json import decode, encode, from_plain, to_plain
from talkwright.conversation.events import Edge
from talkwright.flows.step import BEGIN, END

from .talk import Talk

BOT = """
slots:
  size: {type: float, mappings: [{type: from_llm}]}
  sure: {type: bool, mappings: [{type: from_llm}]}
  big: {type: bool, mappings: [{type: custom}]}
responses:
  utter_ask_size: [{text: Size?}]
  utter_ask_sure: [{text: Sure?}]
  utter_no: [{text: No.}]
  utter_big: [{text: Big.}]
flows:
  order:
    description: Order.
    run_pattern_completed: false
    steps:
      - id: size
        collect: size
        rejections: [{if: slots.size < 0, utter: utter_no}]
        next:
          - if: slots.size > 10
            then: mark
          - else: call
      - id: mark
        set_slots: [{big: true}]
        next: sort
      - id: sort
        noop: true
        next:
          - if: slots.size > 100
            then: say
          - if: slots.size > 1000
            then: END
          - else: call
      - {id: say, action: utter_big, next: call}
      - {id: call, call: ask}
  ask:
    description: Ask.
    if: "false"
    steps:
      - {id: sure, collect: sure}
  quick:
    description: Nothing that waits or acts.
    run_pattern_completed: false
    steps:
      - {id: go, noop: true, next: on}
      - {id: "on", set_slots: [{big: true}], next: [{if: slots.size > 0, then: END}]}
"""


def went(talk: Talk, *commands: Command) -> list[Edge]:
    """The edges of one turn."""
    before = len(talk.events)
    talk.say(*commands)
    return _edges(talk.events[before:])


def test_every_exit_is_told_also_between_steps_that_do_nothing_outside() -> None:
    talk = Talk(BOT)
    assert went(talk, StartFlow("order")) == [Edge("order", BEGIN, None, "size")]
    assert went(talk, SetSlot("size", 200.0)) == [
        Edge("order", "size", 0, "mark"),
        Edge("order", "mark", 0, "sort"),
        Edge("order", "sort", 0, "say"),
        Edge("order", "say", 0, "call"),
        Edge("ask", BEGIN, None, "sure"),
    ]
    assert went(talk, SetSlot("sure", True)) == [Edge("ask", "sure", 0, END), Edge("order", "call", 0, END)]


def test_a_refused_answer_goes_nowhere() -> None:
    talk = Talk(BOT)
    talk.say(StartFlow("order"))
    assert went(talk, SetSlot("size", -1.0)) == []


def test_a_correction_goes_back_by_no_exit() -> None:
    talk = Talk(BOT)
    talk.say(StartFlow("order"))
    talk.say(SetSlot("size", 1.0))
    edges = [edge for edge in went(talk, SetSlot("size", 20.0)) if edge.flow in ("order", "ask")]
    assert edges == [
        Edge("order", "call", None, "size"),
        Edge("order", "size", 0, "mark"),
        Edge("order", "mark", 0, "sort"),
        Edge("order", "sort", 2, "call"),
        Edge("ask", BEGIN, None, "sure"),
    ]


def test_a_flow_that_is_over_at_once_is_told_and_so_is_that_no_exit_was_open() -> None:
    talk = Talk(BOT)
    assert went(talk, StartFlow("quick")) == [
        Edge("quick", BEGIN, None, "go"),
        Edge("quick", "go", 0, "on"),
        Edge("quick", "on", None, END),
    ]
    assert talk.stack == []


def test_what_is_broken_off_goes_by_no_edge() -> None:
    talk = Talk(BOT)
    talk.say(StartFlow("order"))
    assert [edge for edge in went(talk, CancelFlow()) if edge.flow == "order"] == []


def test_edges_are_short_in_the_log_and_old_logs_have_none() -> None:
    event = ev.StackChanged(edges=(Edge("order", "size", 0, "mark"),))
    assert encode([event]) == b'[{"event":"stack","edges":[["order","size",0,"mark"]]}]'
    assert from_plain([to_plain(event)]) == (event,)
    assert decode(b'[{"event":"stack","frames":[]}]') == (ev.StackChanged(),)


def test_with_a_pause_before_every_step_all_goes_the_same_way() -> None:
    through, halting = Talk(BOT), Talk(BOT)
    halts: list[tuple[str, str]] = []
    for command in (StartFlow("order"), SetSlot("size", 200.0), SetSlot("sure", True), CancelFlow()):
        through.say(command)
        halts += [(frame.flow, frame.step) for frame in halting.say_halting(command)]
    assert halting.state == through.state
    assert _edges(halting.events) == _edges(through.events)
    assert halts[:5] == [("order", "size"), ("order", "mark"), ("order", "sort"), ("order", "say"), ("order", "call")]


def _edges(events: list[ev.Event]) -> list[Edge]:
    return [edge for event in events if isinstance(event, ev.StackChanged) for edge in event.edges]
