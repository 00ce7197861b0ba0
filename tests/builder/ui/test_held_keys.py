"""Who types faster than the line: keys for what is still being fetched are neither lost nor for something else."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from .conftest import Desk, Open

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def late(route: Route) -> None:
    await asyncio.sleep(1.5)
    await route.continue_()


async def test_what_is_typed_before_lists_forms_and_palette_are_there_is_for_them(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "settings")
    for part in ("Asked", "Sidebar", "Palette"):
        await builder.page.route(f"**/{part}-*.js", late)
    await builder.press("Mod+K", *"order st", "Enter")
    await expect(builder.heading).to_have_text("order_status")
    await builder.canvas.step("collect_order_number").wait_for()
    count = await builder.page.locator("[data-step]").count()
    await builder.press("/", *"messagge", "Backspace", "Backspace", "e", "Enter")
    await expect(builder.page.locator("[data-step]")).to_have_count(count + 1)
    await expect(builder.page.locator(".step-panel textarea, .step-panel input").first).to_be_focused()
    await builder.page.keyboard.type("Nice to see you")
    await builder.press("Tab")
    await builder.expect_yaml("domain.yml", "text: Nice to see you")
