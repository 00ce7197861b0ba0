"""A YAML text as it stands and as it is meant: where its values are, and what they are as plain data.

The meaning is that of ``read``: words are those of ``node.resolve``, of keys that are there twice the first counts,
and only the first document is read. What is wrong is not told here; text that is no YAML raises ``yaml.YAMLError``,
and one whose aliases would fill the memory ``ValueError``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec

from talkwright.yaml.node import resolve
from talkwright.yaml.parts import Part, parts_of
from talkwright.yaml.read import LARGEST


class Source(msgspec.Struct, frozen=True, eq=False):
    """``root`` is the value of the first document, or None in an empty file; ``plain`` is what it means."""

    text: str
    root: Part | None
    plain: Any


@lru_cache(maxsize=16)
def source_of(text: str) -> Source:
    """What stands in ``text``. The last few are kept: what was written last is edited next. Not to be changed."""
    documents = parts_of(text).parts
    root = documents[0] if documents else None
    if root is not None and "*" in text and _size(root, {}) > LARGEST:
        raise ValueError("aliases repeat too much")
    return Source(text, root, plain(root))


def plain(part: Part | None) -> Any:
    """The value of a part as plain data."""
    if part is None or (part.alias and part.target is None):
        return None
    if part.alias:
        return plain(part.target)
    if part.kind == "sequence":
        return [plain(each) for each in part.parts]
    if part.kind == "scalar":
        return _scalar(part)
    own = {key: plain(value) for key, (_, value) in own_entries(part).items()}
    return inherited(part) | own if any(map(is_merge, part.parts[::2])) else own


def _size(part: Part, known: dict[Part, int]) -> int:
    """How many values there are with all aliases written out."""
    if part.target is not None:
        return known[part.target]
    size = 1 + sum(_size(each, known) for each in part.parts)
    if part.anchor:
        known[part] = size
    return size


def own_entries(part: Part) -> dict[str, tuple[Part, Part]]:
    """Key and value of the entries that a mapping has itself, under their names; the first of a name counts."""
    entries: dict[str, tuple[Part, Part]] = {}
    for key, value in part.entries:
        name = key_of(key)
        if name is not None and name not in entries and not is_merge(key):
            entries[name] = (key, value)
    return entries


def inherited(part: Part) -> dict[str, Any]:
    """What the ``<<`` keys of a mapping bring, whether or not its own keys hide it."""
    sources: list[Any] = []
    for key, value in part.entries:
        if is_merge(key):
            merged = plain(value)
            sources.extend(merged if isinstance(merged, list) else (merged,))
    entries: dict[str, Any] = {}
    for source in reversed(sources):
        if isinstance(source, dict):
            entries |= source
    return entries


def key_of(key: Part) -> str | None:
    """The name that a key gives, or None for one that is no text."""
    if key.alias:
        named = plain(key)
        return named if isinstance(named, str) else None
    return key.value if key.kind == "scalar" else None


def is_merge(key: Part) -> bool:
    return key.value == "<<" and not key.style and not key.tag


def _scalar(part: Part) -> Any:
    if not part.tag:
        return part.value if part.style else resolve(part.value)
    kind = part.tag.removeprefix("tag:yaml.org,2002:")
    if kind in ("!", "str"):
        return part.value
    value = resolve(part.value)
    return float(value) if kind == "float" and type(value) is int else value


def same(one: Any, other: Any) -> bool:
    """Whether two plain values are equal: 1 is 1.0, but true is not 1, and the order of keys does not count."""
    if one is other:
        return True
    if isinstance(one, dict):
        return isinstance(other, dict) and one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return isinstance(other, list) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return False
    return bool(one == other) or (one != one and other != other)  # noqa: PLR0124  not a number is not equal to itself
