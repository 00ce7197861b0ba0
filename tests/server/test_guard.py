"""Who may use the builder: who sits at the machine while nobody has an account, and then who logs in."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from talkwright.accounts.passwords import hash_password
from talkwright.accounts.person import ROLES
from talkwright.accounts.store import Account
from talkwright.project.endpoints import open_endpoints
from talkwright.runtime.stores import open_accounts
from talkwright.server.guard import Guard
from talkwright.server.routes.builder import ROUTES
from talkwright.settings import Settings

from .desk import Desk
from .live import Live

SESSION, LOGIN, PEOPLE = "/builder/api/session", "/builder/api/login", "/builder/api/people"
GOOD = "four words to keep"


def give_accounts(bot: Path) -> None:
    """An account of each role, named like it."""

    async def add() -> None:
        endpoints, _ = open_endpoints(bot / "endpoints.yml", {})
        store = open_accounts(bot, endpoints.tracker_store, Settings())
        hashed = hash_password(GOOD)
        for role in reversed(ROLES):
            await store.add(Account(role, role, hashed, time.time()))
        await store.close()

    asyncio.run(add())


@pytest.fixture(scope="module")
def guarded(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server behind a proxy that it trusts, on a bot whose people have accounts."""
    bot = shutil.copytree(small_bot, tmp_path_factory.mktemp("guarded") / "bot")
    give_accounts(bot)
    with Live(bot, "--cors", "*", environment={"TALKWRIGHT_TRUSTED_PROXIES": "127.0.0.1"}) as server:
        yield server


@pytest.fixture(scope="module")
def desk(guarded: Live) -> Iterator[Callable[[str], Desk]]:
    """Who has a role, logged in once."""
    desks: dict[str, Desk] = {}

    def logged_in(role: str) -> Desk:
        if role not in desks:
            desks[role] = Desk(guarded.url, role, GOOD)
        return desks[role]

    yield logged_in
    for each in desks.values():
        each.http.close()


def test_on_this_machine_one_may_do_everything(live: Live) -> None:
    with Desk(live.url) as desk:
        session = desk.begin()
        assert session["person"]["role"] == "admin"
        assert session["person"]["name"]
        assert session["login"] is False
        assert session["bot"] == {"name": "bot", "languages": ["en"]}
        assert desk.get("people") == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "shop.example"},  # a name of elsewhere that was made to mean this machine
        {"Host": "localhost.shop.example:5005"},
        {"Host": "[::1"},
        {"X-Forwarded-For": "203.0.113.7"},
        {"X-Real-Ip": "127.0.0.1"},
        {"Origin": "http://shop.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_who_may_come_from_elsewhere_is_refused(live: Live, headers: dict[str, str]) -> None:
    for path in (SESSION, PEOPLE):
        assert httpx.get(live.url + path, headers=headers).status_code == 403


@pytest.mark.parametrize("token", [None, "", "wrong", "é", "x" * 4000])
def test_without_the_word_nothing_is_changed_here_either(live: Live, token: str | None) -> None:
    headers = {} if token is None else {"X-CSRF-Token": token.encode()}
    body = {"name": "eve", "role": "admin", "password": GOOD}
    answer = httpx.post(live.url + PEOPLE, json=body, headers=headers)
    assert (answer.status_code, answer.json()["reason"]) == (403, "NotAuthorized")


def test_who_makes_the_first_account_logs_in_from_then_on(small_bot: Path, tmp_path: Path) -> None:
    bot = shutil.copytree(small_bot, tmp_path / "bot")
    with Live(bot) as server, Desk(server.url) as desk:
        body = {"name": "Ada", "role": "author", "password": GOOD}
        assert desk.call("POST", "people", json=body).status_code == 409, "the first is an admin"
        assert httpx.post(server.url + LOGIN, json={"name": "ada", "password": GOOD}).status_code == 409
        desk.post("people", {**body, "role": "admin"})
        assert desk.call("GET", "people").status_code == 401
        assert desk.get("session")["person"] is None
        with Desk(server.url, "ada", GOOD) as ada:
            assert ada.begin()["person"] == {"name": "ada", "role": "admin"}
            assert ada.begin()["login"] is True
            written = [(each["who"] == "ada", each["what"], each["target"]) for each in ada.get("audit")]
            assert written == [(True, "login", "ada"), (False, "account_added", "ada")]


def test_a_server_for_others_answers_nobody_before_there_is_an_account(small_bot: Path) -> None:
    with Live(small_bot, "-i", "0.0.0.0") as server:
        answer = httpx.get(server.url + SESSION)
        assert answer.status_code == 403
        assert "talkwright account add" in answer.json()["details"]["hint"]
        page = httpx.get(server.url + "/builder", headers={"Accept": "text/html"})
        assert page.status_code == 403
        assert "talkwright account add" in page.text


def test_a_stranger_learns_nothing_of_the_bot(guarded: Live) -> None:
    session = httpx.get(guarded.url + SESSION)
    assert session.json() == {
        "person": None,
        "login": True,
        "csrf": "",
        "bot": {"name": "", "languages": []},
        "version": "",
    }
    assert session.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("token", ["", "forged", "0" * 43, "é".encode().decode("latin-1"), "x" * 4000])
def test_a_forged_cookie_is_nobodys(guarded: Live, token: str) -> None:
    answer = httpx.get(guarded.url + PEOPLE, headers={"Cookie": f"talkwright={token}".encode("latin-1")})
    assert (answer.status_code, answer.json()["reason"]) == (401, "NotAuthenticated")


BUILDER = [route for route in ROUTES if "/api/" in route.path]
GUARDED = [route for route in BUILDER if route.role]


def requested(desk: Desk, method: str, path: str, **more: Any) -> httpx.Response:
    """The answer to a request to a route, or its beginning where it never ends."""
    filled = path.replace("<name:str>", "nobody")
    for kind in ("<", ">"):
        filled = filled.replace(kind, "_")
    with desk.http.stream(method, filled, **more) as answer:
        if "event-stream" not in answer.headers.get("content-type", ""):
            answer.read()
        return answer


def test_only_the_session_and_the_login_are_for_everybody() -> None:
    assert {route.name for route in BUILDER if not route.role} == {"builder_session", "builder_login"}


@pytest.mark.parametrize("route", GUARDED, ids=lambda route: route.name)
def test_a_route_asks_for_its_role_and_what_changes_something_for_the_word(
    route: Any, desk: Callable[[str], Desk], guarded: Live
) -> None:
    method, path = route.method, route.path
    with httpx.Client(base_url=guarded.url, trust_env=False) as http:
        assert http.request(method, path.replace("<", "_").replace(">", "_")).status_code == 401
    rank = ROLES.index(route.role)
    if rank:
        below = desk(ROLES[rank - 1])
        answer = requested(below, method, path, headers={"X-CSRF-Token": below.csrf})
        assert answer.status_code == 403
        assert route.role in answer.json()["message"]
    if method != "GET":
        able, other = desk(route.role), desk("viewer" if route.role != "viewer" else "admin")
        for headers in (
            {},
            {"X-CSRF-Token": other.csrf},
            {"X-CSRF-Token": able.csrf, "Origin": "https://shop.example"},
        ):
            assert requested(able, method, path, headers=headers).status_code == 403


def test_what_conversations_came_to_is_told_to_who_may_read_them(desk: Callable[[str], Desk]) -> None:
    author, viewer = desk("author"), desk("viewer")
    job = author.post("replays", {"last": 5})["job"]
    while (found := author.get(f"jobs/{job}"))["state"] == "running":
        time.sleep(0.02)
    assert found["result"]["conversations"] == 0
    unseen = {**found, "result": None}
    assert viewer.get(f"jobs/{job}") == unseen
    assert unseen in viewer.get("jobs")
    assert found in author.get("jobs")


def test_no_cache_keeps_what_somebody_is_told(desk: Callable[[str], Desk]) -> None:
    plain = [route.path for route in BUILDER if route.method == "GET" and "<" not in route.path]
    for path in plain:
        answer = requested(desk("admin"), "GET", path)
        if answer.status_code == 200:
            assert answer.headers["cache-control"] == "no-store", path
    assert len(plain) > 15


def test_the_word_of_a_login_is_of_no_use_to_another_of_the_same_person(guarded: Live, desk: Any) -> None:
    with Desk(guarded.url, "admin", GOOD) as other:
        assert other.csrf != desk("admin").csrf
        other.csrf = desk("admin").csrf
        assert other.call("DELETE", "people/nobody").status_code == 403


def test_the_cookie_is_for_this_host_and_no_script(guarded: Live) -> None:
    body = {"name": "viewer", "password": GOOD}
    plain = httpx.post(guarded.url + LOGIN, json=body).headers["set-cookie"]
    assert plain.startswith("talkwright=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(plain.split("; "))
    assert "Secure" not in plain
    assert "Domain" not in plain
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
    secure = httpx.post(guarded.url + LOGIN, json=body, headers=headers).headers["set-cookie"]
    assert secure.startswith("__Host-talkwright=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/", "Secure"} <= set(secure.split("; "))
    token = secure.split(";")[0].partition("=")[2]
    for cookie, wanted in ((f"__Host-talkwright={token}", "viewer"), (f"talkwright={token}", None)):
        session = httpx.get(guarded.url + SESSION, headers={**headers, "Cookie": cookie}).json()
        assert (session["person"] or {}).get("name") == wanted, "over HTTPS only the cookie that is for it counts"


def test_a_login_of_another_page_is_refused(guarded: Live) -> None:
    body = {"name": "viewer", "password": GOOD}
    for headers in ({"Origin": "https://shop.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = httpx.post(guarded.url + LOGIN, json=body, headers=headers)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers


def test_each_login_is_new_and_ends_the_one_before_and_logging_out_ends_it(guarded: Live) -> None:
    with Desk(guarded.url, "viewer", GOOD) as desk:
        first = desk.http.cookies["talkwright"]
        desk.post("login", {"name": "viewer", "password": GOOD})
        second = desk.http.cookies["talkwright"]
        assert first != second
        cookies = {"Cookie": f"talkwright={first}"}
        assert httpx.get(guarded.url + SESSION, headers=cookies).json()["person"] is None
        desk.begin()
        desk.post("logout")
        assert "talkwright" not in desk.http.cookies
        cookies = {"Cookie": f"talkwright={second}"}
        assert httpx.get(guarded.url + SESSION, headers=cookies).json()["person"] is None


def test_guessing_is_answered_alike_and_stopped(guarded: Live) -> None:
    headers = {"X-Forwarded-For": "203.0.113.77"}
    said = []
    for name in ("reviewer", "nobody"):
        for _ in range(5):
            answer = httpx.post(guarded.url + LOGIN, json={"name": name, "password": "wrong"}, headers=headers)
            said.append((answer.status_code, answer.json()["message"]))
    assert len(set(said)) == 1
    assert said[0][0] == 401
    for name in ("reviewer", "nobody"):
        answer = httpx.post(guarded.url + LOGIN, json={"name": name, "password": GOOD}, headers=headers)
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) > 0


def test_what_people_do_is_written_down_with_who_and_from_where(guarded: Live, desk: Callable[[str], Desk]) -> None:
    admin = desk("admin")
    secret = "never to be written down"
    admin.post("people", {"name": "cy@shop.example", "role": "viewer", "password": secret})
    assert (
        admin.call("POST", "people", json={"name": "cy@shop.example", "role": "admin", "password": GOOD}).status_code
        == 409
    )
    assert admin.call("PUT", "people/cy%40shop.example", json={"role": "author"}).status_code == 204
    assert admin.call("PUT", "people/cy%40shop.example", json={"password": "short"}).status_code == 400
    with Desk(guarded.url, "cy@shop.example", secret) as cy:
        assert cy.begin()["person"]["role"] == "author"
        assert cy.call("POST", "password", json={"old": "wrong", "new": GOOD}).status_code == 401
        cy.post("password", {"old": secret, "new": GOOD})
        assert cy.get("session")["person"] is None
    assert admin.call("DELETE", "people/cy@shop.example", headers={"X-Forwarded-For": "203.0.113.5"}).status_code == 204
    found = admin.get("audit", limit=6)
    assert [(each["who"], each["what"], each["detail"]) for each in reversed(found)] == [
        ("admin", "account_added", {"role": "viewer"}),
        ("admin", "account_role", {"role": "author"}),
        ("cy@shop.example", "login", {}),
        ("", "login_refused", {}),
        ("cy@shop.example", "password", {}),
        ("admin", "account_removed", {}),
    ]
    assert {each["target"] for each in found} == {"cy@shop.example"}
    assert [each["address"] for each in found[:2]] == ["203.0.113.5", "127.0.0.1"]
    assert secret not in str(admin.get("audit"))
    older = admin.get("audit", before=found[-1]["id"], limit=1)
    assert older[0]["id"] < found[-1]["id"]


@pytest.mark.parametrize("query", ["limit=x", "before=-1", "limit=1e3", "before=" + "9" * 30, "limit=%C2%B2"])
def test_pages_of_what_was_done_are_numbers(desk: Callable[[str], Desk], query: str) -> None:
    assert desk("admin").call("GET", f"audit?{query}").status_code == 400


def test_an_admin_is_left_and_who_is_not_there_is_not_found(desk: Callable[[str], Desk]) -> None:
    admin = desk("admin")
    assert admin.call("DELETE", "people/admin").status_code == 409
    assert admin.call("PUT", "people/admin", json={"role": "viewer"}).status_code == 409
    assert admin.call("DELETE", "people/nobody").status_code == 404
    assert admin.call("PUT", "people/nobody", json={}).status_code == 404
    assert admin.call("PUT", "people/viewer", json={"role": "king"}).status_code == 400


def test_an_unused_session_ends(small_bot: Path, tmp_path: Path) -> None:
    bot = shutil.copytree(small_bot, tmp_path / "bot")
    give_accounts(bot)
    with (
        Live(bot, environment={"TALKWRIGHT_SESSION_IDLE_S": "0.5"}) as server,
        Desk(server.url, "viewer", GOOD) as desk,
    ):
        assert desk.http.cookies["talkwright"]
        time.sleep(0.7)
        assert desk.get("session")["person"] is None


def test_the_guard_compares_in_constant_time() -> None:
    names = Guard.admit.__code__.co_names
    assert "compare_digest" in names


def test_what_only_asks_is_not_written_down(desk: Callable[[str], Desk]) -> None:
    author = desk("author")
    before = desk("admin").get("audit", limit=1)[0]["id"]
    assert author.call("POST", "conditions", json={"text": "1 is 1"}).status_code == 200
    wish = {"kind": "intent", "old": "greet", "new": "hail", "dry_run": True}
    assert author.call("POST", "rename", json=wish).status_code == 200
    renamed = author.post("rename", {**wish, "dry_run": False})
    author.post("discard", {})
    written = [
        each for each in desk("admin").get("audit", limit=9) if each["id"] > before and "login" not in each["what"]
    ]
    assert [(each["who"], each["what"], each["target"]) for each in written] == [
        ("author", "discard", ", ".join(sorted(renamed["hashes"]))),
        ("author", "rename", "intent greet"),
    ]
