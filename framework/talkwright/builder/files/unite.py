"""Two changed versions of a YAML text, and the one both began with -> one text with both changes. Pure.

Values are merged, and what comes of it is spliced into their text: comments and lines that nobody changed stay. None is
a file that is not there.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from talkwright.errors import Problems, Unwritable
from talkwright.yaml import parse
from talkwright.yaml.merge import Differs, merge
from talkwright.yaml.rewrite import rewrite


class United(msgspec.Struct, frozen=True):
    """One ``text``. Where both have changed the same, which ``differ`` says, it has yours."""

    text: bytes | None
    differ: tuple[Differs, ...] = ()


class Apart(Exception):
    """There is no one text: one side took the file or all that is in it away (``gone``), or it cannot be read or
    written as YAML."""

    def __init__(self, reason: Literal["gone", "unreadable"]) -> None:
        super().__init__(reason)
        self.reason: Literal["gone", "unreadable"] = reason


def unite(base: bytes | None, theirs: bytes | None, yours: bytes | None) -> United:
    """Raises ``Apart``."""
    if theirs in (base, yours):
        return United(yours)
    if yours == base:
        return United(theirs)
    if theirs is None or yours is None or (base and not theirs):  # a program that writes a file empties it at first
        raise Apart("gone")
    merged = merge({} if base is None else value_of(base), value_of(theirs), value_of(yours))
    try:
        return United(rewrite(theirs.decode(), (), merged.value).encode(), merged.conflicts)
    except Unwritable:
        raise Apart("unreadable") from None


def value_of(text: bytes) -> Any:
    """The plain value of a YAML text. Raises ``Apart``."""
    problems = Problems()
    node = parse(text, "", problems)
    if node is None:
        raise Apart("unreadable")
    return node.plain()
