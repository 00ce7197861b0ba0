"""What a request to the API asks for: its flags, numbers and choices in the address, and its body. Any may be wrong,
and then only ``RequestError`` comes out."""

from __future__ import annotations

import math
from typing import Any, TypeVar, get_args

import msgspec
from sanic import Request

from talkwright.channels.reading import read_id, read_json
from talkwright.conversation.ids import ConversationKey
from talkwright.errors import RequestError
from talkwright.server.seen import Shown

T = TypeVar("T")

_SHOWN = get_args(Shown)


def key_in(conversation: str) -> ConversationKey:
    """The conversation of a path."""
    return ConversationKey(read_id(conversation, "The id of a conversation"))


def flag(request: Request, name: str, default: bool = False) -> bool:
    """Whether ``name`` is true, as Rasa reads it."""
    given = request.args.get(name)
    return default if given is None else given.lower() == "true"


def number(request: Request, name: str) -> float | None:
    """The number called ``name``, if it is given."""
    given = request.args.get(name)
    if given is None:
        return None
    try:
        value = float(given)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise RequestError(f"'{name}' has to be a number, not {given[:40]!r}.")
    return value


def whole(request: Request, name: str) -> int | None:
    """The whole number called ``name``, from 0 on, if it is given."""
    given = request.args.get(name)
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise RequestError(f"'{name}' has to be a whole number from 0 on, not {given[:40]!r}.")
    return int(given)


def limit(request: Request, usual: int, most: int) -> int:
    """How many ``limit`` asks for, from 1 to ``most``; ``usual`` when it says nothing."""
    given = whole(request, "limit")
    return usual if given is None else min(most, max(1, given))


def shown(request: Request) -> Shown:
    """``include_events``: which events a tracker is shown with."""
    given = request.args.get("include_events", "AFTER_RESTART").upper()
    if given not in _SHOWN:
        raise RequestError(f"'include_events' has to be one of {', '.join(_SHOWN)}, not {given!r}.")
    return given  # type: ignore[no-any-return]


def body(request: Request, decoder: msgspec.json.Decoder[T], what: str, hint: str) -> T:
    """The JSON of the request, whatever its type is said to be."""
    return read_json(request.body, decoder, what, hint)


def answer(value: Any) -> bytes:
    """``value`` as JSON."""
    return msgspec.json.encode(value)
