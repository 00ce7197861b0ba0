"""``collect: slot`` asks until a slot has a value that no rejection refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Self

from talkwright.errors import Place
from talkwright.flows.form import Field, Words
from talkwright.flows.step import Ask, At, Do, Go, Move, Rejection, Step, named
from talkwright.yaml import Fields

_REJECTION = {
    "type": "object",
    "properties": {"if": {"type": ["string", "number", "boolean", "null"]}, "utter": {"type": "string"}},
    "additionalProperties": False,
    "required": ["if", "utter"],
}


class Collect(Step, frozen=True, kw_only=True, tag="collect"):
    """Skipped when the slot has a value, unless ``ask_before_filling``: then the value is cleared and asked for.

    No value is taken that a rejection refuses or that the bot's action ``validate_<slot>`` clears. ``utter`` names
    another question than ``utter_ask_<slot>``.
    """

    KEY: ClassVar[str] = "collect"
    SUMMARY: ClassVar[str] = "Ask for a slot"
    FIELDS: ClassVar[Mapping[str, Field]] = {
        "collect": Field(Words("Slot", "Slot"), "slot", Words("Where the answer goes.", "Wohin die Antwort kommt.")),
        "utter": Field(
            Words("Question", "Frage"),
            "response",
            Words("Without one: utter_ask_ and the slot.", "Ohne eine: utter_ask_ und der Slot."),
        ),
        "description": Field(
            Words("What is asked for", "Wonach gefragt wird"),
            "long-text",
            Words("For people, and for a language model.", "Für Menschen und für ein Sprachmodell."),
        ),
        "rejections": Field(
            Words("Answers that are refused", "Antworten, die nicht gelten"),
            "rejections",
            Words(
                "When the condition holds, this is said and asked again.",
                "Gilt die Bedingung, wird dies gesagt und neu gefragt.",
            ),
            schema={"type": "array", "items": _REJECTION},
        ),
        "ask_before_filling": Field(
            Words("Always ask", "Immer fragen"),
            "flag",
            Words("Even when the slot has a value already.", "Auch wenn der Slot schon einen Wert hat."),
        ),
        "force_slot_filling": Field(
            Words("Nothing but an answer counts", "Nur eine Antwort zählt"),
            "flag",
            Words("Until it is answered, nothing else can begin.", "Bis zur Antwort kann nichts anderes beginnen."),
            rare=True,
        ),
        "reset_after_flow_ends": Field(
            Words("Forget when the flow ends", "Vergessen, wenn der Ablauf endet"),
            "flag",
            Words("Old: name slots to keep in the flow.", "Veraltet: Nennen Sie beim Ablauf, was bleiben soll."),
            rare=True,
        ),
    }

    slot: str
    description: str = ""
    utter: str | None = None
    ask_before_filling: bool = False
    reset_after_flow_ends: bool = True
    force_slot_filling: bool = False
    rejections: tuple[Rejection, ...] = ()

    @classmethod
    def read(cls, fields: Fields, id: str, place: Place) -> Self:
        rejections = []
        for node in fields.items("rejections"):
            entry = Fields(node, fields.problems, "a rejection")
            when, utter = entry.scalar("if"), entry.text("utter", required=True)
            said = entry.node("if")
            if isinstance(node.value, dict | None) and (said is None or said.value is None):
                fields.problems.error(
                    "flow/rejection-without-if",
                    "A rejection needs an 'if' that says which answers are refused.",
                    entry.place,
                    "Add 'if: not (slots.<slot> matches \"...\")'.",
                )
            elif when is not None and utter:
                rejections.append(Rejection(str(when), utter, entry.place_of("if")))
                entry.done()
        return cls(
            id=id,
            place=place,
            slot=named(fields, "collect"),
            description=fields.text("description") or "",
            utter=fields.text("utter"),
            ask_before_filling=fields.flag("ask_before_filling"),
            reset_after_flow_ends=fields.flag("reset_after_flow_ends", True),
            force_slot_filling=fields.flag("force_slot_filling"),
            rejections=tuple(rejections),
        )

    @classmethod
    def target(cls, fields: Fields) -> str:
        return fields.text("collect") or ""

    def enter(self, at: At) -> Move:
        cleared = ((self.slot, None),)
        value = at.slots.get(self.slot)
        if value is None:
            return Ask(at.question)
        if self.ask_before_filling and not at.answered:
            return Ask(at.question, cleared)
        if at.refused:
            return Do(at.refused, slots=cleared, then="retry")
        if at.validator and not at.validated:
            return Do(at.validator, then="validate")
        return Go()

    def fills(self) -> tuple[str, ...]:
        return (self.slot,) if self.reset_after_flow_ends else ()

    def asks_for(self) -> str | None:
        return self.slot

    def runs(self) -> tuple[str, ...]:
        return tuple(rejection.utter for rejection in self.rejections)

    def rejections_of(self) -> tuple[Rejection, ...]:
        return self.rejections
