"""Logging in and staying so."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from argon2 import PasswordHasher

from talkwright.accounts.login import Logins, csrf_of, hash_of, read_name
from talkwright.accounts.passwords import hash_password
from talkwright.accounts.person import ROLES, Person
from talkwright.accounts.store import Account, AccountStore, Span
from talkwright.errors import NotAllowed, RequestError, TooMany
from talkwright.storage.engine import open_database

HERE, GOOD = "203.0.113.7", "four words to keep"
SPAN = Span(100.0, 1000.0)


@pytest_asyncio.fixture
async def store() -> AsyncIterator[AccountStore]:
    opened = AccountStore(open_database("sqlite:///:memory:"))
    await opened.add(Account("ada", "admin", hash_password(GOOD), 1.0))
    yield opened
    await opened.close()


@pytest.fixture
def logins(store: AccountStore) -> Logins:
    return Logins(store, SPAN)


async def test_each_login_has_a_token_of_its_own_and_only_its_hash_is_kept(store: AccountStore, logins: Logins) -> None:
    first, second = [await logins.login(" Ada ", GOOD, HERE, 10.0) for _ in range(2)]
    assert first.person == Person("ada", "admin")
    assert first.token != second.token
    assert len(first.token) >= 43, "256 bits"
    assert first.token not in repr(first)
    assert await store.known(first.token, 11.0, SPAN) is None
    assert await store.known(hash_of(first.token), 11.0, SPAN) is not None
    assert await logins.who(first.token, 11.0) == await logins.who(second.token, 11.0) == Person("ada", "admin")
    assert csrf_of(first.token) != csrf_of(second.token)


async def test_a_login_goes_on_while_it_is_used_and_ends_at_its_time(logins: Logins) -> None:
    token = (await logins.login("ada", GOOD, HERE, 0.5)).token
    for now in range(50, 1000, 50):
        assert await logins.who(token, now) is not None
    assert await logins.who(token, 1001.0) is None
    idle = (await logins.login("ada", GOOD, HERE, 2000.0)).token
    assert await logins.who(idle, 2100.0) is None


@pytest.mark.parametrize("token", ["", "x", "\ud800", "0" * 10_000])
async def test_what_is_no_token_is_nobodys(logins: Logins, token: str) -> None:
    assert await logins.who(token, 1.0) is None


async def test_a_login_ends(logins: Logins) -> None:
    token = (await logins.login("ada", GOOD, HERE, 1.0)).token
    assert await logins.logout(token)
    assert not await logins.logout(token)
    assert await logins.who(token, 1.0) is None


async def test_an_unknown_name_and_a_wrong_password_are_answered_alike(store: AccountStore, logins: Logins) -> None:
    said = []
    for name, password in (("ada", "wrong"), ("bob", GOOD), ("not a name!", ""), ("ada", "x" * 100_000)):
        with pytest.raises(NotAllowed) as fault:
            await logins.login(name, password, HERE, 1.0)
        said.append((fault.value.message, fault.value.hint))
    assert len(set(said)) == 1
    noted = await store.notes(9)
    assert [(each.what, each.target, each.address) for each in noted] == [
        ("login_refused", "ada", HERE),
        ("login_refused", "", HERE),
        ("login_refused", "", HERE),
        ("login_refused", "ada", HERE),
    ]


@pytest.mark.parametrize("name", ["ada", "nobody"])
async def test_guessing_is_stopped_whether_or_not_there_is_such_an_account(logins: Logins, name: str) -> None:
    for _ in range(5):
        with pytest.raises(NotAllowed):
            await logins.login(name, "wrong", HERE, 1.0)
    with pytest.raises(TooMany) as fault:
        await logins.login(name, GOOD, HERE, 1.0)
    assert 0 < fault.value.retry_after_s <= 60
    if name == "ada":
        assert (await logins.login("ada", GOOD, "198.51.100.1", 1.0)).person.name == "ada"
        assert (await logins.login("ada", GOOD, HERE, 62.0)).person.name == "ada"


async def test_a_password_hashed_at_another_cost_is_hashed_anew(store: AccountStore, logins: Logins) -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(GOOD)
    await store.add(Account("bob", "author", cheap, 1.0))
    token = (await logins.login("bob", GOOD, HERE, 1.0)).token
    found = await store.find("bob")
    assert found is not None
    assert found.password != cheap
    assert cheap not in repr(found)
    assert await logins.who(token, 2.0) is not None
    await logins.login("bob", GOOD, HERE, 3.0)


async def test_a_password_is_changed_by_who_knows_it_and_ends_every_login(logins: Logins) -> None:
    token = (await logins.login("ada", GOOD, HERE, 1.0)).token
    with pytest.raises(NotAllowed):
        await logins.change_password("ada", "wrong", "another good one", HERE, 2.0)
    with pytest.raises(RequestError):
        await logins.change_password("ada", GOOD, "short", HERE, 2.0)
    await logins.change_password("ada", GOOD, "another good one", HERE, 2.0)
    assert await logins.who(token, 3.0) is None
    assert (await logins.login("ada", "another good one", HERE, 4.0)).person.name == "ada"


def test_names_are_plain_and_small() -> None:
    assert read_name(" Ada.Lovelace@Shop.Example ") == "ada.lovelace@shop.example"
    for name in ("", "-x", "../etc", "a b", "ä", "a" * 65, "a\n"):
        with pytest.raises(RequestError):
            read_name(name) if name != "a\n" else read_name("a\nb")


def test_each_role_may_what_the_one_before_may() -> None:
    allowed = {role: [other for other in ROLES if Person("ada", role).may(other)] for role in ROLES}
    assert allowed["viewer"] == ["viewer"]
    assert allowed["publisher"] == ["viewer", "author", "reviewer", "publisher"]
    assert allowed["admin"] == list(ROLES)
