"""The server dies while somebody draws, and comes back: what was drawn meanwhile is kept, told, and saved once."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Error, Locator, Route, expect

from .builder import Builder
from .conftest import Desk, Open, served
from .drawing import Drawing

pytestmark = pytest.mark.asyncio(loop_scope="module")

FILE = "flows/orders.yml"
ASK = "collect_order_number"


@pytest.fixture(scope="module")
def guarded(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A served bot, to which one logs in. Each test goes on where the one before it stopped."""
    for desk in served(small_bot, tmp_path_factory.mktemp("desk") / "guarded"):
        desk.hire(ada="admin")
        yield desk


async def sit(desk: Desk, sit_down: Open) -> Drawing:
    builder = await sit_down(desk, "flows/order_status", who="ada", viewport={"width": 1920, "height": 1080})
    await expect(builder.canvas.step(ASK)).to_be_visible()
    return Drawing(builder)


def gone(builder: Builder) -> Locator:
    return builder.page.get_by_role("status").filter(has_text="The server cannot be reached.")


async def edits(desk: Desk) -> int:
    """How often something was saved, as the audit log has it."""
    deeds = await asyncio.to_thread(desk.people["ada"].get, "audit", limit=500)
    return sum(deed["what"] == "edit" for deed in deeds)


async def test_what_is_drawn_meanwhile_is_kept_and_saved_once(guarded: Desk, sit_down: Open) -> None:
    draw = await sit(guarded, sit_down)
    page = draw.page
    await draw.select(ASK)
    await draw.fill("What is asked for", "the number")
    await expect(page.get_by_text("Saved", exact=True)).to_be_visible()

    async def cut(route: Route) -> None:
        await route.fetch()  # the server has it, and dies before it says so
        await asyncio.to_thread(guarded.cut_power)
        await route.abort()

    await page.route("**/builder/api/edits", cut, times=1)
    await draw.add("action_utter_unknown", "next", "Message")
    await draw.fill("Response", "utter_greet")
    await expect(gone(draw.builder)).to_contain_text("kept here.")
    await draw.select("action_utter_on_its_way")
    await draw.builder.press("Delete")
    await expect(draw.canvas.step("action_utter_on_its_way")).to_have_count(0)

    await asyncio.to_thread(guarded.start)
    await expect(gone(draw.builder)).to_have_count(0)
    await draw.builder.expect_diff(
        FILE,
        "+       description: the number",
        "-         then:",
        "+         then: END",
        "-         - action: utter_on_its_way",
        "-           next: END",
        "-           next: END",
        "+         - action: utter_greet",
    )
    await expect(page.get_by_text("Saved", exact=True)).to_be_visible()


async def test_a_reload_while_it_is_gone_loses_nothing(guarded: Desk, sit_down: Open) -> None:
    draw = await sit(guarded, sit_down)
    before = await edits(guarded)
    await asyncio.to_thread(guarded.cut_power)
    await draw.select(ASK)
    await draw.fill("What is asked for", "the number in the mail")
    await expect(gone(draw.builder)).to_contain_text("1 change waits and is kept here.")
    with contextlib.suppress(Error):  # the browser says that there is nothing
        await draw.page.reload()
    await asyncio.to_thread(guarded.start)
    await draw.builder.open("flows/order_status")
    await draw.builder.expect_yaml(FILE, "description: the number in the mail")
    await draw.select(ASK)
    await expect(draw.field("What is asked for")).to_have_value("the number in the mail")
    await expect(gone(draw.builder)).to_have_count(0)
    assert await edits(guarded) == before + 1


async def test_files_that_are_fetched_late_are_fetched_again(guarded: Desk, sit_down: Open) -> None:
    draw = await sit(guarded, sit_down)

    async def lose(route: Route) -> None:
        await route.abort()

    await draw.page.route("**/Asked-*.js", lose, times=2)
    await draw.builder.open("flows/order_status")
    await draw.select(ASK)
    await draw.builder.press("/")
    await expect(draw.builder.dialog.get_by_role("combobox")).to_be_visible()
