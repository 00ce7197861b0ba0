"""The widget on a page of a shop: launcher, panel, badge, attributes, methods, events."""

import pytest
from playwright.async_api import expect
from tests.page.stand_in import StandIn

from .conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="module")

LISTEN = """
window.heard = [];
for (const name of ["open", "close", "ready", "state", "message"])
  addEventListener("talkwright-" + name, ({ type, detail }) => heard.push([type.slice(11), detail]));
"""
CARD = {
    "title": "Larch tent",
    "subtitle": "For two",
    "image": "/demo/tent.svg",
    "url": "https://shop.example/larch",
    "buttons": [
        {"title": "In stock?", "payload": "/check_stock"},
        {"title": "Look", "payload": "x", "url": "https://shop.example/larch"},
    ],
}


async def test_nothing_is_sent_or_stored_before_a_visitor_wants_to_talk(assistant: StandIn, visit: Visit) -> None:
    shop = await visit()
    await expect(shop.launcher).to_be_visible()
    assert assistant.asked == ["/widget.js"]
    assert assistant.received == []
    assert await shop.page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    await shop.open_chat()
    assert len(assistant.of_type("hello")) == 1
    assert {name.partition("-")[0] for name in assistant.asked[1:]} == {
        "/widget/core",
        "/widget/english",
        "/webhooks/web/socket",
    }


async def test_a_visitor_talks_and_finds_it_all_again_on_the_next_page(visit: Visit) -> None:
    shop = await visit()
    await shop.open_chat()
    await shop.say("Hello")
    await shop.shows("Hello", "You said: Hello")
    await shop.open()
    await expect(shop.panel).to_be_hidden()
    await shop.open_chat()
    await shop.shows("Hello", "You said: Hello")


async def test_answers_that_came_while_the_panel_was_closed_are_counted(assistant: StandIn, visit: Visit) -> None:
    shop = await visit()
    await shop.open_chat()
    await shop.say("Hello")
    await shop.shows("Hello", "You said: Hello")
    await expect(shop.badge).to_be_empty()
    await shop.button("Close the chat").click()
    await expect(shop.panel).to_be_hidden()
    conversation = await shop.conversation() or ""
    await assistant.broadcast(assistant.say(conversation, text="One more thing."))
    await expect(shop.badge).to_have_text("New messages: 1")
    assistant.say(conversation, text="And another.")
    await shop.open()
    await expect(shop.badge).to_have_text("New messages: 2")
    await shop.open_chat()
    await expect(shop.badge).to_be_empty()
    await shop.open()
    await shop.page.wait_for_timeout(300)
    await expect(shop.badge).to_be_empty()


async def test_what_was_read_in_one_tab_is_read_in_all(assistant: StandIn, visit: Visit) -> None:
    shop = await visit()
    await shop.open_chat()
    await shop.say("Hello")
    await shop.shows("Hello", "You said: Hello")
    other = await shop.page.context.new_page()
    await other.goto(shop.host.url + "shop")
    await expect(other.locator(".bubble")).to_have_count(2)
    await shop.button("Close the chat").click()
    await assistant.broadcast(assistant.say(await shop.conversation() or "", text="One more thing."))
    for page in (shop.page, other):
        await expect(page.locator(".badge")).to_have_text("New messages: 1")
    await shop.launcher.click()
    for page in (shop.page, other):
        await expect(page.locator(".badge")).to_be_empty()


async def test_what_is_written_without_a_line_is_sent_once_when_there_is_one(assistant: StandIn, visit: Visit) -> None:
    shop = await visit()
    await shop.open_chat()
    await assistant.stop()
    await shop.is_offline()
    await shop.say("one")
    await shop.say("two")
    assert await shop.outbox() == ["one", "two"]
    await shop.page.close()
    await assistant.start()
    other = await shop.page.context.new_page()
    await other.goto(shop.host.url + "shop")
    await expect(other.locator(".badge")).to_have_text("New messages: 2")
    assert assistant.texts_received == ["one", "two"]
    assert assistant.turns_run == 2


async def test_cards_are_shown_and_each_button_may_be_pressed_again(assistant: StandIn, visit: Visit) -> None:
    assistant.answers = {"tents": [{"cards": [CARD, {"title": "Fir tent"}]}]}
    shop = await visit()
    await shop.open_chat()
    await shop.say("tents")
    await expect(shop.chat.get_by_role("article")).to_have_count(2)
    card = shop.chat.get_by_role("article").first
    await expect(card).to_contain_text("Larch tent")
    await expect(card.get_by_role("link", name="Look")).to_have_attribute("href", "https://shop.example/larch")
    picture = card.locator("img")
    assert await picture.evaluate("image => image.decode().then(() => image.src)") == f"{assistant.url}demo/tent.svg"
    for times in (1, 2):
        await card.get_by_role("button", name="In stock?").click()
        await assistant.heard("message", 1 + times)
    assert assistant.texts_received == ["tents", "/check_stock", "/check_stock"]
    await shop.open()
    await shop.open_chat()
    said = ["tents", "In stock?", "You said: /check_stock", "In stock?", "You said: /check_stock"]
    await shop.shows(*said)


@pytest.mark.parametrize(("answer", "shown"), [(None, "Not now"), ("leave", "Start over")])
async def test_starting_over_asks_first(answer: str | None, shown: str, assistant: StandIn, visit: Visit) -> None:
    shop = await visit()
    await shop.open_chat()
    await shop.say("Hello")
    await shop.shows("Hello", "You said: Hello")
    before = await shop.conversation()
    await shop.button("Start over").click()
    question = shop.page.get_by_role("dialog", name="Start over?")
    await question.wait_for()
    if answer is None:
        await shop.page.keyboard.press("Escape")
        await expect(question).to_have_count(0)
        await expect(shop.panel).to_be_visible()
        await shop.shows("Hello", "You said: Hello")
        assert await shop.conversation() == before
    else:
        await question.get_by_role("button", name=shown).click()
        await shop.shows()
        await shop.is_online()
        assert await shop.conversation() not in (None, before)


async def test_starting_over_without_a_line_says_so(assistant: StandIn, visit: Visit) -> None:
    shop = await visit()
    await shop.open_chat()
    await shop.say("Hello")
    await shop.shows("Hello", "You said: Hello")
    await assistant.stop()
    await shop.is_offline()
    await shop.button("Start over").click()
    await expect(shop.chat.locator(".notice")).to_have_text("Something went wrong. Please try again.")
    await shop.shows("Hello", "You said: Hello")
    await assistant.start()


async def test_a_core_that_cannot_be_had_is_said_and_tried_again(assistant: StandIn, visit: Visit) -> None:
    shop = await visit()
    await shop.page.route("**/widget/core-*", lambda route: route.abort())
    await shop.launcher.click()
    await expect(shop.launcher).to_have_text("The chat cannot be reached. Try again")
    await expect(shop.launcher).to_have_attribute("aria-expanded", "false")
    assert await shop.chat.evaluate("chat => chat.send('Hello')") is None
    await shop.page.unroute("**/widget/core-*")
    await shop.open_chat()
    await expect(shop.launcher).to_have_text("Chat")
    shop.page_faults = [fault for fault in shop.page_faults if "talkwright-chat:" not in fault]


async def test_methods_and_events(assistant: StandIn, visit: Visit) -> None:
    shop = await visit(before=LISTEN)
    sent = await shop.chat.evaluate("chat => chat.send('  Where is my order? ')")
    await assistant.heard("message", 1)
    assert assistant.of_type("message") == [{"type": "message", "id": sent, "text": "Where is my order?"}]
    await expect(shop.badge).to_have_text("New messages: 1")
    await expect(shop.panel).to_be_hidden()
    assert await shop.chat.evaluate("chat => chat.send('   ')") is None
    await shop.chat.evaluate("chat => chat.open()")
    await expect(shop.panel).to_be_visible()
    await expect(shop.composer).to_be_focused()
    await shop.chat.evaluate("chat => chat.close()")
    await expect(shop.panel).to_be_hidden()
    heard = await shop.page.evaluate("heard")
    assert heard == [
        ["state", {"state": "connecting"}],
        ["state", {"state": "online"}],
        ["ready", {"assistant": "Tarn & Wold"}],
        ["message", {"from": "user", "seq": 2, "text": "Where is my order?"}],
        ["message", {"from": "bot", "seq": 4, "text": "You said: Where is my order?"}],
        ["open", None],
        ["close", None],
    ]
    await shop.open()
    await shop.page.wait_for_function("heard.some(([name]) => name === 'ready')")
    await shop.open_chat()
    await shop.shows("Where is my order?", "You said: Where is my order?")
    assert "message" not in {name for name, _ in await shop.page.evaluate("heard")}, "it was told then"


async def test_a_page_that_opens_the_panel_keeps_its_focus(visit: Visit) -> None:
    shop = await visit("open", head="<script>onload = () => document.querySelector('#buy').focus()</script>")
    await shop.is_online()
    await expect(shop.panel).to_be_visible()
    assert await shop.focused() == "BUTTON"
    await shop.chat.evaluate("chat => chat.removeAttribute('open')")
    await expect(shop.panel).to_be_hidden()
    assert await shop.focused() == "BUTTON"


async def test_attributes_change_names_words_and_suggestions(assistant: StandIn, visit: Visit) -> None:
    shop = await visit(
        'name="Wilma" greeting="What now?" suggestions="Tents| Boots |" launcher="Ask us" position="left" '
        f'text-placeholder="Say it" text-said="{{name}} says:" logo="{assistant.url}demo/mark.svg"'
    )
    await expect(shop.launcher).to_have_text("Ask us")
    assert (await shop.launcher.bounding_box() or {})["x"] == 20
    await shop.open_chat()
    await expect(shop.page.get_by_role("dialog", name="Wilma")).to_be_visible()
    await expect(shop.chat.get_by_role("heading", name="What now?")).to_be_visible()
    await expect(shop.chat.locator(".opening button")).to_have_text(["Tents", "Boots"])
    await expect(shop.composer).to_have_attribute("placeholder", "Say it")
    assert await shop.chat.locator(".head img").evaluate("image => image.decode().then(() => true)")
    await shop.button("Boots").click()
    await expect(shop.chat.locator(".bot").last).to_contain_text("Wilma says:")
    await shop.chat.evaluate("chat => chat.setAttribute('name', 'Fred')")
    await expect(shop.page.get_by_role("dialog", name="Fred")).to_be_visible()
    await shop.shows("Boots", "You said: Boots")


@pytest.mark.parametrize("language", ["en", 'he" dir="rtl'])
@pytest.mark.parametrize("position", ["left", "right"])
async def test_the_corner_is_the_same_whichever_way_a_page_reads(position: str, language: str, visit: Visit) -> None:
    shop = await visit(f'position="{position}"', language=language)
    await shop.open_chat()
    for part in (shop.launcher, shop.panel):
        box = await part.bounding_box() or {}
        assert (box["x"] if position == "left" else 900 - box["x"] - box["width"]) == 20


async def test_a_logo_that_is_no_picture_address_is_left_out(visit: Visit) -> None:
    shop = await visit('logo="javascript:alert(1)"')
    await shop.open_chat()
    await expect(shop.chat.locator(".head img")).to_have_count(0)


async def test_inline_it_is_a_part_of_the_page(visit: Visit) -> None:
    shop = await visit("inline autofocus style='--talkwright-height: 400px'")
    await shop.is_online()
    await expect(shop.launcher).to_have_count(0)
    await expect(shop.page.get_by_role("region", name="Tarn & Wold")).to_be_visible()
    assert (await shop.chat.bounding_box() or {})["height"] == 400
    await expect(shop.composer).to_be_focused()
    await shop.page.keyboard.press("Escape")
    await expect(shop.panel).to_be_visible()


async def test_hidden_it_is_not_there(visit: Visit) -> None:
    shop = await visit("hidden")
    await expect(shop.launcher).to_be_hidden()
    await shop.chat.evaluate("chat => chat.hidden = false")
    await expect(shop.launcher).to_be_visible()


async def test_moved_on_the_page_it_goes_on(visit: Visit) -> None:
    shop = await visit()
    await shop.open_chat()
    await shop.say("Hello")
    await shop.shows("Hello", "You said: Hello")
    await shop.chat.evaluate("chat => document.querySelector('main').append(chat)")
    await shop.is_online()
    await shop.shows("Hello", "You said: Hello")
    await expect(shop.panel).to_have_count(1)


async def test_moved_while_the_core_is_fetched_there_is_one_panel(assistant: StandIn, visit: Visit) -> None:
    shop = await visit()
    await shop.chat.evaluate("chat => { chat.open(); document.querySelector('main').append(chat) }")
    await shop.is_online()
    await expect(shop.panel).to_have_count(1)
    assert len(assistant.of_type("hello")) == 1


async def test_a_module_says_where_the_assistant_is(assistant: StandIn, visit: Visit) -> None:
    shop = await visit()
    shop.host.pages["/module"] = (
        f"<!doctype html><link rel=icon href='data:,'><script type=module>import '{assistant.url}widget.js'</script>"
        f"<talkwright-chat server='{assistant.url[:-1]}'></talkwright-chat>"
    ).encode()
    await shop.open("/module")
    await shop.open_chat()
    await shop.say("Hello")
    await shop.shows("Hello", "You said: Hello")


async def test_two_assistants_on_one_page_keep_theirs_apart(assistant: StandIn, shop: StandIn, visit: Visit) -> None:
    shop.file_headers = {"Access-Control-Allow-Origin": "*"}
    page = (await visit(body=f"<talkwright-chat inline server='{shop.url}'></talkwright-chat>")).page
    first, second = page.locator("talkwright-chat[inline]"), page.locator("talkwright-chat:not([inline])")
    await first.locator("textarea").fill("to the shop")
    await first.locator("textarea").press("Enter")
    await second.locator(".launcher").click()
    await second.locator("textarea").fill("to the other")
    await second.locator("textarea").press("Enter")
    await expect(first.locator(".bubble")).to_have_text(["to the shop", "You said: to the shop"])
    await expect(second.locator(".bubble")).to_have_text(["to the other", "You said: to the other"])
    assert (shop.texts_received, assistant.texts_received) == (["to the shop"], ["to the other"])


@pytest.mark.parametrize(
    ("language", "attributes", "words"),
    [("de-CH", "", "Nachricht schreiben"), ("en", 'lang="de"', "Nachricht schreiben"), ("fr", "", "Write a message")],
)
async def test_it_speaks_the_language_of_the_page_or_its_own(
    language: str, attributes: str, words: str, visit: Visit
) -> None:
    shop = await visit(attributes, language=language)
    await shop.launcher.click()
    await expect(shop.chat.locator("textarea")).to_have_attribute("placeholder", words)
    german = words != "Write a message"
    await expect(shop.chat.locator(".state")).to_have_text("Online")
    await expect(shop.chat.locator("#opening")).to_have_text(
        "Was kann ich für Sie tun?" if german else "What can I do for you?"
    )
    await expect(shop.chat.locator(".box")).to_have_attribute("lang", "de" if german else "en")
