"""Stores of installed packages, by the name that ``tracker_store`` gives as its ``type``.

A package adds one by an entry point of the group ``talkwright.stores`` whose name is the type. It names a class with
``from_endpoint``; docs/stores.md tells how to write one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from talkwright.conversation.content import JSON
from talkwright.conversation.store import Store
from talkwright.errors import RequestError

GROUP = "talkwright.stores"


class Kind(Protocol):
    """What an entry point names."""

    def from_endpoint(self, options: Mapping[str, JSON]) -> Store:
        """The store, open. ``options`` is what stands beside ``type``. Raises ``StoreError``."""


def find_store(type: str) -> Kind | None:
    """What makes stores of that type, or None when nothing installed does.

    Raises ``RequestError`` when it is installed and cannot be imported.
    """
    from importlib.metadata import entry_points  # 10 ms that only bots with such a store pay

    point = next(iter(entry_points(group=GROUP, name=type)), None)
    if point is None:
        return None
    try:
        return point.load()  # type: ignore[no-any-return]
    except Exception as fault:  # whatever a third party's module does
        message = f"the store {type!r} cannot be loaded: {fault.__class__.__name__}: {fault}"
        raise RequestError(message, "Install it again, or name another type in tracker_store.") from fault
