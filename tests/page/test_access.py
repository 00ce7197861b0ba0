"""The page for everybody: names and roles, keyboard alone, contrast, small screens, quiet screens (WCAG 2.2 AA)."""

from typing import Literal

import pytest
from playwright.async_api import expect

from .chat import Chat
from .conftest import Open
from .stand_in import Fault, StandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")

FOCUSED = """
(({ ariaLabel, textContent }) => ariaLabel ?? textContent.trim())
(document.querySelector("talkwright-chat").shadowRoot.activeElement)
"""

# For each selector: the ratio between the colour and what is painted behind it, opacity included, as WCAG defines it.
CONTRAST = """
([selectors, property]) => selectors.map((selector) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (text) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], below) => [r, g, b].map((value, n) => value * a + below[n] * (1 - a));
  const behind = (part) => {
    if (!part) return [255, 255, 255];
    return over(rgba(getComputedStyle(part).backgroundColor), behind(part.parentElement ?? part.getRootNode().host));
  };
  const light = (colour) => {
    const linear = (c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = colour.map((value) => linear(value / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const part = document.querySelector("talkwright-chat").shadowRoot.querySelector(selector);
  if (!part) throw new Error(`nothing is shown for ${selector}`);
  const style = getComputedStyle(part, property === "placeholder" ? "::placeholder" : null);
  const ground = property === "border-color" ? behind(part.parentElement) : behind(part);
  const paint = rgba(property === "border-color" ? style.borderTopColor : style.color);
  const shades = [over(paint, ground), ground].map(light).sort((a, b) => b - a);
  return [selector, (shades[0] + 0.05) / (shades[1] + 0.05)];
})
"""
TEXTS = [
    "h1",
    ".state",
    ".over",
    ".bot .bubble",
    ".bot .bubble a",
    ".bot .note",
    ".user .bubble",
    ".user .bubble a",
    ".user[data-status=sent] .note",
    ".choices button:enabled",
    ".choices button.taken",
    "textarea",
]
SHOP = {
    "Where is my order?": [
        {"text": "It is on its way: https://track.example/TW1042", "image": "/talk/icon.svg"},
        {
            "text": "Anything else?",
            "buttons": [
                {"title": "Return it", "payload": "/return_item"},
                {"title": "No, thank you", "payload": "/deny"},
            ],
        },
    ],
    "/return_item": [{"text": "Why?", "buttons": [{"title": "Too small", "payload": "/small"}]}],
}
# Where the Tab key stops, in order, after that conversation.
STOPS = [
    "Start over",
    "Conversation",
    "https://shop.example",
    "https://shop.example",
    "https://track.example/TW1042",
    "Too small",
    "Your message",
    "Send",
]


async def talk_of_everything(chat: Chat) -> None:
    """A conversation with a row of each kind."""
    chat.server.answers = SHOP
    await chat.say("https://shop.example is right, isn't it?")
    await chat.say("Where is my order?")
    await chat.button("Return it").click()
    await chat.button("Too small").wait_for()


async def ratios(chat: Chat, selectors: list[str], of: str = "color") -> list[tuple[str, float]]:
    return [(selector, ratio) for selector, ratio in await chat.page.evaluate(CONTRAST, [selectors, of])]


async def test_every_part_has_a_role_and_a_name(server: StandIn, talk: Open) -> None:
    chat = await talk()
    body = chat.page.locator("body")
    await expect(body).to_match_aria_snapshot("""
        - main:
          - region "Tarn & Wold":
            - heading "Tarn & Wold" [level=1]
            - status: Online
            - button "Start over"
            - log "Conversation":
              - list
              - status
            - region "What can I do for you?":
              - heading "What can I do for you?" [level=2]
              - paragraph: Write in your own words.
              - button "Where is my order?"
              - button "I want to return something"
              - button "Can someone contact me?"
            - textbox "Your message"
            - button "Send" [disabled]
        """)
    server.answers = SHOP
    await chat.say("Where is my order?")
    await expect(body).to_match_aria_snapshot("""
        - log "Conversation":
          - list:
            - listitem: "You said: Where is my order?"
            - listitem:
              - text: "Tarn & Wold said:"
              - paragraph:
                - text: "It is on its way:"
                - link "https://track.example/TW1042"
              - figure:
                - img /Picture to:.*/
            - listitem:
              - text: "Tarn & Wold said:"
              - paragraph: Anything else?
              - group "Choices":
                - button "Return it"
                - button "No, thank you"
              - paragraph:
                - time
        """)
    await expect(chat.page.locator("html")).to_have_attribute("lang", "en")


async def test_what_is_new_is_read_out_and_history_is_not(server: StandIn, talk: Open) -> None:
    chat = await talk()
    log = chat.page.get_by_role("log")
    await expect(log).to_have_attribute("aria-live", "polite")
    await chat.say("one")
    await expect(chat.bubbles).to_have_count(2)
    await chat.reload()
    await expect(chat.bubbles).to_have_count(2)
    await expect(log).to_have_attribute("aria-live", "off")
    server.faults = [Fault.REFUSE]
    await chat.say("two")
    await expect(log).to_have_attribute("aria-live", "polite")
    await expect(chat.button("Try again").locator("xpath=ancestor::p")).to_have_attribute("aria-live", "polite")


async def test_a_whole_conversation_by_keyboard(server: StandIn, talk: Open) -> None:
    chat = await talk()
    keys = chat.page.keyboard
    server.answers = SHOP
    await expect(chat.composer).to_be_focused()
    for _ in range(3):
        await keys.press("Shift+Tab")
    await expect(chat.button("Where is my order?")).to_be_focused()
    await keys.press("Enter")
    await chat.button("Return it").wait_for()
    await expect(chat.composer).to_be_focused()
    await keys.press("Shift+Tab")
    await expect(chat.button("No, thank you")).to_be_focused()
    await keys.press("Shift+Tab")
    await keys.press("Space")
    await chat.button("Too small").wait_for()
    await expect(chat.composer).to_be_focused()
    await keys.type("Thanks")
    await keys.press("Tab")
    await expect(chat.button("Send")).to_be_focused()
    await keys.press("Enter")
    await expect(chat.bubbles.last).to_have_text("You said: Thanks")
    await expect(chat.composer).to_be_focused()


async def test_the_keyboard_is_nowhere_held(server: StandIn, talk: Open) -> None:
    chat = await talk()
    keys = chat.page.keyboard
    await talk_of_everything(chat)
    await chat.composer.focus()
    await keys.type("kept")
    await keys.press("Escape")
    await expect(chat.composer).to_have_value("kept")
    await chat.button("Start over").focus()
    for way, key in ((1, "Tab"), (-1, "Shift+Tab")):
        for name in STOPS[::way][1:]:
            await keys.press(key)
            assert await chat.page.evaluate(FOCUSED) == name
    await keys.press("Enter")
    await expect(chat.button("Keep talking")).to_be_focused()
    await expect(chat.page.get_by_role("dialog", name="Start over?")).to_have_accessible_description(
        "A new conversation begins, and this one leaves the page."
    )
    await keys.press("Escape")
    await expect(chat.page.get_by_role("dialog")).to_be_hidden()
    await expect(chat.button("Start over")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_contrast_and_focus(scheme: Literal["light", "dark"], server: StandIn, talk: Open) -> None:
    chat = await talk(color_scheme=scheme, reduced_motion="reduce")
    opening = ["#opening", ".opening p", ".opening button"]
    assert [pair for pair in await ratios(chat, opening) if pair[1] < 4.5] == []
    assert [pair for pair in await ratios(chat, ["textarea"], "placeholder") if pair[1] < 4.5] == []
    await talk_of_everything(chat)
    assert [pair for pair in await ratios(chat, TEXTS) if pair[1] < 4.5] == []
    edges = [".choices button:enabled", "form"]
    assert [pair for pair in await ratios(chat, edges, "border-color") if pair[1] < 3] == []
    server.faults = [Fault.REFUSE]
    await chat.say("no")
    await chat.button("Try again").wait_for()
    failed = [".user[data-status=failed] .note", ".user[data-status=failed] button"]
    assert [pair for pair in await ratios(chat, failed) if pair[1] < 4.5] == []
    await chat.button("Start over").click()
    await chat.page.get_by_role("dialog").wait_for()
    dialog = ["dialog h3", "dialog p", "dialog .quiet", "dialog .strong"]
    assert [pair for pair in await ratios(chat, dialog) if pair[1] < 4.5] == []
    await chat.page.keyboard.press("Tab")
    ring = (
        "((style) => [style.outlineStyle, style.outlineWidth])"
        "(getComputedStyle(document.activeElement.shadowRoot.activeElement))"
    )
    assert await chat.page.evaluate(ring) == ["solid", "2px"]


@pytest.mark.parametrize(("width", "height"), [(320, 256), (320, 640), (1600, 900)])
async def test_nothing_is_cut_off_at_any_size(width: int, height: int, server: StandIn, talk: Open) -> None:
    chat = await talk(viewport={"width": width, "height": height})
    for name in ("Where is my order?", "Can someone contact me?"):
        await chat.button(name).scroll_into_view_if_needed()
        await expect(chat.button(name)).to_be_in_viewport(ratio=1)
    server.answers["long"] = [
        {"text": "a" * 300, "image": "/talk/icon.svg"},
        {"text": "choose", "buttons": [{"title": f"{n} {'long title ' * 8}", "payload": str(n)} for n in range(4)]},
    ]
    server.faults = [Fault.REFUSE]
    await chat.say("https://shop.example/" + "path" * 60)
    await chat.say("long")
    await chat.button("Try again").wait_for()
    await expect(chat.bubbles).to_have_count(4)
    overflow = (
        "[document.documentElement, document.querySelector('talkwright-chat').shadowRoot.querySelector('.log')]"
        ".map((part) => part.scrollWidth - part.clientWidth)"
    )
    assert await chat.page.evaluate(overflow) == [0, 0]
    await expect(chat.composer).to_be_in_viewport(ratio=1)
    await expect(chat.button("Send")).to_be_in_viewport(ratio=1)
    for button in await chat.page.get_by_role("button").all():
        box = await button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
    await expect(chat.button("Start over")).to_be_visible()


async def test_nothing_moves_for_those_who_do_not_want_it(server: StandIn, talk: Open) -> None:
    chat = await talk(reduced_motion="reduce")
    server.gate.clear()
    await chat.say("Hello")
    await chat.page.locator(".dots").wait_for()
    assert await chat.page.evaluate("document.querySelector('talkwright-chat').shadowRoot.getAnimations().length") == 0
