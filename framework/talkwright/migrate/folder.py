"""The files of a bot that a migration may look at: which they are, and what is in them. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

LARGEST = 20_000_000  # bytes; what is larger is no file that somebody wrote
_SUFFIXES = (".yml", ".yaml", ".md", ".json", ".py")
_NOT_OURS = frozenset({"models", "results", "node_modules", "venv", "env", "site-packages", "__pycache__", "migrated"})
_READ_ME = ("readme", "changelog", "license", "contributing")


def find(root: Path) -> dict[str, str]:
    """The texts below ``root`` by their paths from there. A file that is no UTF-8 is left out."""
    texts = {}
    for path in walk(root):
        is_wanted = path.suffix in _SUFFIXES and not path.stem.lower().startswith(_READ_ME)
        text = read(path) if is_wanted else None
        if text is not None:
            texts[path.relative_to(root).as_posix()] = text
    return texts


def walk(root: Path) -> Iterator[Path]:
    """Every file below ``root`` that belongs to the bot, sorted: nothing hidden, trained or installed."""
    try:
        children = sorted(root.iterdir())
    except OSError:
        return
    for child in children:
        if child.name.startswith(".") or child.is_symlink():
            continue
        if not child.is_dir():
            yield child
        elif child.name not in _NOT_OURS and not (child / "pyvenv.cfg").exists():
            yield from walk(child)


def read(path: Path) -> str | None:
    """The text of a file, line ends as they are, or None when it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8") if path.stat().st_size <= LARGEST else None
    except (OSError, UnicodeDecodeError):
        return None
