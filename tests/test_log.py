"""Log lines: fields behind the event, the trace behind the fields, JSON for machines."""

from __future__ import annotations

import json
import logging

import pytest

from talkwright import log


def test_a_line_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("info")
    log.info("turn.stored", conversation="a", ms=3)
    log.error("action.failed", exception=_raised(), action="x")
    first, second, *trace = capsys.readouterr().err.splitlines()
    assert first.endswith("turn.stored conversation=a ms=3")
    assert second.endswith("action.failed action=x")
    assert trace[-1] == "ValueError"


def test_a_line_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("warning", as_json=True)
    log.info("not.shown")
    log.warning("turn.moved", conversation="a")
    log.error("action.failed", exception=_raised(), action="x")
    warned, failed = map(json.loads, capsys.readouterr().err.splitlines())
    assert (warned["event"], warned["level"], warned["conversation"]) == ("turn.moved", "warning", "a")
    assert failed["exception"].endswith("ValueError")


def _raised() -> ValueError:
    try:
        raise ValueError("no")
    except ValueError as fault:
        return fault


SAID = "Robin Hale, 4 Mill Lane"


def _quoting() -> BaseException:
    """An exception as actions raise them: it quotes what somebody said, and so does the one it came from."""
    try:
        try:
            int(SAID)
        except ValueError as first:
            raise KeyError(SAID) from first
    except KeyError as fault:
        return fault


@pytest.mark.parametrize("as_json", [True, False])
def test_what_an_exception_quotes_is_not_logged(as_json: bool, capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("debug", as_json=as_json)
    log.error("action.failed", exception=_quoting(), action="x", words=f"it said {SAID}")
    logging.getLogger("asyncio").error("Task exception was never retrieved\nfuture: %s", SAID, exc_info=_quoting())
    shown = capsys.readouterr().err
    assert SAID not in shown
    assert "Robin" not in shown
    assert "ValueError" in shown
    assert "KeyError" in shown
    assert "test_log.py" in shown, "the places in the code are there"
    assert "Task exception was never retrieved" in shown


def test_it_is_when_an_operator_wants_it(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("debug", faults="full")
    log.error("action.failed", exception=_quoting(), words="because")
    shown = capsys.readouterr().err
    assert SAID in shown
    assert "words=because" in shown


def test_ids_are_hashed_with_a_key(capsys: pytest.CaptureFixture[str]) -> None:
    def lines(key: bytes) -> list[dict[str, str]]:
        log.configure("info", as_json=True, hash_key=key)
        for number in ("+44 7700 900123", "+44 7700 900123", "+44 7700 900124"):
            log.info("turn.done", conversation=number, turn=f"{number}/rest:1", channel="rest")
        shown = capsys.readouterr().err
        assert "7700" not in shown
        return [json.loads(line) for line in shown.splitlines()]

    one, same, other = lines(b"a")
    assert one["conversation"] == same["conversation"] != other["conversation"]
    assert one["channel"] == "rest"
    assert lines(b"b")[0]["conversation"] != one["conversation"]


def test_every_line_of_a_request_has_its_id(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("info", as_json=True)
    token = log.request_id.set("r-1")
    log.info("turn.done", conversation="a")
    log.request_id.reset(token)
    log.info("turn.done", conversation="a")
    within, outside = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert within["request"] == "r-1"
    assert "request" not in outside
