"""Talking on the page, in a real browser, while nothing goes wrong."""

import asyncio

import pytest
from playwright.async_api import expect

from .conftest import Open
from .stand_in import StandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")

FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }; 0"
REASONS = {
    "text": "Why would you like to send it back?",
    "buttons": [
        {"title": "It is damaged", "payload": "/SetSlots(return_reason=damaged)"},
        {"title": "Wrong size", "payload": "/SetSlots(return_reason=wrong_size)"},
    ],
}


async def test_a_message_is_sent_acknowledged_and_answered(server: StandIn, talk: Open) -> None:
    chat = await talk()
    await expect(chat.page).to_have_title("Tarn & Wold")
    await expect(chat.page.get_by_role("heading", level=1)).to_have_text("Tarn & Wold")
    server.gate.clear()
    await chat.say("Hello")
    await expect(chat.notes).to_contain_text("Sent ")
    await expect(chat.page.locator(".typing")).to_contain_text("Tarn & Wold is typing")
    assert await chat.outbox() == []
    server.gate.set()
    await chat.shows("Hello", "You said: Hello")
    await expect(chat.page.locator(".typing")).to_be_empty()
    assert server.of_type("hello")[0] == {"type": "hello", "conversation": None, "after_seq": 0}


async def test_enter_sends_shift_enter_breaks_the_line_and_nothing_is_never_sent(server: StandIn, talk: Open) -> None:
    chat = await talk()
    send = chat.button("Send")
    await expect(send).to_have_attribute("aria-disabled", "true")
    one_line = await chat.composer.evaluate("box => box.clientHeight")
    await chat.say("  \n ")
    await chat.composer.clear()
    await chat.composer.press_sequentially("one")
    await chat.composer.press("Shift+Enter")
    await chat.composer.press_sequentially("two")
    await expect(send).to_have_attribute("aria-disabled", "false")
    assert await chat.composer.evaluate("box => box.clientHeight") > one_line
    await send.click()
    await chat.shows("one\ntwo", "You said: one\ntwo")
    assert server.texts_received == ["one\ntwo"]
    await expect(chat.composer).to_have_value("")
    assert await chat.composer.evaluate("box => box.clientHeight") == one_line
    assert (await chat.bubbles.first.evaluate("box => box.innerText")) == "one\ntwo"


async def test_enter_that_ends_an_input_method_does_not_send(server: StandIn, talk: Open) -> None:
    chat = await talk()
    await chat.composer.fill("にほん")
    await chat.composer.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    await chat.say("日本")
    await chat.shows("日本", "You said: 日本")


async def test_a_suggestion_begins_the_conversation(server: StandIn, talk: Open) -> None:
    chat = await talk()
    opening = chat.page.get_by_role("region", name="What can I do for you?")
    await expect(opening.get_by_role("button")).to_have_count(3)
    await chat.button("Where is my order?").click()
    await chat.shows("Where is my order?", "You said: Where is my order?")
    await expect(opening).to_be_hidden()


async def test_without_suggestions_none_are_shown(server: StandIn, talk: Open) -> None:
    server.welcome_extra = {}
    chat = await talk()
    await expect(chat.page.locator(".opening button")).to_have_count(0)
    await expect(chat.page.locator(".opening p")).to_have_text("Write in your own words.")


async def test_a_button_says_its_payload_shows_its_title_and_is_used_once(server: StandIn, talk: Open) -> None:
    server.answers["return it"] = [REASONS]
    chat = await talk()
    await chat.say("return it")
    await chat.button("Wrong size").click()
    said = ["return it", REASONS["text"], "Wrong size", "You said: /SetSlots(return_reason=wrong_size)"]
    await chat.shows(*said)
    assert server.texts_received[-1] == "/SetSlots(return_reason=wrong_size)"
    await expect(chat.button("Wrong size")).to_be_disabled()
    await expect(chat.button("It is damaged")).to_be_disabled()
    await chat.reload()
    await chat.shows(*said)
    await expect(chat.button("It is damaged")).to_be_disabled()


async def test_buttons_of_the_last_answer_still_work_after_a_reload(server: StandIn, talk: Open) -> None:
    server.answers["return it"] = [REASONS]
    chat = await talk()
    await chat.say("return it")
    await expect(chat.button("It is damaged")).to_be_visible()
    await chat.reload()
    await chat.button("It is damaged").click()
    await expect(chat.bubbles).to_have_count(4)
    assert server.texts_received == ["return it", "/SetSlots(return_reason=damaged)"]


async def test_quick_replies_pictures_and_attachments_are_shown(server: StandIn, talk: Open) -> None:
    server.answers["show me"] = [
        {"text": "The jacket", "image": "/talk/icon.svg"},
        {"attachment": {"type": "image", "payload": {"src": "/talk/icon.svg"}}},
        {"attachment": {"type": "file", "payload": {"src": "https://shop.example/sizes.pdf"}}},
        {"image": "data:text/html,no"},
        {"custom": {"anything": 1}},
        {"text": "More?", "quick_replies": [{"title": "Yes", "payload": ""}]},
    ]
    chat = await talk()
    await chat.say("show me")
    await expect(chat.page.get_by_role("img", name="Picture to: The jacket")).to_be_visible()
    await expect(chat.page.get_by_role("img", name="Picture from Tarn & Wold")).to_be_visible()
    await expect(chat.page.get_by_role("link", name="https://shop.example/sizes.pdf")).to_be_visible()
    unknown = "This message is of a kind that cannot be shown here."
    pdf = "https://shop.example/sizes.pdf"
    await chat.shows("show me", "The jacket", pdf, "data:text/html,no", unknown, "More?")
    await chat.button("Yes").click()
    await expect(chat.bubbles.last).to_have_text("You said: Yes")


async def test_what_is_said_is_never_markup(server: StandIn, talk: Open) -> None:
    hostile = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script><b>bold</b>&amp;"
    server.assistant = hostile
    server.answers["try"] = [{"text": hostile, "buttons": [{"title": hostile}], "image": f"javascript:{hostile}"}]
    server.answers[hostile] = [{"text": "javascript:alert(1) [x](javascript:alert(1)) data:text/html,x vbscript:x"}]
    chat = await talk()
    await chat.say("try")
    await chat.button(hostile).click()
    await expect(chat.bubbles.last).to_contain_text("javascript:alert(1)")
    await expect(chat.bubbles.nth(1)).to_have_text(hostile)
    await expect(chat.page).to_have_title(hostile)
    assert await chat.page.locator(".log b, .log script, .log .bubble img, .log a, h1 *").count() == 0


async def test_addresses_become_links_without_the_sentence_around_them(server: StandIn, talk: Open) -> None:
    chat = await talk()
    await chat.say("See https://a.example/x_(y), or (http://b.example/?q=1&r=2). Not ftp://c.example nor d.example!")
    links = chat.bubbles.first.get_by_role("link")
    await expect(links).to_have_text(["https://a.example/x_(y)", "http://b.example/?q=1&r=2"])
    for link in await links.all():
        assert await link.get_attribute("href") == await link.text_content()
        assert await link.get_attribute("rel") == "noopener noreferrer"
        assert await link.get_attribute("target") == "_blank"


async def test_a_reload_brings_the_history_back_in_order(server: StandIn, talk: Open) -> None:
    chat = await talk()
    for text in ("one", "two"):
        await chat.say(text)
        await expect(chat.bubbles.last).to_have_text(f"You said: {text}")
    await chat.reload()
    await chat.shows("one", "You said: one", "two", "You said: two")
    assert server.of_type("hello")[-1] == {"type": "hello", "conversation": await chat.conversation(), "after_seq": 0}


async def test_starting_over_asks_first_and_begins_a_new_conversation(server: StandIn, talk: Open) -> None:
    chat = await talk()
    await chat.say("secret")
    await expect(chat.bubbles).to_have_count(2)
    before = await chat.conversation()
    await chat.button("Start over").click()
    await chat.button("Keep talking").click()
    await expect(chat.bubbles).to_have_count(2)
    await chat.button("Start over").click()
    await chat.page.get_by_role("dialog").get_by_role("button", name="Start over").click()
    await chat.is_online()
    await chat.shows()
    await expect(chat.button("Where is my order?")).to_be_visible()
    await chat.say("again")
    await chat.shows("again", "You said: again")
    assert before != await chat.conversation()
    assert server.of_type("hello")[-1] == {"type": "hello", "conversation": None, "after_seq": 0}


async def test_a_second_tab_follows_when_the_first_starts_over(server: StandIn, talk: Open) -> None:
    chat = await talk()
    await chat.say("first")
    await expect(chat.bubbles).to_have_count(2)
    other = await chat.page.context.new_page()
    await other.goto(server.url)
    await expect(other.locator(".bubble")).to_have_count(2)
    await chat.page.bring_to_front()
    await chat.button("Start over").click()
    await chat.page.get_by_role("dialog").get_by_role("button", name="Start over").click()
    await expect(other.locator(".bubble")).to_have_count(0)
    await expect(other.locator(".state")).to_have_text("Online")
    assert server.of_type("hello")[-1]["conversation"] == await chat.conversation()


async def test_a_reader_of_the_past_is_not_moved_but_told(server: StandIn, talk: Open) -> None:
    server.answers["long"] = [{"text": f"line {n}\n" * 6} for n in range(8)]
    chat = await talk()
    log = chat.page.get_by_role("log")
    end = "log => log.scrollHeight - log.clientHeight"
    await chat.say("long")
    await expect(chat.bubbles).to_have_count(9)
    await expect(log).to_have_js_property("scrollTop", await log.evaluate(end))
    server.gate.clear()
    await chat.say("long")
    await expect(chat.notes.last).to_contain_text("Sent ")
    await log.evaluate("log => new Promise((seen) => { log.onscroll = seen; log.scrollTop = 0 })")
    server.gate.set()
    await chat.button("New messages").click()
    await expect(chat.bubbles).to_have_count(18)
    await expect(log).to_have_js_property("scrollTop", await log.evaluate(end))
    await expect(chat.button("New messages")).to_be_hidden()
    await expect(log).to_be_focused()


@pytest.mark.parametrize(
    "forbid",
    [
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })",
        FULL,
    ],
    ids=["forbidden", "full"],
)
async def test_without_storage_the_page_works_as_long_as_it_is_open(forbid: str, server: StandIn, talk: Open) -> None:
    chat = await talk(before=forbid)
    await chat.say("one")
    await chat.shows("one", "You said: one")
    server.cut()
    await chat.is_offline()
    await chat.say("two")
    await chat.shows("one", "You said: one", "two", "You said: two")
    assert len(server.conversations) == 1


async def test_storage_that_fills_up_while_the_page_is_open(server: StandIn, talk: Open) -> None:
    chat = await talk()
    await chat.page.evaluate(FULL)
    await chat.say("one")
    await chat.shows("one", "You said: one")
    server.cut()
    await chat.is_offline()
    await chat.is_online()
    assert len(server.conversations) == 1


async def test_damaged_storage_is_as_good_as_none(server: StandIn, talk: Open) -> None:
    chat = await talk(
        before="if (!sessionStorage.seen) {"
        "sessionStorage.seen = 1;"
        "const prefix = `talkwright:${location.origin}/:`;"
        "localStorage.setItem(prefix + 'conversation', '{');"
        "localStorage.setItem(prefix + 'seen', 'NaN');"
        "const damaged = ['{', 'null', '7', '[]', '{\"id\": 1}'];"
        "damaged.forEach((value, n) => localStorage.setItem(prefix + 'outbox:' + n, value)) }"
    )
    await chat.say("one")
    await chat.shows("one", "You said: one")


async def test_every_message_has_an_id_of_its_own(server: StandIn, talk: Open) -> None:
    chat = await talk()
    for _ in range(3):
        await chat.say("same")
    await expect(chat.bubbles).to_have_count(6)
    ids = [frame["id"] for frame in server.of_type("message")]
    assert len(set(ids)) == 3
    assert all(len(each) <= 255 and each.isprintable() for each in ids)


async def test_the_page_asks_nobody_but_its_own_server(server: StandIn, talk: Open) -> None:
    chat = await talk()
    asked: list[str] = []
    chat.page.on("request", lambda request: asked.append(request.url))
    await chat.reload()
    await asyncio.sleep(0)
    assert len(asked) > 5
    assert [url for url in asked if not url.startswith(server.url)] == []
