"""The shop's SQLite file: ``.talkwright/shop.db`` in the bot's folder, or where the environment variable ``SHOP_DB``
says.

It is made from ``shop.sql`` the first time it is needed. Whoever needs it opens it and closes it again, so several may
do so at once.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
BOT = HERE.parent.parent
VERSION = 2  # of the tables; shop.sql writes the same number into the file


@contextmanager
def database() -> Iterator[sqlite3.Connection]:
    """The open database, with the shop in it. What is written is kept when the block ends without an error."""
    path = Path(os.environ.get("SHOP_DB") or BOT / ".talkwright" / "shop.db")
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two writers take turns: the second waits up to ten seconds.
    with closing(sqlite3.connect(path, timeout=10)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version not in (0, VERSION):
            raise RuntimeError(f"{path.name} is of an older starter bot: delete it, and it is made anew")
        if version == 0:
            connection.executescript((HERE / "shop.sql").read_text(encoding="utf-8"))
        with connection:
            yield connection
