"""``call: flow`` runs another flow and comes back when it has ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Self

from talkwright.errors import Place
from talkwright.flows.form import Field, Words
from talkwright.flows.step import At, Move, Step, named
from talkwright.flows.step import Call as MoveCall
from talkwright.yaml import Fields


class Call(Step, frozen=True, kw_only=True, tag="call"):
    """``flow`` is the id of the other flow."""

    KEY: ClassVar[str] = "call"
    SUMMARY: ClassVar[str] = "Run another flow and come back"
    FIELDS: ClassVar[Mapping[str, Field]] = {"call": Field(Words("Flow", "Ablauf"), "flow")}

    flow: str

    @classmethod
    def read(cls, fields: Fields, id: str, place: Place) -> Self:
        return cls(id=id, place=place, flow=named(fields, "call"))

    @classmethod
    def target(cls, fields: Fields) -> str:
        return fields.text("call") or ""

    def enter(self, at: At) -> Move:
        return MoveCall(self.flow)

    def leads_to(self) -> str | None:
        return self.flow
