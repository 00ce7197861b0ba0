"""``action: name`` runs a response (``utter_*``) or a custom action and goes on; ``action_listen`` waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from talkwright.conversation.trail import LISTEN
from talkwright.errors import Place
from talkwright.flows.form import Field, Words
from talkwright.flows.step import At, Do, Move, Step, Wait, named
from talkwright.yaml import Fields


class Action(Step, frozen=True, kw_only=True, tag="action"):
    """``arguments`` (``with:`` in a file) are handed to the action; ours, not Rasa's."""

    KEY: ClassVar[str] = "action"
    SUMMARY: ClassVar[str] = "Say something or run an action"
    FIELDS: ClassVar[Mapping[str, Field]] = {
        "action": Field(Words("Action", "Aktion"), "action"),
        "with": Field(
            Words("Arguments", "Argumente"),
            "arguments",
            Words("Values for the action, or for the text of the response.", "Werte für die Aktion oder den Text."),
            rare=True,
        ),
    }

    action: str
    arguments: dict[str, Any] = {}

    @classmethod
    def read(cls, fields: Fields, id: str, place: Place) -> Self:
        arguments = {key: node.plain() for key, node in fields.entries("with").items()}
        return cls(id=id, place=place, action=named(fields, "action"), arguments=arguments)

    @classmethod
    def target(cls, fields: Fields) -> str:
        return fields.text("action") or ""

    def enter(self, at: At) -> Move:
        if self.action == LISTEN:
            return Wait()
        return Do(self.action, self.arguments)

    def runs(self) -> tuple[str, ...]:
        return (self.action,) if self.action != LISTEN else ()
