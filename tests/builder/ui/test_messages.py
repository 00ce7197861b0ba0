"""The screen of messages: what was said to the bot becomes an example, a test or nothing, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from .builder import Builder
from .conftest import Desk, Open, served
from .teaching import Teaching

pytestmark = pytest.mark.asyncio(loop_scope="module")

NLU = "nlu-data/nlu.yml"
SAID = ("where did my parcel get to", "good grief", "hello my friend 👋", "order TW-77 please", "morning morning")


@pytest.fixture(scope="module")
def talked(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The small bot, to which people have said something."""
    for desk in served(small_bot, tmp_path_factory.mktemp("desk") / "small"):
        for number, text in enumerate(SAID):
            desk.live.say(text, f"sender-{number}")
        yield desk


async def open_message(builder: Builder, text: str) -> None:
    await builder.page.get_by_role("list", name="Messages that wait").get_by_role("button", name=text).click()
    await expect(builder.page.get_by_role("article", name=text)).to_be_focused()


async def left(builder: Builder, count: int) -> None:
    await expect(builder.page.get_by_role("status").filter(has_text="wait")).to_contain_text(f"{count} message")


async def test_messages_are_made_examples_and_tests_by_key_and_taken_back(talked: Desk, sit_down: Open) -> None:
    builder = await sit_down(talked, "messages")
    await left(builder, len(SAID))
    before = builder.draft(NLU)
    await open_message(builder, "where did my parcel get to")
    options = builder.page.get_by_role("article").get_by_role("listitem")
    place = await options.evaluate_all("all => all.findIndex(each => each.textContent.includes('check_order'))")
    await builder.press(str(place + 1))
    await builder.expect_yaml(NLU, "- order [TW-12](order_number)\n- where did my parcel get to")
    await builder.expect_changed_lines(NLU, 1)
    await left(builder, len(SAID) - 1)
    await builder.press("u")
    await left(builder, len(SAID))
    await builder.expect_yaml(NLU, before)

    await open_message(builder, "good grief")
    await builder.press("x")
    await left(builder, len(SAID) - 1)
    await open_message(builder, "morning morning")
    await builder.press("t")
    await left(builder, len(SAID) - 2)
    await builder.expect_yaml("tests/nlu.yml", "- morning morning")
    await builder.press("u")
    await left(builder, len(SAID) - 1)
    await expect(builder.page.get_by_text("nothing is left of it")).to_be_visible()
    assert "morning" not in builder.draft("tests/nlu.yml")


async def test_words_of_a_message_are_marked_and_it_begins_an_intent(talked: Desk, sit_down: Open) -> None:
    builder = await sit_down(talked, "messages")
    teaching = Teaching(builder.page)
    await open_message(builder, "hello my friend 👋")
    await teaching.select(builder.page.get_by_role("textbox", name="Words of the message"), "friend")
    await teaching.mark_as("person")
    await builder.press("Escape", "n")
    await builder.page.get_by_role("combobox", name="Another intent").press_sequentially("friendly")
    await builder.press("Enter")
    await builder.expect_yaml(NLU, "- intent: friendly\nexamples: |\n- hello my [friend](person) 👋")
    await builder.expect_yaml("domain.yml", "intents: [greet, check_order, friendly]")


async def test_an_entity_that_was_found_is_marked_already(talked: Desk, sit_down: Open) -> None:
    builder = await sit_down(talked, "messages")
    await open_message(builder, "order TW-77 please")
    await builder.page.get_by_role("button", name="Example of check_order").click()
    await builder.expect_yaml(NLU, "- order [TW-77](order_number) please")


async def test_one_goes_on_and_back_by_key(talked: Desk, sit_down: Open) -> None:
    builder = await sit_down(talked, "messages")
    waiting = builder.page.get_by_role("list", name="Messages that wait").get_by_role("button")
    await expect(waiting.first).to_have_attribute("aria-current", "true")
    await builder.press("j")
    await expect(waiting.nth(1)).to_have_attribute("aria-current", "true")
    await builder.press("k", "k")
    await expect(waiting.first).to_have_attribute("aria-current", "true")


async def test_everybody_can_use_it(talked: Desk, sit_down: Open) -> None:
    builder = await sit_down(talked, "messages")
    await expect(builder.page.get_by_role("article")).to_be_visible()
    assert await builder.axe() == []
    await builder.page.set_viewport_size({"width": 640, "height": 400})  # 1280 at 200 %
    assert await builder.is_as_wide_as_the_window()


async def test_an_empty_screen_says_what_it_is_for(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "messages")
    await expect(builder.page.get_by_role("heading", name="Learn from real messages")).to_be_visible()
    assert await builder.axe() == []
