"""Opens a database from its URL. The only place that chooses a driver."""

from __future__ import annotations

from typing import Literal

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from talkwright.errors import StoreError
from talkwright.storage.database import Database
from talkwright.storage.sqlite import MEMORY, Sqlite


def open_database(
    url: str, *, synchronous: Literal["NORMAL", "FULL"] = "NORMAL", busy_timeout_s: float = 5.0
) -> Database:
    """Open the database at ``url``, create it when it is not there, and bring its schema up to date.

    ``sqlite:///shop.db`` is a file in the working directory, ``sqlite:////var/lib/shop.db`` an absolute path,
    ``sqlite:///:memory:`` a database that ends with this process. ``synchronous`` NORMAL keeps what was written when
    the process is killed; FULL keeps it when the power fails too. ``busy_timeout_s`` is how long to wait for another
    process that writes. Blocks; raises ``StoreError``.
    """
    try:
        place = make_url(url)
    except ArgumentError:
        raise StoreError("the database's address is not a URL", "Write it like sqlite:///conversations.db.") from None
    kind = place.get_backend_name()
    if kind != "sqlite":
        raise StoreError(f"there is no driver for {kind!r} databases", "Use sqlite:///conversations.db.")
    return Sqlite.open(place.database or MEMORY, synchronous=synchronous, busy_timeout_s=busy_timeout_s)
