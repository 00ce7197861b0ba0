"""Messages as plain text for a terminal. Pure: prints nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from talkwright.channels.degrade import without_elements
from talkwright.conversation.content import BotMessage

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # a message must not steer the terminal


def render(message: BotMessage) -> str:
    """The message as lines: text, buttons as ``1: title (payload)``, then what a terminal can only name."""
    lines = (line for part in without_elements(message) for line in _lines(part))
    return _CONTROLS.sub("", "\n".join(lines))


def _lines(message: BotMessage) -> Iterator[str]:
    if message.text:
        yield message.text
    for number, button in enumerate((*message.buttons, *message.quick_replies), 1):
        says = f" ({button.payload})" if button.payload and button.payload != button.title else ""
        yield f"{number}: {button.title}{says}"
    for name in ("image", "attachment", "custom"):
        value = getattr(message, name)
        if value:
            shown = value if isinstance(value, str) else msgspec.json.encode(value).decode()
            yield f"{name}: {shown}"
