"""``link: flow`` ends this flow and starts another in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Self

from talkwright.errors import Place
from talkwright.flows.form import Field, Words
from talkwright.flows.step import At, Move, Step, named
from talkwright.flows.step import Link as MoveLink
from talkwright.yaml import Fields


class Link(Step, frozen=True, kw_only=True, tag="link"):
    """``flow`` is the id of the other flow."""

    KEY: ClassVar[str] = "link"
    SUMMARY: ClassVar[str] = "End this flow and go on with another"
    FIELDS: ClassVar[Mapping[str, Field]] = {"link": Field(Words("Flow", "Ablauf"), "flow")}

    flow: str

    @classmethod
    def read(cls, fields: Fields, id: str, place: Place) -> Self:
        return cls(id=id, place=place, flow=named(fields, "link"))

    @classmethod
    def target(cls, fields: Fields) -> str:
        return fields.text("link") or ""

    def enter(self, at: At) -> Move:
        return MoveLink(self.flow)

    def leads_to(self) -> str | None:
        return self.flow

    def ends(self) -> bool:
        return True
