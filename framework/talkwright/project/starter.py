"""What a new bot can begin with, said once for ``init`` and for the wheel: the starter bot, or next to nothing.

In a checkout the starter's files are those at the root; a wheel carries them as ``talkwright/starter``. The empty bot
is the folder ``empty`` beside this file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

FILES = ("config.yml", "endpoints.yml", "credentials.yml")
FOLDERS = {
    "domain": "*.yml",
    "flows": "*.yml",
    "nlu-data": "*.yml",
    "actions": "**/*",
    "assets": "*.svg",
    "knowledge": "*.md",
    "tests/conversations": "*.yml",
}

_EMPTY = Path(__file__).parent / "empty"
_PACKAGED = Path(__file__).parent.parent / "starter"
_CHECKOUT = Path(__file__).parents[3]
_SUFFIXES = {".yml", ".md", ".py", ".sql", ".svg"}


def starter_files(root: Path | None = None) -> dict[str, Path]:
    """The starter's files: path below a bot's folder -> where the file is now."""
    origin = root or (_PACKAGED if _PACKAGED.is_dir() else _CHECKOUT)
    found = [origin / name for name in FILES]
    for folder, pattern in FOLDERS.items():
        found.extend(sorted((origin / folder).glob(pattern)))
    return _by_name(found, origin)


def empty_files() -> dict[str, Path]:
    """The files of the smallest bot that can be trained, as those of the starter."""
    return _by_name(sorted(_EMPTY.rglob("*")), _EMPTY)


def _by_name(files: list[Path], origin: Path) -> dict[str, Path]:
    return {file.relative_to(origin).as_posix(): file for file in files if file.suffix in _SUFFIXES and file.is_file()}


TEMPLATES: dict[str, tuple[str, Callable[[], dict[str, Path]]]] = {
    "starter": ("a whole shop to talk to and to learn from", starter_files),
    "empty": ("next to nothing: it says hello and goodbye", empty_files),
}
"""What ``init`` offers: name -> what it is, and its files."""
