"""The starter bot: which files it is made of, said once for ``init`` and for the wheel.

In a checkout they are the files at the root; a wheel carries them as ``talkwright/starter``.
"""

from __future__ import annotations

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

_PACKAGED = Path(__file__).parent.parent / "starter"
_CHECKOUT = Path(__file__).parents[3]


def starter_files(root: Path | None = None) -> dict[str, Path]:
    """The starter's files: path below a bot's folder -> where the file is now."""
    origin = root or (_PACKAGED if _PACKAGED.is_dir() else _CHECKOUT)
    found = [origin / name for name in FILES]
    for folder, pattern in FOLDERS.items():
        found.extend(
            file for file in sorted((origin / folder).glob(pattern)) if file.suffix in _SUFFIXES and file.is_file()
        )
    return {file.relative_to(origin).as_posix(): file for file in found if file.is_file()}


_SUFFIXES = {".yml", ".md", ".py", ".sql", ".svg"}
