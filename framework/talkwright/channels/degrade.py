"""What to show of content that a channel has no form for. Pure: messages in, messages out."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from talkwright.conversation.content import BotMessage, Button


def without_elements(message: BotMessage) -> tuple[BotMessage, ...]:
    """The message without its elements, then each element as a text with buttons. Empty when nothing is left."""
    if not message.elements:
        return (message,)
    rest = replace(message, elements=())
    shown = () if rest == BotMessage(metadata=message.metadata) else (rest,)
    return (*shown, *(_as_text(element) for element in message.elements if isinstance(element, dict)))


def _as_text(element: dict[str, Any]) -> BotMessage:
    words = [str(element[key]) for key in ("title", "subtitle") if element.get(key)]
    buttons = element.get("buttons")
    return BotMessage(
        text=" : ".join(words) or None,
        image=element.get("image_url") if isinstance(element.get("image_url"), str) else None,
        buttons=tuple(_button(each) for each in buttons if isinstance(each, dict)) if isinstance(buttons, list) else (),
    )


def _button(values: dict[str, Any]) -> Button:
    return Button(str(values.get("title") or ""), str(values.get("payload") or values.get("url") or ""))
