"""Puts a migration on the disk: as a new folder, or in place with the old files kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from talkwright.migrate.change import Change
from talkwright.migrate.folder import walk


def copy_whole(root: Path, target: Path, changes: Iterable[Change]) -> None:
    """The bot at ``root`` with its changes in the folder ``target``. Raises ``OSError``."""
    changes = tuple(changes)
    left_out = {change.was for change in changes}
    for path in list(walk(root)):
        name = path.relative_to(root).as_posix()
        if name not in left_out and not path.is_relative_to(target):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / name)
    for change in changes:
        _write(target / change.file, change.after)


def write_in_place(root: Path, changes: Iterable[Change]) -> None:
    """The changes at ``root``. What a file was stays beside it as ``.bak``. Raises ``OSError``."""
    for change in changes:
        if change.was:
            (root / change.was).rename(_free(root / f"{change.was}.bak"))
        _write(root / change.file, change.after)


def _free(path: Path) -> Path:
    number = 1
    free = path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}{number}")
    return free


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
