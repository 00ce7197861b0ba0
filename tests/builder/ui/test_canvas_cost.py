"""What a large flow costs, in what can be counted: how much of it is drawn, and what each step of a movement writes.

Times are in ``benchmarks/builder.py``, beside those of a bare React Flow page.
"""

from __future__ import annotations

import json

import pytest
from playwright.async_api import Locator, Page, expect

from .builder import Builder
from .conftest import Desk, Open

pytestmark = pytest.mark.asyncio(loop_scope="module")

STEPS = 500
ROWS = 25
MOVES = 12
WIDE = {"viewport": {"width": 1920, "height": 1080}}
INKED = """(() => {
    const canvas = document.querySelector('.canvas-painted');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((part, at) => at % 4 === 3 && part > 0).length > 1000;
})()"""
# What is written from now on, by the card, the way or the class that it is in.
WATCH = """() => {
    window.written = new Set();
    new MutationObserver(changes => changes.forEach(({ target }) => {
        const card = target.closest('.react-flow__node')?.querySelector('[data-step]')?.dataset.step;
        const way = target.closest('[data-way]')?.dataset.way;
        const name = card ?? way ?? target.getAttribute('class') ?? target.tagName;
        window.written.add(name.split(' ')[0]);
    })).observe(document.querySelector('main'), { subtree: true, childList: true, attributes: true });
}"""
# What the browser has to clip, or to stack by itself, in the cards that are drawn.
APART = """() => [...document.querySelectorAll('.canvas-card, .canvas-card *')].filter(part => {
    const { overflow, opacity, transform, filter, willChange } = getComputedStyle(part);
    const usual = [overflow === 'visible', opacity === '1', transform === 'none', filter === 'none'];
    return !part.closest('svg *') && (usual.includes(false) || willChange !== 'auto');
}).length"""


def large(desk: Desk, name: str = "large", steps: int = STEPS) -> None:
    """A flow of many steps, and where its cards are."""
    lines = ["flows:", f"  {name}:", "    description: Many steps.", "    steps:"]
    lines += [f"      - id: s{at}\n        set_slots:\n          - order_state: s{at}" for at in range(steps)]
    (desk.root / "flows" / f"{name}.yml").write_text("\n".join(lines) + "\n", "utf-8")
    positions = {f"s{at}": [at // ROWS * 360, at % ROWS * 120] for at in range(steps)}
    side = desk.root / "flows" / ".layout"
    side.mkdir(exist_ok=True)
    (side / f"{name}.json").write_text(json.dumps({"positions": positions, "notes": []}), "utf-8")


async def settle(page: Page) -> None:
    await page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


async def written(page: Page) -> set[str]:
    """What was written since it was asked last."""
    names: list[str] = await page.evaluate(
        "(() => { const all = [...window.written]; window.written.clear(); return all })()"
    )
    return set(names)


async def open_large(small: Desk, sit_down: Open) -> Builder:
    large(small)
    builder = await sit_down(small, "flows/large", **WIDE)
    await expect(builder.canvas.step("s0")).to_be_visible()
    await expect(builder.page.locator(".canvas-map canvas")).to_be_visible()
    await settle(builder.page)
    return builder


async def test_only_what_is_seen_is_drawn_and_nothing_of_it_is_clipped(small: Desk, sit_down: Open) -> None:
    page = (await open_large(small, sit_down)).page
    cards, ways = page.locator(".canvas-card"), page.locator(".canvas-way")
    assert 20 < await cards.count() < STEPS / 5
    assert 20 < await ways.count() < STEPS / 3
    assert await page.locator(".canvas-board svg:has(.canvas-way)").count() == 1, "one drawing for all ways"
    assert await page.evaluate(APART) == 0


async def test_a_step_of_dragging_writes_one_card_and_its_ways(small: Desk, sit_down: Open) -> None:
    builder = await open_large(small, sit_down)
    page = builder.page
    await builder.canvas.step("s30").locator("header").hover()
    await page.mouse.down()
    await page.mouse.move(999, 499)
    await settle(page)
    await page.evaluate(WATCH)
    for at in range(MOVES):
        await page.mouse.move(1000 + at * 5, 500 + at * 4)
        await settle(page)
    while_dragged = await written(page)
    await page.mouse.up()
    assert while_dragged - {"CANVAS", "SPAN"} == {"s30", "s29:0", "s30:0"}, "and the map, now and then"
    await expect(page.locator(".react-flow__node.selected [data-step=s30]")).to_be_visible()


async def test_cards_that_are_dragged_together_take_their_ways_along_and_stay_where_they_are_dropped(
    small: Desk, sit_down: Open
) -> None:
    builder = await open_large(small, sit_down)
    page, canvas = builder.page, builder.canvas
    both, way = [canvas.step("s32"), canvas.step("s33")], page.locator("[data-way='s33:0'] .react-flow__edge-path")
    await canvas.select("s32", "s33")
    before, began = [await corner(card) for card in both], await way.get_attribute("d")
    await both[0].locator("header").hover()
    await page.mouse.down()
    await page.mouse.move(before[0][0] + 200, before[0][1] + 100, steps=5)
    await settle(page)
    carried = [await corner(card) for card in both]
    assert carried[0] != before[0]
    assert moved(before[0], carried[0]) == pytest.approx(moved(before[1], carried[1]), abs=1), "they go equally far"
    assert await way.get_attribute("d") != began
    under_way = await way.get_attribute("d")
    await page.mouse.up()
    await settle(page)
    assert [await corner(card) for card in both] == [pytest.approx(at, abs=1) for at in carried]
    assert await way.get_attribute("d") == under_way
    await builder.press("Mod+z")
    await expect(way).to_have_attribute("d", str(began))
    assert [await corner(card) for card in both] == before


def moved(before: tuple[float, float], after: tuple[float, float]) -> tuple[float, float]:
    return after[0] - before[0], after[1] - before[1]


async def corner(card: Locator) -> tuple[float, float]:
    box = await card.bounding_box()
    assert box is not None
    return box["x"], box["y"]


async def test_a_step_of_panning_writes_no_card(small: Desk, sit_down: Open) -> None:
    page = (await open_large(small, sit_down)).page
    await page.mouse.move(900, 500)
    await page.mouse.wheel(2, 2)
    await settle(page)
    await page.evaluate(WATCH)
    for at in range(MOVES):
        await page.mouse.wheel(1 if at % 2 else -1, 1)
        await settle(page)
    names = await written(page)
    assert not {name for name in names if name.startswith("s") and name[1:2].isdigit()}, names
    assert "react-flow__viewport" in names


async def test_two_thousand_steps_are_painted_from_far_away(small: Desk, sit_down: Open) -> None:
    large(small, "huge", 2000)
    builder = await sit_down(small, "flows/huge", **WIDE)
    page, cards, painted = builder.page, builder.page.locator(".canvas-card"), builder.page.locator(".canvas-painted")
    await expect(cards.first).to_be_visible(timeout=30_000)  # the server checks so many steps first
    assert await cards.count() < 100
    await builder.button("Show everything").click()
    await expect(painted).to_be_visible()
    await expect(cards).to_have_count(0)
    assert await page.evaluate(INKED), "boxes are painted"
    await page.mouse.dblclick(900, 560)
    await expect(painted).to_have_count(0)
    await expect(cards.first).to_be_visible()
