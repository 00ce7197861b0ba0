"""What a migration does to a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from msgspec.structs import replace


class Change(msgspec.Struct, frozen=True):
    """A file that is written. ``was`` is the file it was, "" for one that is new; it may have had another name."""

    was: str
    file: str
    before: str
    after: str


def applied(texts: Mapping[str, str], changes: Iterable[Change]) -> dict[str, str]:
    """The texts with the changes made."""
    changes = tuple(changes)
    gone = {change.was for change in changes}
    kept = {file: text for file, text in texts.items() if file not in gone}
    return kept | {change.file: change.after for change in changes}


def composed(first: Iterable[Change], then: Iterable[Change]) -> tuple[Change, ...]:
    """One change for each file, for two that follow each other. What comes to nothing is left out."""
    by_file = {change.file: change for change in first}
    for change in then:
        before = by_file.get(change.was) if change.was else None
        by_file[change.file] = change if before is None else replace(before, after=change.after)
    changes = (change for change in by_file.values() if change.was != change.file or change.before != change.after)
    return tuple(sorted(changes, key=lambda change: change.file))
