"""Two people and a text editor on one server: drafts, conflicts, publishing, history, and what is heard of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.server.desk import Desk
from tests.server.line import Line, until
from tests.server.live import Live
from tests.server.test_guard import GOOD, give_accounts
from tests.small_bot import FILES, small_bot

from .bot import ORDERS

__all__ = ["small_bot"]

GREET: list[str | int] = ["flows", "greet", "description"]
HELLO: list[str | int] = ["flows", "greet", "steps", 0]


@pytest.fixture(scope="module")
def bot(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trained bot whose people have accounts. Each test begins without drafts."""
    folder = shutil.copytree(small_bot, tmp_path_factory.mktemp("files") / "bot")
    give_accounts(folder)
    return folder


@pytest.fixture(scope="module")
def live(bot: Path) -> Iterator[Live]:
    with Live(bot) as server:
        yield server


@pytest.fixture
def ada(live: Live) -> Iterator[Desk]:
    with Desk(live.url, "publisher", GOOD) as desk:
        desk.post("discard", {})
        yield desk


@pytest.fixture
def ben(live: Live) -> Iterator[Desk]:
    with Desk(live.url, "author", GOOD) as desk:
        desk.post("discard", {})
        yield desk


def one(file: str, path: list[Any], on: str | None = "0" * 16) -> dict[str, Any]:
    """The body of one edit."""
    return {"edits": [{"file": file, "path": path, "value": 1}], "based_on": {file: on}}


def edit(desk: Desk, path: Sequence[str | int], value: Any, on: str | None = None) -> Any:
    based = on or desk.get("values", file=ORDERS)["hash"]
    return desk.post("edits", {"edits": [{"file": ORDERS, "path": path, "value": value}], "based_on": {ORDERS: based}})


def test_two_people_and_an_editor_change_the_same_twice(bot: Path, live: Live, ada: Desk, ben: Desk) -> None:
    line = Line(ben)
    edit(ben, GREET, "Ben's.")
    edit(ada, GREET, "Ada's.")
    ada.post("publish", {"message": "first"})
    until(lambda: "conflict" in line.names())
    text = (bot / ORDERS).read_text()
    (bot / ORDERS).write_text(text.replace("Ada's.", "By hand."))
    until(lambda: len(ben.get("conflicts")) == 2)
    first, second = ben.get("conflicts")
    assert (first["flow"], first["path"], first["reason"]) == ("greet", GREET, "same")
    assert [first["base"], first["theirs"], first["yours"]] == ["Say hello.", "Ada's.", "Ben's."]
    assert [second["base"], second["theirs"], second["yours"]] == ["Ada's.", "By hand.", "Ben's."]
    assert ben.get("project")["conflicts"] == 2
    assert ada.get("conflicts") == []
    ben.post(f"conflicts/{first['id']}", {"take": "yours"})
    ben.post(f"conflicts/{second['id']}", {"take": "value", "value": "Both."})
    assert ben.get("conflicts") == []
    assert ben.get("values", file=ORDERS)["value"]["flows"]["greet"]["description"] == "Both."
    assert ben.call("POST", f"conflicts/{first['id']}", json={"take": "yours"}).status_code == 404
    ben.post("discard", {})
    assert ben.get("diff") == []


def test_what_has_errors_is_refused_with_its_problems(live: Live, ada: Desk) -> None:
    edit(ada, HELLO, {"action": "utter_nobody"})
    answer = ada.call("POST", "publish", json={"message": "x"})
    assert answer.status_code == 409
    (problem,) = [each for each in answer.json()["problems"] if each["severity"] == "error"]
    assert (problem["code"], problem["flow"], problem["step"]) == (
        "flow/unknown-response",
        "greet",
        "action_utter_nobody",
    )
    assert answer.json()["message"] == "There is an error in the files."
    assert ada.get("project")["flows"][0]["errors"] == 1
    assert [each["code"] for each in ada.get("flows/greet")["problems"]] == ["flow/unknown-response"]


def test_a_flow_that_is_only_begun_stops_no_other_file(bot: Path, ada: Desk) -> None:
    file = "flows/begun.yml"
    flow = {"flows": {"begun": {"description": "Not yet."}}}
    ada.post("edits", {"edits": [{"file": file, "path": [], "value": flow}], "based_on": {file: None}})
    edit(ada, GREET, "Said well.")
    answer = ada.call("POST", "publish", json={"message": "x"})
    assert (answer.status_code, answer.json()["files"]) == (409, [ORDERS])
    assert ORDERS in answer.json()["details"]["hint"]
    assert ada.post("publish", {"message": "x", "files": answer.json()["files"]})["files"] == [ORDERS]
    assert ada.get("project")["drafts"] == [file]
    assert not (bot / file).exists()


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "edits", one("endpoints.yml", []), 403),
        (
            "POST",
            "edits",
            {"edits": [{"file": "../x.yml", "path": [], "value": 1}], "based_on": {"../x.yml": None}},
            403,
        ),
        ("POST", "edits", {"edits": one(ORDERS, ["x"])["edits"], "based_on": {}}, 400),
        ("POST", "edits", one(ORDERS, [1.5]), 400),
        (
            "POST",
            "edits",
            {"edits": [{"file": ORDERS, "path": ["x"], "value": 1}], "based_on": {ORDERS: "../" * 5}},
            404,
        ),
        ("POST", "publish", {"message": "nothing"}, 409),
        ("POST", "publish", [], 400),
        ("POST", "conflicts/x", {"take": "everything"}, 400),
        ("POST", "history/HEAD/restore", {}, 404),
        ("PUT", "layout/nobody", {"positions": {}}, 404),
        ("PUT", "layout/greet", {"positions": {"a": [1]}}, 400),
        ("GET", "flows/nobody", None, 404),
        ("GET", "values?file=credentials.yml", None, 403),
        ("GET", f"values?file={ORDERS}&path=x", None, 400),
        ("GET", f'values?file={ORDERS}&path=["x"]', None, 404),
        ("GET", "history?file=/etc/passwd", None, 403),
        ("GET", "history/..%2f..%2fx", None, 404),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(ada: Desk, method: str, path: str, body: Any, status: int) -> None:
    answer = ada.call(method, path, **({} if body is None else {"json": body}))
    assert answer.status_code == status, answer.text
    assert answer.json()["message"]


def test_what_is_read_needs_a_login(live: Live) -> None:
    for path in ("project", "changes", "diff", "history"):
        assert httpx.get(f"{live.url}/builder/api/{path}").status_code == 401


def test_a_flow_is_drawn_drafted_and_published_and_answers_by_it(bot: Path, live: Live, ada: Desk, ben: Desk) -> None:
    (bot / ORDERS).write_text(FILES[ORDERS].lstrip())
    line = Line(ben)
    flow = ada.get("flows/order_status")
    assert [step["path"] for step in flow["steps"]] == [
        ["steps", 0],
        ["steps", 1],
        ["steps", 1, "next", 0, "then", 0],
        ["steps", 1, "next", 1, "else", 0],
    ]
    assert [step["id"] for step in flow["steps"]][:2] == ["collect_order_number", "action_action_look_up_order"]
    assert flow["steps"][0]["place"] == {"line": 11, "column": 7}
    assert flow["path"] == ["flows", "order_status"]
    project = ada.get("project")
    assert [(each["id"], each["steps"], each["triggers"]) for each in project["flows"]] == [
        ("greet", 1, ["greet"]),
        ("order_status", 4, ["check_order"]),
    ]
    assert project["actions"] == [{"name": "action_look_up_order", "custom": True}]

    done = edit(ada, HELLO, {"action": "utter_unknown"})
    assert done["hashes"][ORDERS] == ada.get("values", file=ORDERS)["hash"]
    assert ada.get("project")["drafts"] == [ORDERS]
    assert ada.get("project")["revision"] == done["revision"] != ben.get("project")["revision"]
    (file,) = ada.get("diff")
    (change,) = file["changes"]
    assert (change["kind"], change["flow"], change["step"]) == ("changed", "greet", "action_utter_unknown")
    assert ben.get("diff") == []
    assert live.texts("hello", "before") == ["Hello <b>there</b>"]

    assert ben.call("POST", "publish", json={"message": "mine"}).status_code == 403
    published = ada.post("publish", {"message": "No greeting"})
    until(lambda: ("published", {"version": published["version"], "who": "publisher", "files": [ORDERS]}) in line.heard)
    over = (published["job"], "done")
    until(lambda: any(name == "job" and (job["id"], job["state"]) == over for name, job in line.heard))
    assert live.texts("hello", "after") == ["I do not know that order."]
    assert not ben.get("project")["stale"]
    until(lambda: {"model", "files"} <= line.names())

    version = ben.get("history")[0]
    assert (version["who"], version["message"], version["files"]) == ("publisher", "No greeting", [ORDERS])
    edit(ada, GREET, "Say nothing.")
    ada.post("publish", {"message": "Words"})
    ben.post(f"history/{version['id']}/restore")
    assert ben.get("values", file=ORDERS)["value"]["flows"]["greet"]["description"] == "Say hello."
    assert (bot / ORDERS).read_text().count("Say nothing.") == 1
    (shown,) = ben.get(f"history/{version['id']}")["files"]
    assert "utter_greet" in shown["before"]
    assert "utter_greet" not in shown["after"]
    live.stop()
    line.thread.join(20)
    assert not line.thread.is_alive(), "the line ends with the server"
    assert "Traceback" not in live.said
