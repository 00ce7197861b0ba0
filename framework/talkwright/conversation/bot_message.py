"""What the assistant says, as a message and as the event that records it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from talkwright.conversation.content import BotMessage, to_json_value
from talkwright.conversation.events import BotUttered
from talkwright.conversation.origin import unmarked


def message_of(event: BotUttered) -> BotMessage:
    """The message that a bot event records. Of data that makes no message only the text is left."""
    metadata = unmarked(event.metadata)
    try:
        return replace(read_message(event.text, event.data), metadata=metadata)
    except msgspec.ValidationError:
        return BotMessage(text=event.text, metadata=metadata)


def read_message(text: str | None, data: Mapping[str, Any]) -> BotMessage:
    """The message of a text and Rasa's ``data``, without nulls and unknown keys. Raises ``msgspec.ValidationError``."""
    parts = {key: value for key, value in data.items() if value}
    for key in ("buttons", "quick_replies"):
        if isinstance(parts.get(key), (list, tuple)):
            parts[key] = [_without_nulls(button) for button in parts[key]]
    return msgspec.convert({**parts, "text": text, "metadata": {}}, BotMessage)


def _without_nulls(button: Any) -> Any:
    return {k: v for k, v in button.items() if v is not None} if isinstance(button, dict) else button


def uttered(message: BotMessage, timestamp: float) -> BotUttered:
    """The bot event that records ``message``."""
    data = to_json_value(message)
    text, metadata = data.pop("text", None), data.pop("metadata", {})
    return BotUttered(text=text, data=data, metadata=metadata, timestamp=timestamp)
