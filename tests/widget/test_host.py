"""Pages that mean no harm and do it all the same, and words that mean harm."""

import pytest
from playwright.async_api import expect
from tests.page.stand_in import StandIn

from .conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="module")

# What resets and themes do, at their worst.
HOSTILE_STYLE = """
<style>
  *, *::before, *::after {
    all: unset !important; font: 40px/3 cursive !important; color: lime !important; float: left !important;
  }
  div, section, dialog, button, textarea, ol, li, p, talkwright-chat {
    display: none !important; position: fixed !important; opacity: 0 !important; transform: scale(3) !important;
    visibility: hidden !important; text-transform: uppercase !important;
    letter-spacing: 1em !important; pointer-events: none !important; z-index: -1 !important; zoom: 3 !important;
  }
  html { font-size: 4px !important }
  :root { --paper: red; --ink: red; --brand: red; --gap: 90px }
  [popover], dialog { inset: 0 !important; margin: 200px !important }
</style>
"""
# What libraries of old put on everything, and pages that replace what they do not own.
HOSTILE_SCRIPT = """
const add = (kind, methods) => Object.assign(kind.prototype, methods);
add(Array, { toJSON() { return "[" + this.join(", ") + "]" }, each() {}, clear() {}, first: 1, last: 1, remove() {} });
add(String, { toJSON() { return "'" + this + "'" }, strip() {}, gsub() {}, toQueryParams() {} });
add(Object, { extend: function () {}, clone: 1, keys: [] });
add(Number, { toJSON() { return "nan" } });
add(Date, { toJSON() { return "now" } });
add(Element, { show() {}, hide() {}, update() {}, select() {}, visible: 1, childElements() {} });
add(Function, { argumentNames() {}, bindAsEventListener() {}, delay() {} });
Array.from = (values) => [].concat(values);
Event = Class = Hash = Template = Ajax = function () { throw new Error("no") };
window.$ = window.$$ = () => null;
window.name = window.status = "open";
window.core = window.start = window.words = window.CORE = window.define = null;
window.module = window.exports = {};
"""
STRICT = (
    "default-src 'none'; script-src {server}; connect-src {socket}; img-src data: {server}; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
NONCE = (
    "default-src 'none'; script-src 'nonce-a1' 'strict-dynamic'; connect-src {socket}; img-src data:; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
SHOUTS = """
addEventListener("error", () => { window.harmed = true }, true);
window.alert = window.harm = () => { window.harmed = true };
"""
ATTACKS = [
    "<img src=x onerror=harm()>",
    "<script>harm()</script>",
    "<svg/onload=harm()>",
    "[click](javascript:harm())",
    "[click](JaVaScRiPt:harm())",
    "[click](\x01javascript:harm())",
    "[click](data:text/html,<script>parent.harm()</script>)",
    "[click](vbscript:harm())",
    '[a](https://x.example/"onmouseover="harm())',
    "[a[b](https://x.example)](javascript:harm())",
    'https://x.example/"><img/src/onerror=harm()>',
    "`<img src=x onerror=harm()>`",
    "```\n<script>harm()</script>\n```",
    "**<b onclick=harm()>x</b>**",
    "# <iframe srcdoc='<script>parent.harm()</script>'>",
    "- <details open ontoggle=harm()>",
    "</style></template></textarea><img src=x onerror=harm()>",
    "{{constructor.constructor('harm()')()}}",
]


async def test_a_page_that_styles_everything_changes_nothing(assistant: StandIn, visit: Visit) -> None:
    assistant.answers = {"Hello": [{"text": "**Well**\n- met", "buttons": [{"title": "Yes", "payload": "yes"}]}]}
    plain, hostile = await visit(), await visit(head=HOSTILE_STYLE)
    seen = []
    for shop in (plain, hostile):
        await shop.open_chat()
        await shop.say("Hello")
        await expect(shop.button("Yes")).to_be_visible()
        await shop.page.wait_for_timeout(400)  # what moves in has come
        seen.append(await shop.chat.evaluate(LOOKS))
    assert seen[0] == seen[1]


# Where everything stands in the widget and how it looks.
LOOKS = """
chat => [...chat.shadowRoot.querySelectorAll("*")].filter((part) => !part.closest("time, .note")).map((part) => {
  const { x, y, width, height } = part.getBoundingClientRect();
  const style = getComputedStyle(part);
  return [part.tagName, part.className, Math.round(x), Math.round(y), Math.round(width), Math.round(height),
    ...["color", "backgroundColor", "font", "letterSpacing", "textTransform", "opacity", "display", "pointerEvents",
      "visibility", "zIndex", "cursor"].map((name) => style[name])].join();
})
"""


async def test_a_page_that_changes_what_scripts_are_made_of_breaks_nothing(assistant: StandIn, visit: Visit) -> None:
    assistant.answers = {
        "cards": [{"cards": [{"title": "Larch tent", "buttons": [{"title": "Yes", "payload": "yes"}]}]}]
    }
    shop = await visit(before=HOSTILE_SCRIPT)
    await shop.open_chat()
    await shop.say("Hello")
    await shop.shows("Hello", "You said: Hello")
    await shop.say("cards")
    await shop.button("Yes").click()
    await shop.shows("Hello", "You said: Hello", "cards", "Yes", "You said: yes")
    await assistant.stop()
    await shop.is_offline()
    await shop.say("later")
    await assistant.start()
    await expect(shop.bubbles.last).to_have_text("You said: later")
    await shop.open()
    await shop.open_chat()
    await expect(shop.bubbles.last).to_have_text("You said: later")
    assert assistant.texts_received == ["Hello", "cards", "yes", "later"]


@pytest.mark.parametrize("policy", [STRICT, NONCE], ids=["strict", "nonce"])
async def test_the_strictest_policies_are_kept(policy: str, assistant: StandIn, visit: Visit) -> None:
    server = assistant.url.rstrip("/")
    shop = await visit(policy=policy.format(server=server, socket=server.replace("http", "ws")))
    assistant.answers = {"Hello": [{"text": "**Well** met", "cards": [{"title": "Larch tent"}]}]}
    await shop.open_chat()
    await shop.say("Hello")
    await expect(shop.chat.get_by_role("article")).to_contain_text("Larch tent")
    assert await shop.panel.evaluate("panel => getComputedStyle(panel).borderRadius") == "20px"
    await shop.button("Start over").click()
    await shop.page.get_by_role("dialog", name="Start over?").get_by_role("button", name="Start over").click()
    await shop.shows()


async def test_a_page_that_has_the_script_twice_has_one_chat(assistant: StandIn, visit: Visit) -> None:
    shop = await visit(head=f'<script src="{assistant.url}widget.js" async></script>')
    await shop.open_chat()
    await expect(shop.panel).to_have_count(1)


async def test_a_page_that_isolates_itself_may_have_it(visit: Visit) -> None:
    shop = await visit()
    shop.host.page_headers = {
        "Cross-Origin-Embedder-Policy": "credentialless",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    await shop.open()
    assert await shop.page.evaluate("crossOriginIsolated")
    await shop.open_chat()
    await shop.say("Hello")
    await shop.shows("Hello", "You said: Hello")


async def test_words_that_mean_harm_are_words(assistant: StandIn, visit: Visit) -> None:
    assistant.assistant = ATTACKS[0]
    assistant.welcome_extra = {"suggestions": [ATTACKS[1]]}
    assistant.answers = {
        attack: [
            {"text": attack, "buttons": [{"title": attack, "payload": attack}]},
            {"image": attack, "attachment": attack},
            {"image": "javascript:harm()", "attachment": {"type": "image", "payload": {"src": "javascript:harm()"}}},
            {"attachment": {"type": "file", "payload": {"src": "javascript:harm()", "title": attack}}},
            {"cards": [{"title": attack, "subtitle": attack, "image": attack, "url": "javascript:harm()",
                        "buttons": [{"title": attack, "payload": attack, "url": "javascript:harm()"}]}]},
        ]
        for attack in ATTACKS
    }  # fmt: skip
    shop = await visit(before=SHOUTS)
    await shop.open_chat()
    for number, attack in enumerate(ATTACKS, start=1):
        await shop.say(attack)
        await expect(shop.chat.get_by_role("article")).to_have_count(number)
    for link in await shop.chat.locator("a").all():
        assert (await link.get_attribute("href") or "").startswith(("https://x.example", assistant.url))
        assert await link.get_attribute("rel") == "noopener noreferrer"
    assert await shop.chat.locator("script, iframe, style, object, embed, base, meta, [onclick], [srcdoc]").count() == 0
    assert await shop.page.evaluate("window.harmed") is not True
    shop.page_faults = [fault for fault in shop.page_faults if "404" not in fault]  # pictures that are none


async def test_markdown_is_shown_and_broken_markdown_is_left_alone(assistant: StandIn, visit: Visit) -> None:
    text = (
        "# Head\nA **strong** and *soft* `code`, [a link](https://a.example/x_(y)), https://b.example/z.\n\n"
        "1. one\n2. two\n\n- **deep *nested* end**\n\n```\nraw **text**\n```\n2*3*4 and snake_case and * lonely"
    )
    assistant.answers = {"show": [{"text": text}]}
    shop = await visit()
    await shop.open_chat()
    await shop.say("show")
    bubble = shop.chat.locator(".bot .bubble")
    assert await bubble.evaluate('part => part.innerHTML.replace(/ (target|rel|dir)="[^"]*"/g, \'\')') == (
        "<p><strong>Head</strong></p>"
        "<p>A <strong>strong</strong> and <em>soft</em> <code>code</code>, "
        '<a href="https://a.example/x_(y)">a link</a>, <a href="https://b.example/z">https://b.example/z</a>.</p>'
        '<ol start="1"><li>one</li><li>two</li></ol>'
        "<ul><li><strong>deep <em>nested</em> end</strong></li></ul>"
        "<pre><code>raw **text**</code></pre>"
        "<p>2*3*4 and snake_case and * lonely</p>"
    )
