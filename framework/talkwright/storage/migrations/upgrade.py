"""Brings a database to ``HEAD``. Imports Alembic, so import it only when there is something to do."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from talkwright.errors import StoreError
from talkwright.storage.migrations import HEAD


def config() -> Config:
    """Alembic's settings: only where the scripts are."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return settings


def upgrade(connection: Connection, found: str | None, name: str) -> None:
    """Run the missing steps inside the caller's transaction.

    ``found`` is the version the database says it has, None when it has none. Raises ``StoreError`` when that is one
    this program has never heard of; ``name`` is what the message calls the database.
    """
    settings = config()
    known = {script.revision for script in ScriptDirectory.from_config(settings).walk_revisions()}
    if found is not None and found not in known:
        raise StoreError(
            f"{name} has the schema {found!r}, and this program knows schemas up to {HEAD!r}: "
            "a newer Talkwright wrote it",
            "Run that newer version, or give this one a database of its own.",
        )
    settings.attributes["connection"] = connection
    command.upgrade(settings, HEAD)
