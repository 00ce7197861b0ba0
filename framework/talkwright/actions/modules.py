"""Loads a bot's ``actions`` folder (or ``actions.py``), each bot's under a private name of its own."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from talkwright.modules import claim, public_text, release

__all__ = ["PUBLIC", "load_actions", "public_text", "unload_actions"]

PUBLIC = "actions"


def load_actions(root: Path) -> list[ModuleType]:
    """All modules of the bot's actions, imported; none when it has no actions.

    A folder inside is searched when it has an ``__init__.py``, as in Rasa. Whatever the modules raise on import comes
    through together, as a ``BaseExceptionGroup``; then nothing of the bot stays loaded.
    """
    root = root.absolute()
    folder, single = root / PUBLIC, root / f"{PUBLIC}.py"
    if not folder.is_dir() and not single.is_file():
        return []
    private = claim(root, PUBLIC)
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
        release(private)
        raise BaseExceptionGroup(f"modules of {folder} cannot be imported", faults)
    return modules


unload_actions = release
"""Let go of a bot's modules, of which the argument names one. Only when none of its actions runs any more."""


def _submodules(module: ModuleType) -> Iterator[str]:
    """The names of what is right inside a package."""
    for found in pkgutil.iter_modules(getattr(module, "__path__", ()), f"{module.__name__}."):
        yield found.name
