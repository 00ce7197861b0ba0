"""Loads a bot's ``actions`` folder (or ``actions.py``) under a private module name.

Two bots in one process may both have ``actions.shop``. Each gets its own modules under a name nobody can guess, and
``import actions...`` inside a bot means that bot's: its modules are given an ``__import__`` that says so.
"""

from __future__ import annotations

import builtins
import importlib
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

PUBLIC = "actions"
_numbers = count(1)


def load_actions(root: Path) -> list[ModuleType]:
    """All modules of the bot's actions, imported; none when it has no actions.

    Whatever an action module raises on import comes through.
    """
    private = f"_talkwright_bot{next(_numbers)}_{PUBLIC}"
    package, single = root / PUBLIC / "__init__.py", root / f"{PUBLIC}.py"
    folder = package.parent
    if not folder.is_dir() and not single.is_file():
        return []
    if str(root) not in sys.path:
        sys.path.append(str(root))  # an action may import what lies beside the folder, as under `rasa run actions`
    sys.meta_path.insert(0, _Finder(private, folder if folder.is_dir() else None, single))
    modules = [importlib.import_module(private)]
    if folder.is_dir():
        for file in sorted(folder.rglob("*.py")):
            parts = file.relative_to(folder).with_suffix("").parts
            if parts[-1] != "__init__" and all(part.isidentifier() for part in parts):
                modules.append(importlib.import_module(".".join((private, *parts))))
    return modules


class _Finder(MetaPathFinder):
    """Finds the modules of one bot."""

    def __init__(self, private: str, folder: Path | None, single: Path) -> None:
        self._private = private
        self._folder = folder
        self._single = single

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname == self._private:
            return self._root_spec()
        if not fullname.startswith(self._private + "."):
            return None
        spec = PathFinder.find_spec(fullname, path)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Loader(fullname, spec.loader.path, self._private)
        return spec

    def _root_spec(self) -> ModuleSpec | None:
        if self._folder is None:
            loader = _Loader(self._private, str(self._single), self._private)
            return importlib.util.spec_from_file_location(self._private, self._single, loader=loader)
        init = self._folder / "__init__.py"
        if not init.is_file():  # a folder without __init__.py is a package all the same
            spec = ModuleSpec(self._private, None, is_package=True)
            spec.submodule_search_locations = [str(self._folder)]
            return spec
        return importlib.util.spec_from_file_location(
            self._private,
            init,
            loader=_Loader(self._private, str(init), self._private),
            submodule_search_locations=[str(self._folder)],
        )


class _Loader(SourceFileLoader):
    """Runs a module whose ``import actions`` means its own bot's."""

    def __init__(self, fullname: str, path: str, private: str) -> None:
        super().__init__(fullname, path)
        self._private = private

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__["__builtins__"] = {**vars(builtins), "__import__": self._import}
        super().exec_module(module)

    def _import(
        self,
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        if level == 0 and (name == PUBLIC or name.startswith(PUBLIC + ".")):
            private = self._private + name.removeprefix(PUBLIC)
            module = importlib.import_module(private)
            if not fromlist:
                return sys.modules[self._private]
            for part in fromlist:
                if not hasattr(module, part) and hasattr(module, "__path__") and part != "*":
                    importlib.import_module(f"{private}.{part}")
            return module
        return builtins.__import__(name, globals, locals, fromlist or (), level)
