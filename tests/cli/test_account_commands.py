"""Accounts from the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from talkwright.cli.main import talkwright
from talkwright.errors import Conflict, NotFound, RequestError

GOOD = "four words to keep"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, said: str = f"{GOOD}\n{GOOD}\n") -> Result:
    result = CliRunner().invoke(talkwright, ["account", *words], input=said)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def people() -> list[tuple[str, str]]:
    found: list[dict[str, Any]] = json.loads(run("list", "--json").stdout)
    return [(each["name"], each["role"]) for each in found]


def test_the_first_is_an_admin_and_others_are_authors(here: Path) -> None:
    assert "Nobody has an account" in run("list").stdout
    added = run("add", "Ada")
    assert added.stdout == "ada has an account, as admin\n"
    assert GOOD not in added.output
    assert run("add", "bob", "--password-stdin", said=f"{GOOD}\r\n").exit_code == 0
    run("add", "cy", "--role", "publisher")
    assert people() == [("ada", "admin"), ("bob", "author"), ("cy", "publisher")]
    shown = run("list").stdout
    assert all(word in shown for word in ("ada", "publisher", "Last here"))
    assert (here / ".talkwright" / "talkwright.db").exists()
    assert GOOD.encode() not in (here / ".talkwright" / "talkwright.db").read_bytes()


def test_what_cannot_be_is_told_before_a_password_is_asked_for(here: Path) -> None:
    with pytest.raises(Conflict, match="admin"):
        run("add", "ada", "--role", "author", said="")
    with pytest.raises(RequestError, match="cannot be the name"):
        run("add", "a b", said="")
    run("add", "ada")
    with pytest.raises(Conflict, match="already"):
        run("add", "ADA", said="")
    assert run("role", "ada", "king").exit_code == 2


def test_a_password_has_to_be_a_good_one_and_the_same_twice(here: Path) -> None:
    with pytest.raises(RequestError, match="12 to 256"):
        run("add", "ada", said="short\nshort\n")
    again = run("add", "ada", said=f"{GOOD}\nsomething else\n{GOOD}\n{GOOD}\n")
    assert again.exit_code == 0
    assert "do not match" in again.output
    with pytest.raises(NotFound):
        run("password", "bob")
    assert run("password", "ada", said="another good one\nanother good one\n").stdout == "ada has another password\n"


def test_an_admin_is_left_but_the_last_account_may_go(here: Path) -> None:
    run("add", "ada")
    run("add", "bob")
    with pytest.raises(Conflict):
        run("role", "ada", "viewer")
    with pytest.raises(Conflict):
        run("remove", "ada")
    with pytest.raises(NotFound):
        run("remove", "cy")
    assert run("role", "bob", "admin").stdout == "bob is admin now\n"
    assert run("remove", "ada").stdout == "ada has no account any more\n"
    assert "open to who sits at this machine" in run("remove", "bob").stdout
    assert people() == []


def test_accounts_are_where_the_conversations_are(here: Path) -> None:
    (here / "endpoints.yml").write_text("tracker_store: {type: SQL, dialect: sqlite, db: shop.db}\n")
    run("add", "ada")
    assert (here / "shop.db").exists()
    assert people() == [("ada", "admin")]
