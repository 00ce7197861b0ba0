"""The address of an SQL database that ``endpoints.yml`` gives in parts, as Rasa reads them. Nothing is opened."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from talkwright.errors import RequestError
from talkwright.project.endpoints import Endpoint


def sql_address(endpoint: Endpoint, folder: Path, db: str) -> URL:
    """Where the database is. ``db`` is its name when none is given; a file of SQLite lies in ``folder``.

    The driver is chosen here, whatever the dialect names. Raises ``RequestError``.
    """
    options = {name: value for name, value in endpoint.options.items() if value is not None}
    dialect = str(options.get("dialect", "sqlite"))
    if "://" in (endpoint.url or ""):
        url = _parsed(str(endpoint.url))
    elif dialect == "sqlite":
        return URL.create("sqlite", database=str(folder / str(options.get("db", db))))
    else:
        host, _, port = (endpoint.url or "localhost").partition(":")
        query = options.get("query")
        url = URL.create(
            dialect,
            host=host,
            port=_number(options.get("port") or port or None),
            database=str(options.get("db", db)),
            username=_text(options.get("username")),
            password=_text(options.get("password")),
            query={key: str(value) for key, value in query.items() if key != "driver"} if query else {},
        )
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    return url


def _parsed(text: str) -> URL:
    try:
        return make_url(text)
    except (ArgumentError, ValueError):
        raise RequestError("the 'url' of a database cannot be read", "Write dialect://user:password@host/db.") from None


def _number(value: object) -> int | None:
    if value is None:
        return None
    if not str(value).isdecimal():
        raise RequestError("the 'port' of a database is no number", "Take it out where the usual one is meant.")
    return int(str(value))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
