"""The line on which a window hears what changes."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable
from typing import Any

import httpx

from .desk import Desk


class Line:
    """The events that somebody hears, as (name, data), until the server ends the line."""

    def __init__(self, desk: Desk) -> None:
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self.is_open = threading.Event()
        self.thread = threading.Thread(target=self._listen, args=(desk,), daemon=True)
        self.thread.start()
        assert self.is_open.wait(20)

    def _listen(self, desk: Desk) -> None:
        gone = contextlib.suppress(httpx.HTTPError, httpx.StreamError, OSError)  # the desk was closed
        with gone, desk.http.stream("GET", "/builder/api/changes") as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            name = ""
            for line in answer.iter_lines():
                self.is_open.set()
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    self.heard.append((name, json.loads(line.removeprefix("data: "))))

    def names(self, since: int = 0) -> set[str]:
        """What was heard, from event number ``since`` on."""
        return {name for name, _ in self.heard[since:]}


def until(holds: Callable[[], object]) -> None:
    """Wait for it."""
    end = time.monotonic() + 40
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)
