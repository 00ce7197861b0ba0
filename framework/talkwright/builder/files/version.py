"""A version of the bot's files, as every history tells of it."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

Change: TypeAlias = tuple[bytes | None, bytes | None]
"""A text before and after. None: there is no file."""


class Version(msgspec.Struct, frozen=True):
    """``at`` is in seconds since 1970. ``files`` are named from the bot's folder."""

    id: str
    at: float
    who: str
    message: str
    files: tuple[str, ...]
