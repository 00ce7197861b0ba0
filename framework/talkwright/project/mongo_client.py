"""The client of the MongoDB that ``endpoints.yml`` names, in Rasa's words. Nothing is connected yet."""

from __future__ import annotations

from typing import Any

from talkwright.errors import RequestError
from talkwright.project.endpoints import Endpoint

_WAITS = {"serverSelectionTimeoutMS": 5000, "connectTimeoutMS": 5000, "socketTimeoutMS": 20000}
_URL, _DATABASE = "mongodb://localhost:27017", "rasa"


def connect(endpoint: Endpoint) -> Any:
    """The database, of ``pymongo``; closing its ``client`` lets go of it. A write counts when most servers have it.

    Raises ``RequestError`` without the library, or for an address that is none.
    """
    try:
        import pymongo
        from pymongo.errors import PyMongoError
    except ImportError:
        hint = "Install it: pip install 'talkwright[mongo]'"
        raise RequestError("the library for MongoDB is not installed", hint) from None
    options = endpoint.options
    login: dict[str, Any] = {}
    make: Any = pymongo.MongoClient
    if options.get("username"):
        login = {"username": str(options["username"]), "password": str(options.get("password") or "")}
        login["authSource"] = str(options.get("auth_source") or "admin")
    try:
        client = make(endpoint.url or _URL, w="majority", **_WAITS, **login)
    except (PyMongoError, ValueError):
        hint = "Write mongodb://host:27017."
        raise RequestError("the MongoDB of endpoints.yml has no address that is one", hint) from None
    return client[str(options.get("db") or _DATABASE)]
