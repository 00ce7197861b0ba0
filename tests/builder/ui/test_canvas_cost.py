"""What a large flow costs: the work of the page for each step of a movement, and how much of it is drawn.

Limits are in milliseconds of the page's own work, as the browser counts it, never in pictures a second. They are about
three times what is needed here, so that a slow machine does not fail and a page that draws everything does.
"""

from __future__ import annotations

import json

import pytest
from playwright.async_api import CDPSession, Page, expect

from .builder import Builder
from .conftest import Desk, Open

pytestmark = pytest.mark.asyncio(loop_scope="module")

STEPS = 500
ROWS = 25
MOVES = 40
INKED = """(() => {
    const canvas = document.querySelector('.canvas-painted');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((part, at) => at % 4 === 3 && part > 0).length > 1000;
})()"""


def large(desk: Desk, name: str = "large", steps: int = STEPS) -> None:
    """A flow of many steps, and where its cards are."""
    lines = ["flows:", f"  {name}:", "    description: Many steps.", "    steps:"]
    lines += [f"      - id: s{at}\n        set_slots:\n          - visits: {at}" for at in range(steps)]
    (desk.root / "flows" / f"{name}.yml").write_text("\n".join(lines) + "\n", "utf-8")
    positions = {f"s{at}": [at // ROWS * 360, at % ROWS * 120] for at in range(steps)}
    side = desk.root / "flows" / ".layout"
    side.mkdir(exist_ok=True)
    (side / f"{name}.json").write_text(json.dumps({"positions": positions, "notes": []}), "utf-8")


async def work(session: CDPSession) -> float:
    """Milliseconds of work so far."""
    found = await session.send("Performance.getMetrics")
    return 1000 * float(next(each["value"] for each in found["metrics"] if each["name"] == "TaskDuration"))


async def settle(page: Page) -> None:
    await page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


async def open_large(desk: Desk, sit_down: Open) -> tuple[Builder, CDPSession]:
    large(desk)
    builder = await sit_down(desk, "flows/order_status", viewport={"width": 1920, "height": 1080})
    await expect(builder.page.locator(".canvas-card").first).to_be_visible()
    session = await builder.page.context.new_cdp_session(builder.page)
    await session.send("Performance.enable", {"timeDomain": "threadTicks"})  # its own work, however busy the machine is
    return builder, session


async def test_five_hundred_steps(shop: Desk, sit_down: Open) -> None:
    builder, session = await open_large(shop, sit_down)
    page = builder.page
    cost: dict[str, float] = {}

    began = await work(session)
    await page.evaluate(
        "history.pushState(null, '', '/builder/flows/large'); dispatchEvent(new PopStateEvent('popstate'))"
    )
    await expect(builder.canvas.step("s0")).to_be_visible()
    await settle(page)
    cost["mount"] = await work(session) - began

    await page.mouse.move(900, 500)
    began = await work(session)
    for _ in range(MOVES):
        await page.mouse.wheel(6, 4)
        await settle(page)
    cost["pan"] = (await work(session) - began) / MOVES

    step = page.locator(".canvas-card").nth(5)
    await step.locator("header").hover()
    await page.mouse.down()
    await page.mouse.move(699, 499)
    await settle(page)
    began = await work(session)
    for at in range(MOVES):
        await page.mouse.move(700 + at * 3, 500 + at * 2)
        await settle(page)
    cost["drag"] = (await work(session) - began) / MOVES
    await page.mouse.up()

    await page.keyboard.down("Control")
    began = await work(session)
    for at in range(MOVES):
        await page.mouse.wheel(0, 6 if at < MOVES // 2 else -6)
        await settle(page)
    cost["zoom"] = (await work(session) - began) / MOVES
    await page.keyboard.up("Control")

    assert await page.locator(".canvas-card").count() < STEPS / 2, "only what is seen is drawn"
    limits = {"mount": 600, "pan": 25, "drag": 35, "zoom": 30}
    assert {name: each for name, each in cost.items() if each > limits[name]} == {}


async def test_two_thousand_steps_are_painted_from_far_away(shop: Desk, sit_down: Open) -> None:
    large(shop, "huge", 2000)
    builder = await sit_down(shop, "flows/huge", viewport={"width": 1920, "height": 1080})
    page, cards, painted = builder.page, builder.page.locator(".canvas-card"), builder.page.locator(".canvas-painted")
    await expect(cards.first).to_be_visible(timeout=30_000)  # the server checks so many steps first
    assert await cards.count() < 100
    await builder.button("Show everything").click()
    await expect(painted).to_be_visible()
    await expect(cards).to_have_count(0)
    assert await page.evaluate(INKED), "boxes are painted"
    session = await page.context.new_cdp_session(page)
    await session.send("Performance.enable", {"timeDomain": "threadTicks"})
    await page.mouse.move(900, 500)
    began = await work(session)
    for _ in range(MOVES):
        await page.mouse.wheel(6, 4)
        await settle(page)
    assert (await work(session) - began) / MOVES < 30
    await page.mouse.dblclick(900, 560)
    await expect(painted).to_have_count(0)
    await expect(cards.first).to_be_visible()
