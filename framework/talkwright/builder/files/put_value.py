"""One edit of one text: a value is put where a path leads, with the mappings on the way that are missing. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

from talkwright.builder.files.unite import Apart, value_of
from talkwright.errors import Unwritable
from talkwright.yaml.rewrite import REMOVED, Step, rewrite


def put_value(file: str, text: bytes | None, path: Sequence[Step], value: Any) -> bytes | None:
    """The ``text`` of ``file`` with ``value`` at ``path``; ``REMOVED`` takes away. None: there is no file, before or
    afterwards. Raises ``Unwritable``."""
    if value is REMOVED and not path:
        return None
    try:
        path, value = _reach(None if text is None else value_of(text), path, value)
        return rewrite((text or b"").decode(), path, value).encode()
    except Apart:
        raise Unwritable(f"{file!r} cannot be read as YAML.", "Mend it first: `talkwright check` says where.") from None


def _reach(whole: Any, path: Sequence[Step], value: Any) -> tuple[Sequence[Step], Any]:
    """The path and the value that also make the mappings on the way that are not there yet."""
    for at, step in enumerate(path[:-1]):
        rest = path[at + 1 :]
        if isinstance(step, str) and (whole is None or (isinstance(whole, dict) and step not in whole)):
            if value is not REMOVED and all(isinstance(key, str) for key in rest):
                return path[: at + 1], reduce(lambda inner, key: {key: inner}, reversed(rest), value)
            break
        try:
            whole = whole[step]
        except (KeyError, IndexError, TypeError):
            break
    return path, value
