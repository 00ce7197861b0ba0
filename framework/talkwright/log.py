"""Logs: one line an event, on standard error. Fields are names and numbers, never what people said.

``event("turn.stored", conversation=..., ms=...)`` reads the same in a terminal and in a log collector (``json``).
"""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

_NAME = "talkwright"
_logger = logging.getLogger(_NAME)


class _Lines(logging.Formatter):
    def __init__(self, as_json: bool) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(message)s", "%H:%M:%S")
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, Any] = getattr(record, "fields", {})
        if self._as_json:
            line = {"at": record.created, "level": record.levelname.lower(), "event": record.getMessage(), **fields}
            if record.exc_info:
                line["exception"] = self.formatException(record.exc_info)
            return json.dumps(line, default=str)
        record.message = " ".join([record.getMessage(), *(f"{key}={value}" for key, value in fields.items())])
        record.asctime = self.formatTime(record, self.datefmt)
        text = self.formatMessage(record)
        return f"{text}\n{self.formatException(record.exc_info)}" if record.exc_info else text


def configure(level: str = "warning", *, as_json: bool = False) -> None:
    """Send Talkwright's logs of ``level`` and above to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines(as_json))
    _logger.handlers[:] = [handler]
    _logger.setLevel(level.upper())
    _logger.propagate = False


def info(event: str, **fields: Any) -> None:
    """Something worth knowing happened."""
    _logger.info(event, extra={"fields": fields})


def warning(event: str, **fields: Any) -> None:
    """Something is not as it should be; work goes on."""
    _logger.warning(event, extra={"fields": fields})


def error(event: str, *, exception: BaseException | None = None, **fields: Any) -> None:
    """Something failed. The exception's trace is logged with it."""
    _logger.error(event, exc_info=exception, extra={"fields": fields})
