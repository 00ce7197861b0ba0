"""A step of a flow as written, and what a step may ask of the engine when it is entered.

A node kind is a subclass of ``Step`` in ``flows/nodes``: its fields, how they are read, what it does. A step knows
neither the stack nor the other steps: it gets an ``At`` and answers with a ``Move``.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Self

import msgspec

from talkwright.errors import Place
from talkwright.flows.form import Field
from talkwright.yaml import Fields

BEGIN = ""  # where a flow comes from before its first step
END = "END"

Values = tuple[tuple[str, Any], ...]
"""Slots and the values that they get, in order. The engine brings them to the slots' types."""


def named(fields: Fields, key: str) -> str:
    """What a step is about. One that was just drawn may say nothing yet, which is a problem until it does."""
    name = fields.text(key, required=True)
    node = fields.node(key)
    if name == "" and node is not None:
        message = f"{key!r} names nothing yet."
        fields.problems.error("flow/nothing-named", message, node.place, f"Write a name behind '{key}:'.")
    return name or ""


class Exit(msgspec.Struct, frozen=True, omit_defaults=True):
    """A way out of a step: to the step ``to`` (or ``END``) when ``when`` is true; None is always true.

    ``place`` is where the target is written, ``when_place`` where the condition is.
    """

    to: str
    when: str | None = None
    place: Place = Place("")
    when_place: Place = Place("")


class Go(msgspec.Struct, frozen=True):
    """Set ``slots`` and take the first exit that is open."""

    slots: Values = ()


class Do(msgspec.Struct, frozen=True):
    """Set ``slots`` and run an action.

    ``then`` says what follows: ``action`` takes an exit, ``retry`` enters the same step anew, ``validate`` enters it
    with the value checked.
    """

    action: str
    arguments: dict[str, Any] = {}
    slots: Values = ()
    then: str = "action"


class Ask(msgspec.Struct, frozen=True):
    """Set ``slots`` and run an action that puts a question, then wait for the answer and enter the step again."""

    action: str
    slots: Values = ()


class Wait(msgspec.Struct, frozen=True):
    """Wait for whatever the user says next, then take an exit."""


class Call(msgspec.Struct, frozen=True):
    """Run another flow and come back."""

    flow: str


class Link(msgspec.Struct, frozen=True):
    """End this flow and run another."""

    flow: str


Move = Go | Do | Ask | Wait | Call | Link


class Rejection(msgspec.Struct, frozen=True):
    """A reason not to take an answer, and the response that says so."""

    when: str
    utter: str
    place: Place = Place("")


class At(msgspec.Struct, frozen=True):
    """What a step may see when it is entered.

    ``answered``: the user just replied to this step's question. ``refused``: the response of the first rejection that
    the slot's value meets, or None. ``question``: the action that asks for this step's slot. ``validator``: the action
    that checks its value, if there is one; ``validated``: it has just run.
    """

    slots: Mapping[str, Any]
    answered: bool = False
    refused: str | None = None
    question: str = ""
    validator: str = ""
    validated: bool = False


class Step(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", omit_defaults=True):
    """The common part of all kinds. ``id`` is unique within its flow; ``exits`` are tried in order.

    A step without exits ends its flow. What is abstract mypy asks of every kind, and the node contract tries it; there
    is no ``ABCMeta``, which every ``isinstance`` of a walk would pay for.
    """

    KEY: ClassVar[str]  # the key that names the kind in a file
    SUMMARY: ClassVar[str]  # one line for the palette and the docs
    FIELDS: ClassVar[Mapping[str, Field]] = {}  # what a form shows of its keys; ``schema`` finds the keys by itself

    id: str
    exits: tuple[Exit, ...] = ()
    place: Place = Place("")

    @classmethod
    @abstractmethod
    def read(cls, fields: Fields, id: str, place: Place) -> Self:
        """The step from its mapping. Problems go to the ``fields``' list."""

    @classmethod
    def target(cls, fields: Fields) -> str:
        """What the step is about, for an id when the author gave none."""
        return ""

    @abstractmethod
    def enter(self, at: At) -> Move:
        """What happens when a conversation comes to this step."""

    def fills(self) -> tuple[str, ...]:
        """The slots that this step fills, which are reset when its flow ends."""
        return ()

    def runs(self) -> tuple[str, ...]:
        """The responses and actions that this step names."""
        return ()

    def asks_for(self) -> str | None:
        """The slot whose value this step waits for."""
        return None

    def leads_to(self) -> str | None:
        """The flow that this step calls or links to."""
        return None

    def ends(self) -> bool:
        """Whether the flow is over here whatever the exits say."""
        return False

    def rejections_of(self) -> tuple[Rejection, ...]:
        """The reasons not to take an answer."""
        return ()
