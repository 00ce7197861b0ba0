"""A response of the domain -> the message to say.

Rasa's choice: variations whose conditions hold and whose channel is this one, then those for this channel without
conditions, then those whose conditions hold for any channel, then the rest; among equals by the turn's seed, so that a
replay says the same words. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from typing import Any
from zlib import crc32

from msgspec.structs import replace

from talkwright.conversation.content import BotMessage, Button
from talkwright.conversation.utterance import Utterance
from talkwright.project.domain import LANGUAGE, Response

_VARIABLE = re.compile(r"\{([A-Za-z_][\w.\- ]*)\}")
_CONTEXT = r"\{\{\s*(?P<context>context\.\w+)\s*\}\}"  # as patterns write it elsewhere
_VARIABLE_OR_BRACE = re.compile(rf"{_CONTEXT}|\{{\{{|\}}\}}|{_VARIABLE.pattern}")


def respond(
    name: str,
    variations: Sequence[Response],
    slots: Mapping[str, Any],
    channel: str | None,
    seed: str,
    holds: Callable[[str], bool] = lambda condition: False,
    *,
    as_given: bool = False,
) -> BotMessage | None:
    """The message that ``variations`` of the response ``name`` give, or None when none of them may be said now.

    ``holds`` says whether a condition that is written as text is right. ``as_given``: slots are said as Rasa says them,
    3.0 is not 3, and a text that names one that there is not is left as it is.
    """
    candidates = _best(variations, slots, channel, holds)
    if not candidates:
        return None
    chosen = candidates[crc32(f"{seed}/{name}".encode()) % len(candidates)] if len(candidates) > 1 else candidates[0]
    values = _AsGiven((name, _plainly(value)) for name, value in slots.items()) if as_given else slots
    message = fill_message(chosen.translations.get(slots.get(LANGUAGE) or "", chosen.message), values)
    return replace(message, metadata={**message.metadata, "utter_action": name})


class _AsGiven(dict[str, Any]):
    """Values that fill a text only when all that it names are there."""


def _plainly(value: Any) -> Any:
    return str(value) if isinstance(value, float) else value


def response_of(name: str, responses: Container[str], utterance: Utterance) -> str:
    """The response that ``name`` stands for: itself, or when it is ``utter_`` and a retrieval intent, the one that was
    selected for ``utterance``."""
    full = utterance.intent.full_retrieval_intent_name
    if name in responses or not full or name != f"utter_{full.partition('/')[0]}":
        return name
    return f"utter_{full}"


def fill_message(message: BotMessage, values: Mapping[str, Any]) -> BotMessage:
    """``message`` with ``{name}`` replaced in all its parts; unknown names stay as they are, ``{{`` is a brace."""
    return replace(
        message,
        text=fill(message.text, values),
        image=fill(message.image, values),
        attachment=fill(message.attachment, values),
        custom=fill(message.custom, values),
        elements=tuple(fill(element, values) for element in message.elements),
        buttons=_fill_buttons(message.buttons, values),
        quick_replies=_fill_buttons(message.quick_replies, values),
    )


def placeholders(message: BotMessage) -> frozenset[str]:
    """The names that ``fill_message`` would look for in ``message``."""
    asked = _Asked()
    fill_message(message, asked)
    return frozenset(asked.names)


class _Asked(dict[str, Any]):
    """No values; it remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def __contains__(self, name: object) -> bool:
        self.names.add(str(name))
        return False


def fill(part: Any, values: Mapping[str, Any]) -> Any:
    """Text, or anything made of texts, with its variables replaced.

    ``{{`` and ``}}`` are single braces, but in a text without ``{{`` the second are JSON's: ``/ask{"a": {"b": 1}}``.
    """
    if isinstance(part, str):
        pattern = _VARIABLE_OR_BRACE if "{{" in part else _VARIABLE
        if isinstance(values, _AsGiven) and any(name not in values for name in _VARIABLE.findall(part)):
            return part
        return pattern.sub(lambda match: _value(match, values), part) if "{" in part else part
    if isinstance(part, dict):
        return {key: fill(value, values) for key, value in part.items()}
    if isinstance(part, (list, tuple)):
        return [fill(item, values) for item in part]
    return part


def words_of(context: Mapping[str, Any]) -> dict[str, str]:
    """What a pattern knows, as the values of ``{context.name}``."""
    return {f"context.{name}": _shown(value) for name, value in context.items()}


def _shown(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_shown, value))
    if isinstance(value, dict):
        known = {key.replace("_", " "): _shown(item) for key, item in value.items() if item is not None}
        return ", ".join(f"{key}: {item}" for key, item in known.items())
    # A float slot holds 3.0 for what the user calls 3.
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _value(match: re.Match[str], values: Mapping[str, Any]) -> str:
    name = match.groupdict().get("context") or match.group(match.re.groups)
    if name is None:
        return match.group(0)[0]
    if name not in values:
        return match.group(0)
    value = values[name]
    return _shown(value) if isinstance(value, float) else str(value)


def _fill_buttons(buttons: tuple[Button, ...], values: Mapping[str, Any]) -> tuple[Button, ...]:
    return tuple(replace(b, title=fill(b.title, values), payload=fill(b.payload, values)) for b in buttons)


def _best(
    variations: Sequence[Response], slots: Mapping[str, Any], channel: str | None, holds: Callable[[str], bool]
) -> list[Response]:
    """The variations of the highest rank that has any."""
    ranks: list[list[Response]] = [[], [], [], []]
    for variation in variations:
        if variation.channel is not None and variation.channel != channel:
            continue
        conditional = bool(variation.conditions or variation.condition_text)
        if variation.condition_text and not holds(variation.condition_text):
            continue
        if not all(_equals(c.name, c.value, slots) for c in variation.conditions):
            continue
        here = variation.channel is not None
        ranks[{(True, True): 0, (False, True): 1, (True, False): 2, (False, False): 3}[conditional, here]].append(
            variation
        )
    return next((rank for rank in ranks if rank), [])


def _equals(name: str, value: Any, slots: Mapping[str, Any]) -> bool:
    actual = slots.get(name)
    if isinstance(actual, str) and isinstance(value, str):
        return actual.lower() == value.lower()
    return bool(actual == value)
