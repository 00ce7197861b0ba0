"""A bot's own Python, loaded from its folder under private names.

Two bots in one process may both have ``actions.shop``. Each gets its own modules under a name nobody can guess, and
``import actions...`` inside them means that bot's: its modules are given an ``__import__`` that says so.
"""

from __future__ import annotations

import builtins
import importlib.util
import re
import sys
from collections.abc import Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

_numbers = count(1)
_PREFIX = re.compile(r"_talkwright_bot\d+_")
_PRIVATE = re.compile(r"_talkwright_bot\d+_[^.]+")


def claim(root: Path, public: str) -> str:
    """The private name under which the folder or file ``public`` below ``root`` can be imported from now on.

    A folder goes before a file of the name when it has an ``__init__.py``.
    """
    root = root.absolute()
    folder, single = root / public, root / f"{public}.py"
    private = f"_talkwright_bot{next(_numbers)}_{public}"
    if str(root) not in sys.path:
        sys.path.append(str(root))  # a module may import what lies beside it, as under Rasa
    is_package = folder.is_dir() and ((folder / "__init__.py").is_file() or not single.is_file())
    sys.meta_path.insert(0, _Finder(private, public, folder if is_package else None, single))
    return private


def release(module: str) -> None:
    """Let go of everything that was imported under the private name that ``module`` begins with."""
    found = _PRIVATE.match(module)
    if found is None:
        return
    private = found[0]
    for name in [name for name in sys.modules if name == private or name.startswith(f"{private}.")]:
        del sys.modules[name]
    sys.meta_path[:] = [each for each in sys.meta_path if not (isinstance(each, _Finder) and each.private == private)]


def public_text(text: str) -> str:
    """``text`` with modules of bots called what their authors call them."""
    return _PREFIX.sub("", text)


class _Finder(MetaPathFinder):
    """Finds the modules of one bot below one private name."""

    def __init__(self, private: str, public: str, folder: Path | None, single: Path) -> None:
        self.private = private
        self._public = public
        self._folder = folder
        self._single = single

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname == self.private:
            return self._root_spec()
        if not fullname.startswith(self.private + "."):
            return None
        spec = PathFinder.find_spec(fullname, path)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = self._loader(fullname, spec.loader.path)
        return spec

    def _root_spec(self) -> ModuleSpec | None:
        if self._folder is None:
            loader = self._loader(self.private, str(self._single))
            return importlib.util.spec_from_file_location(self.private, self._single, loader=loader)
        init = self._folder / "__init__.py"
        if not init.is_file():  # a folder without __init__.py is a package all the same
            spec = ModuleSpec(self.private, None, is_package=True)
            spec.submodule_search_locations = [str(self._folder)]
            return spec
        return importlib.util.spec_from_file_location(
            self.private,
            init,
            loader=self._loader(self.private, str(init)),
            submodule_search_locations=[str(self._folder)],
        )

    def _loader(self, fullname: str, path: str) -> _Loader:
        return _Loader(fullname, path, self.private, self._public)


class _Loader(SourceFileLoader):
    """Runs a module whose ``import <public>`` means its own bot's."""

    def __init__(self, fullname: str, path: str, private: str, public: str) -> None:
        super().__init__(fullname, path)
        self._private = private
        self._public = public

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
        if level == 0 and (name == self._public or name.startswith(self._public + ".")):
            # Asked for by its real name, so that Python's own rules for `from` hold.
            private = self._private + name.removeprefix(self._public)
            return builtins.__import__(private, globals, locals, fromlist or (), 0)
        return builtins.__import__(name, globals, locals, fromlist or (), level)
