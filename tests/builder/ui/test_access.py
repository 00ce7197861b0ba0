"""The builder for everybody: WCAG 2.2 AA as far as axe can tell, on every screen, in light and in dark."""

import pytest
from playwright.async_api import expect

from .builder import SCREENS
from .conftest import Desk, Open

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.long]  # the tests of a screen ask axe, too


async def test_axe_finds_nothing_on_any_screen(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, reduced_motion="reduce")
    found: dict[str, list[str]] = {}
    for screen in SCREENS:
        await builder.go(screen)
        found[screen] = await builder.axe()
    for screen in ("design", "flows/greet"):
        await builder.open(screen)
        found[screen] = await builder.axe()
    assert {screen: faults for screen, faults in found.items() if faults} == {}


async def test_axe_finds_nothing_in_what_opens(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "design")
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


OPENS = {
    "flows": ("New flow", "What can be done with greet"),
    "responses?name=utter_greet": ("New response", "Rename"),
    "slots": ("New slot", "Open order_state", "Rename"),
    "training?intent=greet": ("New intent", "Several"),
    "people": ("Add a person",),
    "flows/order_status": ("Outline", "Traffic", "Try it", "Keyboard shortcuts"),
}


async def test_axe_finds_nothing_in_what_opens_on_screens(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small)
    found: dict[str, list[str]] = {}
    for screen, buttons in OPENS.items():
        await builder.open(screen)
        for name in buttons:
            await builder.button(name).first.click()
            opened = builder.dialog.or_(builder.page.get_by_role("menu")).or_(builder.page.get_by_role("complementary"))
            await expect(opened.first).to_be_visible()
            found[f"{screen}: {name}"] = await builder.axe()
            await builder.press("Escape")
            await expect(builder.dialog).to_have_count(0)
    for keys in ("Mod+f", "/"):
        await builder.press(keys)
        await expect(builder.dialog.get_by_role("combobox")).to_be_focused()
        found[keys] = await builder.axe()
        await builder.press("Escape")
        await expect(builder.dialog).to_have_count(0)
    assert {where: faults for where, faults in found.items() if faults} == {}


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
