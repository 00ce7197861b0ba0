"""docs/actions.md: its action and its flows make a bot that talks, and it lists the built-in actions."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conftest import talkwright
from tests.docs.pages import DOCS, blocks, run_suite, section

from talkwright.actions.builtin import BUILT_IN
from talkwright.dialogue.actions import ACTIONS
from talkwright.project.endpoints import Endpoint, open_endpoints

PAGE = DOCS / "actions.md"

# What the page leaves to its reader.
DOMAIN = """\
intents: [ask_weather]
slots:
  city: {type: text}
  weather: {type: text}
responses:
  utter_ask_city: [{text: In which city?}]
  utter_weather: [{text: "In {city} it is {weather}."}]
"""
NLU = """\
nlu:
  - intent: ask_weather
    examples: |
      - what is the weather like?
      - will it rain?
"""


def test_the_bot_of_the_page_talks(tmp_path: Path) -> None:
    shown = [block for block in blocks(PAGE) if block.file or block.language == "yaml"]
    files = {"config.yml": "language: en\n", "domain/domain.yml": DOMAIN, "nlu-data/nlu.yml": NLU}
    for number, block in enumerate(block for block in shown if not block.text.startswith("- ")):
        folder = "flows" if block.text.startswith("flows:") else "domain"
        files[block.file or f"{folder}/page_{number}.yml"] = block.text
    del files["endpoints.yml"]  # of the action server, which has its own test
    del files["tests/test_weather.py"]  # it needs no bot
    assert {"actions/weather.py", "domain/page_1.yml", "flows/page_2.yml"} <= files.keys()
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    trained = talkwright("train", cwd=tmp_path)
    assert trained.returncode == 0, trained.stderr
    assert "error" not in trained.stderr
    talked = talkwright("shell", cwd=tmp_path, stdin="will it rain?\nRome\n")
    assert talked.stdout.splitlines() == [
        "In which city?",
        "I am looking at the sky over Rome.",
        "In Rome it is sunny.",
        "Is there anything else I can do for you?",
    ]


def test_the_action_of_the_page_passes_the_suite(tmp_path: Path) -> None:
    for block in blocks(PAGE):
        if block.file is not None and block.language == "python":
            (tmp_path / block.file).parent.mkdir(exist_ok=True)
            (tmp_path / block.file).write_text(block.text, encoding="utf-8")
    run_suite(tmp_path, "tests/test_weather.py")


def test_the_address_of_the_page_is_that_of_an_action_server(tmp_path: Path) -> None:
    (shown,) = (block.text for block in blocks(PAGE) if block.file == "endpoints.yml")
    (tmp_path / "endpoints.yml").write_text(shown, encoding="utf-8")
    endpoints, problems = open_endpoints(tmp_path / "endpoints.yml", {})
    assert endpoints.action_endpoint == Endpoint(url="http://localhost:5055/webhook")
    assert problems == ()


def test_every_built_in_action_is_told() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", section(PAGE, "Built-in actions"), re.MULTILINE)
    assert rows[: len(BUILT_IN)] == list(BUILT_IN)
    assert {*rows} == ACTIONS
