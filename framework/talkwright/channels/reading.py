"""What comes from outside, checked once at the edge: JSON into values, texts and ids into what a store can hold.

The rule: anything may come in and only ``RequestError`` goes out, with a sentence the sender can act on.
"""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec

from talkwright.conversation.content import JSON
from talkwright.errors import RequestError

MAX_ID = 255  # characters; what Rasa's tables hold
MAX_DEPTH = 50  # of metadata

T = TypeVar("T")

_EXPECTED = re.compile(r"Expected `(?P<wanted>[^`]+)`(?:, got `(?P<came>[^`]+)`)?")
_MISSING = re.compile(r"missing required field `(?P<key>[^`]+)`")
_UNKNOWN = re.compile(r"Invalid value (?P<value>.+?)(?: - at `(?P<path>[^`]+)`)?$")
_PATH = re.compile(r" - at `\$\.?(?P<path>[^`]*)`")
_WORDS = {"str": "text", "int": "a whole number", "float": "a number", "bool": "true or false"}
_WORDS |= {"object": "an object", "array": "a list", "null": "null"}


def read_json(data: bytes | str, decoder: msgspec.json.Decoder[T], what: str, hint: str) -> T:
    """What ``decoder`` makes of ``data``. ``what`` names it in the sentence of the ``RequestError``."""
    try:
        return decoder.decode(data)
    except msgspec.ValidationError as error:
        raise RequestError(f"{what} is not one: {_sentence(str(error))}.", hint) from None
    except RecursionError:
        raise RequestError(f"{what} is not one: it is nested too deeply.", hint) from None
    except (msgspec.DecodeError, UnicodeError):
        raise RequestError(f"{what} is not JSON.", hint) from None


def read_text(text: str) -> str:
    """A user's words without the white space around them and without the NULs that databases refuse."""
    return text.replace("\0", "").strip()


def read_id(value: str | int, what: str) -> str:
    """An id as text of 1 to 255 printable characters. Raises ``RequestError``."""
    text = str(value)
    if not 0 < len(text) <= MAX_ID or not text.isprintable():
        raise RequestError(f"{what} has to be 1 to {MAX_ID} printable characters.", "Use a random id, such as a UUID.")
    return text


def read_metadata(metadata: dict[str, JSON] | None) -> dict[str, JSON]:
    """Metadata that is not nested deeper than 50 levels. Raises ``RequestError``."""
    if not metadata:
        return {}
    if not _fits(metadata, MAX_DEPTH):
        raise RequestError(f"'metadata' is nested deeper than {MAX_DEPTH} levels.", "Send what the assistant needs.")
    return metadata


def _fits(value: Any, depth: int) -> bool:
    if not isinstance(value, (dict, list)):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return depth > 0 and all(_fits(each, depth - 1) for each in inner)


def _sentence(error: str) -> str:
    """What msgspec says, in words for people who do not read Python."""
    path = _PATH.search(error)
    name = f"'{path['path']}'" if path and path["path"] else "it"
    if found := _MISSING.search(error):
        return f"{found['key']!r} is missing"
    if found := _EXPECTED.search(error):
        wanted = " or ".join(_WORDS.get(kind, kind) for kind in found["wanted"].split(" | "))
        came = f", not {_WORDS.get(found['came'], found['came'])}" if found["came"] else ""
        return f"{name} must be {wanted}{came}"
    if found := _UNKNOWN.search(error):
        return f"{name} has the unknown value {found['value']}"
    return error[:1].lower() + error[1:]
