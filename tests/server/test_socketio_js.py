"""The Socket.IO channel with npm's socket.io-client, which most pages use: it talks, finds back and resumes."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from .live import Live

LONGEST_S = 60
UI = Path(__file__).parents[2] / "builder-ui"

pytestmark = [
    pytest.mark.skipif(shutil.which("node") is None, reason="there is no node"),
    pytest.mark.skipif(not (UI / "node_modules" / "socket.io-client").is_dir(), reason="npm ci was not run"),
]


class Page:
    """The client in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._told: dict[str, list[Any]] = defaultdict(list)

    def say(self, text: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(text + "\n")
        self._process.stdin.flush()

    def next(self, what: str) -> Any:
        """The next thing of the kind ``what`` that it tells."""
        assert self._process.stdout is not None
        while not self._told[what]:
            line = self._process.stdout.readline()
            assert line, f"the client ended before {what}"
            kind, value = json.loads(line)
            self._told[kind].append(value)
        return self._told[what].pop(0)


@contextmanager
def page(url: str, transports: str) -> Iterator[Page]:
    command = ["node", str(Path(__file__).with_name("socketio_client.mjs")), str(UI / "package.json"), url, transports]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        end = threading.Timer(LONGEST_S, process.kill)  # or a client that hears nothing would wait for ever
        end.start()
        try:
            yield Page(process)
        finally:
            end.cancel()
            process.kill()


def test_a_page_talks_finds_back_and_resumes(small_bot: Path, tmp_path: Path) -> None:
    bot = shutil.copytree(small_bot, tmp_path / "bot")
    (bot / "credentials.yml").write_text("socketio:\n  session_persistence: true\n")
    with Live(bot) as live, page(live.url, "polling,websocket") as talker:
        session = talker.next("session")
        assert talker.next("upgrade") == "websocket"
        talker.say("where is my order")
        assert talker.next("bot") == {"text": "Which order?"}
        assert live.stop() == 0
        assert talker.next("disconnect").startswith("transport")
        with Live(bot, "--port", str(live.port)):
            assert talker.next("session") == session
            talker.say("TW-1042")
            assert talker.next("bot") == {"text": "TW-1042 is on its way."}
