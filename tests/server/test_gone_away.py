"""Who goes away in the middle of a request to the builder: what is done is written down all the same."""

from __future__ import annotations

import json
import shutil
import socket
from pathlib import Path
from urllib.parse import urlsplit

from .desk import Desk
from .line import until
from .live import Live

FLOWS = "flows/orders.yml"
PATH = ["flows", "greet", "description"]


def test_what_goes_on_when_its_window_is_closed_is_written_down(small_bot: Path, tmp_path: Path) -> None:
    bot = shutil.copytree(small_bot, tmp_path / "bot")
    with Live(bot) as server, Desk(server.url) as desk:
        based_on = {FLOWS: desk.get("values", file=FLOWS)["hash"]}
        edits = [{"file": FLOWS, "path": PATH, "value": f"Greeting number {number}."} for number in range(400)]
        body = json.dumps({"edits": edits, "based_on": based_on}).encode()
        where = urlsplit(server.url)
        head = f"POST /builder/api/edits HTTP/1.1\r\nHost: {where.netloc}\r\nX-CSRF-Token: {desk.csrf}\r\n"
        with socket.create_connection((where.hostname, where.port)) as line:
            line.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            desk.get("diff")  # by now it is at work, and will be for a while
        until(lambda: desk.get("diff") != [])
        until(lambda: [each["what"] for each in desk.get("audit", limit=1)] == ["edit"])
