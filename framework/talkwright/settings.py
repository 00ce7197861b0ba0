"""What an operator sets, as plain values with their defaults. Reads nothing by itself.

Every setting has its section in ``docs/settings.md``.
"""

from __future__ import annotations

import msgspec


class Settings(msgspec.Struct, frozen=True):
    """How a server runs. ``interface`` and ``port``: where it listens. ``cors``: origins that may use it from a page.

    ``synchronous``: NORMAL keeps what was written when the process is killed, FULL also when the power fails.
    Sizes are in bytes, times in seconds.
    """

    interface: str = "127.0.0.1"
    port: int = 5005
    cors: tuple[str, ...] = ()
    synchronous: str = "NORMAL"
    request_max_bytes: int = 1_000_000
    text_max_chars: int = 10_000
    action_timeout_s: float = 300.0
    shutdown_s: float = 30.0
