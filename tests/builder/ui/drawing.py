"""Drawing a flow, in the words of who draws: each verb is one thing that one does with the mouse and the keyboard.

draw = Drawing(builder)
await draw.begin("Return item", "Starts a return.")
await draw.drag("set_slots", 400, 300)
ask = await draw.add("set_slots", "next", "Question")
await draw.fill("Slot", "order_number")
"""

from __future__ import annotations

from playwright.async_api import Locator, expect

from .builder import Builder


class Drawing:
    """The canvas that is open, and the form beside it."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.page = builder.page
        self.canvas = builder.canvas

    async def begin(self, name: str, about: str) -> None:
        """Make a new flow on the screen of flows; its canvas opens and is empty."""
        await self.builder.button("New flow").first.click()
        await self.builder.dialog.get_by_label("Name", exact=True).fill(name)
        await self.builder.dialog.get_by_label("What it is for").fill(about)
        await self.builder.button("Create and draw").click()
        await expect(self.page.get_by_text("What should the bot do first?")).to_be_visible()

    # On the canvas

    async def drag(self, kind: str, x: float, y: float) -> None:
        """A kind of step from the palette to a point of the canvas."""
        area = await self.page.locator(".canvas-area").bounding_box()
        assert area is not None
        await self.canvas.drag(kind).to(area["x"] + x, area["y"] + y)

    async def add(self, step: str, exit: str, kind: str) -> None:
        """Choose what comes at the open end of a way out."""
        await self.into_view(step)
        plus = self.canvas.step(step).locator(f'[data-exit="{exit}"] + .canvas-open button')
        await plus.click()
        await self.take(kind)

    async def take(self, words: str) -> None:
        """Choose in the list that is open what these words find first."""
        await self.builder.dialog.get_by_role("combobox").fill(words)
        await self.builder.press("Enter")
        await expect(self.builder.dialog).to_have_count(0)

    async def connect(self, step: str, exit: str, other: str) -> None:
        """Draw a connection with the mouse."""
        await self.into_view(step)
        await self.into_view(other)
        await self.canvas.connect(step, exit, other)

    async def select(self, step: str) -> None:
        await self.into_view(step)
        await self.canvas.step(step).locator("header").click()
        await expect(self.chosen).to_have_attribute("data-step", step)

    async def into_view(self, step: str) -> None:
        if await self.canvas.step(step).count() == 0:
            await self.builder.press("Shift+1")
            await expect(self.canvas.step(step)).to_be_visible()

    @property
    def chosen(self) -> Locator:
        return self.page.locator(".react-flow__node.selected [data-step]")

    # In the form

    def form(self) -> Locator:
        return self.page.locator(".step-panel")

    def field(self, label: str, number: int = 1) -> Locator:
        """A field by its label; of several that are called so the ``number``-th."""
        controls = self.page.locator("input, textarea, select")
        return self.form().get_by_label(label, exact=True).and_(controls).nth(number - 1)

    async def fill(self, label: str, text: str, number: int = 1) -> None:
        """Write into a field, as one does: letter by letter, then on to the next."""
        await self.field(label, number).fill(text)
        await self.field(label, number).blur()

    async def switch(self, label: str) -> None:
        await self.form().get_by_role("switch", name=label).click()

    async def click(self, button: str) -> None:
        await self.form().get_by_role("button", name=button, exact=True).click()

    async def condition(self, label: str, text: str, number: int = 1) -> None:
        """Write a condition as an expression."""
        condition = self.form().get_by_role("group", name=label, exact=True).nth(number - 1)
        await condition.get_by_role("radio", name="Expression").click()
        await condition.get_by_role("combobox").fill(text)
        await condition.get_by_role("combobox").blur()

    async def row(self, label: str, slot: str, operator: str, value: str) -> None:
        """Fill in the first row of a condition."""
        condition = self.form().get_by_role("group", name=label, exact=True)
        await condition.get_by_role("combobox", name="Slot in row 1").fill(f"slots.{slot}")
        await condition.get_by_label("Comparison in row 1").select_option(label=operator)
        right = condition.get_by_role("combobox", name="Value in row 1")
        await right.fill(value)
        await right.blur()

    # Afterwards

    async def say(self, text: str, *answers: str) -> None:
        """Say something in the chat beside the canvas, which opens for that; the draft answers."""
        talk = self.page.get_by_role("complementary", name="Try it")
        if await talk.count() == 0:
            await self.builder.button("Try it").click()
            await talk.get_by_role("switch", name="Run actions").check()
        turns = talk.locator(".try-turn")
        number = await turns.count() + 1
        await talk.get_by_label("Say something").fill(text)
        await self.builder.press("Enter")
        last = talk.locator(f".try-turn:nth-child({number})")
        for answer in answers:
            await expect(last.locator(".try-bot").filter(has_text=answer)).to_have_count(1)

    async def publish(self, why: str) -> None:
        await self.builder.button("Publish").click()
        await self.page.get_by_label("What changed, and why").fill(why)
        await self.page.locator(".history-publish").get_by_role("button", name="Publish").click()
        await expect(self.page.get_by_text("Published. The new model")).to_be_visible()
