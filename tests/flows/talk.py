"""A dialogue with the engine alone: flows as text, commands in, what was done out. No NLU, no store, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from talkwright.conversation import events as ev
from talkwright.conversation.commands import CancelFlow, CannotHandle, Command, SetSlot, StartFlow
from talkwright.conversation.events import Event, Frame
from talkwright.conversation.state import fold, initial
from talkwright.errors import Problems
from talkwright.flows.compile import compile_program
from talkwright.flows.engine import Act, ActionEnded, Exhausted, GoOn, Pause, Stimulus, Stops, Understood, advance
from talkwright.flows.flow import Flow
from talkwright.flows.patterns import with_patterns
from talkwright.flows.read import read_flow
from talkwright.project.merge import read_domain
from talkwright.yaml import Node, parse

MOST_EFFECTS = 200
BETWEEN = ("pattern_completed", "pattern_continue_interrupted")


class Talk:
    """``say`` returns the names of the actions that ran. ``actions``: what custom actions do, by name: events, or
    an exception class for one that fails."""

    def __init__(self, text: str, actions: Mapping[str, Sequence[Event] | type[Exception]] | None = None) -> None:
        problems = Problems()
        document = parse(text, "bot.yml", problems)
        assert document is not None
        written = tuple(read_flow(id, node, place, problems) for id, node, place in _flows(document))
        flows, self.domain = with_patterns(written, read_domain([document], problems, []))
        self.program = compile_program(flows, self.domain, problems)
        assert not problems.errors, "\n".join(map(str, problems.errors))
        self.actions = dict(actions or {})
        self.state = initial(self.domain.schema)
        self.events: list[Event] = []

    def begin_anew(self) -> None:
        """Forget what was said."""
        self.state, self.events = initial(self.domain.schema), []

    @property
    def patterns(self) -> tuple[Flow, ...]:
        """The patterns as they are in this bot."""
        return tuple(routine.flow for routine in self.program.routines.values() if routine.flow.is_pattern)

    @property
    def slots(self) -> dict[str, Any]:
        """The slots that have a value."""
        return {name: value for name, value in self.state.slots.items() if value is not None}

    @property
    def stack(self) -> list[str]:
        """The flows that are going on, the acting one last."""
        return [frame.flow for frame in self.state.stack]

    def say(self, *commands: Command) -> list[str]:
        """One turn of the user."""
        return self.go(Understood(commands))

    def say_halting(self, *commands: Command) -> list[Frame]:
        """As ``say``, with a pause before each step that is entered. The frames that entered one."""
        halts: list[Frame] = []

        def stops(frame: Frame) -> bool:
            is_new = frame not in halts[-1:]
            halts.extend([frame] if is_new else [])
            return is_new

        self.go(Understood(commands), stops)
        return halts

    def go(self, stimulus: Stimulus, stops: Stops | None = None) -> list[str]:
        """One turn from any stimulus."""
        ran: list[str] = []
        for _ in range(MOST_EFFECTS):
            outcome = advance(self.program, self.state, stimulus, stops)
            self.record(outcome.events)
            if isinstance(outcome.effect, Pause):
                stimulus = GoOn()
                continue
            if not isinstance(outcome.effect, Act):
                return ran
            name = outcome.effect.name
            ran.append(name)
            done = self.actions.get(name, ())
            failed = isinstance(done, type)
            self.record([ev.ActionExecuted(name=name), *(() if isinstance(done, type) else done)])
            stimulus = ActionEnded(failed=failed)
        self.record(advance(self.program, self.state, Exhausted()).events)
        return ran

    def kinds(self) -> list[str]:
        """What happened to flows, as 'started x'. What is only said between them is left out."""
        names = {ev.FlowStarted: "started", ev.FlowCompleted: "completed", ev.FlowCancelled: "cancelled"}
        names |= {ev.FlowInterrupted: "interrupted", ev.FlowResumed: "resumed"}
        return [f"{names[type(e)]} {e.flow_id}" for e in self.events if type(e) in names and e.flow_id not in BETWEEN]  # type: ignore[union-attr]

    def record(self, events: Sequence[Event]) -> None:
        """Let ``events`` have happened."""
        for event in events:
            self.events.append(event)
            self.state = fold(self.domain.schema, self.state, event)


def _flows(document: Node) -> list[tuple[str, Node, Any]]:
    assert isinstance(document.value, dict)
    section = document.value["flows"]
    assert isinstance(section.value, dict)
    return [(id, node, section.keys[id]) for id, node in section.value.items()]


def start(flow: str) -> StartFlow:
    """The user wants ``flow``."""
    return StartFlow(flow)


def give(**slots: Any) -> tuple[SetSlot, ...]:
    """The user names values."""
    return tuple(SetSlot(name, value) for name, value in slots.items())


CANCEL = CancelFlow()
NOTHING = CannotHandle()
