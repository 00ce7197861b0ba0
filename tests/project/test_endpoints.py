"""endpoints.yml and credentials.yml: what they say, and that nothing of it is ever shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from talkwright.errors import Problem
from talkwright.project.credentials import Credentials
from talkwright.project.endpoints import Endpoint, Endpoints
from talkwright.project.open import open_credentials, open_endpoints


def endpoints(folder: Path, text: str, environment: dict[str, str] | None = None) -> tuple[Endpoints, list[Problem]]:
    path = folder / "endpoints.yml"
    path.write_text(text)
    found, problems = open_endpoints(path, environment or {})
    return found, list(problems)


def credentials(folder: Path, text: str) -> tuple[Credentials, list[Problem]]:
    path = folder / "credentials.yml"
    path.write_text(text)
    found, problems = open_credentials(path, {"TOKEN": "hush"})
    return found, list(problems)


def test_services(tmp_path: Path) -> None:
    found, problems = endpoints(
        tmp_path,
        """\
action_endpoint:
  url: http://localhost:5055/webhook
  headers: {X-Key: 5}
  enable_selective_domain: true
tracker_store:
  type: SQL
  dialect: postgresql
  url: ${DB_HOST}
  port: ${DB_PORT:-5432}
  basic_auth: {username: a, password: 1234}
  query: {driver: x}
lock_store:
  store_type: redis
nlg:
""",
        {"DB_HOST": "db"},
    )
    assert [problem.code for problem in problems] == ["endpoints/lock-store"]
    assert found.action_endpoint == Endpoint(
        url="http://localhost:5055/webhook", headers={"X-Key": "5"}, options={"enable_selective_domain": True}
    )
    assert found.tracker_store == Endpoint(
        url="db",
        type="SQL",
        basic_auth={"username": "a", "password": "1234"},
        options={"dialect": "postgresql", "port": "5432", "query": {"driver": "x"}},
    )
    assert found.lock_store == Endpoint(type="redis")
    assert found.nlg is None


@pytest.mark.parametrize(
    ("text", "code", "severity"),
    [
        ("action_endpoint:\n  url: localhost:5055\n", "endpoints/url", "error"),
        ("action_endpoint:\n  url: [a]\n", "yaml/wrong-type", "error"),
        ("nlg: http://x\n", "yaml/wrong-type", "error"),
        ("tracker_store:\n  headers: x\n", "yaml/wrong-type", "error"),
        ("tracker_store:\n  headers: {a: [b]}\n", "yaml/wrong-type", "error"),
        ("tracker_sotre:\n  type: SQL\n", "yaml/unknown-key", "warning"),
        ("model_groups: []\n", "endpoints/unused", "warning"),
        ("lock_store:\n  type: redis\n", "endpoints/lock-store", "warning"),
        ("event_broker:\n  type: pika\n  quues: [a]\n", "yaml/unknown-key", "warning"),
        ("tracker_store:\n  type: SQL\n  port: ${NOT_SET}\n", "env/undefined", "warning"),
        ("event_broker:\n  type: kafak\n", "endpoints/unknown-type", "error"),
        ("event_broker:\n  url: localhost\n  queus: [a]\n", "yaml/unknown-key", "warning"),
        ("nlg:\n  type: poet\n", "endpoints/unknown-type", "error"),
        ("nlg:\n  type: rephrase\n  llm: {model_group: x}\n", "endpoints/unused", "warning"),
        ("event_broker:\n  type: kafka\n  partition_by_sender: sometimes\n", "yaml/wrong-type", "error"),
        ("tracker_store:\n  type: SQL\n  port: many\n", "yaml/wrong-type", "error"),
        ("tracker_store:\n  type: dynamo\n  table_name: Gespräche\n", "endpoints/table-name", "error"),
        ("tracker_store:\n  type: dynamo\n  endpoint_url: localhost:8000\n", "endpoints/url", "error"),
        ("tracker_store:\n  type: dynamo\n  table: states\n", "yaml/unknown-key", "warning"),
        ("models:\n  url: http://x\n  wait_time: 5\n", "yaml/unknown-key", "warning"),
        ("action_endpoint:\n  url: ${NOT_SET}\n", "env/undefined", "warning"),
        ("a: b: c\n", "yaml/syntax", "error"),
    ],
)
def test_faults(tmp_path: Path, text: str, code: str, severity: str) -> None:
    _, problems = endpoints(tmp_path, text)
    assert [(p.code, p.severity) for p in problems] == [(code, severity)]
    assert problems[0].place.file == str(tmp_path / "endpoints.yml")


def test_files_that_do_not_exist_say_nothing(tmp_path: Path) -> None:
    assert open_endpoints(tmp_path / "no.yml", {}) == (Endpoints(), ())
    assert open_credentials(tmp_path / "no.yml", {}) == (Credentials(), ())


def test_channels(tmp_path: Path) -> None:
    found, problems = credentials(tmp_path, "rest:\nslack:\n  slack_token: ${TOKEN}\n  on: [1]\nmy.Channel: {}\n")
    assert problems == []
    assert found.channels == {"rest": {}, "slack": {"slack_token": "hush", "on": [1]}, "my.Channel": {}}


def test_a_channel_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    found, problems = credentials(tmp_path, "rest: true\nweb:\n")
    assert list(found.channels) == ["web"]
    assert [(p.code, p.place.line) for p in problems] == [("yaml/wrong-type", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "slack: hush\n",
        "slack: *hush\n",
        "slack: {token: hush: x}\n",
        "- hush\n",
        "slack: {token: [hush, {hush\n",
        "action_endpoint: hush\n",
        "action_endpoint: {url: hush, token: [hush], headers: hush, basic_auth: {password: [hush]}}\n",
    ],
)
def test_no_problem_shows_a_secret(tmp_path: Path, text: str) -> None:
    told = [*endpoints(tmp_path, text)[1], *credentials(tmp_path, text)[1]]
    assert told
    assert "hush" not in " ".join(map(str, told))


def test_no_repr_shows_a_secret(tmp_path: Path) -> None:
    found, _ = credentials(tmp_path, "slack: {token: hush}\n")
    services, _ = endpoints(tmp_path, "tracker_store: {url: 'pg://u:hush@db', password: hush, token: hush}\n")
    assert "hush" not in repr(found) + repr(services)
    assert "slack" in repr(found)
