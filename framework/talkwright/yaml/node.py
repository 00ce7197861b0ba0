"""A value with its place, and what an unquoted word means.

The words are YAML 1.2's (core schema): only null, true, false and numbers are special; yes, no, dates and 12:30 are
text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from talkwright.errors import Place

LONGEST_NUMBER = 1_000  # digits; what is longer is text

Scalar = bool | int | float | str | None

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_INFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its ``place``. ``keys`` are the places of a mapping's keys and empty for everything else."""

    value: bool | int | float | str | tuple[Node, ...] | dict[str, Node] | None
    place: Place
    keys: dict[str, Place] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What the value is, in words: ``text``, ``a list``, ``nothing`` ..."""
        return _KINDS[type(self.value)]

    def plain(self) -> Any:
        """The value as plain Python data."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, tuple):
            return [node.plain() for node in self.value]
        return self.value


_KINDS = {
    type(None): "nothing",
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "text",
    tuple: "a list",
    dict: "a mapping",
}


def resolve(text: str) -> Scalar:
    """An unquoted scalar under the core schema."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789" or len(text) > LONGEST_NUMBER:
        return text
    if _INTEGER.fullmatch(text):
        return int(text, 0 if text[1:2] in ("o", "x") else 10)
    if _FLOAT.fullmatch(text):
        return float(text)
    return float(text.replace(".", "", 1)) if _INFINITE.fullmatch(text) else text
