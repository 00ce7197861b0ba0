"""The builder for everybody: WCAG 2.2 AA as far as axe can tell, on every screen, in light and in dark."""

from typing import Literal

import pytest
from playwright.async_api import expect

from .builder import SCREENS
from .conftest import Desk, Open

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_on_any_screen(scheme: Literal["light", "dark"], small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, color_scheme=scheme, reduced_motion="reduce")
    found: dict[str, list[str]] = {}
    for screen in SCREENS:
        await builder.go(screen)
        found[screen] = await builder.axe()
    for screen in ("design", "flows/greet"):
        await builder.open(screen)
        found[screen] = await builder.axe()
    assert {screen: faults for screen, faults in found.items() if faults} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_in_what_opens(scheme: Literal["light", "dark"], small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "design", color_scheme=scheme, reduced_motion="reduce")
    for name in ("info", "danger"):
        await builder.button(name).last.click()
    await expect(builder.page.locator(".toast")).to_have_count(2)
    assert await builder.axe() == []
    await builder.button("Menu").click()
    await expect(builder.page.get_by_role("menuitem", name="Duplicate")).to_be_visible()
    assert await builder.axe() == []
    await builder.press("Escape")
    await builder.button("Dialog").click()
    assert await builder.axe() == []
    await builder.press("Escape", "Mod+K")
    await expect(builder.dialog.get_by_role("combobox")).to_be_focused()
    assert await builder.axe() == []
    await builder.press("Escape", "?")
    await expect(builder.dialog).to_contain_text("Keyboard shortcuts")
    assert await builder.axe() == []


async def test_a_combobox_is_worked_by_arrows(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "design")
    slot = builder.page.get_by_role("combobox", name="Slot to fill")
    await slot.fill("lot_1")
    await expect(builder.page.get_by_role("listbox").get_by_role("option")).to_have_count(
        5
    )  # slot_1, 10, 11, 12; a new one
    await builder.press("ArrowDown", "ArrowDown", "Enter")
    await expect(slot).to_have_value("slot_10")
    await slot.fill("brand_new")
    await builder.press("ArrowDown", "Enter")
    await expect(builder.page.locator(".toast")).to_contain_text("Created brand_new")


async def test_a_long_table_draws_what_is_seen_and_sorts(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "design")
    table = builder.page.get_by_role("region", name="Slots")
    assert await table.locator("tbody tr").count() < 60
    await expect(table.locator("table")).to_have_attribute("aria-rowcount", "401")
    await table.get_by_role("button", name="Uses").click()
    await table.get_by_role("button", name="Uses").click()
    await expect(table.locator("tbody tr").first).to_contain_text("22")
    await table.evaluate("box => box.scrollTo(0, 1e6)")
    await expect(table.locator("tbody tr[aria-rowindex='401']")).to_be_visible()


async def test_a_panel_is_drawn_wider_by_arrows_and_stays_so(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "design")
    edge = builder.page.get_by_role("separator", name="Width of Step")
    await edge.focus()
    await builder.press("ArrowLeft", "ArrowLeft")
    await expect(edge).to_have_attribute("aria-valuenow", "292")
    await builder.page.reload()
    await expect(edge).to_have_attribute("aria-valuenow", "292")
