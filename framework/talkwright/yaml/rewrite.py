"""Change a value in a YAML text, and nothing else of it.

The rule: the old and the new value are compared, and only what differs is written; all other lines stay, byte for
byte, with their comments. What comes out is read again, and when it does not say exactly what was meant, nothing comes
out at all: ``Unwritable``. Pure; what the files mean is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml as pyyaml

from talkwright.errors import Unwritable
from talkwright.yaml.blocks import LINE_END, after_head
from talkwright.yaml.moved import Moved
from talkwright.yaml.paths import REMOVED, Step, placed
from talkwright.yaml.plan import Goal
from talkwright.yaml.shared import handed_over, shared_in
from talkwright.yaml.source import Source, same, source_of
from talkwright.yaml.splice import Splice

__all__ = ["REMOVED", "Step", "rewrite"]

_MOST = 8  # values with an anchor that one edit may touch


def rewrite(text: str, path: Sequence[Step], value: Any) -> str:
    """``text`` with ``value``, plain JSON data, at ``path``: keys and indexes from the top, () being all of it.

    A last key that is not there is added, as is an element one behind the last; ``REMOVED`` takes away. Raises
    ``Unwritable`` when that cannot be done, or not without changing something else.
    """
    source = _read(text)
    wanted = placed(source.plain, path, value)
    if same(source.plain, wanted):
        return text
    moved = None if value is REMOVED else Moved(source, wanted)
    if moved:
        between = _attempt(source, Goal(tuple(path), moved.as_it_was(value)), moved.as_it_was(wanted), moved)
        if between is not None:
            source = _read(between)
    for attempt in _sources(source, path, wanted):
        changed = _attempt(attempt, Goal(tuple(path), value), wanted)
        if changed is not None:
            return changed
    raise Unwritable("The value cannot be written here without changing something else.", "Change it in the file.")


def _attempt(source: Source, goal: Goal, wanted: Any, moved: Moved | None = None) -> str | None:
    """The changed text, when it says what it should."""
    changed = Splice(source, moved=moved).write(goal)
    ended = bool(LINE_END.search(source.text[-1:])) or not source.text.strip("\ufeff")
    for candidate in (changed,) if ended else (_without_last_end(changed), changed):
        try:
            if same(source_of(candidate).plain, wanted):
                return candidate
        except (pyyaml.YAMLError, ValueError):
            continue
    return None


def _sources(source: Source, path: Sequence[Step], wanted: Any) -> Iterator[Source]:
    """The text, and others that mean the same, in which what others take is written out there."""
    yield source
    source = _closed(source)
    yield source
    for _ in range(_MOST):
        shared = shared_in(source, path, wanted)
        if not shared:
            return
        handed = [_read(handed_over(source, each)) for each in shared[:_MOST]]
        yield from handed
        source = handed[0]


def _without_last_end(text: str) -> str:
    """As the file was that ended without one."""
    return text.removesuffix("\n").removesuffix("\r")


def _closed(source: Source) -> Source:
    """The same with a line end, where a block at the end of the text has none."""
    part = source.root
    while part is not None and part.parts:
        part = part.parts[-1]
    if part is None or part.style not in ("|", ">") or LINE_END.search(source.text[-1:]):
        return source
    header = LINE_END.search(source.text, part.start)
    at = header.start() if header else part.end
    begin = source.text.find(part.style, after_head(part, source.text), at)
    signs = re.match(r"[|>][0-9+-]*", source.text[begin:at]) if begin >= 0 else None
    if signs is None or part.value.endswith("\n"):
        return source
    ended = re.sub("[+-]", "", signs[0]) + "-"
    rest = source.text[begin + signs.end() :]
    return _read(f"{source.text[:begin]}{ended}{rest}{header[0] if header else ''}")


def _read(text: str) -> Source:
    try:
        return source_of(text)
    except (pyyaml.YAMLError, ValueError, RecursionError) as error:
        raise Unwritable(
            "The file is not YAML that can be read.", "Mend it first: `talkwright check` says where."
        ) from error
