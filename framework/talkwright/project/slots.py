"""Slots and their mappings: what the assistant remembers, and where a value comes from.

Types and mappings are read here; running the mappings belongs to ``dialogue``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import msgspec

from talkwright.conversation.schema import Slot, SlotType
from talkwright.errors import Place, Problems
from talkwright.project.entries import Entry
from talkwright.yaml import Fields, Node, did_you_mean

MAPPINGS = ("from_entity", "from_intent", "from_trigger_intent", "from_text", "from_llm", "controlled", "custom")

_TYPES: tuple[SlotType, ...] = get_args(SlotType)
_CLASSES: dict[str, SlotType] = {
    "TextSlot": "text",
    "BooleanSlot": "bool",
    "CategoricalSlot": "categorical",
    "FloatSlot": "float",
    "ListSlot": "list",
    "AnySlot": "any",
    "UnfeaturizedSlot": "any",
}


class MappingCondition(msgspec.Struct, frozen=True):
    """When a mapping counts. ``names`` are the keys that were given: ``active_loop: null`` says that no form is
    active, while no ``active_loop`` says nothing.
    """

    active_loop: str | None = None
    requested_slot: str | None = None
    active_flow: str | None = None
    names: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The condition as written in a domain."""
        return {name: getattr(self, name) for name in self.names}


class SlotMapping(msgspec.Struct, frozen=True):
    """Where a slot's value comes from. Any one of the ``conditions`` suffices; none means always."""

    type: str
    entity: str | None = None
    role: str | None = None
    group: str | None = None
    intent: tuple[str, ...] = ()
    not_intent: tuple[str, ...] = ()
    value: Any = None
    action: str | None = None
    conditions: tuple[MappingCondition, ...] = ()
    allow_nlu_correction: bool = False
    run_action_every_turn: str | None = None
    place: Place = Place("")

    def plain(self) -> dict[str, Any]:
        """The mapping as Rasa writes it in a domain."""
        plain: dict[str, Any] = {"type": self.type}
        for name in ("entity", "role", "group", "action"):
            if getattr(self, name) is not None:
                plain[name] = getattr(self, name)
        for name in ("intent", "not_intent"):
            intents = getattr(self, name)
            if intents:
                plain[name] = intents[0] if len(intents) == 1 else list(intents)
        if self.type in ("from_intent", "from_trigger_intent"):
            plain["value"] = self.value
        if self.allow_nlu_correction:
            plain["allow_nlu_correction"] = True
        if self.run_action_every_turn is not None:
            plain["run_action_every_turn"] = self.run_action_every_turn
        if self.conditions:
            plain["conditions"] = [condition.plain() for condition in self.conditions]
        return plain


class SlotRejection(msgspec.Struct, frozen=True):
    """A reason not to take a value, a condition, and the response that says so."""

    when: str
    utter: str
    place: Place = Place("")


class SlotValidation(msgspec.Struct, frozen=True):
    """What no value of a slot may be, wherever it comes from. ``refill_utter`` asks for another."""

    rejections: tuple[SlotRejection, ...] = ()
    refill_utter: str | None = None
    place: Place = Place("")


class WrittenSlot(msgspec.Struct, frozen=True):
    """A slot and its mappings as one entry of the domain says them. ``auto_fill`` is None when nothing is said."""

    slot: Slot
    mappings: tuple[SlotMapping, ...] = ()
    auto_fill: bool | None = None
    is_legacy: bool = False
    validation: SlotValidation | None = None


def read_slot(entry: Entry, problems: Problems) -> WrittenSlot:
    """One slot. What cannot be read is reported and left at its default."""
    what = f"the slot '{entry.name}'"
    fields = Fields(entry.node, problems, what)
    kind, was_unfeaturized = _type(fields, what, problems)
    auto_fill = None
    if fields.node("auto_fill") is not None:
        auto_fill = fields.flag("auto_fill", True)
        message = f"'auto_fill' of {what} is of Rasa 2 and means nothing in Rasa 3."
        hint = "Delete it. A mapping 'from_entity' fills a slot from an entity."
        problems.warning("domain/legacy", message, fields.place_of("auto_fill"), hint)
    initial = fields.node("initial_value")
    slot = Slot(
        name=entry.name,
        type=kind,
        initial_value=initial.plain() if initial else None,
        values=tuple(node.plain() for node in fields.items("values")),
        min_value=fields.number("min_value"),
        max_value=fields.number("max_value"),
        influence_conversation=fields.flag("influence_conversation", kind != "any") and not was_unfeaturized,
    )
    _check_values(slot, fields, initial, what, problems)
    mappings = tuple(read_mappings(fields.items("mappings"), what, problems))
    validation = _validation(fields, what, problems)
    fields.done(ignore=("shared_for_coexistence",))
    is_legacy = was_unfeaturized or auto_fill is not None
    return WrittenSlot(slot, mappings, auto_fill, is_legacy=is_legacy, validation=validation)


def _validation(fields: Fields, what: str, problems: Problems) -> SlotValidation | None:
    node = fields.node("validation")
    if node is None or node.value is None:
        return None
    inner = Fields(node, problems, f"the validation of {what}")
    rejections = []
    for each in inner.items("rejections"):
        rejection = Fields(each, problems, f"a rejection of {what}")
        when, utter = rejection.scalar("if", required=True), rejection.text("utter", required=True)
        rejection.done()
        if when is not None and utter:
            rejections.append(SlotRejection(str(when), utter, rejection.place_of("if")))
    refill = inner.text("refill_utter")
    inner.done()
    return SlotValidation(tuple(rejections), refill, node.place) if rejections else None


def _type(fields: Fields, what: str, problems: Problems) -> tuple[SlotType, bool]:
    """The type, and whether it is the ``unfeaturized`` of Rasa 1."""
    written = fields.text("type", required=True)
    if written is None:
        return "any", False
    for known in _TYPES:
        if known == written:
            return known, False
    place = fields.place_of("type")
    _, dot, name = written.rpartition(".")
    if written == "unfeaturized" or name == "UnfeaturizedSlot":
        message = f"The type 'unfeaturized' of {what} is of Rasa 1."
        problems.warning("domain/legacy", message, place, "Write 'type: any'.")
        return "any", True
    if dot and name in _CLASSES:
        return _CLASSES[name], False
    if dot:
        message = f"The type of {what} is a Python class, which is not run here; the slot is taken as 'any'."
        problems.warning("domain/custom-slot-type", message, place, f"Choose one of {', '.join(_TYPES)}.")
        return "any", False
    hint = did_you_mean(_ALIASES.get(written.lower(), written), _TYPES)
    message = f"The type of {what} should be one of {', '.join(_TYPES)}, but is '{written}'."
    problems.error("domain/unknown-slot-type", message, place, hint or "Choose one of these.")
    return "any", False


_ALIASES: dict[str, SlotType] = {
    "string": "text",
    "str": "text",
    "boolean": "bool",
    "int": "float",
    "integer": "float",
    "number": "float",
    "category": "categorical",
    "enum": "categorical",
}


def _check_values(slot: Slot, fields: Fields, initial: Node | None, what: str, problems: Problems) -> None:
    if slot.type == "categorical" and not slot.values:
        message = f"{what[:1].upper()}{what[1:]} is categorical and has no values to choose from."
        problems.warning("domain/no-values", message, fields.place, "Add 'values: [...]'.")
    if slot.min_value is not None and slot.max_value is not None and slot.min_value >= slot.max_value:
        message = f"'min_value' of {what} should be less than its 'max_value'."
        problems.error("domain/bounds", message, fields.place_of("min_value"), "Swap the two.")
    if initial is not None and initial.value is not None and not _fits(slot, slot.initial_value):
        message = f"'initial_value' of {what} does not fit its type {slot.type}: it is {initial.kind}."
        if slot.type == "categorical":
            message = f"'initial_value' of {what} is not one of its values."
        problems.warning("domain/initial-value", message, initial.place, "Change it, or the type.")


def _fits(slot: Slot, value: Any) -> bool:
    if slot.type == "categorical":
        return not slot.values or str(value).lower() in {str(each).lower() for each in slot.values}
    if slot.type == "float":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    python = {"text": str, "bool": bool, "list": list}.get(slot.type, object)
    return isinstance(value, python)


def read_mappings(nodes: tuple[Node, ...], what: str, problems: Problems) -> Iterator[SlotMapping]:
    """The mappings of one slot."""
    for node in nodes:
        fields = Fields(node, problems, f"a mapping of {what}")
        kind = fields.text("type", required=True)
        needs_entity = kind == "from_entity"
        entity = fields.text("entity", required=needs_entity)
        value = fields.node("value")
        mapping = SlotMapping(
            type=kind or "",
            entity=entity,
            role=_name(fields, "role"),
            group=_name(fields, "group"),
            intent=fields.texts("intent"),
            not_intent=fields.texts("not_intent"),
            value=value.plain() if value else None,
            action=fields.text("action"),
            conditions=tuple(_condition(each, what, problems) for each in fields.items("conditions")),
            allow_nlu_correction=fields.flag("allow_nlu_correction"),
            run_action_every_turn=fields.text("run_action_every_turn"),
            place=node.place,
        )
        fields.done(ignore=("coexistence_system",))
        if kind is not None and kind not in MAPPINGS:
            message = f"A mapping of {what} should be one of {', '.join(MAPPINGS)}, but is '{kind}'."
            hint = did_you_mean(kind, MAPPINGS) or "Choose one of these."
            problems.error("domain/unknown-mapping", message, fields.place_of("type"), hint)
        elif kind in ("from_intent", "from_trigger_intent") and value is None:
            message = f"A mapping {kind} of {what} needs the 'value' that it gives the slot."
            problems.error("yaml/missing-key", message, node.place, "Add 'value: ...'.")
        elif kind is not None and not (needs_entity and entity is None):
            yield mapping


def _name(fields: Fields, key: str) -> str | None:
    """A role or group: numbers are usual here."""
    value = fields.scalar(key)
    return None if value is None else str(value)


def _condition(node: Node, what: str, problems: Problems) -> MappingCondition:
    fields = Fields(node, problems, f"a condition of a mapping of {what}")
    condition = MappingCondition(
        active_loop=fields.text("active_loop"),
        requested_slot=fields.text("requested_slot"),
        active_flow=fields.text("active_flow"),
        names=tuple(name for name in ("active_loop", "requested_slot", "active_flow") if fields.node(name) is not None),
    )
    fields.done()
    return condition
