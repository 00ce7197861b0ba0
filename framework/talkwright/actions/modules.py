"""Loads a bot's ``actions`` folder (or ``actions.py``) under a private module name.

Two bots in one process may both have ``actions.shop``. Each gets its own modules under a name nobody can guess, and
``import actions...`` inside a bot means that bot's: its modules are given an ``__import__`` that says so.
"""

from __future__ import annotations

import builtins
import importlib
import importlib.util
import pkgutil
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
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

    A folder inside is searched when it has an ``__init__.py``, as in Rasa. Whatever the modules raise on import comes
    through together, as a ``BaseExceptionGroup``; then nothing of the bot stays loaded.
    """
    root = root.absolute()
    private = f"_talkwright_bot{next(_numbers)}_{PUBLIC}"
    folder, single = root / PUBLIC, root / f"{PUBLIC}.py"
    if not folder.is_dir() and not single.is_file():
        return []
    if str(root) not in sys.path:
        sys.path.append(str(root))  # an action may import what lies beside the folder, as under `rasa run actions`
    is_package = folder.is_dir() and ((folder / "__init__.py").is_file() or not single.is_file())
    finder = _Finder(private, folder if is_package else None, single)
    sys.meta_path.insert(0, finder)
    modules: list[ModuleType] = []
    faults: list[BaseException] = []
    names = [private]
    for name in names:
        try:
            module = importlib.import_module(name)
        except BaseException as fault:  # an author's module may raise anything, SystemExit among it
            if isinstance(fault, KeyboardInterrupt):
                raise
            faults.append(fault)
        else:
            modules.append(module)
            names.extend(_submodules(module))
    if faults:
        sys.meta_path.remove(finder)
        for name in [name for name in sys.modules if name == private or name.startswith(f"{private}.")]:
            del sys.modules[name]
        raise BaseExceptionGroup(f"modules of {folder} cannot be imported", faults)
    return modules


def unload_actions(module: str) -> None:
    """Let go of a bot's modules, of which ``module`` is one. Only when none of its actions runs any more."""
    found = _PRIVATE.match(module)
    if found is None:
        return
    private = found[0]
    for name in [name for name in sys.modules if name == private or name.startswith(f"{private}.")]:
        del sys.modules[name]
    sys.meta_path[:] = [each for each in sys.meta_path if not (isinstance(each, _Finder) and each.private == private)]


def public_text(text: str) -> str:
    """``text`` with modules of bots called what their authors call them."""
    return _PRIVATE.sub(PUBLIC, text)


_PRIVATE = re.compile(rf"_talkwright_bot\d+_{PUBLIC}")


def _submodules(module: ModuleType) -> Iterator[str]:
    """The names of what is right inside a package."""
    for found in pkgutil.iter_modules(getattr(module, "__path__", ()), f"{module.__name__}."):
        yield found.name


class _Finder(MetaPathFinder):
    """Finds the modules of one bot."""

    def __init__(self, private: str, folder: Path | None, single: Path) -> None:
        self.private = private
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
            spec.loader = _Loader(fullname, spec.loader.path, self.private)
        return spec

    def _root_spec(self) -> ModuleSpec | None:
        if self._folder is None:
            loader = _Loader(self.private, str(self._single), self.private)
            return importlib.util.spec_from_file_location(self.private, self._single, loader=loader)
        init = self._folder / "__init__.py"
        if not init.is_file():  # a folder without __init__.py is a package all the same
            spec = ModuleSpec(self.private, None, is_package=True)
            spec.submodule_search_locations = [str(self._folder)]
            return spec
        return importlib.util.spec_from_file_location(
            self.private,
            init,
            loader=_Loader(self.private, str(init), self.private),
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
            # Asked for by its real name, so that Python's own rules for `from` hold.
            private = self._private + name.removeprefix(PUBLIC)
            return builtins.__import__(private, globals, locals, fromlist or (), 0)
        return builtins.__import__(name, globals, locals, fromlist or (), level)
