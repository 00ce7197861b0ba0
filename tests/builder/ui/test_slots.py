"""The slots: found, changed line by line, renamed wherever they are named, made and taken away."""

from __future__ import annotations

import asyncio
import re

import pytest
from playwright.async_api import expect

from .builder import Builder
from .conftest import Desk, Open

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def opened(builder: Builder, slot: str) -> None:
    await builder.page.get_by_role("searchbox", name="Find a slot").fill(slot)
    await builder.button(f"Open {slot}").click()
    await expect(builder.panel.box).to_contain_text(slot)


async def test_values_are_changed_and_no_line_besides(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop, "slots")
    await opened(builder, "lead_interest")
    file = "domain/contact.yml"
    values = await builder.panel.field("Values").input_value()
    await builder.panel.fill("Values", f"{values}\na boat")
    await builder.expect_yaml(file, "a boat")
    await builder.expect_changed_lines(file, 1)
    await builder.panel.fill("Values", values)
    await builder.expect_undrafted(file)


async def test_a_type_and_a_value_at_the_start(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop, "slots")
    await opened(builder, "order_product")
    await builder.panel.fill("Value at the start", "a tent")
    await builder.expect_yaml("domain/orders.yml", "initial_value: a tent")
    await builder.panel.choose("Type", "any")
    await builder.expect_yaml("domain/orders.yml", "type: any")
    await builder.panel.fill("Value at the start", "")
    await builder.panel.choose("Type", "text")
    await builder.expect_undrafted("domain/orders.yml")


async def test_a_slot_has_another_name_everywhere(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "slots")
    await opened(builder, "order_state")
    await builder.button("Rename").click()
    await builder.dialog.get_by_label("New name").fill("order_number")
    await expect(builder.dialog).to_contain_text("taken")
    await expect(builder.dialog.get_by_role("button", name="Rename")).to_be_disabled()
    await builder.dialog.get_by_label("New name").fill("where_it_is")
    await expect(builder.dialog).to_contain_text("2 lines in domain.yml, flows/orders.yml change")
    await expect(builder.dialog.get_by_role("insertion").last).to_have_text('- if: slots.where_it_is is "sent"')
    await expect(builder.dialog).to_contain_text("actions/__init__.py, line 11")
    await builder.press("Enter")
    await expect(builder.notices).to_contain_text("order_state is where_it_is now")
    await builder.expect_yaml("flows/orders.yml", '- if: slots.where_it_is is "sent"')
    await builder.expect_changed_lines("flows/orders.yml", 1)
    await builder.expect_changed_lines("domain.yml", 1)
    await expect(builder.panel.box).to_contain_text("Slot where_it_is")
    link = builder.panel.box.get_by_role("link").first
    await expect(link).to_have_attribute("href", re.compile("/builder/flows/order_status"))


async def test_a_slot_is_made_and_taken_away(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "slots")
    before = await asyncio.to_thread(builder.draft, "domain.yml")
    await builder.button("New slot").click()
    await builder.dialog.get_by_label("Name").fill("order_number")
    await expect(builder.dialog).to_contain_text("There is one of that name.")
    await builder.dialog.get_by_label("Name").fill("size")
    await builder.dialog.get_by_label("Type").select_option("categorical")
    await builder.dialog.get_by_label("Values").fill("small\nlarge\n")
    await builder.button("Create").click()
    await builder.expect_yaml("domain.yml", "size:\n    type: categorical")
    await expect(builder.panel.box).to_contain_text("Slot size")
    await builder.panel.box.get_by_role("button", name="Remove").click()
    await builder.expect_yaml("domain.yml", before)
    await expect(builder.button("Open size")).to_have_count(0)
    await expect(builder.page.get_by_role("searchbox", name="Find a slot")).to_be_focused()  # the nearest that is left
