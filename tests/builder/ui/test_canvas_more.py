"""What one does on the canvas besides drawing: copy into another flow, add by pressing twice, notes, lining up.

And what must not happen, such as a letter in a field that deletes a step.
"""

from __future__ import annotations

import asyncio
import json

import pytest
from playwright.async_api import Locator, expect

from .builder import Builder
from .conftest import Desk, Open

pytestmark = pytest.mark.asyncio(loop_scope="module")

WIDE = {"viewport": {"width": 1920, "height": 1080}}
CARDS = ".canvas-card"
CHOSEN = ".react-flow__node.selected [data-step]"


async def count(builder: Builder) -> int:
    cards = builder.page.locator(CARDS)
    await expect(cards.first).to_be_visible()
    return await cards.count()


async def corner(card: Locator) -> tuple[float, float]:
    box = await card.bounding_box()
    assert box is not None
    return box["x"], box["y"]


async def nothing_at(builder: Builder) -> tuple[float, float]:
    """A point of the canvas where no card is."""
    box = await builder.page.locator(".canvas-board").bounding_box()
    assert box is not None
    return box["x"] + 60, box["y"] + box["height"] - 60


async def test_a_step_is_copied_into_a_flow_in_another_tab_and_is_yaml_on_the_way(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop, "flows/order_status", permissions=["clipboard-read", "clipboard-write"], **WIDE)
    await count(builder)
    await builder.canvas.select("action_utter_order_not_found")
    text = ""
    for _ in range(50):
        await builder.press("Mod+c")
        text = await builder.page.evaluate("navigator.clipboard.readText()")
        if "action: utter_order_not_found" in text:
            break
        assert json.loads(text) == [{"action": "utter_order_not_found", "next": "END"}], "until the library is there"
        await asyncio.sleep(0.1)
    assert "- action: utter_order_not_found" in text
    other = Builder(await builder.page.context.new_page(), builder.url, builder.root)
    await other.open("flows/store_hours")
    before = await count(other)
    await other.press("Mod+v")
    await expect(other.page.locator(CARDS)).to_have_count(before + 1)
    await other.expect_yaml("flows/store_hours.yml", "- action: utter_order_not_found")
    await other.press("Mod+x")
    await expect(other.page.locator(CARDS)).to_have_count(before)
    await other.press("Mod+z", "Mod+z")
    await other.expect_undrafted("flows/store_hours.yml")


async def test_pressing_twice_on_nothing_adds_and_letters_stay_in_the_list(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop, "flows/complaint", **WIDE)
    before = await count(builder)
    await builder.page.mouse.dblclick(*await nothing_at(builder))
    await expect(builder.dialog).to_be_visible()
    await builder.page.keyboard.type("contest")  # c connects, o is the outline, n a note, t a conversation
    await expect(builder.dialog.get_by_role("option")).to_have_count(0)
    await expect(builder.page.locator(".canvas-board")).to_be_visible()
    await builder.dialog.get_by_role("combobox").fill("call")
    await builder.press("Enter")
    await expect(builder.page.locator(CARDS)).to_have_count(before + 1)
    await builder.expect_yaml("flows/complaint.yml", '- call: ""')


async def test_a_slot_that_a_question_needs_is_made_by_enter_with_a_name_that_files_can_have(
    shop: Desk, sit_down: Open
) -> None:
    builder = await sit_down(shop, "flows/problem_report", **WIDE)
    await builder.canvas.select("collect_order_number")
    slot = builder.page.locator(".step-panel").get_by_role("combobox", name="Slot", exact=True)
    await slot.fill("What is wrong?")
    await expect(builder.button("Create “what_is_wrong”")).to_be_visible()
    await builder.press("Enter")
    await builder.expect_yaml("flows/problem_report.yml", "- collect: what_is_wrong\n")
    await builder.expect_yaml("domain/contact.yml", "  what_is_wrong:\n    type: text\n")
    await expect(slot).to_have_value("what_is_wrong")


async def test_an_intent_is_made_where_a_flow_wants_it_and_the_flow_begins_before_it_is_trained(
    shop: Desk, sit_down: Open
) -> None:
    builder = await sit_down(shop, "flows/lead_capture", **WIDE)
    await builder.page.get_by_role("combobox", name="Add an intent").fill("leave my e-mail")
    await builder.press("Enter")
    await expect(builder.dialog.get_by_label("Name")).to_have_value("leave_my_e_mail")
    await builder.dialog.get_by_label("Examples").fill("take my e-mail\nhere is my address")
    await builder.dialog.get_by_role("button", name="Create").click()
    await builder.expect_yaml("flows/lead_capture.yml", "- intent: leave_my_e_mail")
    await builder.expect_yaml("nlu-data/leave_my_e_mail.yml", "- here is my address")
    await builder.button("Try it").click()
    await builder.button("Begin with this flow").click()
    await expect(builder.page.get_by_role("log")).to_contain_text("name")
    await expect(builder.page.get_by_text("Not learnt yet: leave_my_e_mail")).to_be_visible()


async def test_a_step_that_is_dropped_on_the_end_of_a_way_comes_there(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop, "flows/take_email", **WIDE)
    end = builder.page.locator(".canvas-open").first
    way = await end.get_attribute("data-way")
    before = await count(builder)
    await builder.canvas.drag("wait").onto(end.locator("small"))
    await expect(builder.page.locator(CARDS)).to_have_count(before + 1)
    await expect(builder.canvas.step("action_action_listen")).to_be_visible()
    await expect(builder.page.locator(f'.canvas-way[data-way="{way}"]')).to_have_count(1)


async def test_a_way_that_ends_on_nothing_asks_which_step_comes_there(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop, "flows/refund_status", **WIDE)
    before = await count(builder)
    open_end = builder.page.locator("[data-exit=next][data-open]").first
    await open_end.hover()
    x, y = await corner(open_end)
    await builder.page.mouse.down()
    await builder.page.mouse.move(x + 90, y + 220, steps=6)
    await builder.page.mouse.up()
    await builder.dialog.get_by_role("combobox").fill("set slots")
    await builder.press("Enter")
    await expect(builder.page.locator(CARDS)).to_have_count(before + 1)
    await builder.expect_yaml("flows/refund_status.yml", "- set_slots: []")


async def test_a_step_is_named_on_its_card_and_what_says_the_name_follows(shop: Desk, sit_down: Open) -> None:
    """By two presses on its title, or by F2: ways and tests follow, and all of it is one thing to undo."""
    file, test = "flows/store_hours.yml", "tests/hours.yml"
    said = "flow_completed: {flow_id: store_hours, flow_step_id: forget}  # the last"
    case = f"test_cases:\n  - test_case: hours\n    steps:\n      - user: hi\n        assertions:\n          - {said}\n"
    (shop.root / test).write_text(case, "utf-8")
    builder = await sit_down(shop, "flows/store_hours", reduced_motion="reduce", **WIDE)
    await count(builder)
    await builder.press("Shift+1")
    await builder.canvas.step("forget").locator("header").dblclick()
    await expect(builder.dialog.get_by_label("Name of the step")).to_have_value("forget")
    await builder.page.keyboard.type("empty it")
    assert await builder.axe() == []
    await builder.press("Enter")
    await expect(builder.canvas.step("empty_it")).to_contain_text("empty_it")
    ways = ["-                 next: forget", "+                 next: empty_it"] * 2
    named = ["-       - id: forget", "+       - id: empty_it"]
    await builder.expect_diff(file, *ways, *named)
    await builder.expect_diff(test, f"-           - {said}", f"+           - {said.replace('forget', 'empty_it')}")
    await builder.press("Mod+z")
    await builder.expect_undrafted(file)
    await builder.expect_undrafted(test)

    await builder.canvas.select("action_utter_store_hours")
    await builder.press("F2")
    await builder.dialog.get_by_label("Name of the step").fill("forget")
    await builder.press("Enter")
    await expect(builder.dialog).to_contain_text("Another step is called so.")
    await builder.dialog.get_by_label("Name of the step").fill("now")
    await builder.press("Enter")
    await builder.expect_yaml(file, "- else:\n- id: now\naction: utter_store_hours\nnext: forget")
    await builder.press("Mod+z")
    await builder.expect_undrafted(file)
    (shop.root / test).unlink()


async def test_backspace_in_a_field_takes_a_letter_and_no_step(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop, "flows/stock", **WIDE)
    before = await count(builder)
    await builder.canvas.select("look")
    field = builder.panel.box.get_by_role("textbox").or_(builder.panel.box.get_by_role("combobox")).first
    await field.focus()
    text = await field.input_value()
    await builder.press("End", "Backspace")
    await expect(field).to_have_value(text[:-1])
    await expect(builder.page.locator(CARDS)).to_have_count(before)


async def test_a_step_on_a_way_covers_no_other_and_the_start_opens_the_form_of_the_flow(
    shop: Desk, sit_down: Open
) -> None:
    builder = await sit_down(shop, "flows/store_hours", **WIDE)
    before = await count(builder)
    x, y = await put_after(builder, "collect_store")
    await builder.press("Escape", "Mod+z")  # out of the form's field first
    await expect(builder.page.locator(CARDS)).to_have_count(before)
    await builder.canvas.drag("message").to(x + 24, y + 22)
    lonely = await builder.page.locator(CHOSEN).bounding_box()
    assert lonely is not None
    _, below = await put_after(builder, "collect_store")
    assert below > lonely["y"] + lonely["height"], "it comes below what is there"
    await builder.press("Escape", "]")
    form = builder.page.get_by_role("complementary", name="Flow", exact=True)
    await expect(form).to_have_count(0)
    await builder.page.locator(".canvas-start").click()
    await expect(form).to_be_visible()
    await builder.press("Mod+z", "Mod+z")
    await builder.expect_undrafted("flows/store_hours.yml")


async def put_after(builder: Builder, step: str) -> tuple[float, float]:
    """A message after the step, by key; where its card is."""
    await builder.canvas.select(step)
    await builder.press("/")
    await builder.dialog.get_by_role("combobox").fill("Message")
    await builder.press("Enter")
    chosen = builder.page.locator(CHOSEN)
    await expect(chosen).not_to_have_attribute("data-step", step)
    return await corner(chosen)


async def test_a_note_stays_and_is_no_part_of_the_flow(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop, "flows/cancel_order", **WIDE)
    await count(builder)
    await builder.press("n")
    note = builder.page.get_by_role("textbox", name="Note")
    await note.fill("Ask legal about this.")
    await note.blur()
    side = shop.root / "flows" / ".layout" / "cancel_order.json"
    for _ in range(50):
        if side.exists() and "Ask legal" in side.read_text("utf-8"):
            break
        await asyncio.sleep(0.1)
    await builder.page.reload()
    await expect(note).to_have_value("Ask legal about this.")
    await builder.expect_undrafted("flows/cancel_order.yml")


async def test_selected_steps_are_lined_up(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop, "flows/order_status", **WIDE)
    await count(builder)
    first, second = builder.canvas.step("action_utter_order_not_found"), builder.canvas.step("collect_order_number")
    await builder.canvas.select("action_utter_order_not_found", "collect_order_number")
    await builder.press("Alt+a")
    for _ in range(30):
        (left, _), (other, _) = await corner(first), await corner(second)
        if left == other:
            break
        await asyncio.sleep(0.1)
    assert left == other
    await builder.press("Mod+z")


async def test_the_right_mouse_button_does_it_to_the_step_beneath(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop, "flows/stock", **WIDE)
    before = await count(builder)
    await builder.page.locator(CARDS).first.locator("header").click(button="right")
    await builder.page.get_by_role("menuitem", name="Duplicate").click()
    await expect(builder.page.locator(CARDS)).to_have_count(before + 1)


async def test_the_address_names_a_step_and_search_goes_to_those_of_other_flows(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop, "flows/order_status?step=action_utter_order_not_found", **WIDE)
    selected = builder.page.locator(".react-flow__node.selected")
    await expect(selected.locator("[data-step=action_utter_order_not_found]")).to_be_visible()
    await builder.press("Mod+f")
    await builder.dialog.get_by_role("combobox").fill("complaint_text")
    await builder.dialog.get_by_role("option").first.click()
    await expect(builder.page).to_have_url(f"{builder.url}/builder/flows/complaint?step=collect_complaint_text")
    await expect(selected.locator("[data-step=collect_complaint_text]")).to_be_visible()
    await builder.press("Mod+f")
    await builder.dialog.get_by_role("combobox").fill('return_state is "returnable"')
    await expect(builder.dialog.get_by_role("option").first).to_contain_text("Condition, in")
    await builder.press("Enter")
    await expect(builder.page).to_have_url(f"{builder.url}/builder/flows/return_item?step=action_action_check_return")
    await expect(selected.locator("[data-step=action_action_check_return]")).to_be_visible()


async def test_the_palette_goes_to_a_step_by_its_words(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop, "responses")
    await builder.find("shipping status")
    await expect(builder.heading).to_have_text("Training data")
    await builder.find("the customer is unhappy")
    await expect(builder.page).to_have_url(f"{builder.url}/builder/flows/complaint?step=collect_complaint_text")


async def test_the_form_at_the_right_goes_and_stays_away(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop, "flows/human_handoff")
    await count(builder)
    form = builder.page.locator(".step-panel")
    await expect(form).to_be_visible()
    await builder.press("]")
    await expect(form).to_have_count(0)
    await builder.page.reload()
    await count(builder)
    await expect(form).to_have_count(0)
    await builder.page.locator(CARDS).first.click()
    await builder.press("Enter")
    await expect(form).to_be_visible()


async def test_a_large_flow_is_arranged_aside(shop: Desk, sit_down: Open) -> None:
    """By a library in a worker, which the page's security policy has to allow."""
    lines = ["flows:", "  wide:", "    description: Many steps.", "    steps:"]
    for at in range(210):
        lines.append(f"      - id: s{at}\n        set_slots:\n          - visits: {at}")
        if at % 10 == 0:
            lines.append(f"        next:\n          - if: slots.visits > 1\n            then: s{at + 5}")
            lines.append(f"          - else: s{at + 1}")
    (shop.root / "flows" / "wide.yml").write_text("\n".join(lines) + "\n", "utf-8")
    builder = await sit_down(shop, "flows", **WIDE)
    fetched: list[str] = []
    builder.page.on("request", lambda request: fetched.append(request.url))
    await builder.open("flows/wide")
    await expect(builder.canvas.step("s0")).to_be_visible(timeout=30_000)
    assert any("elk-worker" in url for url in fetched)
    (first, _), (second, _) = await corner(builder.canvas.step("s0")), await corner(builder.canvas.step("s1"))
    assert second > first, "from left to right"
