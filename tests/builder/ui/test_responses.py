"""What the bot says: variations, buttons, other languages and conditions, and what channels make of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from .builder import Builder
from .conftest import Desk, Open, served

pytestmark = pytest.mark.asyncio(loop_scope="module")

FILE = "domain.yml"


@pytest.fixture(scope="module")
def bilingual(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A served bot that is to speak German, too."""
    for desk in served(small_bot, tmp_path_factory.mktemp("desk") / "bilingual"):
        config = desk.root / "config.yml"
        config.write_text(config.read_text().replace("language: en", "language: en\nadditional_languages: [de]"))
        yield desk


def variation(builder: Builder, number: int) -> Locator:
    return builder.page.get_by_role("group", name=f"Variation {number}")


async def test_a_translation_is_asked_for_and_given(bilingual: Desk, sit_down: Open) -> None:
    builder = await sit_down(bilingual, "responses?name=utter_unknown")
    entry = builder.page.get_by_role("navigation", name="Responses").get_by_role("link", name="utter_unknown")
    await expect(entry).to_contain_text("de missing")
    await variation(builder, 1).get_by_label("Text in German").fill("Diese Bestellung kenne ich nicht.")
    await variation(builder, 1).get_by_label("Text in German").blur()
    await builder.expect_yaml(FILE, "de: Diese Bestellung kenne ich nicht.")
    await expect(entry).not_to_contain_text("de missing")
    await builder.page.get_by_role("combobox", name="Text in").select_option("de")
    await expect(builder.page.locator(".looks-screen")).to_contain_text("Diese Bestellung kenne ich nicht.")


async def test_a_button_is_translated(bilingual: Desk, sit_down: Open) -> None:
    builder = await sit_down(bilingual, "responses?name=utter_greet")
    entry = builder.page.get_by_role("navigation", name="Responses").get_by_role("link", name="utter_greet")
    await variation(builder, 1).get_by_label("Text in German").fill("Hallo")
    await builder.page.get_by_label("Button 1 in German").fill("Meine Bestellung")
    await expect(entry).to_contain_text("de missing")
    await builder.page.get_by_label("Button 1 in German").blur()
    await builder.expect_yaml(FILE, "de: Meine Bestellung")
    await expect(entry).not_to_contain_text("de missing")


async def test_a_variation_is_added_and_taken_away(bilingual: Desk, sit_down: Open) -> None:
    builder = await sit_down(bilingual, "responses?name=utter_on_its_way")
    await builder.button("Add a variation").click()
    added = variation(builder, 2).get_by_label("Text in English")
    await expect(added).to_be_focused()
    await builder.page.keyboard.type("It is under way.")
    await added.blur()
    await builder.expect_yaml(FILE, "It is under way.")
    await builder.expect_yaml(FILE, "{order_number} is on its way.")
    await builder.button("Remove variation 2").click()
    await expect(variation(builder, 2)).to_have_count(0)
    await builder.expect_yaml(FILE, 'utter_on_its_way: [{text: "{order_number} is on its way."}]')


async def test_buttons_are_cut_where_a_channel_has_no_room(bilingual: Desk, sit_down: Open) -> None:
    builder = await sit_down(bilingual, "responses?name=utter_greet")
    for number, title in ((2, "A rather long title of a button"), (3, "Third"), (4, "Fourth")):
        await builder.button("Add a button").click()
        await expect(builder.page.get_by_label(f"Button {number}: its words")).to_be_focused()
        await builder.page.keyboard.type(title)
        sends = builder.page.get_by_role("combobox", name=f"Button {number}: what it sends")
        await sends.fill("/greet")
        await sends.blur()
    await builder.expect_yaml(FILE, "Fourth")
    looks = builder.page.get_by_role("region", name="How it looks")
    await looks.get_by_role("combobox", name="Channel").select_option("whatsapp")
    await expect(looks.locator(".looks-note").first).to_be_visible()
    await expect(looks).to_contain_text("A rather long title")
    await builder.button("Remove button 4").click()
    await builder.button("Remove button 3").click()
    await builder.button("Remove button 2").click()
    await builder.expect_yaml(FILE, "payload: /check_order")
    assert "Third" not in await asyncio.to_thread(builder.draft, FILE)


async def test_a_variation_is_said_when_a_slot_has_a_value(bilingual: Desk, sit_down: Open) -> None:
    builder = await sit_down(bilingual, "responses?name=utter_ask_order_number")
    await builder.button("Only when a slot has a value").click()
    await builder.page.get_by_role("combobox", name="Slot that has to have a value").fill("order_state")
    await builder.page.get_by_role("combobox", name="Its value").fill("sent")
    await builder.page.get_by_role("combobox", name="Its value").blur()
    await builder.expect_yaml(FILE, "name: order_state")
    await builder.expect_yaml(FILE, "value: sent")
    await builder.button("Remove this condition").click()
    await expect(builder.page.get_by_role("combobox", name="Its value")).to_have_count(0)


async def test_a_response_is_made_where_its_like_are(bilingual: Desk, sit_down: Open) -> None:
    builder = await sit_down(bilingual, "responses")
    await builder.button("New response").click()
    await builder.dialog.get_by_label("Name").fill("utter_greet")
    await expect(builder.dialog).to_contain_text("There is one of that name.")
    await builder.dialog.get_by_label("Name").fill("utter_farewell")
    await builder.dialog.get_by_label("Text").fill("Good bye!")
    await builder.button("Create").click()
    await expect(builder.page.get_by_role("heading", name="utter_farewell")).to_be_visible()
    await builder.expect_yaml(FILE, "utter_farewell:\n- text: Good bye!")
    await builder.page.get_by_role("searchbox", name="Find a response").fill("good bye")
    await expect(builder.page.get_by_role("navigation", name="Responses").get_by_role("link")).to_have_count(1)


async def test_one_is_renamed_in_flows_and_domain(bilingual: Desk, sit_down: Open) -> None:
    builder = await sit_down(bilingual, "responses?name=utter_unknown")
    await builder.button("Rename").click()
    await builder.dialog.get_by_label("New name").fill("utter_no_such_order")
    await builder.dialog.get_by_role("button", name="Rename").click()
    await expect(builder.page.get_by_role("heading", name="utter_no_such_order")).to_be_visible()
    await builder.expect_yaml("flows/orders.yml", "- action: utter_no_such_order")
    await builder.expect_changed_lines("flows/orders.yml", 1)
