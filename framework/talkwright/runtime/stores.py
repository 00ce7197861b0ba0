"""Opens where conversations and accounts are kept: the only place that chooses a store."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlencode

from talkwright.accounts.store import AccountStore
from talkwright.conversation.store import Store
from talkwright.conversation.stores.discover import find_store
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.conversation.stores.sql import SqlStore
from talkwright.errors import RequestError
from talkwright.project.dynamo_client import connect as connect_dynamo
from talkwright.project.endpoints import Endpoint
from talkwright.project.mongo_client import connect as connect_mongo
from talkwright.project.own_class import own_class
from talkwright.project.redis_client import connect
from talkwright.settings import Settings
from talkwright.storage.engine import open_database

STATE_FOLDER = ".talkwright"
DATABASE = "talkwright.db"


def open_store(root: Path, endpoint: Endpoint | None, settings: Settings) -> Store:
    """The store that ``tracker_store`` names; SQLite in ``.talkwright/`` when it names none."""
    if endpoint is None or (endpoint.type is None and endpoint.url is None and not endpoint.options):
        return SqlStore(_sqlite(root / STATE_FOLDER / DATABASE, settings))
    kind, dialect = (endpoint.type or "").lower(), str(endpoint.options.get("dialect", "sqlite")).lower()
    if kind in ("memory", "in_memory", "inmemorytrackerstore"):
        return MemoryStore()
    if kind == "redis":
        return _redis(endpoint)
    if kind == "mongod":
        return _mongo(endpoint)
    if kind == "dynamo":
        return _dynamo(endpoint)
    if "." in kind:
        own: Store = own_class(str(endpoint.type), root, "tracker_store").from_endpoint(_options(endpoint))
        return own
    url = _sql_url(root, endpoint)
    if url is not None:
        return SqlStore(open_database(url, synchronous=_synchronous(settings)))
    installed = find_store(endpoint.type or "")
    if installed is not None:
        return installed.from_endpoint(_options(endpoint))
    raise RequestError(
        f"the tracker_store is of the type {endpoint.type!r} and the dialect {dialect!r}, which are not served yet",
        "Use 'type: SQL' with 'dialect: sqlite' or 'dialect: postgresql', 'type: redis', leave tracker_store out, "
        "or install a store.",
    )


def open_accounts(root: Path, endpoint: Endpoint | None, settings: Settings) -> AccountStore:
    """The accounts of a bot: in the database of its conversations, so that several servers share them; where that is
    none of ours, in the one that conversations are kept in when nothing is said."""
    url = _sql_url(root, endpoint) if endpoint is not None else None
    if url is not None:
        return AccountStore(open_database(url, synchronous=_synchronous(settings)))
    return AccountStore(_sqlite(root / STATE_FOLDER / DATABASE, settings))


def _sql_url(root: Path, endpoint: Endpoint) -> str | None:
    """The database that ``tracker_store`` names; None when it names something else."""
    dialect = str(endpoint.options.get("dialect", "sqlite")).lower()
    if (endpoint.type or "").lower() != "sql":
        return None
    if "://" in (endpoint.url or ""):
        return str(endpoint.url)
    if dialect.startswith("postgresql"):  # and perhaps a driver behind it, which is ours to choose
        return _postgres_url(endpoint)
    if dialect == "sqlite":
        return f"sqlite:///{root / str(endpoint.options.get('db', DATABASE))}"
    return None


def _redis(endpoint: Endpoint) -> Store:
    from talkwright.conversation.stores.redis import RedisStore

    given = endpoint.options.get("key_prefix")
    return RedisStore(connect(endpoint, is_async=True), f"{given}:talkwright:" if given else "talkwright:")


def _mongo(endpoint: Endpoint) -> Store:
    from talkwright.conversation.stores.mongo import MongoStore

    given = endpoint.options.get("collection")
    return MongoStore(connect_mongo(endpoint), f"{given}.talkwright" if given else "talkwright")


def _dynamo(endpoint: Endpoint) -> Store:
    from talkwright.conversation.stores.dynamo import DynamoStore

    given = endpoint.options.get("table_name")  # which is Rasa's
    return DynamoStore(connect_dynamo(endpoint).meta.client, f"{given}.talkwright" if given else "talkwright")


def _options(endpoint: Endpoint) -> dict[str, Any]:
    """What stands beside ``type``."""
    return endpoint.options if endpoint.url is None else {**endpoint.options, "url": endpoint.url}


def _sqlite(path: Path, settings: Settings) -> Any:
    return open_database(f"sqlite:///{path}", synchronous=_synchronous(settings))


def _synchronous(settings: Settings) -> Literal["NORMAL", "FULL"]:
    return "FULL" if settings.synchronous == "FULL" else "NORMAL"


def _postgres_url(endpoint: Endpoint) -> str:
    """The address that ``tracker_store`` gives in parts. ``query`` has options of libpq, and a driver: we have one."""
    given = {key: quote(str(value), safe="") for key, value in endpoint.options.items() if value is not None}
    login = given.get("username", "") + (f":{given['password']}" if "password" in given else "")
    host = (endpoint.url or "localhost") + (f":{given['port']}" if "port" in given else "")
    query = endpoint.options.get("query")
    options = {key: value for key, value in query.items() if key != "driver"} if isinstance(query, dict) else {}
    return f"postgresql://{login and login + '@'}{host}/{given.get('db', 'talkwright')}?{urlencode(options)}"
