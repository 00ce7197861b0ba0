"""The YAML files of a project as documents. The only file of the room that touches the disk.

It must not know what the files mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from talkwright.errors import Place, Problems
from talkwright.yaml import Node, parse

SUFFIXES = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class Document:
    """A file that could be read. ``file`` is its name in places; ``text`` is what the columns of ``node`` count in."""

    file: str
    text: str
    node: Node


def read_document(
    path: Path, file: str, problems: Problems, environment: Mapping[str, str] | None = None
) -> Document | None:
    """The file at ``path``, or None with a problem when it cannot be read."""
    text = read_text(path, file, problems)
    if text is None:
        return None
    node = parse(text, file, problems, environment)
    return None if node is None else Document(file, text.decode("utf-8").removeprefix("\ufeff"), node)


def read_text(path: Path, file: str, problems: Problems) -> bytes | None:
    """The bytes of a file, or None with a problem."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        problems.error("project/missing-file", "This file does not exist.", Place(file), "Create it, or name another.")
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        problems.error("project/unreadable-file", f"This file cannot be read: {reason}.", Place(file))
    return None


def find_files(folders: Sequence[Path], suffixes: tuple[str, ...] = SUFFIXES) -> Iterator[Path]:
    """Every file of the folders (or the files themselves), sorted, once.

    Hidden files and folders are left out, and what is named ``test_...``: that talks to the assistant, it does not
    teach it.
    """
    seen: set[Path] = set()
    for folder in folders:
        for path in _walk(folder) if folder.is_dir() else [folder]:
            if path.suffix in suffixes and path not in seen:
                seen.add(path)
                yield path


def _walk(folder: Path) -> Iterator[Path]:
    try:
        children = sorted(folder.iterdir())
    except OSError:  # a folder that may not be opened holds nothing for us
        return
    for child in children:
        if child.name.startswith((".", "test_")):
            continue
        if child.is_dir():
            if not child.is_symlink():
                yield from _walk(child)
        else:
            yield child
