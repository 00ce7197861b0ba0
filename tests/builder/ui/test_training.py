"""The screen of training data: examples are added, marked, moved and taken away, and just their lines change."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from .builder import Builder
from .conftest import Desk, Open
from .teaching import Teaching

pytestmark = pytest.mark.asyncio(loop_scope="module")

NLU = "nlu-data/nlu.yml"
CHECK = "training?intent=check_order"
MANY = 1000


async def sit(desk: Desk, sit_down: Open, screen: str = CHECK, **options: object) -> tuple[Builder, Teaching]:
    builder = await sit_down(desk, screen, **options)
    return builder, Teaching(builder.page)


async def test_words_that_are_selected_with_the_mouse_are_marked(small: Desk, sit_down: Open) -> None:
    builder, teaching = await sit(small, sit_down)
    await teaching.select(teaching.example("has my order been sent"), "order")
    await teaching.mark_as("thing")
    await builder.expect_yaml(NLU, "- has my [order](thing) been sent")
    await builder.expect_yaml("domain.yml", "entities: [order_number, thing]")
    await builder.expect_changed_lines(NLU, 1)
    await expect(teaching.row("has my order been sent").get_by_role("button", name="thing: order")).to_be_visible()


async def test_words_are_marked_by_keyboard_alone_and_the_mark_is_changed(small: Desk, sit_down: Open) -> None:
    builder, teaching = await sit(small, sit_down)
    field = teaching.example("track my order")
    await teaching.select_by_keys(field, "order")
    await teaching.mark_as("thing")
    await expect(field).to_be_focused()
    await builder.expect_yaml(NLU, "- track my [order](thing)")
    await field.press("Tab")
    await builder.press("Enter")  # the name of the mark, behind the text
    await builder.dialog.get_by_role("button", name="Role, group, value").click()
    await builder.dialog.get_by_label("Role").fill("whole")
    await builder.press("Enter")
    await builder.expect_yaml(NLU, '- track my [order]{"entity": "thing", "role": "whole"}')
    await teaching.row("track my order").get_by_role("button", name="thing · whole: order").click()
    await builder.dialog.get_by_role("button", name="Remove").click()
    await builder.expect_yaml(NLU, "- track my order\n")


async def test_an_example_is_added_changed_and_taken_away(small: Desk, sit_down: Open) -> None:
    builder, teaching = await sit(small, sit_down, "training?intent=greet")
    before = builder.draft(NLU)
    await teaching.add("hey 👋 you")
    await builder.expect_yaml(NLU, "- hey 👋 you")
    await teaching.example("hey 👋 you").fill("hey 👋 Ada")
    await teaching.select(teaching.example("hey 👋 you"), "Ada")
    await teaching.mark_as("thing")
    await builder.expect_yaml(NLU, "- hey 👋 [Ada](thing)")
    await teaching.do("hey 👋 Ada", "Delete")
    await expect(teaching.example("hey 👋 Ada")).to_have_count(0)
    await builder.expect_yaml(NLU, before)
    await builder.page.get_by_role("button", name="Undo").click()
    await builder.expect_yaml(NLU, "- hey 👋 [Ada](thing)")


async def test_several_are_pasted_and_moved_at_once(small: Desk, sit_down: Open) -> None:
    builder, teaching = await sit(small, sit_down, "training?intent=greet")
    await builder.button("Several").click()
    await builder.dialog.get_by_label("Examples").fill("- my parcel\n- my [TW-9](order_number) parcel\n")
    await builder.dialog.get_by_role("button", name="Add 2 examples").click()
    await expect(teaching.example("my TW-9 parcel")).to_be_visible()
    for text in ("my parcel", "my TW-9 parcel"):
        await builder.page.get_by_role("checkbox", name=f"Choose “{text}”", exact=True).check()
    await builder.button("Move to an intent").click()
    await builder.dialog.get_by_role("combobox").fill("check_order")
    await builder.press("Escape")
    await builder.dialog.get_by_role("button", name="Move to an intent").click()
    await expect(teaching.example("my parcel")).to_have_count(0)
    await builder.expect_yaml(
        NLU, "- order [TW-12](order_number)\n- my [TW-9](order_number) parcel\n- my parcel\n- regex"
    )


async def test_an_example_is_dragged_onto_another_intent(small: Desk, sit_down: Open) -> None:
    builder, teaching = await sit(small, sit_down, "training?intent=greet")
    await teaching.add("where did it go")
    entry = builder.page.get_by_role("link", name="check_order")
    await teaching.row("where did it go").locator(".example-grip").drag_to(entry)
    await expect(teaching.example("where did it go")).to_have_count(0)
    await entry.click()
    await expect(teaching.example("where did it go")).to_be_visible()


async def test_what_says_the_same_is_told_beside_it_and_moved_with_one_press(small: Desk, sit_down: Open) -> None:
    _, teaching = await sit(small, sit_down)
    await teaching.add("good evening")
    row = teaching.row("good evening")
    await expect(row).to_contain_text("which means greet")
    await row.get_by_role("link", name="Show").click()
    await expect(teaching.intent("greet")).to_be_visible()
    await expect(teaching.example("good evening")).to_be_focused()
    await teaching.row("good evening").get_by_role("button", name="Move to check_order").click()
    await expect(teaching.example("good evening")).to_have_count(0)


async def test_an_intent_is_made_renamed_and_deleted(small: Desk, sit_down: Open) -> None:
    builder, teaching = await sit(small, sit_down)
    await builder.press("n")
    await builder.dialog.get_by_label("Name").fill("bye")
    await builder.dialog.get_by_label("Examples").fill("goodbye\nsee you")
    await builder.press("Tab")
    await builder.dialog.get_by_role("button", name="Create").click()
    await expect(teaching.example("see you")).to_be_visible()
    await builder.expect_yaml("domain.yml", "intents: [greet, check_order, bye]")
    menu = builder.page.get_by_role("button", name="What can be done with bye", exact=True)
    await menu.click()
    await builder.page.get_by_role("menuitem", name="Rename").click()
    await builder.dialog.get_by_label("New name").fill("goodbye")
    await builder.dialog.get_by_role("button", name="Rename").click()
    await expect(teaching.intent("goodbye")).to_be_visible()
    await builder.expect_yaml(NLU, "- intent: goodbye")
    await builder.page.get_by_role("button", name="What can be done with goodbye", exact=True).click()
    await builder.page.get_by_role("menuitem", name="Delete the intent").click()
    await builder.dialog.get_by_role("button", name="Delete the intent").click()
    await expect(builder.page.get_by_role("link", name="goodbye")).to_have_count(0)
    await builder.expect_yaml("domain.yml", "intents: [greet, check_order]")


async def test_lists_of_words_are_edited_as_lines(small: Desk, sit_down: Open) -> None:
    builder, _ = await sit(small, sit_down, "training?tab=regexes")
    lines = builder.page.get_by_label("Patterns")
    await lines.fill("TW-\\d+\nORDER-\\d{4}")
    await lines.blur()
    await builder.expect_yaml(NLU, "- regex: order_number\nexamples: |\n- TW-\\d+\n- ORDER-\\d{4}")
    await builder.page.get_by_role("tab", name="Synonyms").click()
    await builder.button("New synonym").click()
    await builder.dialog.get_by_label("Value").fill("parcel")
    await builder.dialog.get_by_label("Words that mean it").fill("package\nbox")
    await builder.dialog.get_by_role("button", name="Create").click()
    await builder.expect_yaml("nlu-data/parcel.yml", "- synonym: parcel\nexamples: |\n- package\n- box")


async def test_of_many_examples_those_that_are_seen_are_drawn(small: Desk, sit_down: Open) -> None:
    lines = "\n".join(f"    - please do number {number}" for number in range(MANY))
    (small.root / "nlu-data" / "many.yml").write_text(f"nlu:\n- intent: many\n  examples: |\n{lines}\n", "utf-8")
    builder, teaching = await sit(small, sit_down, "training?intent=many&example=please+do+number+500")
    await expect(teaching.example("please do number 500")).to_be_focused()
    assert await builder.page.locator(".example").count() < 60
    await builder.press("ArrowDown")
    await expect(teaching.example("please do number 499")).to_be_focused()
    await builder.page.get_by_role("searchbox", name="Find an example").fill("number 77")
    await expect(teaching.example("please do number 77")).to_be_visible()
    (small.root / "nlu-data" / "many.yml").unlink()


async def test_everybody_can_use_it(small: Desk, sit_down: Open) -> None:
    builder, teaching = await sit(small, sit_down)
    await expect(teaching.example("track my order")).to_be_visible()
    assert await builder.axe() == []
    await teaching.select(teaching.example("where is my order"), "order")
    await expect(teaching.entity).to_be_focused()
    assert await builder.axe() == []
    await builder.press("Escape")
    await builder.page.set_viewport_size({"width": 640, "height": 400})  # 1280 at 200 %
    assert await builder.is_as_wide_as_the_window()
    await builder.open("training?tab=synonyms")
    assert await builder.axe() == []
