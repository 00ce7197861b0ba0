"""The domain: everything an assistant can understand, remember, do and say, as plain values.

``merge`` reads them from files. It must not know how any of it is used. All values go through JSON unchanged, because
they travel in the model.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import replace

from talkwright.conversation.content import to_json_value
from talkwright.conversation.schema import Schema, Slot
from talkwright.errors import Place
from talkwright.nlu.examples import TrainingData
from talkwright.nlu.locale import code_of
from talkwright.project.config import Config
from talkwright.project.forms import Form
from talkwright.project.responses import Response, ResponseCondition
from talkwright.project.slots import MappingCondition, SlotMapping, SlotValidation

__all__ = [
    "DEFAULT_INTENTS",
    "Domain",
    "EntitySettings",
    "Form",
    "IntentSettings",
    "MappingCondition",
    "Response",
    "ResponseCondition",
    "SlotMapping",
    "SlotValidation",
    "with_languages",
    "with_retrieval_intents",
]

DEFAULT_INTENTS = ("restart", "back", "out_of_scope", "session_start", "nlu_fallback")
"""Intents that every domain has without saying so."""


LANGUAGE = "language"
"""The slot that holds the language a user writes in."""


class IntentSettings(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which entities count with an intent: all, none (False or an empty tuple) or those that are named."""

    use_entities: bool | tuple[str, ...] = True
    ignore_entities: tuple[str, ...] = ()
    is_retrieval_intent: bool = False


class EntitySettings(msgspec.Struct, frozen=True, omit_defaults=True):
    """The roles and groups an entity can have."""

    roles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    influence_conversation: bool = True


class Domain(msgspec.Struct, frozen=True):
    """The whole domain, each part in the order of the files.

    ``schema`` holds the slots, with those that Talkwright adds. ``places`` says where a name was given:
    ``places["slot:city"]``; the prefixes are intent, entity, slot, form, action and response, and what was added has
    no place.
    """

    intents: dict[str, IntentSettings] = {}
    entities: dict[str, EntitySettings] = {}
    schema: Schema = Schema()
    mappings: dict[str, tuple[SlotMapping, ...]] = {}
    forms: dict[str, Form] = {}
    actions: tuple[str, ...] = ()
    send_domain: tuple[str, ...] = ()
    e2e_actions: tuple[str, ...] = ()
    validations: dict[str, SlotValidation] = {}
    responses: dict[str, tuple[Response, ...]] = {}
    store_entities_as_slots: bool = True
    is_legacy: bool = False
    places: dict[str, Place] = {}

    @property
    def retrieval_intents(self) -> tuple[str, ...]:
        """The intents that are answered by a response of theirs: ``faq`` by ``utter_faq/shipping`` or another."""
        return tuple(name for name, each in self.intents.items() if each.is_retrieval_intent)

    def plain(self) -> dict[str, Any]:
        """The domain as Rasa's actions get it."""
        return {
            "version": "3.1",
            "intents": [_listed(name, each) for name, each in self.intents.items() if f"intent:{name}" in self.places],
            "entities": [_listed(name, each) for name, each in self.entities.items()],
            "slots": {
                name: _plain_slot(slot, self.mappings.get(name, ()))
                for name, slot in self.schema.slots.items()
                if f"slot:{name}" in self.places
            },
            "forms": {name: form.plain() for name, form in self.forms.items()},
            "actions": [{name: {"send_domain": True}} if name in self.send_domain else name for name in self.actions],
            "e2e_actions": list(self.e2e_actions),
            "responses": {name: [each.plain() for each in found] for name, found in self.responses.items()},
            "session_config": {
                "session_expiration_time": self.schema.session_expiration_minutes,
                "carry_over_slots_to_new_session": self.schema.carry_over_slots,
            },
            "config": {"store_entities_as_slots": self.store_entities_as_slots},
        }


def with_retrieval_intents(domain: Domain, data: TrainingData) -> Domain:
    """``domain`` with every intent marked whose examples have response keys: it need not say so itself."""
    keyed = {example.intent for example in data.examples if example.response_key}
    marked = {
        name: replace(each, is_retrieval_intent=True) if name in keyed else each
        for name, each in domain.intents.items()
    }
    return replace(domain, intents=marked)


def with_languages(domain: Domain, config: Config) -> Domain:
    """``domain`` with the slot for the language that a user writes in, when a bot has several and not the slot."""
    if not config.language or not config.additional_languages or LANGUAGE in domain.schema.slots:
        return domain
    codes = tuple(dict.fromkeys(map(code_of, (config.language, *config.additional_languages))))
    slot = Slot(LANGUAGE, "categorical", codes[0], codes, influence_conversation=False)
    return replace(domain, schema=replace(domain.schema, slots={**domain.schema.slots, LANGUAGE: slot}))


def _listed(name: str, settings: msgspec.Struct) -> Any:
    plain = to_json_value(settings)
    return {name: plain} if plain else name


def _plain_slot(slot: Slot, mappings: tuple[SlotMapping, ...]) -> dict[str, Any]:
    plain = {
        "type": slot.type,
        "initial_value": slot.initial_value,
        "influence_conversation": slot.influence_conversation,
        "mappings": [mapping.plain() for mapping in mappings],
    }
    for name in ("values", "min_value", "max_value"):
        value = getattr(slot, name)
        if value not in (None, ()):
            plain[name] = list(value) if isinstance(value, tuple) else value
    return plain
