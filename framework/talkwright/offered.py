"""Names of ``rasa`` for a bot's modules that were written for it, where it is not installed.

The rule: a real ``rasa`` comes first, always, and nothing of ours that is installed is called so. Rooms say what they
offer; the modules are made when something imports them, and hold that and nothing else.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

Names = Mapping[str, Any] | Callable[[], Mapping[str, Any]]
"""What a module holds, or what makes that when it is imported."""


def offer(modules: Mapping[str, Names]) -> None:
    """Let whatever is imported from now on find the names of ``modules``, too."""
    for module, names in modules.items():
        _finder.offered.setdefault(module, {})[id(names)] = names
        if _finder.made(module):
            vars(sys.modules[module]).update(_held(names))
    if _finder not in sys.meta_path:
        sys.meta_path.append(_finder)


def there() -> str:
    """The modules that are offered, for who looks for another."""
    return ", ".join(sorted(_finder.offered))


class _Finder(MetaPathFinder, Loader):
    """Asked last, so only for what nobody else has."""

    def __init__(self) -> None:
        self.offered: dict[str, dict[int, Names]] = {}

    def made(self, module: str) -> bool:
        """Whether the module of that name is one of these."""
        spec = getattr(sys.modules.get(module), "__spec__", None)
        return spec is not None and spec.loader is self

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        is_there = any(f"{module}.".startswith(f"{fullname}.") for module in self.offered)
        return ModuleSpec(fullname, self, is_package=True) if is_there else None

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None  # a plain one

    def exec_module(self, module: ModuleType) -> None:
        for names in self.offered.get(module.__name__, {}).values():
            vars(module).update(_held(names))


_finder = _Finder()


def _held(names: Names) -> Mapping[str, Any]:
    return names() if callable(names) else names
