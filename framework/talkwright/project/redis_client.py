"""The client of the Redis that ``endpoints.yml`` names, in Rasa's words. Nothing is connected yet."""

from __future__ import annotations

from typing import Any

from talkwright.errors import RequestError
from talkwright.project.endpoints import Endpoint

_TLS = ("ssl_keyfile", "ssl_certfile", "ssl_ca_certs")
_TIMEOUT_S = 5.0


def connect(endpoint: Endpoint, *, is_async: bool = False) -> Any:
    """A client of the library ``redis``; one that is asynchronous repeats nothing by itself.

    Raises ``RequestError`` without the library, or for an address that is none.
    """
    try:
        import redis
        from redis import asyncio as redis_async
        from redis.asyncio.retry import Retry as RetryAsync
        from redis.backoff import NoBackoff
        from redis.retry import Retry
    except ImportError:
        hint = "Install it: pip install 'talkwright[redis]'"
        raise RequestError("the library for Redis is not installed", hint) from None
    make: Any = redis_async.Redis if is_async else redis.Redis
    options, url = endpoint.options, endpoint.url or "localhost"
    waits: dict[str, Any] = {"socket_timeout": _TIMEOUT_S, "socket_connect_timeout": _TIMEOUT_S}
    if is_async:
        waits |= {"retry": RetryAsync(NoBackoff(), 0), "health_check_interval": 30}
    else:
        waits["retry"] = Retry(NoBackoff(), 1)
    try:
        if "://" in url:
            return make.from_url(url, **waits)
        host, _, port = url.partition(":")
        tls = {name: str(options[name]) for name in _TLS if options.get(name)}
        return make(
            host=host,
            port=int(options.get("port") or port or 6379),
            db=int(options.get("db") or 0),
            username=_text(options.get("username")),
            password=_text(options.get("password")),
            **({"ssl": True, **tls} if str(options.get("use_ssl")).lower() == "true" else {}),
            **waits,
        )
    except (ValueError, TypeError):
        raise RequestError(
            "the Redis of endpoints.yml has no address that is one", "Look at url, port and db."
        ) from None


def _text(value: object) -> str | None:
    return None if value is None else str(value)
