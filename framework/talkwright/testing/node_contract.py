"""The suite that every node kind passes.

Subclass ``NodeContract`` in a test file, name the kind and show steps of it as an author writes them:

    class TestMyKind(NodeContract):
        kind = MyKind
        written = ("my_kind: size", "{my_kind: size, times: 2}")

The bot around them has a slot of every type (``SLOTS``), the flow ``other``, the response ``utter_hi`` and the action
``action_x``.
"""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec
import pytest

from talkwright.conversation import events as ev
from talkwright.conversation.commands import StartFlow
from talkwright.conversation.state import fold, initial
from talkwright.errors import Place, Problems
from talkwright.flows.compile import compile_program
from talkwright.flows.engine import Act, ActionEnded, Stimulus, Understood, advance
from talkwright.flows.flow import Flow
from talkwright.flows.kinds import KINDS
from talkwright.flows.program import Program
from talkwright.flows.read import read_flow
from talkwright.flows.step import Ask, At, Call, Do, Go, Link, Move, Step
from talkwright.project.domain import Domain
from talkwright.project.merge import read_domain
from talkwright.yaml import parse

SLOTS = ("size", "amount", "agreed", "name", "toppings", "thing")
MOST_ACTIONS = 20
DOMAIN = """
slots:
  size: {type: categorical, values: [small, large]}
  amount: {type: float}
  agreed: {type: bool}
  name: {type: text}
  toppings: {type: list}
  thing: {type: any}
responses: {utter_hi: [{text: Hi.}], utter_ask_size: [{text: Which?}], utter_ask_name: [{text: Who?}]}
actions: [action_x]
"""
VALUES: dict[str, Any] = {
    "size": "large",
    "amount": 2.0,
    "agreed": True,
    "name": "Ada",
    "toppings": ["olives"],
    "thing": {"a": 1},
}
NONSENSE = ("null", "''", "5", "true", "[]", "[null]", "[[1]]", "{}", "{a: {b: c}}", "[{}, {a: 1}, 'b']", "' '")


class NodeContract:
    """What ``flows.step.Step`` promises of a kind."""

    kind: type[Step]
    written: ClassVar[tuple[str, ...]]

    def steps(self) -> list[Step]:
        """The steps that are ``written``, as the flow of each has it first."""
        return [self.flow(text).steps[0] for text in self.written]

    def flow(self, text: str) -> Flow:
        """A flow of that step and a response. There is nothing wrong with it."""
        problems = Problems()
        flow = _flow(text, problems)
        assert problems.all == (), "\n".join(map(str, problems.all))
        return flow

    def test_the_kind_is_in_the_table(self) -> None:
        assert KINDS[self.kind.KEY] is self.kind
        assert self.kind.SUMMARY.strip() == self.kind.SUMMARY != ""
        assert all(isinstance(step, self.kind) for step in self.steps())

    def test_a_step_goes_through_a_model_unchanged(self) -> None:
        for text in self.written:
            flow = self.flow(text)
            assert msgspec.json.decode(msgspec.json.encode(flow), type=Flow) == flow

    def test_steps_that_differ_are_read_as_different(self) -> None:
        bare = [msgspec.structs.replace(step, id="", exits=(), place=Place("")) for step in self.steps()]
        assert all(bare[0] != other for other in bare[1:])

    def test_its_id_is_the_same_again(self) -> None:
        assert [step.id for step in self.steps()] == [step.id for step in self.steps()]

    @pytest.mark.parametrize("value", NONSENSE)
    def test_nonsense_is_a_problem_or_a_step_and_never_an_error(self, value: str) -> None:
        problems = Problems()
        flow = _flow(f"{self.kind.KEY}: {value}", problems)
        assert all(problem.place.line for problem in problems.all)
        if not problems.errors:
            for at in _situations():
                assert isinstance(flow.steps[0].enter(at), Move)

    def test_a_key_that_nobody_knows_is_told(self) -> None:
        for text in self.written:
            problems = Problems()
            inside = text[1:-1] if text.startswith("{") else text
            _flow(f"{{{inside}, unheard_of: 1}}", problems)
            assert [problem.code for problem in problems.all] == ["yaml/unknown-key"]

    def test_the_same_situation_has_the_same_move(self) -> None:
        for step in self.steps():
            for at in _situations():
                before = msgspec.json.encode(dict(at.slots))
                assert step.enter(at) == step.enter(at)
                assert msgspec.json.encode(dict(at.slots)) == before

    def test_what_it_sets_it_says_it_fills(self) -> None:
        for step in self.steps():
            named = {*step.fills(), step.asks_for()}
            for move in map(step.enter, _situations()):
                assert not isinstance(move, Go | Do | Ask) or named.issuperset(name for name, _ in move.slots)

    def test_where_it_leads_it_says(self) -> None:
        for step in self.steps():
            led = {move.flow for move in map(step.enter, _situations()) if isinstance(move, Call | Link)}
            assert led <= {step.leads_to()}

    def test_a_flow_with_it_comes_to_an_end_or_waits(self) -> None:
        for text in self.written:
            assert _acts(self.flow(text)) <= MOST_ACTIONS


def _flow(text: str, problems: Problems) -> Flow:
    document = f"description: An example.\nsteps:\n  - {text}\n"
    node = parse(document, "flows.yml", problems)
    assert node is not None, text
    return read_flow("example", node, node.place, problems)


def _situations() -> list[At]:
    """Ways in which a step may be entered: with and without values, answered, refused and checked."""
    empty: dict[str, Any] = dict.fromkeys(SLOTS)
    return [
        At(slots, answered=answered, refused=refused, question="utter_ask", validator=validator, validated=validated)
        for slots in (empty, VALUES)
        for answered in (False, True)
        for refused in (None, "utter_no")
        for validator, validated in (("", False), ("validate_x", False), ("validate_x", True))
    ]


def _acts(flow: Flow) -> int:
    """How many actions one message that starts the flow leads to, before it ends or waits."""
    program, state = _program(flow), initial(_domain().schema)
    stimulus: Stimulus = Understood((StartFlow(flow.id),))
    for count in range(MOST_ACTIONS + 1):
        outcome = advance(program, state, stimulus)
        for event in outcome.events:
            state = fold(program.schema, state, event)
        if not isinstance(outcome.effect, Act):
            return count
        state = fold(program.schema, state, ev.ActionExecuted(name=outcome.effect.name))
        stimulus = ActionEnded()
    return MOST_ACTIONS + 1


def _program(flow: Flow) -> Program:
    problems = Problems()
    other = parse("{description: Another., steps: [{action: utter_hi}]}", "flows.yml", problems)
    assert other is not None
    flows = [flow, read_flow("other", other, other.place, problems)]
    program = compile_program(flows, _domain(), problems)
    assert problems.errors == ()
    return program


def _domain() -> Domain:
    node = parse(DOMAIN, "domain.yml", Problems())
    assert node is not None
    return read_domain([node], Problems())
