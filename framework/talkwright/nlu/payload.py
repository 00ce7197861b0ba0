"""Payloads: ``/intent@0.9{"entity": "value"}`` says what is meant, so nothing has to be guessed. Pure.

``/SetSlots(a=b)`` is none of these: it is ordinary text here and the dialogue's to read.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

import msgspec

from talkwright.conversation.content import JSON
from talkwright.conversation.utterance import Entity, Intent, Utterance

EXTRACTOR = "RegexMessageHandler"  # Rasa's name for it, which actions and logs know

_PAYLOAD = re.compile(r"/([^{@()]+)(?:@([^{]*))?(\{.*\})?\s*", re.DOTALL)


def read_payload(text: str, intents: Container[str], entities: Container[str] | None = None) -> Utterance | None:
    """What ``text`` says when it is a payload of one of ``intents``, else None: then it is ordinary text.

    Full names of retrieval intents may be among ``intents``: ``/faq/shipping`` is the intent ``faq``. A confidence is
    brought into 0..1. A list gives an entity for each of its values, entities that are not in ``entities`` are left out
    when it is given, and so is what is not a JSON object.
    """
    match = _PAYLOAD.fullmatch(text.lstrip())
    if match is None:
        return None
    name, confidence, braces = match.groups()
    name = name.strip()
    if name not in intents:
        return None
    base, slash, _ = name.partition("/")
    full = name if slash else msgspec.UNSET
    intent = Intent(base, 1.0 if confidence is None else _confidence(confidence), full)
    lead = len(text) - len(text.lstrip())
    found = _entities(braces, lead + match.start(3), entities) if braces else ()
    return Utterance(text=text, intent=intent, entities=found, intent_ranking=(intent,))


def write_payload(intent: str, entities: Iterable[Entity]) -> str:
    """The payload that says ``intent`` and ``entities``. Several of one name become a list."""
    values: dict[str, list[JSON]] = {}
    for entity in entities:
        values.setdefault(entity.entity, []).append(entity.value)
    said = {name: each if len(each) > 1 else each[0] for name, each in values.items()}
    return f"/{intent}" + (msgspec.json.encode(said).decode() if said else "")


def _confidence(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return min(1.0, max(0.0, number)) if number == number else 0.0  # noqa: PLR0124  NaN is no confidence


def _entities(braces: str, start: int, entities: Container[str] | None) -> tuple[Entity, ...]:
    try:
        said: JSON = msgspec.json.decode(braces)
    except (msgspec.DecodeError, RecursionError):
        return ()
    return tuple(
        Entity(entity=name, value=value, start=start, end=start + len(braces), extractor=EXTRACTOR)
        for name, values in said.items()
        if entities is None or name in entities
        for value in (values if isinstance(values, list) else [values])
    )
