"""Two changes that cannot both be had, as clashes of a draft. Pure, but for the ids."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

import msgspec

from talkwright.builder.files.drafts import Clash
from talkwright.builder.files.texts import hash_of
from talkwright.builder.files.unite import Apart, value_of
from talkwright.yaml.merge import Differs
from talkwright.yaml.rewrite import REMOVED


def clashes_of(file: str, differ: Sequence[Differs], when: str) -> list[Clash]:
    """One for each place where both have changed the same; their paths are in the text whose hash is ``when``."""
    return [
        Clash(
            secrets.token_hex(8), file, "same", each.path, _told(each.base), _told(each.theirs), _told(each.yours), when
        )
        for each in differ
    ]


def whole_clash(file: str, fault: Apart, base: bytes | None, theirs: bytes | None, yours: bytes | None) -> Clash:
    """That of a file as a whole. Its id tells which versions clash."""
    id = hash_of(b"\0".join((file.encode(), *(b"" if text is None else b"+" + text for text in (base, theirs, yours)))))
    return Clash(id, file, fault.reason, (), _shown(base), _shown(theirs), _shown(yours))


def _told(value: Any) -> Any:
    return msgspec.UNSET if value is REMOVED else value


def _shown(text: bytes | None) -> Any:
    """The value of a text, or the text when it has none."""
    if text is None:
        return msgspec.UNSET
    try:
        return value_of(text)
    except Apart:
        return text.decode(errors="replace")
