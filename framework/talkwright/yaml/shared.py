"""Values that a file gives once and names elsewhere: ``&name`` gives one, ``*name`` takes it.

When one that others take is to change, they must not change with it: the first of them is written out and is what the
others take from then on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from talkwright.yaml.parts import Part
from talkwright.yaml.paths import Step
from talkwright.yaml.plan import Goal
from talkwright.yaml.source import Source, is_merge, key_of, plain, same
from talkwright.yaml.splice import Splice


class Shared(msgspec.Struct, frozen=True, eq=False):
    """A part with an anchor, and the first alias of it."""

    part: Part
    heir: Part


def shared_in(source: Source, path: Sequence[Step], wanted: Any) -> list[Shared]:
    """What others take and what seems to be another in ``wanted``, the document that shall be. Only what is on the way
    of ``path``, or behind it, is looked at."""
    heirs: dict[Part, Part] = {}
    for part in source.root.all if source.root is not None else ():
        if part.target is not None:
            heirs.setdefault(part.target, part)
    found: list[Shared] = []
    for part, heir in heirs.items():
        way = way_to(part)
        related = all(one == other for one, other in zip(way, path, strict=False))
        if related and not _is_at(wanted, way, plain(part)):
            found.append(Shared(part, heir))
    return found


def handed_over(source: Source, shared: Shared) -> str:
    """The text in which the heir has the value and the anchor. It means the same."""
    heir, part = shared.heir, shared.part
    steps = [*_chain(heir)][-2::-1]
    text = Splice(source, heir).write(Goal(tuple(steps), plain(heir)))
    at = text.index(f"&{part.anchor}", part.start)
    end = at + 1 + len(part.anchor)
    if text[end : end + 1] == " ":
        end += 1
    elif text[at - 1] == " ":
        at -= 1
    return text[:at] + text[end:]


def way_to(part: Part) -> list[Step | None]:
    """The keys and indexes to a part; None for what a merge brings."""
    way: list[Step | None] = []
    for each in _chain(part):
        around = each.inside
        if around is None or around.kind == "document":
            break
        at = around.parts.index(each)
        if around.kind == "sequence":
            way.append(at)
        else:
            key = each if each.is_key else around.parts[at - 1]
            way.append(None if is_merge(key) else key_of(key))
    return way[::-1]


def _chain(part: Part) -> Iterator[Part]:
    """The part and what is around it, up to the whole document."""
    around: Part | None = part
    while around is not None and around.kind != "document":
        yield around
        around = around.inside


def _is_at(whole: Any, way: Sequence[Step | None], value: Any) -> bool:
    for step in way:
        members = dict(enumerate(whole)) if isinstance(whole, list) else whole
        if not isinstance(members, dict) or step not in members:
            return False
        whole = members[step]
    return same(whole, value)
