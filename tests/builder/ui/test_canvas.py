"""The canvas: a flow is drawn by mouse and by keyboard, and its file says so and no more."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import pytest
from playwright.async_api import expect

from .builder import Builder
from .conftest import Desk, Open

pytestmark = pytest.mark.asyncio(loop_scope="module")

FILE = "flows/order_status.yml"
CARDS = ".canvas-card"


async def drawn(builder: Builder, count: int) -> None:
    await expect(builder.page.locator(CARDS)).to_have_count(count)


async def test_a_step_is_added_at_an_open_end_and_taken_back(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop, "flows/order_status", viewport={"width": 1920, "height": 1080})
    await drawn(builder, 8)
    before = builder.draft(FILE)
    await builder.canvas.step("action_utter_order_not_found").locator(".canvas-open button").click()
    await builder.dialog.get_by_role("combobox").fill("call")
    await builder.press("Enter")
    await drawn(builder, 9)
    await builder.expect_yaml(FILE, '- call: ""')
    await builder.expect_changed_lines(FILE, 2)
    await builder.canvas.select("action_utter_order_not_found")
    await builder.press("Mod+z")
    await drawn(builder, 8)
    await builder.expect_yaml(FILE, before)


async def test_undo_outlives_a_reload(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop, "flows/refund_status", viewport={"width": 1920, "height": 1080})
    cards = builder.page.locator(CARDS)
    await expect(cards.first).to_be_visible()
    count = await cards.count()
    await builder.canvas.drag("set_slots").to(900, 1000)
    await drawn(builder, count + 1)
    await builder.expect_yaml("flows/refund_status.yml", "- set_slots: []")
    await asyncio.sleep(0.6)  # what can be undone is kept after a pause
    await builder.page.reload()
    await drawn(builder, count + 1)
    await builder.press("Mod+z")
    await drawn(builder, count)
    await asyncio.sleep(0.6)
    await builder.page.reload()
    await drawn(builder, count)
    await builder.press("Mod+Shift+z")
    await drawn(builder, count + 1)
    await builder.press("Mod+z")
    await drawn(builder, count)


async def test_a_way_is_led_elsewhere_by_keyboard_alone(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop, "flows/complaint", viewport={"width": 1920, "height": 1080})
    await builder.canvas.step("collect_complaint_text").focus()
    card = builder.page.locator(".react-flow__node", has=builder.canvas.step("collect_complaint_text"))
    await builder.press("Tab")
    await card.focus()
    await builder.press("Space", "c")
    await builder.dialog.get_by_role("combobox").fill("save_complaint")
    await builder.press("Enter")
    await builder.expect_yaml("flows/complaint.yml", "next: save")
    await builder.expect_changed_lines("flows/complaint.yml", 1)


async def test_a_card_that_is_dragged_or_moved_by_arrows_stays_there(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop, "flows/stock", viewport={"width": 1920, "height": 1080})
    step = builder.canvas.step("look")
    before = await step.bounding_box()
    assert before is not None
    await step.locator("header").hover()
    await builder.page.mouse.down()
    await builder.page.mouse.move(before["x"] + 200, before["y"] + 220, steps=8)
    await builder.page.mouse.up()
    moved = await step.bounding_box()
    assert moved is not None
    assert moved["y"] - before["y"] > 100
    await asyncio.sleep(0.6)
    await builder.page.reload()
    await expect(step).to_be_visible()
    assert await step.bounding_box() == moved
    assert not (await asyncio.to_thread(builder.draft, "flows/stock.yml")).count("x:"), "places are no part of a flow"


async def test_the_outline_shows_the_same_steps_and_edits_them(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop, "flows/store_hours", viewport={"width": 1920, "height": 1080})
    cards = builder.page.locator(CARDS)
    await expect(cards.first).to_be_visible()
    count = await cards.count()
    await builder.press("o")
    lines = builder.page.get_by_role("tree").locator("[data-what=step]")
    await expect(lines).to_have_count(count)
    await expect(builder.page.locator("[role=treeitem]:focus")).to_have_count(1)
    await lines.first.click()
    await builder.press("Delete")
    await expect(lines).to_have_count(count - 1)
    await builder.press("Mod+z")
    await expect(lines).to_have_count(count)


async def test_everybody_can_use_it(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop, "flows/change_order")
    await expect(builder.page.locator(CARDS).first).to_be_visible()
    assert await builder.axe() == []
    await builder.press("o")
    await expect(builder.page.get_by_role("tree")).to_be_visible()
    assert await builder.axe() == []


async def test_what_is_done_to_a_way_by_mouse(shop: Desk, sit_down: Open) -> None:
    """Its end is taken elsewhere, a step is added by its plus, another is dropped on it; each is one thing to undo."""
    builder = await sit_down(
        shop, "flows/store_hours", reduced_motion="reduce", viewport={"width": 1920, "height": 1080}
    )
    canvas, file = builder.canvas, "flows/store_hours.yml"
    await drawn(builder, 5)
    await builder.press("Shift+1")

    await canvas.lead("collect_store:0", "forget")
    await builder.expect_diff(file, "+         next: forget")
    await builder.press("Mod+z")
    await builder.expect_undrafted(file)

    await canvas.add_on("collect_store:0", "Set slots")
    await builder.expect_diff(file, "+ ", "+       - set_slots: []")
    await builder.press("Escape", "Mod+z")
    await builder.expect_undrafted(file)

    await canvas.drop("message", "action_action_look_up_hours:1")
    await builder.expect_yaml(file, "- else:\n- action: utter_\n- action: utter_store_hours")
    await builder.press("Escape", "Mod+z")
    await builder.expect_undrafted(file)


async def test_all_is_shown_the_map_goes_where_it_is_pressed_and_arrange_puts_cards_in_their_rows(
    shop: Desk, sit_down: Open
) -> None:
    builder = await sit_down(shop, "flows/order_status", viewport={"width": 1280, "height": 800})
    cards = builder.page.locator(CARDS)
    await expect(cards.first).to_be_visible()
    await builder.press("Shift+1")
    await drawn(builder, 8)
    await stands_still(builder)
    area = await builder.page.locator(".canvas-board").bounding_box()
    assert area is not None
    for part in [*await cards.all(), *await builder.page.locator(".canvas-open").all()]:
        box = await part.bounding_box()
        assert box is not None
        assert area["x"] <= box["x"]
        assert box["x"] + box["width"] <= area["x"] + area["width"], "ends are seen as well"
    seen = await view(builder)
    await builder.page.locator(".canvas-map").click(position={"x": 5, "y": 5})
    await stands_still(builder)
    assert await view(builder) != seen
    await builder.press("Shift+1")
    await builder.button("Arrange").click()
    place = await placed(shop, lambda _: True)
    await stands_still(builder)
    await builder.canvas.select("collect_order_number")
    await expect(builder.page.locator(".react-flow__node.selected")).to_have_count(1)
    await builder.press(*["Shift+ArrowDown"] * 6)
    await placed(shop, lambda now: now[1] > place[1])
    await builder.press("Mod+Shift+l")
    await placed(shop, lambda now: now == place)


async def view(builder: Builder) -> str | None:
    return await builder.page.locator(".react-flow__viewport").get_attribute("style")


async def stands_still(builder: Builder) -> None:
    """What glides has come to its end."""
    before = None
    for _ in range(50):
        if before == (before := await view(builder)):
            return
        await asyncio.sleep(0.2)
    pytest.fail("it glides on and on")


async def placed(desk: Desk, right: Callable[[list[float]], bool]) -> list[float]:
    """Where the side file has the question, once that is ``right``."""
    side = desk.root / "flows" / ".layout" / "order_status.json"
    for _ in range(100):
        positions = json.loads(side.read_text("utf-8"))["positions"] if side.exists() else {}
        place: list[float] = positions.get("collect_order_number", [])
        if place and right(place):
            return place
        await asyncio.sleep(0.1)
    pytest.fail(f"it stays at {place}")
