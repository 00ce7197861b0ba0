"""The accounts of the bot, opened when the builder is asked for first: a server that nobody builds on pays nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from talkwright.accounts.login import Logins
from talkwright.accounts.store import AccountStore, Span


class People:
    """``open_accounts`` opens the store; it may block."""

    def __init__(self, open_accounts: Callable[[], AccountStore], span: Span) -> None:
        self._open = open_accounts
        self.span = span
        self._opened: tuple[AccountStore, Logins] | None = None
        self._opening = asyncio.Lock()

    async def store(self) -> AccountStore:
        """Raises ``StoreError``."""
        return (await self._both())[0]

    async def logins(self) -> Logins:
        """Raises ``StoreError``."""
        return (await self._both())[1]

    async def close(self) -> None:
        if self._opened is not None:
            await self._opened[0].close()

    async def _both(self) -> tuple[AccountStore, Logins]:
        if self._opened is None:
            async with self._opening:
                if self._opened is None:
                    store = await asyncio.to_thread(self._open)
                    self._opened = (store, Logins(store, self.span))
        return self._opened
