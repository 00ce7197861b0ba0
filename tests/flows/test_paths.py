"""What the certain reading says of a flow holds in the engine, whatever users, actions and other flows do meanwhile."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.flows.talk import CANCEL, Talk, give, start

from talkwright.conversation import events as ev
from talkwright.flows.checks.subject import Subject
from talkwright.flows.paths import Reading
from talkwright.flows.program import Program, Stop

HEAD = """
slots:
  agreed: {type: bool}
  tier: {type: categorical, values: [gold, silver, lead]}
  amount: {type: float}
actions: [action_set]
responses:
  utter_ask_agreed: [{text: a}]
  utter_ask_tier: [{text: t}]
  utter_ask_amount: [{text: m}]
  utter_no: [{text: n}]
"""
VALUES = {"agreed": [None, True, False], "tier": [None, "gold", "silver", "lead"], "amount": [None, 0.0, 1.0, 2.0]}
LENGTH = 5

slots = st.sampled_from(list(VALUES))
values = slots.flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(VALUES[name])))
CONDITIONS = """
    slots.agreed | not slots.agreed | slots.agreed is null | slots.tier is null | slots.tier = 'gold'
    | slots.tier != 'silver' | slots.amount > 1 | slots.amount < 1 or slots.agreed | slots.amount = 2
    | {'gold' 'lead'} contains slots.tier | slots.tier = 'lead' and slots.amount is not null
"""
conditions = st.sampled_from([text.strip() for text in CONDITIONS.split("|")])
targets = st.sampled_from([f"s{n}" for n in range(LENGTH)] + ["END"])
exits = st.one_of(
    st.just({}),
    targets.map(lambda to: {"next": to}),
    st.tuples(st.lists(st.tuples(conditions, targets), min_size=1, max_size=3), targets).map(
        lambda all: {"next": [*({"if": when, "then": to} for when, to in all[0]), {"else": all[1]}]}
    ),
    st.lists(st.tuples(conditions, targets), min_size=1, max_size=2).map(
        lambda all: {"next": [{"if": when, "then": to} for when, to in all]}
    ),
)
kinds = st.one_of(
    slots.map(lambda name: {"collect": name}),
    slots.map(lambda name: {"collect": name, "ask_before_filling": True}),
    st.just({"collect": "amount", "rejections": [{"if": "slots.amount > 1", "utter": "utter_no"}]}),
    st.lists(values, min_size=1, max_size=2).map(lambda all: {"set_slots": [{name: value} for name, value in all]}),
    st.sampled_from([{"action": "action_set"}, {"action": "action_listen"}, {"action": "utter_no"}]),
    st.just({"noop": True}),
)
steps = st.lists(st.tuples(kinds, exits), min_size=LENGTH, max_size=LENGTH)
other_steps = st.lists(st.tuples(kinds | st.just({"call": "h"}), exits), min_size=LENGTH, max_size=LENGTH)
turns = st.lists(
    st.one_of(
        st.sampled_from([(start("f"),), (start("g"),), (start("h"),), (CANCEL,)]),
        values.map(lambda pair: give(**{pair[0]: pair[1]})),
    ),
    max_size=12,
)


def flow(written: list[tuple[dict[str, Any], dict[str, Any]]]) -> dict[str, Any]:
    return {"description": "d", "steps": [{"id": f"s{n}", **kind, **exit} for n, (kind, exit) in enumerate(written)]}


@dataclasses.dataclass(frozen=True, slots=True)
class Watched(Stop):
    """A step that notes what the slots hold when it is left."""

    seen: list[tuple[str, dict[str, Any]]] = dataclasses.field(default_factory=list)

    def leave(self, slots: Mapping[str, Any], context: Mapping[str, Any]) -> tuple[int | None, str]:
        self.seen.append((self.step.id, dict(slots)))
        return Stop.leave(self, slots, context)


def watched(program: Program, seen: dict[str, list[tuple[str, dict[str, Any]]]]) -> Program:
    """The program with notes for each flow in ``seen``."""
    routines = dict(program.routines)
    for id, notes in seen.items():
        stops = {
            name: Watched(**{field.name: getattr(stop, field.name) for field in dataclasses.fields(Stop)}, seen=notes)
            for name, stop in routines[id].stops.items()
        }
        routines[id] = dataclasses.replace(routines[id], stops=stops)
    return dataclasses.replace(program, routines=routines)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(steps, other_steps, steps, turns, values)
def test_what_is_certain_is_so(f: Any, g: Any, h: Any, said: Any, acted: tuple[str, Any]) -> None:
    flows = {"f": flow(f), "g": flow([({"call": "f"}, {}), *g[1:]]), "h": flow(h)}
    name, value = acted
    talk = Talk(HEAD + "flows: " + json.dumps(flows), {"action_set": [ev.SlotSet(name=name, value=value)]})
    subject = Subject(tuple(routine.flow for routine in talk.program.routines.values()), talk.domain)
    seen: dict[str, list[tuple[str, dict[str, Any]]]] = {id: [] for id in flows}
    talk.program = watched(talk.program, seen)
    for commands in said:
        talk.say(*commands)
    for id, notes in seen.items():
        paths = subject.paths[id]
        for step, held in notes:
            known = paths.leaving[Reading.CERTAIN].get(step)
            assert known is not None, f"{id}.{step} was thought out of reach"
            for slot, possible in known.items():
                assert paths.kindred.of(slot, held[slot]) & possible, (id, step, slot, held[slot])
