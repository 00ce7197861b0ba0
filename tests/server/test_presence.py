"""Who has the builder open, and what they look at, as others hear of it."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from .desk import Desk
from .live import Live
from .test_guard import GOOD, give_accounts


class Ear:
    """Hears the events of one window."""

    def __init__(self, answer: httpx.Response) -> None:
        self._lines = answer.aiter_lines()

    async def people(self) -> list[tuple[str, str]]:
        """Who is there, by the next event that tells of it."""
        async with asyncio.timeout(20):
            async for line in self._lines:
                if line == "event: people":
                    told: dict[str, Any] = json.loads((await anext(self._lines)).removeprefix("data: "))
                    return [(each["name"], each["flow"]) for each in told["people"]]
        raise EOFError

    async def over(self) -> None:
        async with asyncio.timeout(20):
            async for _ in self._lines:
                pass


@asynccontextmanager
async def listening(desk: Desk, window: str) -> AsyncIterator[Ear]:
    async with (
        httpx.AsyncClient(base_url=desk.http.base_url, cookies=desk.http.cookies, timeout=30) as http,
        http.stream("GET", "/builder/api/changes", params={"window": window}) as answer,
    ):
        assert answer.status_code == 200
        yield Ear(answer)


@pytest.fixture
def bot(small_bot: Path, tmp_path: Path) -> Path:
    bot = shutil.copytree(small_bot, tmp_path / "bot")
    give_accounts(bot)
    return bot


def test_one_sees_who_comes_what_they_look_at_and_that_they_go(bot: Path) -> None:
    with Live(bot) as server, Desk(server.url, "author", GOOD) as ada, Desk(server.url, "viewer", GOOD) as bob:
        asyncio.run(meet(ada, bob))


async def meet(ada: Desk, bob: Desk) -> None:
    async with listening(ada, "a") as ears:
        assert await ears.people() == [("author", "")]
        async with listening(bob, "b") as others:
            assert await others.people() == [("author", ""), ("viewer", "")]
            assert await ears.people() == [("author", ""), ("viewer", "")]
            assert ada.call("PUT", "windows/a", json={"flow": "order"}).status_code == 204
            assert await others.people() == [("author", "order"), ("viewer", "")]
            assert bob.call("PUT", "windows/a", json={"flow": "mine"}).status_code == 204
            assert bob.call("PUT", "windows/b", json={"flow": "order"}).status_code == 204
            assert await others.people() == [("author", "order"), ("viewer", "order")], "nobody moves others"
            assert [await ears.people() for _ in range(2)][-1] == [("author", "order"), ("viewer", "order")]
        assert await ears.people() == [("author", "order")]
        assert ada.call("PUT", f"windows/{'x' * 65}", json={"flow": ""}).status_code == 400


def test_who_logs_out_hears_nothing_more(bot: Path) -> None:
    with Live(bot) as server, Desk(server.url, "author", GOOD) as ada, Desk(server.url, "viewer", GOOD) as bob:
        asyncio.run(leave(ada, bob))


async def leave(ada: Desk, bob: Desk) -> None:
    async with listening(bob, "b") as ears:
        assert await ears.people() == [("viewer", "")]
        bob.post("logout")
        await asyncio.sleep(1.1)
        async with listening(ada, "a") as others:
            await ears.over()
            assert await others.people() == [("author", ""), ("viewer", "")]
            assert await others.people() == [("author", "")]
