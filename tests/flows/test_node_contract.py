"""Every node kind passes the contract."""

from __future__ import annotations

from talkwright.flows.kinds import KINDS
from talkwright.flows.nodes.action import Action
from talkwright.flows.nodes.call import Call
from talkwright.flows.nodes.collect import Collect
from talkwright.flows.nodes.link import Link
from talkwright.flows.nodes.noop import Noop
from talkwright.flows.nodes.set_slots import SetSlots
from talkwright.testing.node_contract import NodeContract


class TestAction(NodeContract):
    kind = Action
    written = ("action: utter_hi", "{action: action_x, with: {a: 1}}", "action: action_listen")


class TestCollect(NodeContract):
    kind = Collect
    written = (
        "collect: size",
        "{collect: name, utter: utter_hi, ask_before_filling: true, force_slot_filling: true}",
        "{collect: amount, reset_after_flow_ends: false, rejections: [{if: slots.amount < 0, utter: utter_hi}]}",
    )


class TestSetSlots(NodeContract):
    kind = SetSlots
    written = ("set_slots: [{size: small}, {amount: null}]", "set_slots: {agreed: true}", "set_slots: [{size: large}]")


class TestCall(NodeContract):
    kind = Call
    written = ("call: other",)


class TestLink(NodeContract):
    kind = Link
    written = ("link: other",)


class TestNoop(NodeContract):
    kind = Noop
    written = ("noop: true",)


def test_no_kind_is_left_out() -> None:
    assert {suite.kind for suite in NodeContract.__subclasses__()} >= {*KINDS.values()}
