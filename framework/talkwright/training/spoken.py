"""What the responses say, held against the slots that fill them and the channels that show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from talkwright.actions.code import Code
from talkwright.actions.respond import placeholders
from talkwright.channels.channel import Shows
from talkwright.conversation.content import BotMessage
from talkwright.errors import Problems
from talkwright.project.domain import Domain
from talkwright.project.responses import Response
from talkwright.yaml import did_you_mean

_GIVEN = frozenset({"intent"})  # what Rasa's own actions fill in besides


def check_placeholders(domain: Domain, code: Code, problems: Problems) -> None:
    """Report each ``{name}`` that no slot has and no action gives: people would read it as it is."""
    for name, variation in _written(domain):
        for word in sorted(placeholders(variation.message) - domain.schema.slots.keys() - _GIVEN):
            if not word.startswith("context.") and not code.mentions(word):
                hint = did_you_mean(word, domain.schema.slots) or "Name a slot, or write {{ and }} for braces."
                message = f"The response '{name}' holds '{{{word}}}', and there is no slot of that name."
                problems.warning("domain/unknown-placeholder", message, variation.place, hint)


def check_channels(domain: Domain, shows: Mapping[str, Shows], problems: Problems) -> None:
    """Report what the channels cannot show as it is written."""
    for name, variation in _written(domain):
        for channel, can in shows.items():
            if variation.channel not in (None, channel):
                continue
            for fault in _beyond(variation.message, can):
                message = f"The response '{name}' {fault} on the channel '{channel}'."
                hint = f"Shorten it, or add a variation with 'channel: {channel}'; else it is shown in a simpler form."
                problems.warning("domain/channel-limit", message, variation.place, hint)


def _written(domain: Domain) -> Iterator[tuple[str, Response]]:
    for name, variations in domain.responses.items():
        for variation in variations if f"response:{name}" in domain.places else ():
            yield name, variation


def _beyond(message: BotMessage, can: Shows) -> Iterator[str]:
    """How the message goes beyond what a channel can show, in words."""
    text, buttons = len(message.text or ""), message.buttons
    longest = max((len(button.title) for button in (*buttons, *message.quick_replies)), default=0)
    if can.text_max is not None and text > can.text_max:
        yield f"has a text of {text} characters, and {can.text_max} are shown"
    if can.buttons_max is not None and len(buttons) > can.buttons_max:
        yield f"has {len(buttons)} buttons, and {can.buttons_max} are shown"
    if can.button_title_max is not None and longest > can.button_title_max:
        yield f"has a button title of {longest} characters, and {can.button_title_max} are shown"
    for what, part, is_shown in (
        ("an image", message.image, can.images),
        ("an attachment", message.attachment, can.attachments),
        ("quick replies", message.quick_replies, can.quick_replies),
    ):
        if part and not is_shown:
            yield f"has {what}, which cannot be shown"
