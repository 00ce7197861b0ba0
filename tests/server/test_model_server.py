"""A server that has its models from another, and goes on with its own where that does not answer."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.web_server import Answer, WebServer

from .live import Live


def test_a_server_begins_with_the_model_of_the_model_server_or_its_own(small_bot: Path, tmp_path: Path) -> None:
    bot = shutil.copytree(small_bot, tmp_path / "bot")
    (file,) = (bot / "models").glob("*.tar.gz")
    elsewhere = file.rename(tmp_path / "elsewhere.tar.gz")
    content = elsewhere.read_bytes()
    with WebServer(lambda _: Answer(200, content)) as web:
        with (bot / "endpoints.yml").open("a") as endpoints:
            endpoints.write(f"models: {{url: '{web.url}', wait_time_between_pulls: null}}\n")
        with Live(bot) as server:
            assert server.texts("hello") == ["Hello <b>there</b>"]
    elsewhere.rename(file)
    with Live(bot) as server:  # nobody answers there any more
        assert server.texts("hello") == ["Hello <b>there</b>"]
