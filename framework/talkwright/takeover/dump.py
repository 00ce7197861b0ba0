"""Conversations in files: events as brokers send them, a line each; or trackers as Rasa's HTTP API gives them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from talkwright.errors import RequestError

_HINT = "A file has one JSON object a line with 'sender_id' and 'event', or trackers with 'sender_id' and 'events'."


class DumpSource:
    """The conversations of ``files``, all in memory. Raises ``RequestError`` for what is no such file."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._events: dict[str, list[Any]] = {}
        for file in files:
            for value in _values(file):
                self._add(value, file)

    def _add(self, value: Any, file: Path) -> None:
        sender = (value.get("sender_id") or value.get("name")) if isinstance(value, dict) else None
        if isinstance(sender, str) and isinstance(value.get("events"), list):
            self._events.setdefault(sender, []).extend(value["events"])
        elif isinstance(value, dict) and isinstance(value.get("sender_id"), str) and "event" in value:
            event = {key: each for key, each in value.items() if key != "sender_id"}
            self._events.setdefault(value["sender_id"], []).append(event)
        else:
            raise RequestError(f"{file} has something that is no event of a conversation and no tracker", _HINT)

    def ids(self) -> Iterator[str]:
        yield from self._events

    def count(self) -> int:
        return len(self._events)

    def events(self, id: str) -> Sequence[Any]:
        return self._events.get(id, ())

    def close(self) -> None:
        pass


def _values(file: Path) -> Iterator[Any]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise RequestError(f"{file} cannot be read: {type(fault).__name__}", "Name another file.") from None
    try:
        whole = json.loads(text)
    except ValueError:
        pass
    else:
        yield from whole if isinstance(whole, list) else (whole,)
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError:
                raise RequestError(f"line {number} of {file} is no JSON", _HINT) from None
