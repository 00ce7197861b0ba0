"""Log lines: fields behind the event, the trace behind the fields, JSON for machines."""

from __future__ import annotations

import json

import pytest

from talkwright import log


def test_a_line_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("info")
    log.info("turn.stored", conversation="a", ms=3)
    log.error("action.failed", exception=_raised(), action="x")
    first, second, *trace = capsys.readouterr().err.splitlines()
    assert first.endswith("turn.stored conversation=a ms=3")
    assert second.endswith("action.failed action=x")
    assert trace[-1] == "ValueError: no"


def test_a_line_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("warning", as_json=True)
    log.info("not.shown")
    log.warning("turn.moved", conversation="a")
    log.error("action.failed", exception=_raised(), action="x")
    warned, failed = map(json.loads, capsys.readouterr().err.splitlines())
    assert (warned["event"], warned["level"], warned["conversation"]) == ("turn.moved", "warning", "a")
    assert "ValueError: no" in failed["exception"]


def _raised() -> ValueError:
    try:
        raise ValueError("no")
    except ValueError as fault:
        return fault
