"""What is wrong with the bot: found, told where it is, and mended by a click in the draft."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from .conftest import Desk, Open, served

pytestmark = pytest.mark.asyncio(loop_scope="module")

FILE = "flows/orders.yml"


@pytest.fixture(scope="module")
def flawed(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A served bot whose files have two misspelt names, and one flaw that nobody can mend for its author."""
    for desk in served(small_bot, tmp_path_factory.mktemp("desk") / "flawed"):
        text = (desk.root / FILE).read_text().replace('slots.order_state is "sent"', 'slots.order_stat is "sent"')
        (desk.root / FILE).write_text(text.replace("utter_unknown", "utter_unknwon"))
        yield desk


async def test_a_german_reader_is_told_in_german_and_what_was_said_exactly(flawed: Desk, sit_down: Open) -> None:
    builder = await sit_down(flawed, "problems", locale="de-DE")
    card = builder.page.locator(".problem-card").filter(has_text="utter_unknwon")
    await expect(card).to_contain_text("Die Antwort „utter_unknwon“ gibt es nicht.")
    await expect(card).to_contain_text("Meinten Sie „utter_unknown“?")
    exact = "The response 'utter_unknwon' is not in the domain. Did you mean 'utter_unknown'?"
    await expect(card.locator("[lang=en]")).to_have_text(exact)
    await expect(card.get_by_role("button")).to_have_text("Beheben: „utter_unknown“ schreiben")


async def test_a_click_mends_a_line(flawed: Desk, sit_down: Open) -> None:
    builder = await sit_down(flawed, "problems")
    group = builder.page.get_by_role("region", name="Problems in order_status")
    await expect(group.get_by_role("listitem")).to_have_count(2)
    await builder.button("Fix: Write 'utter_unknown'").click()
    await expect(builder.notices).to_contain_text("1 problem mended in your draft")
    await expect(group.get_by_role("listitem")).to_have_count(1)
    await builder.expect_yaml(FILE, "- action: utter_unknown\n")
    await builder.expect_changed_lines(FILE, 1)
    await expect(group.get_by_role("link")).to_be_focused()  # what was pressed is gone: the next of the group


async def test_a_problem_leads_to_its_step(flawed: Desk, sit_down: Open) -> None:
    builder = await sit_down(flawed, "problems")
    await builder.page.locator(".problem-where").get_by_role("link").first.click()
    await expect(builder.page).to_have_url(f"{builder.url}/builder/flows/order_status?step=action_action_look_up_order")
    await expect(builder.canvas.step("action_action_look_up_order")).to_be_visible()


async def test_words_find_problems(flawed: Desk, sit_down: Open) -> None:
    builder = await sit_down(flawed, "problems")
    field = builder.page.get_by_role("searchbox", name="Find a problem")
    await field.fill("no such thing")
    await expect(builder.page.get_by_role("status").filter(has_text="Nothing here is called that.")).to_be_visible()
    await field.fill("order_stat")
    await expect(builder.page.locator(".problem-card")).to_have_count(1)


async def test_all_that_is_safe_is_mended_at_once(flawed: Desk, sit_down: Open) -> None:
    builder = await sit_down(flawed, "problems")
    await builder.page.get_by_role("button", name="Fix what is safe").click()
    await expect(builder.page.get_by_role("heading", name="Nothing is wrong")).to_be_visible()
    await builder.expect_yaml(FILE, '- if: slots.order_state is "sent"')
    await builder.expect_changed_lines(FILE, 2)
