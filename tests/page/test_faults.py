"""What the page makes of a bad line: every message arrives once, every answer is shown once, in order."""

import pytest
from playwright.async_api import expect

from .conftest import Open
from .stand_in import Fault, StandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")

# Marks the page with how many lines it has opened and lost, with the last frame that came in and with when it came.
MARK_LINES = """
let opened = 0, lost = 0;
window.WebSocket = class extends WebSocket {
  constructor(url) {
    super(url);
    const marks = document.documentElement.dataset;
    marks.opened = ++opened;
    this.addEventListener("close", () => { marks.lost = ++lost });
    this.addEventListener("message", ({ data }) => { marks.frame = JSON.parse(data).type; marks.at = Date.now() });
  }
};
"""


@pytest.mark.parametrize("fault", [Fault.LOSE_MESSAGE, Fault.LOSE_ACK])
async def test_an_unacknowledged_message_is_sent_again_and_run_once(fault: Fault, server: StandIn, talk: Open) -> None:
    chat = await talk()
    server.faults = [fault]
    await chat.say("Hello")
    await chat.shows("Hello", "You said: Hello")
    first, again = server.of_type("message")
    assert first == again
    assert server.turns_run == 1
    assert await chat.outbox() == []


async def test_a_busy_server_is_asked_again_without_a_word(server: StandIn, talk: Open) -> None:
    chat = await talk()
    server.faults = [Fault.BUSY, Fault.BUSY]
    await chat.say("Hello")
    await chat.shows("Hello", "You said: Hello")
    assert len(server.of_type("message")) == 3
    assert server.turns_run == 1
    assert await chat.outbox() == []
    await expect(chat.notes).not_to_contain_text("Too many")


async def test_a_line_cut_within_a_turn_brings_the_rest_of_it_later(server: StandIn, talk: Open) -> None:
    server.answers["Hello"] = [{"text": "one"}, {"text": "two"}]
    chat = await talk()
    server.faults = [Fault.CUT_IN_TURN]
    await chat.say("Hello")
    await chat.shows("Hello", "one", "two")
    assert len(server.of_type("message")) == 1
    conversation = await chat.conversation()
    assert server.of_type("hello")[-1] == {"type": "hello", "conversation": conversation, "after_seq": 2}


async def test_repeated_frames_are_shown_once(server: StandIn, talk: Open) -> None:
    server.repeat = 2
    chat = await talk()
    await chat.say("one")
    await chat.say("two")
    await chat.shows("one", "You said: one", "two", "You said: two")
    await chat.reload()
    await chat.say("three")
    await chat.shows("one", "You said: one", "two", "You said: two", "three", "You said: three")


async def test_what_is_written_while_the_server_is_away_waits_for_it(server: StandIn, talk: Open) -> None:
    chat = await talk()
    await chat.say("one")
    await chat.shows("one", "You said: one")
    await server.stop()
    await chat.is_offline()
    await chat.say("two")
    await chat.say("three")
    await expect(chat.notes.last).to_have_text("Waiting for a connection…")
    assert await chat.outbox() == ["two", "three"]
    await server.start()
    await chat.shows("one", "You said: one", "two", "You said: two", "three", "You said: three")
    assert server.texts_received == ["one", "two", "three"]


async def test_what_was_not_sent_when_the_page_was_closed_is_sent_by_the_next(server: StandIn, talk: Open) -> None:
    chat = await talk()
    await chat.say("one")
    await chat.shows("one", "You said: one")
    await server.stop()
    await chat.is_offline()
    await chat.say("two")
    page = await chat.page.context.new_page()
    await chat.page.close()
    await server.start()
    await page.goto(server.url)
    await expect(page.locator(".bubble")).to_have_text(["one", "You said: one", "two", "You said: two"])
    assert len(server.conversations) == 1


async def test_what_was_said_meanwhile_is_fetched_on_return(server: StandIn, talk: Open) -> None:
    chat = await talk()
    await chat.say("one")
    await chat.shows("one", "You said: one")
    server.cut()
    await chat.is_offline()
    server.say(await chat.conversation() or "", text="Your parcel has arrived.")
    await chat.shows("one", "You said: one", "Your parcel has arrived.")


async def test_a_refused_message_is_kept_and_goes_out_with_its_id_on_request(server: StandIn, talk: Open) -> None:
    chat = await talk()
    server.faults = [Fault.REFUSE]
    await chat.say("Hello")
    await expect(chat.notes).to_contain_text("Not sent. The assistant is busy.")
    await chat.reload()
    await expect(chat.notes).to_contain_text("Not sent. The assistant is busy.")
    assert len(server.of_type("message")) == 1
    await chat.button("Try again").click()
    await chat.shows("Hello", "You said: Hello")
    first, again = server.of_type("message")
    assert first == again
    assert await chat.outbox() == []


async def test_a_refused_message_can_be_given_up(server: StandIn, talk: Open) -> None:
    chat = await talk()
    server.faults = [Fault.REFUSE]
    await chat.say("Hello")
    await chat.button("Delete").click()
    await chat.shows()
    await expect(chat.composer).to_be_focused()
    await chat.reload()
    await chat.shows()


async def test_a_stored_message_whose_turn_failed_can_be_tried_again(server: StandIn, talk: Open) -> None:
    chat = await talk()
    server.faults = [Fault.FAIL_TURN]
    await chat.say("Hello")
    await expect(chat.notes).to_contain_text("Not answered. The assistant has failed.")
    await expect(chat.button("Delete")).to_have_count(0)
    await chat.button("Try again").click()
    await chat.shows("Hello", "You said: Hello")
    assert server.turns_run == 1


async def test_an_error_about_the_line_is_said_until_there_is_a_new_one(server: StandIn, talk: Open) -> None:
    chat = await talk()
    await server.broadcast({"type": "error", "id": None, "code": "limit", "message": "Too many messages at once."})
    await expect(chat.page.get_by_role("alert")).to_have_text("Too many messages at once.")
    server.cut()
    await expect(chat.page.get_by_role("alert")).to_be_hidden()


async def test_frames_that_make_no_sense_are_passed_over(server: StandIn, talk: Open) -> None:
    chat = await talk()
    await server.broadcast({"type": "hologram"}, 7, None, ["typing"], {"type": "toString"})
    await chat.say("Hello")
    await chat.shows("Hello", "You said: Hello")


@pytest.mark.parametrize("same_id", [True, False])
async def test_a_server_that_lost_the_conversation_begins_a_new_one(same_id: bool, server: StandIn, talk: Open) -> None:
    chat = await talk()
    await chat.say("one")
    await chat.shows("one", "You said: one")
    conversation = await chat.conversation() or ""
    server.forget()
    if same_id:
        server.say(conversation, text="Where were we?")
    server.cut()
    await chat.shows(*["Where were we?"] * same_id)
    await chat.is_online()
    await chat.say("two")
    await chat.shows(*["Where were we?"] * same_id, "two", "You said: two")
    assert (await chat.conversation() == conversation) is same_id


async def test_a_line_that_answers_no_ping_is_given_up_for_a_new_one(server: StandIn, talk: Open) -> None:
    chat = await talk(before=MARK_LINES, fake_clock=True)
    clock, marks = chat.page.clock, chat.page.locator("html")
    since_welcome_ms = await marks.evaluate("page => Date.now() - page.dataset.at")
    await clock.run_for(25_050 - since_welcome_ms)
    await expect(marks).to_have_attribute("data-frame", "pong")
    await clock.run_for(11_000)
    await chat.is_online()
    assert len(server.of_type("hello")) == 1
    server.mute = True
    await clock.run_for(14_000)
    await server.heard("ping", 2)
    await clock.run_for(10_500)
    await server.heard("hello", 2)
    await chat.is_online()


async def test_tries_come_less_and_less_often_and_at_once_when_there_is_hope(server: StandIn, talk: Open) -> None:
    chat = await talk(before=MARK_LINES, fake_clock=True)
    clock, marks = chat.page.clock, chat.page.locator("html")
    server.cut_after_welcome = True
    server.cut()
    for lines, ceiling_ms in enumerate((500, 1_000, 2_000, 4_000), start=1):
        await expect(marks).to_have_attribute("data-lost", str(lines))
        await clock.run_for(ceiling_ms / 2 - 1)
        await expect(marks).to_have_attribute("data-opened", str(lines))
        await clock.run_for(ceiling_ms / 2 + 1)
        await expect(marks).to_have_attribute("data-opened", str(lines + 1))
    await expect(marks).to_have_attribute("data-lost", "5")
    server.cut_after_welcome = False
    await chat.page.evaluate("dispatchEvent(new Event('online'))")
    await chat.is_online()
