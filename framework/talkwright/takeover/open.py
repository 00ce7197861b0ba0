"""The source that ``tracker_store`` names, if Rasa has left conversations there."""

from __future__ import annotations

from pathlib import Path

from talkwright.project.endpoints import Endpoint
from talkwright.takeover.source import Source

_DB = "rasa.db"


def find_source(endpoint: Endpoint | None, folder: Path) -> Source | None:
    """The source of ``endpoint``; files are those of ``folder``. None when it is of a type that Rasa keeps nothing in,
    and when no Rasa has written there. Raises ``RequestError`` without a library, and ``OutsideError``."""
    kind = (endpoint.type or "").lower() if endpoint is not None else ""
    if endpoint is None or kind not in ("sql", "redis", "mongod", "dynamo"):
        return None
    if kind == "redis":
        from talkwright.takeover.redis import RedisSource

        return RedisSource.find(endpoint)
    if kind == "mongod":
        from talkwright.takeover.mongo import MongoSource

        return MongoSource.find(endpoint)
    if kind == "dynamo":
        from talkwright.takeover.dynamo import DynamoSource

        return DynamoSource.find(endpoint)
    from talkwright.project.sql_address import sql_address
    from talkwright.takeover.sql import SqlSource

    url = sql_address(endpoint, folder, _DB)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return None  # looking would make it
    return SqlSource.find(url)
