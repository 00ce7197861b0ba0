"""Adds to a wheel what lies outside the packages: the starter bot and the built user interface.

Editable installs get nothing: they find both in the checkout. Files are named one by one, because including a folder
would take what .gitignore leaves out.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Assets(BuildHookInterface):
    """hatchling calls it for each build of a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        include = {str(origin): f"talkwright/starter/{name}" for name, origin in _starter_files(root).items()}
        if not (root / "builder-ui" / "dist").is_dir():
            self.app.display_warning("The chat page and the widget are left out: they are not built. See `make ui`.")
        for name in ("talk", "demo", "dist"):
            folder = root / "builder-ui" / name
            for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
                if file.is_file():
                    include[str(file)] = f"talkwright/assets/{name}/{file.relative_to(folder).as_posix()}"
        build_data["force_include"].update(include)


def _starter_files(root: Path) -> dict[str, Path]:
    """``talkwright.project.starter``, loaded by path: the package is not installed while it is built."""
    path = root / "framework" / "talkwright" / "project" / "starter.py"
    spec = importlib.util.spec_from_file_location("starter", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    files: dict[str, Path] = module.starter_files(root)
    return files
