"""``noop: true`` does nothing: a place to branch from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Self

from talkwright.errors import Place
from talkwright.flows.form import Field, Words
from talkwright.flows.step import At, Go, Move, Step
from talkwright.yaml import Fields


class Noop(Step, frozen=True, kw_only=True, tag="noop"):
    """Only its exits matter."""

    KEY: ClassVar[str] = "noop"
    SUMMARY: ClassVar[str] = "Branch on conditions"
    FIELDS: ClassVar[Mapping[str, Field]] = {
        "noop": Field(Words("Branches", "Verzweigung"), "flag", schema={"const": True}, rare=True)
    }

    @classmethod
    def read(cls, fields: Fields, id: str, place: Place) -> Self:
        fields.flag("noop")
        return cls(id=id, place=place)

    def enter(self, at: At) -> Move:
        return Go()
