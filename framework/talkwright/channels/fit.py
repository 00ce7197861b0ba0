"""A message as a channel with limits can show it, and what had to be done to it. Pure: messages in, messages out.

Nothing that the assistant says gets lost where there is another way to say it: buttons become lines, and a long text
several. A connector may send what comes out; the builder shows it.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec.structs import replace

from talkwright.channels.channel import Shows
from talkwright.channels.degrade import without_elements
from talkwright.conversation.content import BotMessage, Button

_ELLIPSIS = "…"
_EMPTY = BotMessage()

Part = Literal["text", "buttons", "quick_replies", "image", "attachment", "elements", "custom"]


class Loss(msgspec.Struct, frozen=True):
    """``flattened``: shown as text. ``split``: shown in several messages. ``cut``: some of it is not shown. ``left
    out``: none of it is. ``said`` tells of what, in words."""

    kind: Literal["flattened", "split", "cut", "left out"]
    part: Part
    said: str


class Fitted(msgspec.Struct, frozen=True):
    """What is shown of a message, in order, and what it lost."""

    messages: tuple[BotMessage, ...]
    losses: tuple[Loss, ...] = ()


def fit(message: BotMessage, shows: Shows) -> Fitted:
    """``message`` on a channel that ``shows`` so much."""
    losses: list[Loss] = []
    parts: tuple[BotMessage, ...] = (message,)
    if message.elements and not shows.elements:
        losses.append(Loss("flattened", "elements", f"{len(message.elements)} cards become messages"))
        parts = without_elements(message)
    fitted = [each for part in parts for each in _fitted(part, shows, losses)]
    return Fitted(tuple(fitted), tuple(dict.fromkeys(losses)))


def _fitted(message: BotMessage, shows: Shows, losses: list[Loss]) -> list[BotMessage]:
    message = _media(message, shows, losses)
    message = _buttons(message, shows, losses)
    whole = message.text or ""
    texts = _split(whole, shows.text_max)
    if texts != [whole]:
        message = replace(message, text=texts[-1] if texts else None)
    if replace(message, metadata={}) == _EMPTY:
        return []
    if len(texts) > 1:
        losses.append(Loss("split", "text", f"{len(whole)} characters, of which {shows.text_max} are shown at once"))
    # What is chosen from stands under the last words.
    return [*(BotMessage(text=text) for text in texts[:-1]), message]


def _media(message: BotMessage, shows: Shows, losses: list[Loss]) -> BotMessage:
    if message.custom is not None and not shows.custom:
        losses.append(Loss("left out", "custom", "custom content"))
        message = replace(message, custom=None)
    if message.image and not shows.images:
        losses.append(Loss("flattened", "image", "the address of the picture"))
        message = replace(message, image=None, text=_lines(message.text, message.image))
    if message.attachment is not None and not shows.attachments:
        address = _address(message.attachment)
        losses.append(Loss("flattened" if address else "left out", "attachment", address or "the attachment"))
        message = replace(message, attachment=None, text=_lines(message.text, address))
    return message


def _address(attachment: object) -> str:
    payload = attachment.get("payload") if isinstance(attachment, dict) else attachment
    address = payload.get("url") or payload.get("src") if isinstance(payload, dict) else payload
    return address if isinstance(address, str) else ""


def _buttons(message: BotMessage, shows: Shows, losses: list[Loss]) -> BotMessage:
    if message.quick_replies and not shows.quick_replies:
        losses.append(Loss("flattened", "quick_replies", "quick replies become buttons"))
        message = replace(message, buttons=(*message.buttons, *message.quick_replies), quick_replies=())
    most, said = shows.buttons_max, message.buttons
    if most is not None and len(said) > most:
        shown, rest = said[:most], said[most:]
        losses.append(Loss("flattened", "buttons", f"{len(rest)} of {len(said)} buttons become lines of text"))
        lines = [f"{number}: {button.title}" for number, button in enumerate(rest, most + 1)]
        message = replace(message, buttons=shown, text=_lines(message.text, *lines))
    return replace(
        message,
        buttons=tuple(_titled(each, shows, losses, "buttons") for each in message.buttons),
        quick_replies=tuple(_titled(each, shows, losses, "quick_replies") for each in message.quick_replies),
    )


def _titled(button: Button, shows: Shows, losses: list[Loss], part: Part) -> Button:
    most = shows.button_title_max
    if most is None or len(button.title) <= most:
        return button
    losses.append(Loss("cut", part, f"{button.title!r} has {len(button.title)} characters, of which {most} are shown"))
    return replace(button, title=button.title[: max(0, most - 1)] + _ELLIPSIS)


def _split(text: str, most: int | None) -> list[str]:
    """``text`` in parts of at most ``most`` characters, cut at the last space or line end where there is one."""
    parts = []
    while most and len(text) > most:
        space = max(text.rfind(" ", 0, most + 1), text.rfind("\n", 0, most + 1))
        at = space if space > 0 else most
        parts.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [part for part in (*parts, text) if part]


def _lines(*lines: str | None) -> str | None:
    return "\n".join(filter(None, lines)) or None
