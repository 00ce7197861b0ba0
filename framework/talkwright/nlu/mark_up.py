"""Texts with their entities marked, as examples are written. ``examples.read_example`` is the way back. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from talkwright.conversation.utterance import Entity


def mark_up(text: str, entities: Sequence[Entity]) -> str:
    """The text with its entities marked. What lies over another mark, or nowhere, is left out.

    A payload stays as it is: it names its entities itself.
    """
    if text.startswith("/"):
        return text
    out, at = "", 0
    for each in sorted(entities, key=lambda entity: entity.start):
        if each.start < at or each.end <= each.start:
            continue
        word = text[each.start : each.end]
        out += f"{text[at : each.start]}[{word}]{_mark(each, word)}"
        at = each.end
    return out + text[at:]


def _mark(entity: Entity, word: str) -> str:
    said: dict[str, Any] = {"entity": entity.entity}
    if entity.value != word:
        said["value"] = entity.value
    said |= {key: value for key in ("role", "group") if isinstance(value := getattr(entity, key), str)}
    return f"({entity.entity})" if len(said) == 1 else msgspec.json.encode(said).decode()
