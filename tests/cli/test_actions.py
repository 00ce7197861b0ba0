"""``actions``: the bot's actions behind HTTP, as Rasa's action server has them."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.conftest import talkwright
from tests.warm import start_warm

LOOK_UP = {
    "next_action": "action_look_up_order",
    "sender_id": "ada",
    "version": "3.21.1",
    "domain": {},
    "tracker": {"sender_id": "ada", "slots": {"order_number": "TW-1042"}, "events": [], "latest_message": {}},
}


@contextmanager
def served(folder: Path, *options: str) -> Iterator[str]:
    """The address of a server of the actions in ``folder``. It has to end in order."""
    server, stderr = start_warm(["talkwright", "actions", "--port", "0", *options], folder, os.environ)
    with stderr:
        try:
            said = ""
            for line in stderr:
                said += line
                if found := re.search(r"http://[\d.]+:\d+", line):
                    break
            else:
                pytest.fail(said)
            yield found[0]
        finally:
            server.terminate()
            stderr.read()
            assert server.wait(30) == 0


def call(address: str, **more: Any) -> httpx.Response:
    return httpx.post(f"{address}/webhook", json={**LOOK_UP, **more})


def test_it_speaks_rasas_protocol(small_bot: Path) -> None:
    with served(small_bot) as address:
        assert httpx.get(f"{address}/health").json() == {"status": "ok"}
        assert httpx.get(f"{address}/actions").json() == [{"name": "action_look_up_order"}]
        (event,) = call(address).json()["events"]
        assert (event["event"], event["name"], event["value"]) == ("slot", "order_state", "sent")
        unknown = call(address, next_action="action_nope")
        assert (unknown.status_code, unknown.json()["action_name"]) == (404, "action_nope")


def test_a_talkwright_elsewhere_calls_it(small_bot: Path, tmp_path: Path) -> None:
    elsewhere = shutil.copytree(small_bot, tmp_path / "elsewhere", ignore=shutil.ignore_patterns("actions"))
    with served(small_bot) as address:
        (elsewhere / "endpoints.yml").write_text(f'action_endpoint: {{url: "{address}/webhook"}}\n')
        done = talkwright("shell", cwd=elsewhere, stdin="where is my order TW-1042\n/stop\n")
    assert "TW-1042 is on its way." in done.stdout, done.stderr


def test_run_actions_is_the_same_and_changed_files_are_taken_in(small_bot: Path, tmp_path: Path) -> None:
    bot = shutil.copytree(small_bot, tmp_path / "bot")
    with served(bot, "--auto-reload") as address:
        assert call(address).json()["events"][0]["value"] == "sent"
        file = bot / "actions" / "__init__.py"
        file.write_text(file.read_text().replace('"sent"', '"packed by hand"'))
        assert call(address).json()["events"][0]["value"] == "packed by hand"
    assert json.dumps(talkwright("run", "actions", "--help", cwd=bot).stdout.splitlines()[0]) in (
        '"Usage: talkwright actions [OPTIONS]"',
        '"Usage: python -m talkwright actions [OPTIONS]"',
    )


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--actions", "nowhere"], 3, "actions in 'nowhere' cannot be imported"),
        (["--ssl-certificate", "no.pem", "--ssl-keyfile", "no.key"], 3, "HTTPS cannot be served"),
        (["-i", "999.1.1.1"], 3, "cannot listen"),
    ],
)
def test_what_cannot_be_served_is_said(small_bot: Path, arguments: list[str], code: int, words: str) -> None:
    done = talkwright("actions", "--port", "0", *arguments, cwd=small_bot)
    assert done.returncode == code
    assert words in done.stderr.lower() or words in done.stderr
    assert "→" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_line_that_cannot_be_imported_is_named(tmp_path: Path) -> None:
    (tmp_path / "actions").mkdir()
    (tmp_path / "actions" / "__init__.py").write_text("\nimport no_such_module\n")
    done = talkwright("actions", "--port", "0", cwd=tmp_path)
    assert done.returncode == 1
    assert "actions/__init__.py:2" in done.stderr
