"""The language of tests that draw: steps, the ways between them and what is dragged, all by mouse.

    await builder.canvas.drag("message").to(400, 300)
    await builder.canvas.connect("ask_order", "next", "say_done")
    await builder.canvas.drop("message", "ask_order:0")
    await builder.canvas.lead("ask_order:0", "say_done")
    await builder.canvas.add_on("ask_order:0", "Message")

A way is ``step:number``, the number of the exit it leaves its step by; the first is ``start``.
"""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect

MIDDLE = """(way) => {
  const path = way.querySelector('path');
  const { x, y } = path.getPointAtLength(path.getTotalLength() / 2);
  const at = new DOMPoint(x, y).matrixTransform(path.getScreenCTM());
  return [at.x, at.y];
}"""


class Canvas:
    """The canvas of the flow that is open."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def step(self, id: str) -> Locator:
        return self.page.locator(f'[data-step="{id}"]')

    def exit(self, step: str, name: str) -> Locator:
        return self.step(step).locator(f'[data-exit="{name}"]')

    def way(self, way: str) -> Locator:
        return self.page.locator(f'[data-way="{way}"]')

    def drag(self, kind: str) -> Dragged:
        """Take a kind of step from the palette, or a step that is there, by ``step:ID``."""
        what = f'[data-step="{kind.removeprefix("step:")}"]' if kind.startswith("step:") else f'[data-kind="{kind}"]'
        return Dragged(self.page, self.page.locator(what).first)

    async def connect(self, step: str, exit: str, other: str) -> None:
        """Draw a connection with the mouse."""
        await Dragged(self.page, self.exit(step, exit)).onto(self.step(other))

    async def middle_of(self, way: str) -> tuple[float, float]:
        """Where that is on the window."""
        x, y = await self.way(way).evaluate(MIDDLE)
        return x, y

    async def point_at(self, way: str) -> None:
        """The mouse goes onto a way, which shows its plus."""
        await self.page.mouse.move(*await self.middle_of(way), steps=2)
        await expect(self.plus(way)).to_be_visible()

    def plus(self, way: str) -> Locator:
        return self.way(way).locator(".canvas-way-add")

    async def drop(self, kind: str, way: str) -> None:
        """Drag a kind of step from the palette onto a way, which shows that it is meant."""
        await self.drag(kind).hold_over(*await self.middle_of(way))
        await expect(self.plus(way)).to_be_visible()
        await self.page.mouse.up()

    async def lead(self, way: str, other: str) -> None:
        """Take the end of a way to another step."""
        await self.point_at(way)
        end = self.page.locator(".react-flow__edgeupdater-target")
        await Dragged(self.page, end).onto(self.step(other))

    async def add_on(self, way: str, kind: str) -> None:
        """Press the plus in the middle of a way, and choose what these words find first."""
        await self.point_at(way)
        await self.plus(way).click()
        await self.page.get_by_role("dialog").get_by_role("combobox").fill(kind)
        await self.page.keyboard.press("Enter")

    async def select(self, *ids: str) -> None:
        for id in ids:
            await self.step(id).click(modifiers=["Shift"] if id != ids[0] else [])


class Dragged:
    """What is held with the mouse."""

    def __init__(self, page: Page, what: Locator) -> None:
        self.page = page
        self.what = what

    async def to(self, x: float, y: float) -> None:
        """Let it go at a point of the window."""
        await self.hold_over(x, y)
        await self.page.mouse.up()

    async def hold_over(self, x: float, y: float) -> None:
        """Hold it above a point of the window."""
        await self.what.hover()
        await self.page.mouse.down()
        await self.page.mouse.move(x, y, steps=8)

    async def onto(self, other: Locator) -> None:
        """Let it go in the middle of something."""
        box = await other.bounding_box()
        assert box is not None, "it is not seen"
        await self.to(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
