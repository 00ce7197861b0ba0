"""The table of node kinds. A new kind is one file in ``nodes``, one row here and one test."""

from __future__ import annotations

from talkwright.flows.nodes.action import Action
from talkwright.flows.nodes.call import Call
from talkwright.flows.nodes.collect import Collect
from talkwright.flows.nodes.link import Link
from talkwright.flows.nodes.noop import Noop
from talkwright.flows.nodes.set_slots import SetSlots
from talkwright.flows.step import Step

AnyStep = Action | Collect | SetSlots | Call | Link | Noop

KINDS: dict[str, type[Step]] = {kind.KEY: kind for kind in (Action, Collect, SetSlots, Call, Link, Noop)}
