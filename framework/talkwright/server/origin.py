"""Which web pages may talk to the server: those it serves itself, and the origins that ``--cors`` names. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit


class Origins:
    """``named`` origins are like ``https://shop.example``; ``*`` is every origin."""

    def __init__(self, named: Iterable[str]) -> None:
        self._named = frozenset(origin.rstrip("/").lower() for origin in named)

    def named(self, origin: str) -> bool:
        """Whether ``--cors`` names it."""
        return "*" in self._named or origin.rstrip("/").lower() in self._named

    def may_connect(self, origin: str | None, host: str) -> bool:
        """Whether a WebSocket may be opened. No origin means no browser, which this does not protect."""
        return origin is None or self.named(origin) or urlsplit(origin).netloc.lower() == host.lower()
