"""Whatever is done in the builder is heard by the windows that show it, and written down with who did it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from tests.small_bot import small_bot

from talkwright.server.app import routes

from .desk import Desk
from .line import Line, until
from .live import Live
from .test_guard import GOOD, give_accounts

__all__ = ["small_bot"]

FLOWS, DOMAIN, NLU = "flows/orders.yml", "domain.yml", "nlu-data/nlu.yml"
BETTER = "five words that nobody guesses"
BY_ROUTE = {
    route.name: route for route in routes({}) if route.path.startswith("/builder/api/") and route.method != "GET"
}
ANY = ""
ADMIN, VIEWER = ("admin", GOOD), ("viewer", GOOD)


class Doing:
    """Does one thing after the other as an admin, who has another window, while somebody else has one too."""

    def __init__(self, bot: Path, live: Live, desk: Desk, auditor: Desk, own: Line, other: Line) -> None:
        self.bot, self.live, self.desk, self.own, self.other = bot, live, desk, own, other
        self._auditor = auditor
        self.done: set[str] = set()

    def do(
        self,
        route: str,
        path: str,
        body: Any = None,
        *,
        noted: tuple[str, str] | None = None,
        own: str = "",
        others: str = "",
    ) -> Any:
        """Do it; what came of it. ``noted`` is what is written down, ``own`` and ``others`` what is heard."""
        before, marks = self._newest(), (len(self.own.heard), len(self.other.heard))
        answer = self.desk.call(BY_ROUTE[route].method, path, json=body)
        assert answer.status_code < 300, f"{route}: {answer.text}"
        for line, mark, expected in ((self.own, marks[0], own or others), (self.other, marks[1], others)):
            if expected:
                until(lambda line=line, mark=mark, expected=expected: expected in line.names(mark))
        entry = self._newest()
        if noted is None:
            assert BY_ROUTE[route].unnoted, f"{route} says why it is not written down"
            assert entry["id"] == before["id"], route
        else:
            assert entry["id"] > before["id"], f"{route} is not written down"
            what, target = noted
            assert (entry["who"], entry["what"], entry["target"]) == ("admin", what, target or entry["target"])
        self.done.add(route)
        return answer.json() if answer.content else None

    def over(self, job: str) -> None:
        until(lambda: self.desk.get(f"jobs/{job}")["state"] != "running")

    def write(self, path: list[str], value: Any) -> None:
        """Draft a value of the flows."""
        based_on = {FLOWS: self.desk.get("values", file=FLOWS)["hash"]}
        self.desk.post("edits", {"edits": [{"file": FLOWS, "path": path, "value": value}], "based_on": based_on})

    def _newest(self) -> Any:
        return self._auditor.get("audit", limit=1)[0]


@pytest.fixture(scope="module")
def doing(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doing]:
    bot = shutil.copytree(small_bot, tmp_path_factory.mktemp("deeds") / "bot")
    give_accounts(bot)
    with Live(bot) as live, ExitStack() as desks:
        desk, window, viewer = (desks.enter_context(Desk(live.url, *who)) for who in (ADMIN, ADMIN, VIEWER))
        desk.post("people", {"name": "auditor", "role": "admin", "password": GOOD})
        auditor = desks.enter_context(Desk(live.url, "auditor", GOOD))
        yield Doing(bot, live, desk, auditor, Line(window), Line(viewer))


def test_every_deed_is_heard_and_written_down(doing: Doing) -> None:
    draft(doing)
    teach(doing)
    rehearse(doing)
    train(doing)
    manage(doing)
    assert doing.done == BY_ROUTE.keys()


def draft(doing: Doing) -> None:
    do, desk = doing.do, doing.desk
    seen = desk.get("flows/order_status")
    value = seen["value"] | {"description": "Say it."}
    value["steps"][1]["next"][0]["if"] = 'slots.order_stat is "sent"'
    edits = {"edits": [{"file": FLOWS, "path": seen["path"], "value": value}], "based_on": {FLOWS: seen["hash"]}}
    do("builder_edit", "edits", edits, noted=("edit", FLOWS), own="draft")
    (wrong,) = (each for each in desk.get("problems") if each["code"] == "condition/unknown-slot")
    which = {key: wrong[key] for key in ("code", "file", "line", "column")}
    do("builder_fix", "problems/fix", which, noted=("fix", f"{FLOWS}:{wrong['line']}"), own="draft")
    wish = {"kind": "response", "old": "utter_unknown", "new": "utter_not_known"}
    do("builder_rename", "rename", wish, noted=("rename", "response utter_unknown"), own="draft")
    moved = {"positions": {"action_utter_greet": [1, 2]}}
    do("builder_layout", "layout/greet?window=w1", moved, noted=("layout", "greet"), others="layout")
    assert ("layout", {"flow": "greet", "window": "w1"}) in doing.other.heard
    do("builder_window", "windows/w1", {"flow": "greet"})
    do("builder_conditions", "conditions", {"text": "1 is 1"})
    row = {"left": "slots.order_state", "operator": "=", "right": "'sent'"}
    do("builder_write_condition", "conditions/write", {"rows": {"op": "and", "rows": [row]}})
    made = do("builder_publish", "publish", {"message": "a"}, noted=("publish", ANY), others="published")
    doing.over(made["job"])
    until(lambda: "model" in doing.other.names())
    version = desk.get("history")[0]["id"]
    doing.write(["flows", "greet", "description"], "Mine.")
    (doing.bot / FLOWS).write_text((doing.bot / FLOWS).read_text().replace("Say hello.", "Theirs."))
    (clash,) = desk.get("conflicts")
    do("builder_decide", f"conflicts/{clash['id']}", {"take": "theirs"}, noted=("conflict", FLOWS), own="draft")
    doing.write(["flows", "greet", "description"], "Mine.")
    do("builder_discard", "discard", {}, noted=("discard", FLOWS), own="draft")
    doing.write(["flows", "greet", "description"], "Mine.")
    doing.over(desk.post("publish", {"message": "b"})["job"])
    do("builder_restore", f"history/{version}/restore", noted=("restore", version), own="draft")
    desk.post("discard", {})


def teach(doing: Doing) -> None:
    do, desk = doing.do, doing.desk
    add = {"add": [{"intent": "faq", "text": "are you open"}]}
    do("builder_examples", "examples", add, noted=("examples", f"{DOMAIN}, {NLU}"), own="draft")
    do("builder_intent_delete", "intents/faq", noted=("intent_removed", "faq"), own="draft")
    lines = {"kind": "synonym", "name": "Rome", "lines": ["the eternal city"]}
    do("builder_data_put", "data", lines, noted=("data", "synonym Rome"), own="draft")
    do("builder_data_delete", "data?kind=synonym&name=Rome", noted=("data_removed", "synonym Rome"), own="draft")
    said = {"variations": [{"text": "Bye"}]}
    do("builder_response_put", "responses/utter_bye", said, noted=("response", "utter_bye"), own="draft")
    do("builder_response_delete", "responses/utter_bye", noted=("response_removed", "utter_bye"), own="draft")
    do("builder_preview", "preview", {"variation": {"text": "Bye"}})
    doing.live.texts("could you track a parcel", "somebody")
    message = desk.get("messages")["messages"][0]
    path = f"messages/{message['id']}"
    example = {"as": "example", "intent": "check_order", "text": message["text"]}
    do("builder_message", path, example, noted=("message_example", message["id"]), own="draft", others="messages")
    undone = f"{path}?as=example&intent=check_order&text=could+you+track+a+parcel"
    do("builder_message_again", undone, noted=("message_again", message["id"]), own="draft", others="messages")
    do("builder_message", path, {"as": "ignore"}, noted=("message_ignore", message["id"]), others="messages")


def rehearse(doing: Doing) -> None:
    do, desk = doing.do, doing.desk
    one = f"rehearsals/{do('builder_rehearsal_begin', 'rehearsals', {})['id']}"
    do("builder_rehearsal_say", f"{one}/messages", {"text": "where is my order", "stepping": True})
    do("builder_rehearsal_continue", f"{one}/continue", {})
    do("builder_rehearsal_slot", f"{one}/slots", {"name": "order_number", "value": "TW-1"})
    do("builder_rehearsal_back", f"{one}/back", {"turn": 1})
    do("builder_rehearsal_fork", f"{one}/fork", {"turn": 1})
    file = "tests/conversations/one.yml"
    do("builder_rehearsal_save", f"{one}/save", {"name": "one"}, noted=("test_saved", file), own="draft")
    do("builder_rehearsal_end", one)
    talk = desk.get("conversations")[0]["id"]
    do("builder_conversation_rehearse", f"conversations/{talk}/rehearse", {})
    doing.over(do("builder_replays", "replays", {"last": 1}, others="job")["job"])


def train(doing: Doing) -> None:
    do = doing.do
    first, *_, second = (each["file"] for each in doing.desk.get("models"))
    pair = {"models": [first, second]}
    for route, path, body, noted in (
        ("builder_evaluation", "evaluations", {"what": "nlu"}, ("evaluation", "nlu")),
        ("builder_comparison", "comparisons", pair, ("comparison", f"{first}, {second}")),
    ):
        job = do(route, path, body, noted=noted, others="job")["job"]
        do("builder_job_cancel", f"jobs/{job}", noted=("job_cancelled", job), others="job")
    doing.over(do("builder_training", "training", {}, noted=("training", ""), others="job")["job"])
    do("builder_model_serve", f"models/{second}/serve", noted=("model", second), others="model")
    do("builder_model_delete", f"models/{first}", noted=("model_removed", first), others="models")


def manage(doing: Doing) -> None:
    do = doing.do
    bob = {"name": "bob", "role": "author", "password": GOOD}
    do("builder_people_add", "people", bob, noted=("account_added", "bob"), others="accounts")
    do("builder_people_change", "people/bob", {"role": "viewer"}, noted=("account_role", "bob"), others="accounts")
    do("builder_people_remove", "people/bob", noted=("account_removed", "bob"), others="accounts")
    who = {"name": "admin", "password": GOOD}
    do("builder_login", "login", who, noted=("login", "admin"))
    doing.desk.begin()
    do("builder_logout", "logout", noted=("logout", "admin"))
    doing.desk.post("login", who)
    doing.desk.begin()
    do("builder_password", "password", {"old": GOOD, "new": BETTER}, noted=("password", "admin"))
