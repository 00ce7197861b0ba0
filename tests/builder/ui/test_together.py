"""One flow that several change at once: two people, each in a browser, and an editor beside them on the disk."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from .builder import Builder
from .conftest import Desk, Open, served
from .drawing import Drawing

pytestmark = pytest.mark.asyncio(loop_scope="module")

WIDE = {"viewport": {"width": 1920, "height": 1080}}
FILE = "flows/returns.yml"
TEXT = """\
# What the shop says of returns.
flows:
  returns:
    description: Take something back.   # seen in the list
    steps:
    - collect: order_number
      description: 'the number'   # of the order

    - id: look
      action: action_look_up_order
    # the last word
    - id: last
      action: utter_unknown
"""
ASK = "collect_order_number"


@pytest.fixture(scope="module")
def shared(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A served bot of which two people take care. Each test goes on where the one before it stopped."""
    for desk in served(small_bot, tmp_path_factory.mktemp("desk") / "shared"):
        (desk.root / FILE).write_text(TEXT, "utf-8")
        desk.hire(ada="admin", ben="publisher")
        yield desk


async def both(desk: Desk, sit_down: Open) -> tuple[Drawing, Drawing]:
    """Ada and Ben, each before the flow."""
    ada, ben = [Drawing(await sit_down(desk, "flows/returns", who=name, **WIDE)) for name in ("ada", "ben")]
    return ada, ben


async def publish(desk: Desk, who: str) -> str:
    """Somebody publishes all of their draft. What is on disk then."""
    await asyncio.to_thread(desk.people[who].post, "publish", {"message": "Better"})
    return (desk.root / FILE).read_text("utf-8")


def write(desk: Desk, old: str, new: str) -> None:
    """Somebody works with an editor."""
    text = (desk.root / FILE).read_text("utf-8")
    assert old in text
    (desk.root / FILE).write_text(text.replace(old, new), "utf-8")


def waiting(builder: Builder) -> Locator:
    return builder.page.locator(".history-conflicts").get_by_role("listitem")


async def test_two_who_draw_apart_lose_nothing_and_see_each_other(shared: Desk, sit_down: Open) -> None:
    ada, ben = await both(shared, sit_down)

    async def ada_draws() -> None:
        await ada.select(ASK)
        await ada.fill("What is asked for", "the number on the box")
        await ada.builder.expect_yaml(FILE, "'the number on the box'")

    async def ben_draws() -> None:
        await ben.add("last", "next", "Message")
        await ben.fill("Response", "utter_greet")
        await ben.builder.expect_yaml(FILE, "- action: utter_greet")

    await asyncio.gather(ada_draws(), ben_draws())
    await publish(shared, "ada")
    await ben.select(ASK)
    await expect(ben.field("What is asked for")).to_have_value("the number on the box")
    text = await publish(shared, "ben")
    await expect(ada.canvas.step("action_utter_greet")).to_be_visible()
    assert text == TEXT.replace("the number'", "the number on the box'") + "\n    - action: utter_greet\n"
    for each in (ada, ben):
        await each.builder.expect_undrafted(FILE)


async def test_what_one_undoes_is_ones_own(shared: Desk, sit_down: Open) -> None:
    ada, ben = await both(shared, sit_down)
    await ben.select("last")
    await ben.fill("Response", "utter_on_its_way")
    await ben.builder.expect_yaml(FILE, "- id: last\naction: utter_on_its_way")
    await ada.select(ASK)
    await ada.fill("What is asked for", "the number in the mail")
    await ada.builder.expect_yaml(FILE, "the number in the mail")
    await publish(shared, "ada")
    await ben.select(ASK)
    await expect(ben.field("What is asked for")).to_have_value("the number in the mail")
    await ben.builder.press("Escape", "Mod+z")
    await ben.builder.expect_undrafted(FILE)
    await ben.builder.press("Mod+Shift+z")
    await ben.builder.expect_yaml(FILE, "- id: last\naction: utter_on_its_way")
    await ben.builder.expect_yaml(FILE, "the number in the mail")
    await ben.builder.press("Mod+z")
    await ben.builder.expect_undrafted(FILE)


async def test_a_card_that_one_moves_has_moved_for_the_other(shared: Desk, sit_down: Open) -> None:
    ada, ben = await both(shared, sit_down)
    card = ben.page.locator(".react-flow__node", has=ben.canvas.step("last"))
    before = await card.get_attribute("style") or ""
    await ada.select("last")
    await ada.builder.press("Shift+ArrowDown")
    await expect(card).not_to_have_attribute("style", before)
    moved = await ada.page.locator(".react-flow__node", has=ada.canvas.step("last")).get_attribute("style") or ""
    after = await card.get_attribute("style") or ""
    mine, his = (re.findall(r"translate\([^)]*\)", style) for style in (moved, after))
    assert mine == his != re.findall(r"translate\([^)]*\)", before)
    await ben.builder.expect_undrafted(FILE)


async def test_two_who_change_the_same_twice_decide_twice(shared: Desk, sit_down: Open) -> None:
    ada, ben = await both(shared, sit_down)
    for each, words, answer in ((ben, "your number", "utter_on_its_way"), (ada, "its number", "utter_greet")):
        await each.select(ASK)
        await each.fill("What is asked for", words)
        await each.select("last")
        await each.fill("Response", answer)
        await each.builder.expect_yaml(FILE, f"- id: last\naction: {answer}")
    published = await publish(shared, "ada")
    await expect(ben.page.locator(".top-bar").get_by_role("link", name="2 conflicts")).to_be_visible()
    await expect(ben.field("Response")).to_have_value("utter_on_its_way")
    await ben.builder.notices.get_by_role("button", name="Decide").click()
    asked = waiting(ben.builder).filter(has_text="returns › collect_order_number › description")
    said = waiting(ben.builder).filter(has_text="returns › last › action")
    await expect(asked.locator("dd")).to_have_text(["the number in the mail", "your number", "its number"])
    await expect(said.locator("dd")).to_have_text(["utter_unknown", "utter_on_its_way", "utter_greet"])
    assert await ben.builder.axe() == []
    await asked.get_by_role("button", name="Take theirs").click()
    await expect(asked).to_have_count(0)
    await said.get_by_role("button", name="Keep mine").click()
    await expect(waiting(ben.builder)).to_have_count(0)
    assert (shared.root / FILE).read_text("utf-8") == published, "nothing of hers is written over before he publishes"
    text = await publish(shared, "ben")
    assert text == published.replace(
        "    - id: last\n      action: utter_greet", "    - id: last\n      action: utter_on_its_way"
    )
    await expect(ada.field("Response")).to_have_value("utter_on_its_way")


async def test_what_an_editor_writes_appears_and_what_one_writes_stays(shared: Desk, sit_down: Open) -> None:
    ben = Drawing(await sit_down(shared, "flows/returns", who="ben", **WIDE))
    await ben.select(ASK)
    field = ben.field("What is asked for")
    await field.press("End")
    await field.press_sequentially(" ple")
    write(shared, "  returns:\n", "  returns:\n    name: Returns\n")
    write(shared, "id: look", "id: see")
    await expect(ben.page.get_by_text("The flow changed elsewhere and was loaded again")).to_be_visible()
    await expect(ben.builder.heading).to_have_text("Returns")
    await expect(ben.canvas.step("see")).to_be_visible()
    await expect(ben.chosen).to_have_attribute("data-step", ASK)
    await expect(field).to_be_focused()
    await field.press_sequentially("ase")
    await expect(field).to_have_value("its number please")
    await ben.builder.expect_yaml(FILE, "'its number please'   # of the order")
    await ben.builder.expect_yaml(FILE, "id: see")

    write(shared, "'its number'", "'any number'")
    await expect(ben.page.locator(".top-bar").get_by_role("link", name="conflict")).to_be_visible()
    await expect(field).to_have_value("its number please")
    await ben.builder.notices.get_by_role("button", name="Decide").click()
    await expect(waiting(ben.builder)).to_contain_text("any number")
    await waiting(ben.builder).get_by_role("button", name="Take theirs").click()
    await ben.builder.expect_undrafted(FILE)


async def test_what_an_editor_takes_back_goes_again(shared: Desk, sit_down: Open) -> None:
    ben = Drawing(await sit_down(shared, "flows/returns", who="ben", **WIDE))
    await ben.select("last")
    await ben.fill("Response", "utter_greet")
    await ben.builder.expect_yaml(FILE, "- id: last\naction: utter_greet")
    await ben.builder.press("Mod+z")
    await ben.builder.expect_undrafted(FILE)
    for old, new in (("any number", "no number"), ("no number", "any number")):
        write(shared, old, new)
        await ben.select(ASK)
        await expect(ben.field("What is asked for")).to_have_value(new)
        await ben.builder.press("Escape")
