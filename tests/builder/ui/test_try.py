"""The draft is talked to beside the canvas: its way lights up, it is stopped and gone on with, and kept as a test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.async_api import expect
from tests.server.desk import Desk as Client

from .conftest import Desk, Open
from .hands import edit

pytestmark = pytest.mark.asyncio(loop_scope="module")

ASK, LOOK_UP = "collect_order_number", "action_action_look_up_order"
ON_ITS_WAY, UNKNOWN = "action_utter_on_its_way", "action_utter_unknown"
WIDE = {"width": 1920, "height": 1080}


@pytest.fixture
def client(small: Desk) -> Iterator[Client]:
    """Somebody else's hands on the same files. What was drafted is thrown away after the test."""
    with Client(small.live.url) as client:
        yield client
        client.post("discard", {})


async def test_a_flow_is_talked_through_and_its_way_lights_up(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "flows/order_status", viewport=WIDE)
    chat = builder.chat
    await chat.open()
    await chat.say("where is my order")
    await chat.expect_answer("Which order?")
    await chat.expect_way("start", ASK)
    await chat.expect_stands(ASK)
    await chat.say("TW-1042")
    await chat.expect_answer("TW-1042 is on its way.")
    await chat.expect_way(f"{ASK}:0", LOOK_UP, f"{LOOK_UP}:0", ON_ITS_WAY)
    await chat.show("Way")
    await expect(chat.inspector.get_by_role("link", name=ON_ITS_WAY)).to_be_visible()
    await chat.look_at(1)
    await chat.expect_way("start", ASK)
    await chat.show("NLU")
    await expect(chat.inspector).to_contain_text("check_order")
    await chat.show("Commands")
    await expect(chat.inspector).to_contain_text("Start a floworder_status")
    await chat.show("Stack")
    await expect(chat.inspector).to_contain_text("waits for the answer")
    await chat.show("Events")
    await chat.inspector.get_by_text("user", exact=True).first.click()
    await expect(chat.inspector).to_contain_text('"parse_data"')
    await builder.page.reload()
    await chat.expect_turns(2)
    await chat.expect_way("start", ASK)


async def test_a_button_is_pressed_and_the_conversation_followed_into_its_flow(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "flows/greet", viewport=WIDE)
    chat = builder.chat
    await chat.open()
    await chat.say("hello")
    await chat.log.get_by_role("button", name="My order").click()
    await chat.expect_turns(2)
    await expect(chat.turn(2)).to_contain_text("My order/check_order")
    await chat.expect_way()
    await chat.panel.get_by_role("button", name="The conversation is in").click()
    await expect(builder.page).to_have_url(f"{builder.url}/builder/flows/order_status")
    await chat.expect_way("start", ASK)
    await chat.expect_stands(ASK)


async def test_a_turn_is_stopped_a_slot_changed_and_gone_on_with_by_keyboard(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "flows/order_status", viewport=WIDE)
    chat = builder.chat
    await expect(builder.canvas.step(LOOK_UP)).to_be_visible()
    await builder.press("Mod+f")
    await builder.dialog.get_by_role("combobox").fill(LOOK_UP)
    await builder.press("Enter", "b")
    await expect(builder.canvas.step(LOOK_UP).get_by_role("img", name="Conversations stop here")).to_be_visible()
    await chat.open()
    await chat.say("where is my order TW-7")
    await chat.expect_stands(LOOK_UP, stopped=True)
    await expect(chat.panel).to_contain_text("Stands before Action: Look up order")
    await chat.expect_slot("order_number", "TW-7", changed=True)
    await chat.press("Change order_number")
    await expect(chat.inspector.get_by_label("Value of order_number")).to_be_focused()
    await builder.press("Mod+a")
    await builder.page.keyboard.type("TW-1042")
    await builder.press("Enter")
    await chat.expect_slot("order_number", "TW-1042")
    await builder.press("F8")
    await chat.expect_answer("TW-1042 is on its way.")
    await expect(builder.page.locator("[data-here=stopped]")).to_have_count(0)
    await builder.canvas.step(LOOK_UP).click(button="right")
    await builder.page.get_by_role("menuitem", name="Breakpoint").click()
    await expect(builder.canvas.step(LOOK_UP).get_by_role("img", name="Conversations stop here")).to_have_count(0)
    await chat.press("Step by step", "Space")
    await chat.say("where is my order TW-1042")
    await chat.expect_stands(ASK, stopped=True)
    await builder.press("F10")
    await chat.expect_stands(LOOK_UP, stopped=True)
    await builder.press("F10")
    await expect(chat.panel).to_contain_text("Stands before running action_look_up_order")
    await chat.press("Continue")
    await chat.expect_answer("TW-1042 is on its way.")


async def test_back_to_a_turn_and_on_from_it_in_a_second_conversation_by_keyboard(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "flows/order_status", viewport=WIDE)
    chat = builder.chat
    await chat.open()
    await chat.say("where is my order", "TW-7")
    await chat.expect_answer("I do not know that order.")
    await chat.press("Back to the end of turn 1")
    await chat.expect_turns(1)
    await chat.say("TW-1042")
    await chat.expect_answer("TW-1042 is on its way.")
    await chat.look_at(1)
    await chat.press("Fork after turn 1")
    await chat.expect_turns(1)
    await chat.say("TW-9")
    await chat.expect_answer("I do not know that order.")
    await builder.button("Back to the first").click()
    await chat.expect_answer("TW-1042 is on its way.")
    await chat.press("Start again")
    await expect(chat.panel).to_contain_text("Talk to your draft")


async def test_a_conversation_is_kept_as_a_test(small: Desk, sit_down: Open, client: Client) -> None:
    builder = await sit_down(small, "flows/order_status")
    chat = builder.chat
    await chat.open()
    await chat.say("where is my order TW-1042")
    await chat.do("Save as test")
    await builder.dialog.get_by_label("What is tested?").fill("An order on its way")
    await builder.dialog.get_by_role("button", name="Save").click()
    await expect(builder.notices).to_contain_text("Saved as tests/conversations/an-order-on-its-way.yml in your draft")
    await builder.expect_yaml("tests/conversations/an-order-on-its-way.yml", "utter_name: utter_on_its_way")
    await builder.expect_yaml("tests/conversations/an-order-on-its-way.yml", "- test_case: An order on its way")


async def test_an_edit_is_told_and_the_same_is_said_to_it(small: Desk, sit_down: Open, client: Client) -> None:
    builder = await sit_down(small, "flows/order_status")
    chat = builder.chat
    await chat.open()
    await chat.say("where is my order", "TW-1042")
    edit(client, "domain.yml", ["responses", "utter_on_its_way", 0, "text"], "Soon it is yours.")
    await expect(chat.panel).to_contain_text("The draft has changed since.")
    await chat.expect_answer("TW-1042 is on its way.")
    await chat.do("Say it again")
    await chat.expect_answer("Soon it is yours.")
    await chat.expect_turns(2)
    await expect(chat.panel.get_by_text("The draft has changed since.")).to_have_count(0)
    edit(client, "domain.yml", ["intents"], ["greet", "check_order", "refund"])
    await expect(chat.panel).to_contain_text("Not learnt yet: refund.")


async def test_what_goes_wrong_is_told_and_actions_may_stay_out(small: Desk, sit_down: Open, client: Client) -> None:
    edit(client, "flows/orders.yml", ["flows", "greet", "steps"], [{"action": "action_of_nobody"}])
    builder = await sit_down(small, "flows/order_status")
    chat = builder.chat
    await chat.open()
    await chat.panel.get_by_role("switch", name="Run actions").uncheck()
    await chat.say("where is my order TW-1042")
    await chat.expect_answer("I do not know that order.")
    await expect(chat.panel).to_contain_text("Did not run: action_look_up_order")
    await chat.panel.get_by_role("switch", name="Run actions").check()
    await expect(chat.panel).to_contain_text("From the next start on, actions run for real.")
    await chat.say("hello")
    await expect(chat.turn(2).get_by_role("alert")).to_contain_text("action_of_nobody")


async def test_a_condition_is_held_against_the_conversation_beside(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "flows/order_status", viewport=WIDE)
    await builder.canvas.select(LOOK_UP)
    holds = builder.page.get_by_text("Holds in the conversation beside")
    await expect(builder.panel.box.get_by_role("group", name="Condition 1")).to_be_visible()
    await expect(holds).to_have_count(0)
    chat = builder.chat
    await chat.open()
    await chat.say("where is my order")
    await expect(builder.page.get_by_text("Does not hold in the conversation beside")).to_be_visible()
    await chat.inspector.get_by_text("empty slots").click()
    await chat.do("Change order_state")
    await chat.inspector.get_by_label("Value of order_state").fill("sent")
    await builder.press("Enter")
    await expect(holds).to_be_visible()
    await expect(chat.turn(2)).to_contain_text("Set by hand: order_state = sent")


async def test_it_is_for_everybody(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "flows/order_status")
    chat = builder.chat
    await chat.open()
    await chat.panel.get_by_role("switch", name="Step by step").check()
    await chat.say("where is my order")
    assert await builder.axe() == []
    await chat.panel.get_by_role("switch", name="Step by step").uncheck()
    await chat.do("Continue")
    await chat.show("Events")
    assert await builder.axe() == []
