"""A real server process on a free port, as ``talkwright run`` starts it, and ways to talk to it."""

from __future__ import annotations

import json
import os
import re
import signal
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import httpx
from tests.warm import start_warm


class Live:
    """``talkwright run`` in ``bot``. ``url`` is its address."""

    def __init__(self, bot: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
        given = {**os.environ, "SHOP_DB": str(bot / ".talkwright" / "shop.db"), **(environment or {})}
        self.process, self._stderr = start_warm(["talkwright", "run", "--port", "0", *arguments], bot, given)
        self.said = ""
        for line in self._stderr:
            self.said += line
            if "Ctrl-C" in line:
                break
        found = re.search(r"https?://localhost:(\d+)", self.said)
        self._listening = threading.Thread(target=self._listen, daemon=True)  # or a full pipe would stop it
        self._listening.start()
        if found is None:
            self.over()
            raise RuntimeError(f"the server did not start: {self.said}")
        self.port = int(found.group(1))
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def say(self, message: str, sender: str = "ada", **more: Any) -> list[dict[str, Any]]:
        """One message over REST; its answers."""
        body = {"sender": sender, "message": message, **more}
        answer = httpx.post(f"{self.url}/webhooks/rest/webhook", json=body, timeout=30)
        assert answer.status_code == 200, answer.text
        said: list[dict[str, Any]] = json.loads(answer.content)
        return said

    def texts(self, message: str, sender: str = "ada", **more: Any) -> list[str]:
        """The texts of the answers."""
        return [each["text"] for each in self.say(message, sender, **more) if "text" in each]

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.over()

    def stop(self) -> int:
        """End it as an operator would. The exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        return self.over()

    def over(self) -> int:
        """Wait for its end. The exit code."""
        code = self.process.wait(40)
        self._listening.join()
        return code

    def _listen(self) -> None:
        with self._stderr:
            for line in self._stderr:
                self.said += line
