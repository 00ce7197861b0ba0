"""The frame of the builder: getting about in it, by mouse and by keyboard alone, and how it looks and speaks."""

import asyncio

import pytest
from playwright.async_api import expect

from .builder import SCREENS
from .conftest import Desk, Open

pytestmark = pytest.mark.asyncio(loop_scope="module")

VIEWS = """() => {
  const view = document.querySelector('.react-flow__viewport');
  globalThis.seen = new Set();
  new MutationObserver(() => seen.add(view.style.transform)).observe(view, { attributes: true });
}"""  # each place that the canvas is seen from
GROUND = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(244, 245, 246)", "rgb(16, 18, 20)"


async def test_every_screen_has_its_place_in_the_navigation(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "")
    await expect(builder.page).to_have_url(f"{builder.url}/builder/flows")
    for screen, name in SCREENS.items():
        await builder.go(screen)
        await expect(builder.page).to_have_title(f"{name} · small")
        await expect(builder.navigation.locator("[aria-current=page]")).to_have_text(name)
        assert await builder.focused() == name, "a screen reader says where one is"


async def test_an_address_of_no_screen_says_so(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small)
    for address, said in (("nowhere", "There is nothing here"), ("flows/nowhere", "There is no flow called nowhere")):
        await builder.page.goto(f"{builder.url}/builder/{address}")
        await expect(builder.heading).to_have_text(said)
        await builder.page.get_by_role("link", name="To all flows").click()
        await expect(builder.heading).to_have_text("Flows")


async def test_a_flow_whose_file_is_broken_says_where(small: Desk, sit_down: Open) -> None:
    file = small.root / "flows" / "broken.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text("flows:\n  broken:\n    steps: [\n", "utf-8")
    builder = await sit_down(small, "flows/broken")
    await expect(builder.heading).to_have_text("There is no flow called broken")
    await expect(builder.page.locator(".canvas-broken")).to_contain_text("flows/broken.yml:")
    file.unlink()
    await expect(builder.page.locator(".canvas-broken")).to_have_count(0)
    await expect(builder.page.get_by_text("It may have another name now")).to_be_visible()


async def test_the_keyboard_alone_gets_about(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small)
    await builder.press("Tab")
    assert await builder.focused() == "Skip to content"
    await builder.press("Enter")
    assert await builder.page.evaluate("document.activeElement.id") == "content"
    await builder.press("g", "s")
    await expect(builder.heading).to_have_text("Slots")
    await builder.press("?")
    await expect(builder.dialog).to_contain_text("Keyboard shortcuts")
    await expect(builder.dialog).to_contain_text("Go to Training data")
    await builder.press("Escape")
    await expect(builder.dialog).to_have_count(0)


async def test_the_palette_finds_screens_and_ways_to_look(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small)
    await builder.find("training")
    await expect(builder.heading).to_have_text("Training data")
    await builder.find("dark")
    assert await builder.page.evaluate(GROUND) == DARK
    await builder.press("Mod+K")
    await builder.dialog.get_by_role("combobox").fill("no such thing")
    await expect(builder.dialog).to_contain_text("Nothing is called so.")
    await builder.press("Escape")
    await expect(builder.dialog).to_have_count(0)


async def test_the_focus_comes_back_when_a_dialog_closes(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small)
    await builder.button("Keyboard shortcuts").click()
    await expect(builder.dialog).to_be_visible()
    await builder.press("Escape")
    assert await builder.focused() == "Keyboard shortcuts"


async def test_language_theme_and_density_are_remembered(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "settings", color_scheme="light")
    assert await builder.page.evaluate(GROUND) == LIGHT
    await builder.page.get_by_role("combobox", name="Theme").select_option("dark")
    await builder.page.get_by_role("combobox", name="Density").select_option("compact")
    await builder.page.get_by_role("combobox", name="Language").select_option("de")
    for _ in range(2):
        await expect(builder.heading).to_have_text("Einstellungen")
        assert await builder.page.evaluate("document.documentElement.lang") == "de"
        assert await builder.page.evaluate(GROUND) == DARK
        assert await builder.page.evaluate("document.documentElement.dataset.density") == "compact"
        await builder.page.reload()


async def test_the_navigation_shows_icons_where_room_is_short_and_as_one_wants_it(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, viewport={"width": 1280, "height": 800})
    names = builder.navigation.get_by_role("button", name="Names")
    await expect(names).to_have_attribute("aria-expanded", "false")
    await builder.navigation.get_by_role("link", name="Slots").hover()
    await expect(builder.page.locator(".tooltip")).to_have_text("Slots")
    assert await builder.axe() == []
    await builder.press("[")
    await expect(names).to_have_attribute("aria-expanded", "true")
    await builder.page.reload()
    await expect(names).to_have_attribute("aria-expanded", "true")
    await names.click()
    await builder.page.set_viewport_size({"width": 1920, "height": 1080})
    await expect(names).to_have_attribute("aria-expanded", "false")


async def test_the_language_is_the_browsers_at_first(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "responses", locale="de-AT")
    await expect(builder.heading).to_have_text("Antworten")


@pytest.mark.long
async def test_zoomed_in_all_is_within_reach(small: Desk, sit_down: Open) -> None:
    zoomed = {"width": 640, "height": 400}  # 1280 by 800 at 200 %
    builder = await sit_down(small, viewport=zoomed, device_scale_factor=2)
    found: dict[str, list[str]] = {}
    for screen in SCREENS:
        await builder.go(screen)
        found[screen] = await builder.unreachable()
    for screen in ("design", "responses?name=utter_greet", "training?intent=greet"):
        await builder.open(screen)
        found[screen] = await builder.unreachable()
    await builder.open("flows/order_status")
    await expect(builder.page.locator(".canvas-card").first).to_be_visible()
    await builder.panel.box.get_by_role("button", name="Close").click()  # it lies over the canvas, as there is no room
    found["canvas"] = await builder.unreachable()
    await builder.chat.open()
    await expect(builder.chat.field).to_be_focused()
    found["try"] = await builder.unreachable(".panel:has(.try-talk)")  # it lies over the canvas
    await builder.press("Escape", "Mod+K")
    await expect(builder.dialog).to_be_visible()
    found["palette"] = await builder.unreachable()
    assert {screen: faults for screen, faults in found.items() if faults} == {}
    await builder.page.set_viewport_size({"width": 320, "height": 400})  # 400 %
    for screen in SCREENS:
        await builder.open(screen)
        assert await builder.is_as_wide_as_the_window(), screen


async def test_nothing_moves_for_who_wants_that(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "design", reduced_motion="reduce")
    await builder.button("Dialog").click()
    await expect(builder.dialog).to_be_visible()
    longest = await builder.page.evaluate(
        "Math.max(0, ...document.getAnimations().map(({ effect }) => effect.getComputedTiming().duration))"
    )
    assert longest < 1
    await builder.open("flows/order_status")
    await expect(builder.page.locator(".canvas-card").first).to_be_visible()
    await builder.page.evaluate(VIEWS)
    await builder.press("+", "Shift+1", "-")
    await asyncio.sleep(0.3)
    assert 1 <= len(await builder.page.evaluate("[...seen]")) <= 3, "one for each key"


async def test_a_server_that_goes_away_is_said(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "slots")
    await builder.page.route("**/builder/api/**", lambda route: route.abort())
    await builder.page.evaluate("window.dispatchEvent(new Event('online'))")  # the line is tried anew
    gone = builder.page.get_by_role("status").filter(has_text="The server cannot be reached.")
    await expect(gone).to_be_visible()
    await builder.page.unroute("**/builder/api/**")
    await expect(gone).to_be_hidden(timeout=15_000)


async def test_a_screen_whose_files_cannot_be_had_leaves_the_rest(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "slots")
    await builder.page.route("**/PeopleScreen-*.js", lambda route: route.abort())
    await builder.navigation.get_by_role("link", name="People").click()
    await expect(builder.page.get_by_role("heading", name="This screen failed")).to_be_visible()
    await builder.go("slots")
    builder.faults.clear()  # the browser complains of the file, as it should
