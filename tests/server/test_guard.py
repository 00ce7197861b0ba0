"""Who may use the builder while nobody has an account."""

from __future__ import annotations

import httpx
import pytest

from .desk import Desk
from .live import Live

SESSION = "/builder/api/session"


def test_on_this_machine_one_may_do_everything(live: Live) -> None:
    session = Desk(live.url).begin()
    assert session["person"]["role"] == "admin"
    assert session["person"]["name"]
    assert session["login"] is False


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "shop.example"},  # a name of elsewhere that was made to mean this machine
        {"Host": "localhost.shop.example:5005"},
        {"Host": "[::1"},
        {"X-Forwarded-For": "203.0.113.7"},
        {"X-Real-Ip": "127.0.0.1"},
    ],
)
def test_who_may_come_from_elsewhere_is_refused(live: Live, headers: dict[str, str]) -> None:
    answer = httpx.get(live.url + SESSION, headers=headers)
    assert answer.status_code == 403
    assert "talkwright account add" in answer.json()["details"]["hint"]
