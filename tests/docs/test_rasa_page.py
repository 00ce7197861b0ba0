"""docs/rasa.md: its bot runs as it says, and what it says is there, or is not there, is so."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
from tests.docs.pages import DOCS, blocks, section
from tests.docs.walk import follow
from tests.server.live import Live

from talkwright.actions.builtin import BUILT_IN
from talkwright.channels.discover import discover
from talkwright.cli.main import COMMANDS
from talkwright.cli.rasa import ALIASES, INSTEAD, NEEDLESS
from talkwright.errors import Problems
from talkwright.project.endpoints import Endpoints, open_endpoints
from talkwright.project.open import open_project

PAGE = DOCS / "rasa.md"

RASAS_COMMANDS = """
init, train, train nlu, train core, run, run actions, shell, shell nlu, interactive, test, test core, test nlu,
data validate, data split, data convert, data migrate, export, visualize, evaluate markers, x, telemetry
"""
RASAS_ENDPOINTS = {"action_endpoint", "tracker_store", "lock_store", "event_broker", "nlg", "nlu", "models"}
RASAS_CHANNELS = """
facebook, slack, telegram, twilio, twilio_voice, mattermost, rocketchat, botframework, webexteams, hangouts, audiocodes,
audiocodes_stream, browser_audio, genesys, jambonz, jambonz_stream, twilio_media_streams
"""
RASAS_ROUTES = 21


def rows(name: str) -> Iterator[tuple[str, str]]:
    """The first two cells of the rows of a section's tables, in order, without the heads."""
    for line in section(PAGE, name).splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| ") and "`" in cells[0] and len(cells) > 1:
            yield cells[0], cells[1]


def quoted(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def listed(text: str) -> set[str]:
    return {name.strip() for name in text.replace("\n", " ").split(",")}


def test_the_bot_of_the_page_runs_as_written(tmp_path: Path) -> None:
    done = follow(blocks(PAGE), tmp_path)
    assert {"talkwright check", "talkwright train", "talkwright shell", "talkwright run"} <= {*done}


def test_every_command_of_rasas_has_its_row_and_what_stands_for_it_is_there() -> None:
    told = {name.removeprefix("rasa "): here for names, here in rows("Commands") for name in quoted(names)}
    assert told.keys() == listed(RASAS_COMMANDS)
    for name, here in told.items():
        named = [words.removeprefix("talkwright ").partition(" --")[0] for words in quoted(here)]
        assert all(each in COMMANDS or each in ALIASES or each in NEEDLESS for each in named)
        assert ("not there" in here) == (name in INSTEAD)
        assert named or name in INSTEAD
        assert name not in COMMANDS or here.startswith(f"`talkwright {name}`")


def test_of_every_command_it_is_told_whether_it_is_the_same() -> None:
    verdicts = re.findall(
        r"^\| `rasa .*\| (same|better|not needed|not the same)[:;]? ?[^|]* \|$", section(PAGE, "Commands"), re.MULTILINE
    )
    assert len(verdicts) == len([*rows("Commands")])


def test_the_actions_that_are_named_are_built_in_or_not() -> None:
    of_forms = dict(rows("Stories, rules and forms"))
    for names, here in of_forms.items():
        actions = [name for name in quoted(names) if name.startswith("action_") and "validate" not in name]
        assert all((name in BUILT_IN) == (here == "the same") for name in actions)


def test_every_route_is_there_or_not(starter: Path, tmp_path: Path) -> None:
    count = 0
    with Live(shutil.copytree(starter, tmp_path / "bot"), "--enable-api") as server:
        server.say("hello", "ada")
        for routes, here in rows("HTTP"):
            for route in quoted(routes):
                method, path = route.replace("<id>", "ada").split(" ")
                body = b'{"sender": "ada", "message": "hello"}' if method in ("POST", "PUT") else None
                answer = httpx.request(method, server.url + path, content=body, follow_redirects=True, timeout=60)
                assert (answer.status_code != 404) is ("not there" not in here), route
                count += 1
    assert count == RASAS_ROUTES


def test_every_service_is_used_or_told(tmp_path: Path) -> None:
    told = {name: here for names, here in rows("Endpoints") for name in quoted(names.partition(" with ")[0])}
    assert told.keys() == RASAS_ENDPOINTS
    for name in RASAS_ENDPOINTS:
        file = tmp_path / f"{name}.yml"
        file.write_text(f"{name}:\n  url: http://localhost:1\n", encoding="utf-8")
        _, problems = open_endpoints(file, {})
        codes = [each for each in ("endpoints/unused", "endpoints/lock-store") if each in told[name]]
        assert [problem.code for problem in problems] == codes
    assert {*Endpoints.__struct_fields__} == RASAS_ENDPOINTS


def test_every_channel_of_rasas_is_known_and_said_to_be_missing() -> None:
    names = listed(RASAS_CHANNELS)
    assert names <= {*quoted(section(PAGE, "Channels"))}
    problems = Problems()
    found = discover({name: {} for name in sorted(names | {"rest"})}, "credentials.yml", problems)
    assert list(found) == ["rest"]
    assert [problem.code for problem in problems.all] == ["credentials/no-connector"] * len(names)


def test_any_policy_is_accepted(tmp_path: Path) -> None:
    names = ("RulePolicy", "MemoizationPolicy", "AugmentedMemoizationPolicy", "TEDPolicy", "UnexpecTEDIntentPolicy")
    listing = "".join(f"  - name: {name}\n    epochs: 5\n" for name in names)
    (tmp_path / "config.yml").write_text(f"language: en\npolicies:\n{listing}", encoding="utf-8")
    problems = open_project(tmp_path, environment={}).problems
    assert [problem for problem in problems if problem.place.file == "config.yml"] == []
