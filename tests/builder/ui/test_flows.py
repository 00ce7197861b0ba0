"""The flows: begun from each template, named anew, taken away, seen as a map; and what bots of Rasa have besides."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import expect
from tests.builder.bot import write

from .builder import Builder
from .conftest import Desk, Open, served

pytestmark = pytest.mark.asyncio(loop_scope="module")

RASA = {
    "domain.yml": """
intents: [greet, book]
entities: [city]
slots:
  city: {type: text, mappings: [{type: from_entity, entity: city}]}
forms:
  trip_form: {required_slots: [city]}
responses:
  utter_greet: [{text: Hello}]
  utter_ask_city: [{text: Where to?}]
  utter_booked: [{text: Booked.}]
""",
    "data/rules.yml": """
rules:
- rule: Always greet
  steps: [{intent: greet}, {action: utter_greet}]
- rule: Begin the form
  steps: [{intent: book}, {action: trip_form}, {active_loop: trip_form}]
""",
    "data/stories.yml": """
stories:
- story: A trip
  steps: [{intent: greet}, {action: utter_greet}, {intent: book}, {action: utter_booked}]
- story: In a hurry
  steps: [{intent: book}, {action: utter_booked}]
""",
}


@pytest.fixture(scope="module")
def rasa(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A served bot, whose files became those of a bot of Rasa, without a flow."""
    for desk in served(small_bot, tmp_path_factory.mktemp("desk") / "rasa"):
        (desk.root / "flows" / "orders.yml").unlink()
        write(desk.root, RASA)
        yield desk


async def begin(builder: Builder, name: str, template: str) -> None:
    await builder.button("New flow").click()
    await builder.dialog.get_by_label("Name").fill(name)
    await builder.dialog.get_by_label("What it is for").fill("Does what it is called.")
    await builder.dialog.get_by_role("radio", name=template).check()
    await builder.button("Create and draw").click()
    await expect(builder.heading).to_have_text(name)


async def errors(builder: Builder) -> list[str]:
    """What is wrong, but for that nothing starts a flow yet."""
    await builder.open("problems")
    await expect(builder.page.locator(".problem-card, .empty").first).to_be_visible()
    return await builder.page.locator(".problem-card[data-severity=error] p:first-child").all_text_contents()


async def test_each_template_passes_the_check(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small)
    for name, template in (("Opening hours", "One answer"), ("Wish", "One question"), ("Loan", "Yes or no")):
        await builder.go("flows")
        await begin(builder, name, template)
    await builder.expect_yaml("flows/opening_hours.yml", "- action: utter_opening_hours")
    await builder.expect_yaml("domain.yml", "utter_ask_wish:")
    assert await errors(builder) == []
    await builder.go("flows")
    await begin(builder, "Empty one", "An empty canvas")
    assert await errors(builder) == ["Flow 'empty_one' has no steps."]  # as is so until one is drawn


async def test_a_domain_in_a_folder_gets_what_a_flow_needs(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop)
    await begin(builder, "Wish", "One question")
    await builder.expect_yaml("flows/wish.yml", "- collect: wish")
    assert await errors(builder) == []
    assert await asyncio.to_thread(builder.draft, "domain.yml") == "", "a file of that name would hide the folder"
    await builder.open("slots")
    await builder.page.get_by_role("searchbox", name="Find a slot").fill("wish")
    await expect(builder.button("Open wish")).to_be_visible()


async def test_a_form_comes_with_a_test_that_the_draft_passes(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop)
    await begin(builder, "Claim", "Details, then confirm")
    await builder.expect_yaml("tests/conversations/claim.yml", "- test_case: something else")
    assert await errors(builder) == []
    await builder.open("flows/claim")
    await builder.chat.open()
    await builder.chat.panel.get_by_role("button", name="something else").click()
    await expect(builder.chat.log.locator("[data-turn]")).to_have_count(6)
    for number, words in enumerate(
        ("about?", "tell me more", "e-mail", "not look like", "Shall I send", "not done anything"), 1
    ):
        await expect(builder.chat.turn(number)).to_contain_text(words)
    assert await builder.axe() == []
    await builder.button("Tests in tests/conversations/claim.yml").click()
    await builder.page.get_by_role("menuitem", name="an order").click()
    await expect(builder.chat.log).to_contain_text("Thank you!")


async def test_a_flow_has_another_name(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small)
    await builder.button("What can be done with order status").click()
    await builder.page.get_by_role("menuitem", name="Rename").click()
    await builder.dialog.get_by_label("New name").fill("track_order")
    await builder.dialog.get_by_role("button", name="Rename").click()
    await builder.expect_yaml("flows/orders.yml", "track_order:")
    await builder.expect_changed_lines("flows/orders.yml", 1)
    await expect(builder.button("What can be done with track order")).to_be_visible()


async def test_a_flow_is_taken_away_and_its_file_with_it(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small)
    for name, file in (("Wish", "flows/wish.yml"), ("greet", "flows/orders.yml")):
        await builder.button(f"What can be done with {name}").click()
        await builder.page.get_by_role("menuitem", name="Remove").click()
        await builder.dialog.get_by_role("button", name="Remove").click()
        await expect(builder.button(f"What can be done with {name}")).to_have_count(0)
        await expect(builder.dialog).to_have_count(0)
        assert "greet" not in await asyncio.to_thread(builder.draft, file)
    assert await asyncio.to_thread(builder.draft, "flows/wish.yml") == ""


async def test_the_list_is_found_in_and_the_map_leads_on(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop)
    await builder.page.get_by_role("searchbox", name="Find a flow").fill("complaint")
    await expect(builder.page.get_by_role("row")).to_have_count(2)
    await builder.page.get_by_role("tab", name="Map").click()
    drawn = builder.page.get_by_role("region", name="Flows, what they call")
    await drawn.get_by_role("link", name="check an order").click()
    await expect(builder.page).to_have_url(f"{builder.url}/builder/flows/order_status")


async def test_rules_stories_and_forms_are_shown(rasa: Desk, sit_down: Open) -> None:
    builder = await sit_down(rasa)
    for tab, words in (("Rules", "Begin the form"), ("Stories", "In a hurry"), ("Forms", "trip_form")):
        await builder.page.get_by_role("tab", name=tab).click()
        await expect(builder.page.get_by_role("tabpanel")).to_contain_text(words)
        assert await builder.axe() == []
