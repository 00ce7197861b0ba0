"""How many people went which way: on the canvas and as tables, after real conversations."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from .conftest import Desk, Open

pytestmark = pytest.mark.asyncio(loop_scope="module")

ASK, LOOK_UP = "collect_order_number", "action_action_look_up_order"


@pytest.fixture(scope="module")
def talked(small: Desk) -> Desk:
    """Three ask for an order: one is told of it, one is not, one says /restart instead of an answer."""
    small.live.say("where is my order TW-1042", "ada")
    for words in ("where is my order", "TW-7"):
        small.live.say(words, "bob")
    for words in ("where is my order", "/restart"):
        small.live.say(words, "cleo")
    return small


async def test_numbers_come_onto_the_canvas_and_go_again(talked: Desk, sit_down: Open) -> None:
    builder = await sit_down(talked, "flows/order_status", viewport={"width": 1920, "height": 1080})
    page = builder.page
    counts = page.locator(".canvas-way[data-count]")
    await expect(builder.canvas.step(ASK)).to_be_visible()
    await expect(counts).to_have_count(0)
    await builder.button("Traffic").click()
    traffic = page.get_by_role("region", name="Traffic of this flow")
    await expect(traffic).to_contain_text("3 sessions")
    for way, count in {"start": 3, f"{ASK}:0": 2, f"{LOOK_UP}:0": 1, f"{LOOK_UP}:1": 1}.items():
        await expect(page.locator(f'[data-way="{way}"]')).to_have_attribute("data-count", str(count))
    widths = [
        float(await page.locator(f'[data-way="{way}"] .react-flow__edge-path').evaluate("it => it.style.strokeWidth"))
        for way in ("start", f"{ASK}:0", f"{LOOK_UP}:0")
    ]
    assert widths == sorted(set(widths), reverse=True)
    await expect(builder.canvas.step(ASK)).to_contain_text("1 left")
    await builder.canvas.select(ASK)
    await expect(page.get_by_role("region", name="Traffic of this step")).to_contain_text("Left without an answer1")
    await traffic.get_by_label("Time").select_option("own")
    await traffic.get_by_label("To", exact=True).fill("2020-01-02")
    await traffic.get_by_label("From", exact=True).fill("2020-01-01")
    await expect(traffic).to_contain_text("Nobody went through this flow in that time.")
    await traffic.get_by_label("Time").select_option("today")
    await expect(traffic).to_contain_text("3 sessions")
    await builder.press("Escape")
    await builder.button("Hide traffic").click()
    await expect(counts).to_have_count(0)


async def test_the_same_numbers_are_tables(talked: Desk, sit_down: Open) -> None:
    builder = await sit_down(talked, "analytics")
    link = builder.page.get_by_role("link", name="Step by step: order status")
    row = builder.page.get_by_role("row").filter(has=link)
    await expect(row.get_by_role("cell")).to_have_text(
        ["order status", "3", "2", "1", "0", ASK, "On the canvas"], use_inner_text=True
    )
    await link.click()
    steps = builder.page.get_by_role("region", name="Steps")
    await expect(steps.get_by_role("row").filter(has_text=ASK).get_by_role("cell")).to_have_text(
        [ASK, "3", "1", "0", ""]
    )
    await row.get_by_role("link", name=ASK).click()
    await expect(builder.page).to_have_url(f"{builder.url}/builder/flows/order_status?step={ASK}")
    await expect(builder.page.locator('[data-way="start"]')).to_have_attribute("data-count", "3")
    await expect(builder.page.get_by_role("region", name="Traffic of this step")).to_be_visible()


async def test_it_is_for_everybody(talked: Desk, sit_down: Open) -> None:
    builder = await sit_down(talked, "analytics?flow=order_status")
    await expect(builder.page.get_by_role("heading", name="order status, step by step")).to_be_visible()
    assert await builder.axe() == []
    await builder.page.get_by_role("link", name="Show order status on the canvas").click()
    await expect(builder.page.locator('[data-way="start"]')).to_have_attribute("data-count", "3")
    await builder.canvas.select(ASK)
    assert await builder.axe() == []
