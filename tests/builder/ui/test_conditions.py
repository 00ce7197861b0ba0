"""A condition on the canvas: as rows and as an expression, two views of one text, with what is wrong said under it."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from .builder import Builder
from .conftest import Desk, Open

pytestmark = pytest.mark.asyncio(loop_scope="module")

FILE = "flows/orders.yml"


async def opened(small: Desk, sit_down: Open) -> Builder:
    """The step that leads on by a condition."""
    builder = await sit_down(small, "flows/order_status", viewport={"width": 1920, "height": 1080})
    await builder.canvas.select("action_action_look_up_order")
    await expect(builder.panel.box.get_by_role("combobox", name="Slot in row 1")).to_have_value("slots.order_state")
    return builder


async def test_rows_write_the_text(small: Desk, sit_down: Open) -> None:
    builder = await opened(small, sit_down)
    panel = builder.panel.box
    await panel.get_by_role("combobox", name="Comparison in row 1").select_option("!=")
    await builder.expect_yaml(FILE, "slots.order_state != 'sent'")
    await builder.expect_changed_lines(FILE, 1)
    await panel.get_by_role("button", name="Add a row").click()
    await panel.get_by_role("combobox", name="Slot in row 2").fill("slots.order_number")
    await panel.get_by_role("combobox", name="Comparison in row 2").select_option("is not null")
    await builder.expect_yaml(FILE, "slots.order_number")
    await builder.expect_changed_lines(FILE, 1)
    await panel.get_by_role("button", name="Remove row 2").click()
    await expect(panel.get_by_role("combobox", name="Slot in row 2")).to_have_count(0)


async def test_an_expression_is_completed_and_judged(small: Desk, sit_down: Open) -> None:
    builder = await opened(small, sit_down)
    await builder.panel.box.get_by_role("radio", name="Expression").click()
    text = builder.panel.box.locator(".condition").get_by_role("combobox")
    await text.fill("slots.order_stat is 'sent'")
    await expect(builder.panel.box.locator(".field-error").first).to_contain_text("order_state")
    await text.fill("")
    await builder.page.keyboard.type("slots.order_st")
    await expect(builder.page.get_by_role("option").first).to_contain_text("order_state")
    await builder.press("Enter")
    await builder.page.keyboard.type("is 'sent'")
    await expect(text).to_have_value("slots.order_state is 'sent'")
    await text.blur()
    await builder.expect_yaml(FILE, "- if: slots.order_state is 'sent'")
    await builder.expect_changed_lines(FILE, 1)
