"""Logs: one line an event, on standard error. Fields are names and numbers, never what people said.

``info("turn.done", conversation=..., ms=...)`` reads the same in a terminal and in a log collector (``json``). Two
rules are kept here, for every room:

* What an exception says may quote a message or a slot. Its trace is logged as places in the code and names of
  exceptions; its words (and the field ``words``) only when ``faults`` is ``full``.
* A conversation's id may be a telephone number. With ``hash_key`` the fields that hold one are logged as a keyed hash:
  the same conversation has the same hash, and nobody without the key finds the id.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from hashlib import blake2b
from typing import Any, Literal

Faults = Literal["places", "full"]

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The id of the request that is served; every line written meanwhile has it as ``request``."""

_IDS = frozenset({"conversation", "turn", "key"})  # fields that hold a conversation's id, or begin with it
_OF_LIBRARIES = ("asyncio", "engineio", "sanic", "socketio", "websockets")  # whose warnings we show, in our form
_logger = logging.getLogger("talkwright")


class _Lines(logging.Formatter):
    def __init__(self, as_json: bool, faults: Faults, hash_key: bytes | None) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(message)s", "%H:%M:%S")
        self._as_json = as_json
        self._full = faults == "full"
        self._hash_key = hash_key

    def format(self, record: logging.LogRecord) -> str:
        event, fields = self._event(record)
        trace = self._trace(record)
        if self._as_json:
            line = {"at": record.created, "level": record.levelname.lower(), "event": event, **fields}
            return json.dumps({**line, "exception": trace} if trace else line, default=str)
        record.message = " ".join([event, *(f"{key}={_shown(value)}" for key, value in fields.items())])
        record.asctime = self.formatTime(record, self.datefmt)
        text = self.formatMessage(record)
        return f"{text}\n{trace}" if trace else text

    def _event(self, record: logging.LogRecord) -> tuple[str, dict[str, Any]]:
        if record.name != _logger.name:  # a library's: its later lines, and its arguments, may quote anything
            said = record.getMessage() if self._full else str(record.msg).partition("\n")[0]
            return "library", {"logger": record.name, "message": said}
        fields: dict[str, Any] = getattr(record, "fields", {})
        if not self._full:
            fields = {key: value for key, value in fields.items() if key != "words"}
        if self._hash_key is not None:
            fields = {key: self._hashed(value) if key in _IDS else value for key, value in fields.items()}
        return record.getMessage(), fields

    def _trace(self, record: logging.LogRecord) -> str:
        if not record.exc_info or record.exc_info[1] is None:
            return ""
        if self._full:
            return self.formatException(record.exc_info)
        return "\n".join(_places(record.exc_info[1]))

    def _hashed(self, value: object) -> str:
        return "#" + blake2b(str(value).encode(), key=self._hash_key or b"", digest_size=8).hexdigest()


def _places(fault: BaseException) -> Iterator[str]:
    """The trace of ``fault`` and of what it came from, without their words."""
    before = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    if before is not None:
        yield from _places(before)
        yield "then, because of that:" if fault.__cause__ else "then, on the way out:"
    places = traceback.extract_tb(fault.__traceback__)
    yield from (line.rstrip("\n") for line in traceback.format_list(places))
    yield type(fault).__qualname__


def _shown(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def configure(
    level: str = "warning",
    *,
    as_json: bool = False,
    faults: Faults = "places",
    hash_key: bytes | None = None,
    besides: Iterable[logging.Handler] = (),
) -> None:
    """Send Talkwright's logs of ``level`` and above to standard error, and the libraries' warnings.

    ``hash_key``, at most 64 bytes, hashes ids. ``besides``: where else the lines go. See the module.
    """
    handlers = [logging.StreamHandler(sys.stderr), *besides]
    for handler in handlers:
        handler.setFormatter(_Lines(as_json, faults, hash_key))
    for name in (_logger.name, *_OF_LIBRARIES):
        logger = logging.getLogger(name)
        logger.handlers[:] = handlers
        logger.propagate = False
        logger.setLevel(max(logging.WARNING, logging.getLevelName(level.upper())))
    _logger.setLevel(level.upper())


def informs() -> bool:
    """Whether ``info`` is heard: ask before a line that costs something to put together."""
    return _logger.isEnabledFor(logging.INFO)


def info(event: str, **fields: Any) -> None:
    """Something worth knowing happened."""
    _log(logging.INFO, event, None, fields)


def warning(event: str, **fields: Any) -> None:
    """Something is not as it should be; work goes on."""
    _log(logging.WARNING, event, None, fields)


def error(event: str, *, exception: BaseException | None = None, **fields: Any) -> None:
    """Something failed. The exception's trace is logged with it."""
    _log(logging.ERROR, event, exception, fields)


def _log(level: int, event: str, exception: BaseException | None, fields: dict[str, Any]) -> None:
    if not _logger.isEnabledFor(level):
        return
    request = request_id.get()
    shown = fields if request is None else {**fields, "request": request}
    _logger.log(level, event, exc_info=exception, extra={"fields": shown})
