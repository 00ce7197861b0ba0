"""The contract of the store of accounts, on every database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from tests.postgres import PostgresServer

from talkwright.accounts.person import Person
from talkwright.accounts.store import Account, AccountStore, Entry, Span
from talkwright.storage.engine import open_database

SPAN = Span(idle_s=10.0, most_s=100.0)


@pytest_asyncio.fixture(params=["sqlite", "full", "memory", "postgres"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AccountStore]:
    if request.param == "postgres":
        server: PostgresServer = request.getfixturevalue("postgres_server")
        database = open_database(server.url(server.create()))
    else:
        place = ":memory:" if request.param == "memory" else f"{tmp_path}/shop.db"
        database = open_database(f"sqlite:///{place}", synchronous="FULL" if request.param == "full" else "NORMAL")
    opened = AccountStore(database)
    yield opened
    await opened.close()


async def with_people(store: AccountStore) -> None:
    assert await store.add(Account("ada", "admin", "hash-a", 1.0))
    assert await store.add(Account("bob", "author", "hash-b", 2.0))


async def test_accounts_are_added_found_and_listed(store: AccountStore) -> None:
    assert await store.is_empty()
    assert await store.find("ada") is None
    await with_people(store)
    assert not await store.is_empty()
    assert not await store.add(Account("ada", "viewer", "other", 3.0)), "a name is taken once"
    assert await store.find("ada") == Account("ada", "admin", "hash-a", 1.0)
    assert [(each.name, each.role, each.seen_at) for each in await store.everybody()] == [
        ("ada", "admin", None),
        ("bob", "author", None),
    ]


async def test_an_admin_is_always_left(store: AccountStore) -> None:
    await with_people(store)
    assert not await store.remove("ada")
    assert not await store.set_role("ada", "publisher")
    assert await store.set_role("ada", "admin")
    assert await store.set_role("bob", "admin")
    assert await store.set_role("ada", "viewer")
    assert not await store.remove("bob")
    assert await store.remove("ada")
    assert not await store.remove("ada")
    assert await store.remove("bob", even_last=True)
    assert await store.is_empty()


async def test_a_login_lasts_while_it_is_used_but_not_for_ever(store: AccountStore) -> None:
    await with_people(store)
    assert await store.begin("t", "bob", 1000.0, SPAN)
    assert await store.known("t", 1009.9, SPAN) == (Person("bob", "author"), 1000.0)
    assert await store.known("t", 1010.0, SPAN) is None
    assert await store.known("u", 1000.0, SPAN) is None
    for now in range(1005, 1100, 5):
        assert await store.known("t", now, SPAN) is not None
        await store.see("t", now)
    await store.see("t", 1001.0)
    assert [each.seen_at for each in await store.everybody()] == [None, 1095.0], "time does not go back"
    assert await store.known("t", 1100.0, SPAN) is None


async def test_the_role_counts_as_it_is_now(store: AccountStore) -> None:
    await with_people(store)
    await store.begin("t", "bob", 1000.0, SPAN)
    await store.set_role("bob", "publisher")
    known = await store.known("t", 1001.0, SPAN)
    assert known is not None
    assert known[0] == Person("bob", "publisher")


async def test_logins_end_one_by_one_with_the_password_and_with_the_account(store: AccountStore) -> None:
    await with_people(store)
    for token in ("t", "u", "v"):
        await store.begin(token, "bob", 1000.0, SPAN)
    await store.begin("a", "ada", 1000.0, SPAN)
    assert await store.end("t")
    assert not await store.end("t")
    assert await store.known("u", 1001.0, SPAN) is not None
    assert await store.set_password("bob", "hash-c")
    assert not await store.set_password("cy", "hash-c")
    assert await store.known("u", 1001.0, SPAN) is None
    await store.begin("w", "bob", 1001.0, SPAN)
    assert await store.remove("bob")
    assert await store.known("w", 1002.0, SPAN) is None
    assert not await store.begin("w", "bob", 1002.0, SPAN)
    assert await store.known("a", 1001.0, SPAN) is not None, "those of others stay"


async def test_logins_that_are_over_are_forgotten_when_one_begins(store: AccountStore) -> None:
    await with_people(store)
    await store.begin("t", "bob", 1000.0, SPAN)
    await store.begin("u", "ada", 1011.0, SPAN)
    assert not await store.end("t")


async def test_a_hash_is_renewed_unless_the_password_was_changed(store: AccountStore) -> None:
    await with_people(store)
    await store.begin("t", "bob", 1000.0, SPAN)
    await store.renew_password("bob", "hash-b", "hash-B")
    await store.renew_password("bob", "hash-b", "hash-late")
    found = await store.find("bob")
    assert found is not None
    assert found.password == "hash-B"
    assert await store.known("t", 1001.0, SPAN) is not None, "its logins stay"


async def test_what_was_done_is_read_page_by_page_from_the_newest_on(store: AccountStore) -> None:
    for number in range(5):
        await store.note(Entry(at=float(number), who="ada", address="::1", what="edit", target=f"flow {number}"))
    await store.note(Entry(at=9.0, who="", address="::1", what="login_refused", detail={"why": "it’s"}))
    first = await store.notes(2)
    assert [(each.what, each.target) for each in first] == [("login_refused", ""), ("edit", "flow 4")]
    assert first[0].detail == {"why": "it’s"}
    second = await store.notes(3, before=first[-1].id)
    assert [each.target for each in second] == ["flow 3", "flow 2", "flow 1"]
    assert [each.target for each in await store.notes(9, before=second[-1].id)] == ["flow 0"]
    assert await store.notes(9, before=0) == []
