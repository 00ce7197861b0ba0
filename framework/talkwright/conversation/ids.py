"""Names of conversations and turns."""

from __future__ import annotations

import re
import secrets

import msgspec

DEFAULT_TENANT = "default"

_WEB = re.compile(r"w-[A-Za-z0-9_-]{32}")


class ConversationKey(msgspec.Struct, frozen=True, order=True):
    """One conversation. ``id`` is what Rasa calls ``sender_id``; it is unique within its tenant."""

    id: str
    tenant: str = DEFAULT_TENANT


def new_turn_id() -> str:
    """A fresh id for a turn whose message brought none of its own."""
    return secrets.token_hex(16)


def new_web_id() -> str:
    """An id for a web visitor's conversation: 192 random bits, so that knowing it is the permission to read it."""
    return "w-" + secrets.token_urlsafe(24)


def is_web_id(text: str) -> bool:
    """Whether ``text`` has the form of ``new_web_id``: a visitor can name no other kind of conversation."""
    return _WEB.fullmatch(text) is not None
