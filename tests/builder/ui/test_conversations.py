"""Conversations that people had: found, read turn by turn, gone on with, and held against a draft."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.async_api import expect
from tests.server.desk import Desk as Client

from .conftest import Desk, Open
from .hands import edit

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def talked(small: Desk) -> Desk:
    for words in ("where is my order", "TW-7"):
        small.live.say(words, "ada")
    small.live.say("where is my order TW-1042", "bob")
    for number in range(35):
        small.live.say("hello", f"visitor-{number:02}")
    return small


@pytest.fixture
def client(talked: Desk) -> Iterator[Client]:
    with Client(talked.live.url) as client:
        yield client
        client.post("discard", {})


async def test_conversations_come_page_by_page_and_are_found_by_their_words(talked: Desk, sit_down: Open) -> None:
    builder = await sit_down(talked, "conversations")
    rows = builder.page.get_by_role("list", name="Conversations").get_by_role("listitem")
    await expect(rows).to_have_count(30)
    await expect(rows.first).to_contain_text("visitor-34")
    await expect(rows.first).to_contain_text("1 turn")
    await builder.button("Older ones").click()
    await expect(rows).to_have_count(37)
    search = builder.page.get_by_role("searchbox")
    await search.fill("tw-7")
    await expect(rows).to_have_count(1)
    await expect(rows).to_contain_text("ada")
    await search.fill("nobody said this")
    await expect(builder.page.get_by_text("In no conversation.")).to_be_visible()


async def test_one_is_walked_through_and_gone_on_with(talked: Desk, sit_down: Open) -> None:
    builder = await sit_down(talked, "conversations?id=ada", viewport={"width": 1920, "height": 1080})
    chat = builder.chat
    await chat.expect_turns(2)
    await expect(chat.inspector).to_contain_text("empty slots")
    await builder.page.get_by_role("slider", name="Turns").fill("1")
    await expect(chat.turn(1)).to_have_attribute("data-chosen", "true")
    await expect(builder.page).to_have_url(f"{builder.url}/builder/conversations?id=ada&turn=1")
    await chat.show("Stack")
    await expect(chat.inspector).to_contain_text("waits for the answer")
    await builder.button("Show on the canvas").click()
    await expect(builder.page).to_have_url(f"{builder.url}/builder/flows/order_status")
    await chat.expect_way("start", "collect_order_number")
    await chat.expect_stands("collect_order_number")
    await chat.do("The turn after")
    await expect(builder.canvas.step("action_utter_unknown")).to_have_attribute("data-lit", "true")
    await chat.do("The turn before")
    await chat.do("Go on from here")
    await chat.expect_turns(1)
    await chat.say("TW-1042")
    await chat.expect_answer("TW-1042 is on its way.")
    await builder.open("conversations?id=ada")
    await chat.expect_turns(2)


async def test_what_a_draft_would_change_is_told_side_by_side(talked: Desk, sit_down: Open, client: Client) -> None:
    edit(client, "domain.yml", ["responses", "utter_on_its_way", 0, "text"], "Soon it is yours.")
    builder = await sit_down(talked, "conversations")
    await builder.page.get_by_role("tab", name="Would my draft change it?").click()
    await builder.button("Compare").click()
    change = builder.page.get_by_role("article")
    await expect(change).to_have_count(1)
    await expect(change).to_contain_text("where is my order TW-1042")
    await expect(change.get_by_role("list", name="What was said")).to_contain_text("TW-1042 is on its way.")
    await expect(change.get_by_role("list", name="With your draft")).to_contain_text("Soon it is yours.")
    await builder.page.reload()
    await expect(change).to_have_count(1)
    await change.get_by_role("link", name="Open at this turn: 1 of bob").click()
    await expect(builder.chat.turn(1)).to_contain_text("where is my order TW-1042")


async def test_nobody_is_told_of_a_change_where_there_is_none(talked: Desk, sit_down: Open) -> None:
    builder = await sit_down(talked, "conversations?tab=draft")
    await builder.page.get_by_label("Answer again").select_option("50")
    await builder.button("Compare").click()
    await expect(builder.page.get_by_text("Your draft changes none of them")).to_be_visible()


async def test_they_are_for_everybody(talked: Desk, sit_down: Open, client: Client) -> None:
    edit(client, "domain.yml", ["responses", "utter_on_its_way", 0, "text"], "Soon it is yours.")
    builder = await sit_down(talked, "conversations?id=ada")
    await builder.chat.expect_turns(2)
    assert await builder.axe() == []
    await builder.open("conversations?tab=draft")
    await builder.button("Compare").click()
    await expect(builder.page.get_by_role("article")).to_have_count(1)
    assert await builder.axe() == []
    await builder.page.set_viewport_size({"width": 640, "height": 400})
    assert await builder.is_as_wide_as_the_window()
    await builder.open("conversations?id=ada")
    assert await builder.is_as_wide_as_the_window()
