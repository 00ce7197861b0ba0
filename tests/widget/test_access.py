"""The widget for everybody: WCAG 2.2 AA as far as axe can tell, the keyboard, what is read out, colours, motion."""

from typing import Any, Literal

import pytest
from playwright.async_api import Locator, Page, expect
from tests.page.stand_in import UI, StandIn

from .conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="module")

AXE = UI / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING: list[dict[str, Any]] = [
    {"text": "# Head\nIt is **on** its way: https://track.example\n\n1. one\n2. two\n\n`code`\n```\nblock\n```"},
    {"image": "/demo/tent.svg", "attachment": "https://shop.example/sizes.pdf"},
    {"cards": [{"title": "Larch", "subtitle": "For two", "image": "/demo/tent.svg", "url": "https://shop.example/l",
                "buttons": [{"title": "Stock", "payload": "s"}]}, {"title": "Fir", "subtitle": "For three"}]},
    {"text": "Anything else?", "buttons": [{"title": "Yes", "payload": "y"}, {"title": "No", "payload": "n"}]},
]  # fmt: skip
PHONE: Any = {"viewport": {"width": 375, "height": 700}, "has_touch": True}
# What can be read: the least ratio, over all brands, of what is written in the brand's colours.
READ = """
async (chat) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const light = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const root = chat.shadowRoot;
  const least = {};
  for (const r of STEPS) for (const g of STEPS) for (const b of STEPS) {
    chat.setAttribute("color", `rgb(${r} ${g} ${b})`);
    for (const name of [".launcher", ".user .bubble", ".bot .bubble a", ".choices button"]) {
      const part = root.querySelector(name);
      const ground = [light(getComputedStyle(name.endsWith(" a") ? part.closest(".bubble") : part).backgroundColor),
        light(getComputedStyle(part).color)].sort((one, other) => one - other);
      least[name] = Math.min(least[name] ?? 21, (ground[1] + 0.05) / (ground[0] + 0.05));
    }
  }
  return least;
}
""".replace("STEPS", "[0, 51, 102, 119, 153, 204, 255]")


async def faults(page: Page) -> list[str]:
    """What axe finds on the page, in the widget too."""
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    found = await page.evaluate("rules => axe.run({ runOnly: rules })", RULES)
    return [
        f"{fault['id']}: {node['html']} {node['failureSummary']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize(
    ("screen", "scheme"),
    [
        pytest.param({}, "light", id="desk-light"),
        pytest.param(PHONE, "dark", id="phone-dark"),
        pytest.param({}, "dark", id="desk-dark", marks=pytest.mark.long),
        pytest.param(PHONE, "light", id="phone-light", marks=pytest.mark.long),
    ],
)
async def test_axe_finds_nothing(
    scheme: Literal["light", "dark"], screen: dict[str, Any], assistant: StandIn, visit: Visit
) -> None:
    assistant.answers = {"show": EVERYTHING}
    shop = await visit(color_scheme=scheme, reduced_motion="reduce", **screen)
    assert await faults(shop.page) == []
    await shop.open_chat()
    assert await faults(shop.page) == []
    await shop.say("show")
    await expect(shop.chat.get_by_role("article")).to_have_count(2)
    await shop.button("Yes").wait_for()
    assert await faults(shop.page) == []
    await shop.button("Start over").click()
    await shop.page.get_by_role("dialog", name="Start over?").wait_for()
    assert await faults(shop.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/demo/index.html"])
async def test_axe_finds_nothing_on_our_own_pages(
    path: str, scheme: Literal["light", "dark"], assistant: StandIn, visit: Visit
) -> None:
    shop = await visit(color_scheme=scheme, reduced_motion="reduce")
    await shop.page.goto(assistant.url.rstrip("/") + path)
    await expect(shop.chat.locator(".box")).to_be_attached()
    assert await faults(shop.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_whatever_the_colour_of_the_brand_it_can_be_read(
    scheme: Literal["light", "dark"], assistant: StandIn, visit: Visit
) -> None:
    assistant.answers = {"show": [{"text": "https://a.example", "buttons": [{"title": "Yes", "payload": "yes"}]}]}
    shop = await visit(color_scheme=scheme, reduced_motion="reduce")
    await shop.open_chat()
    await shop.say("show")
    await shop.button("Yes").wait_for()
    least: dict[str, float] = await shop.chat.evaluate(READ)
    assert {name: ratio for name, ratio in least.items() if ratio < 4.5} == {}
    await shop.chat.evaluate("chat => chat.setAttribute('color', 'no colour')")
    assert await shop.launcher.evaluate(GROUND) == "rgb(31, 95, 82)"
    await shop.chat.evaluate("chat => chat.setAttribute('color', 'oklch(60% 0.2 30)')")
    assert await shop.launcher.evaluate(GROUND) == "oklch(0.6 0.2 30)"


GROUND = "part => getComputedStyle(part).backgroundColor"


@pytest.mark.parametrize(("theme", "ground"), [("light", "rgb(246, 243, 236)"), ("dark", "rgb(21, 26, 25)")])
async def test_a_page_may_choose_light_or_dark(theme: str, ground: str, visit: Visit) -> None:
    shop = await visit(f'theme="{theme}"', color_scheme="dark" if theme == "light" else "light")
    await shop.open_chat()
    assert await shop.panel.evaluate(GROUND) == ground


async def test_the_keyboard_does_everything(assistant: StandIn, visit: Visit) -> None:
    assistant.answers = {"show": EVERYTHING}
    shop = await visit()
    press = shop.page.keyboard.press
    await press("Tab")
    assert await shop.focused() == "BUTTON"
    await press("Tab")
    assert await shop.focused() == "Chat"
    await expect(shop.launcher).to_have_attribute("aria-expanded", "false")
    await press("Enter")
    await shop.is_online()
    await expect(shop.composer).to_be_focused()
    await expect(shop.launcher).to_have_attribute("aria-expanded", "true")
    await shop.page.keyboard.type("show")
    await press("Shift+Enter")
    await press("Backspace")
    await press("Enter")
    await shop.button("No").wait_for()
    stops = []
    for _ in range(9):
        await press("Shift+Tab")
        stops.append(await shop.focused())
    assert stops == ["No", "Yes", "Stock", "Larch", "Cards", "https://shop.example/sizes.pdf",
                     "https://track.example", "Conversation", "Close the chat"]  # fmt: skip
    await press("Escape")
    await expect(shop.panel).to_be_hidden()
    assert await shop.focused() == "Chat"
    await press("Shift+Tab")
    assert await shop.focused() == "BUTTON", "the panel does not hold the focus"


async def test_on_a_telephone_the_panel_covers_the_page_and_holds_the_focus(assistant: StandIn, visit: Visit) -> None:
    shop = await visit(**PHONE)
    await shop.launcher.focus()
    await shop.page.keyboard.press("Enter")
    await shop.is_online()
    assert await shop.panel.evaluate("panel => panel.matches(':modal')")
    box = await shop.panel.bounding_box()
    assert box == {"x": 0, "y": 0, "width": 375, "height": 700}
    stops = set()
    for _ in range(14):
        await shop.page.keyboard.press("Tab")
        stops.add(await shop.focused())
    assert {"Start over", "Close the chat", "Conversation", "Your message", "Where is my order?"} <= stops
    assert "BUTTON" not in stops
    await shop.page.keyboard.press("Escape")
    await expect(shop.panel).to_be_hidden()
    assert await shop.focused() == "Chat"


async def test_what_is_typed_in_the_chat_is_no_shortcut_of_the_page(visit: Visit) -> None:
    shop = await visit(before="window.keys = []; addEventListener('keydown', ({ key }) => keys.push(key))")
    await shop.open_chat()
    await shop.page.keyboard.type("/k?")
    assert await shop.page.evaluate("keys") == []
    await expect(shop.composer).to_have_value("/k?")


async def test_everything_has_a_name_and_what_is_new_is_read_out(assistant: StandIn, visit: Visit) -> None:
    assistant.answers = {"show": EVERYTHING[3:]}
    shop = await visit()
    await shop.open_chat()
    await shop.say("show")
    await shop.button("Yes").wait_for()
    await expect(shop.chat.locator(".box")).to_match_aria_snapshot("""
        - dialog "Tarn & Wold":
          - heading "Tarn & Wold" [level=2]
          - status: Online
          - button "Start over"
          - button "Close the chat"
          - log "Conversation":
            - list:
              - listitem: "You said: show"
              - listitem:
                - text: "Tarn & Wold said:"
                - paragraph: Anything else?
                - group "Choices":
                  - button "Yes"
                  - button "No"
                - paragraph:
                  - time
            - status
          - textbox "Your message"
          - button "Send" [disabled]
        - button "Chat" [expanded]
        - status
        """)
    await expect(shop.chat.get_by_role("log")).to_have_attribute("aria-live", "polite")


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desk", "phone"])
async def test_targets_are_large_enough(screen: dict[str, Any], assistant: StandIn, visit: Visit) -> None:
    """24 by 24 (WCAG 2.2, 2.5.8), but for links within a sentence."""
    assistant.answers = {"show": EVERYTHING}
    shop = await visit(**screen)
    await shop.open_chat()
    await shop.say("show")
    await shop.button("Yes").wait_for()
    targets: Locator = shop.chat.locator("button:visible, textarea")
    for target in await targets.all():
        box = await target.bounding_box() or {}
        assert min(box["width"], box["height"]) >= 24, await target.inner_text()


@pytest.mark.parametrize(("width", "height"), [(320, 256), (320, 600), (480, 300), (700, 500)])
async def test_nothing_is_cut_off_in_small_windows(width: int, height: int, assistant: StandIn, visit: Visit) -> None:
    assistant.answers = {"show": EVERYTHING}
    shop = await visit(viewport={"width": width, "height": height}, reduced_motion="reduce")
    await shop.open_chat()
    await shop.say("show")
    await shop.button("Yes").wait_for()
    for part in (shop.composer, shop.button("Close the chat")):
        await expect(part).to_be_in_viewport(ratio=1)
    sideways = (
        "chat => chat.shadowRoot.querySelector('.log').scrollWidth - chat.shadowRoot.querySelector('.log').clientWidth"
    )
    assert await shop.chat.evaluate(sideways) == 0
    assert await shop.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
async def test_nothing_moves_for_those_who_do_not_want_it(
    motion: Literal["reduce", "no-preference"], assistant: StandIn, visit: Visit
) -> None:
    shop = await visit(reduced_motion=motion)
    await shop.open_chat()
    assistant.gate.clear()
    await shop.say("Hello")
    await shop.chat.locator(".dots").wait_for()
    moving = await shop.chat.evaluate("chat => chat.shadowRoot.getAnimations().length")
    assert (moving == 0) is (motion == "reduce")


async def test_in_forced_colours_edges_are_seen(assistant: StandIn, visit: Visit) -> None:
    shop = await visit(forced_colors="active")
    await shop.open_chat()
    await shop.say("Hello")
    await shop.shows("Hello", "You said: Hello")
    for name in (".launcher", ".user .bubble", ".bot .bubble", ".send", ".panel"):
        part = shop.chat.locator(name).first
        edge, ground = await part.evaluate(
            "p => (({ borderTopColor: a, backgroundColor: b }) => [a, b])(getComputedStyle(p))"
        )
        width = await part.evaluate("part => parseFloat(getComputedStyle(part).borderTopWidth)")
        assert (width, edge != ground) == (1, True), name
