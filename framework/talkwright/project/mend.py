"""Problems -> edits of the files that mend them. What is mended is decided where a problem is found; here it is done.

Files keep every byte that no edit names. One that could not be read afterwards is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from talkwright.errors import Problem, Problems, Rewrite
from talkwright.project.files import DISK, Overlay
from talkwright.yaml import parse
from talkwright.yaml.edit import Edit, edits_of, splice


class Fix(msgspec.Struct, frozen=True):
    """How to mend one problem: ``title`` says it in words, ``edits`` do it."""

    title: str
    edits: tuple[Edit, ...]


class Mended(msgspec.Struct, frozen=True):
    """A file before and after. ``file`` is its name in places."""

    file: str
    path: Path
    before: str
    after: str


def fixes_of(problems: Iterable[Problem], root: Path, overlay: Overlay = DISK) -> dict[Problem, Fix]:
    """The fix of each problem that has one, for the files as they are now with ``overlay`` over them."""
    texts: dict[str, str | None] = {}
    found: dict[Problem, Fix] = {}
    for problem in problems:
        if problem.change is None:
            continue
        file = problem.place.file
        text = texts[file] = texts[file] if file in texts else _read(root / file, overlay)
        edits = edits_of(problem.change, problem.place, text) if text is not None else ()
        if edits:
            change = problem.change
            title = f"Write {change.new!r}" if isinstance(change, Rewrite) else f"Add '- {change.text}'"
            found[problem] = Fix(title, edits)
    return found


def mend(problems: Iterable[Problem], root: Path) -> tuple[Mended, ...]:
    """The files that the fixes of ``problems`` change. Nothing is written."""
    edits: dict[str, list[Edit]] = {}
    for fix in fixes_of(problems, root).values():
        for edit in fix.edits:
            edits.setdefault(edit.file, []).append(edit)
    mended = []
    for file, of_file in sorted(edits.items()):
        before = _read(root / file)
        after = splice(before, of_file) if before is not None else None
        if before is not None and after is not None and parse(after, file, Problems()) is not None:
            mended.append(Mended(file, root / file, before, after))
    return tuple(mended)


def write(mended: Mended) -> None:
    """Write the file as it is after."""
    mended.path.write_bytes(mended.after.encode())


def _read(path: Path, overlay: Overlay = DISK) -> str | None:
    try:
        return overlay.read(path).decode()
    except (OSError, UnicodeDecodeError):
        return None
