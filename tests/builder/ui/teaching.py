"""The language of tests for what is taught: examples are found by what they say, and words in them are selected.

await teaching.select("has my order been sent", "order")
await teaching.mark_as("thing")
"""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect

WHERE = """([area, words]) => {
  const drawn = area.parentElement.querySelector('.marked-drawn');
  const walker = document.createTreeWalker(drawn, NodeFilter.SHOW_TEXT);
  const start = area.value.indexOf(words), end = start + words.length;
  const range = document.createRange();
  for (let at = 0, node; (node = walker.nextNode()); at += node.length) {
    if (start >= at && start < at + node.length) range.setStart(node, start - at);
    if (end > at && end <= at + node.length) range.setEnd(node, end - at);
  }
  const { left, right, top, height } = range.getBoundingClientRect();
  return [left, right, top + height / 2];
}"""


class Teaching:
    """The examples of the intent that is open, or the words of a message."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def example(self, text: str) -> Locator:
        """What an example is written in."""
        return self.page.get_by_role("textbox", name=f"Example “{text}”", exact=True)

    def intent(self, name: str) -> Locator:
        """The part of the screen with an intent that is open."""
        return self.page.get_by_role("region", name=name, exact=True)

    def row(self, text: str) -> Locator:
        """An example with what stands beside it."""
        return self.page.get_by_role("listitem").filter(has=self.example(text))

    @property
    def new(self) -> Locator:
        return self.page.get_by_role("textbox", name="New example")

    async def add(self, text: str) -> None:
        await self.new.fill(text)
        await self.new.press("Enter")
        await expect(self.new).to_have_value("")

    async def do(self, text: str, what: str) -> None:
        """Choose from the menu of an example."""
        await self.page.get_by_role("button", name=f"What can be done with “{text}”", exact=True).click()
        await self.page.get_by_role("menuitem", name=what).click()

    async def select(self, field: Locator, words: str) -> None:
        """Select words with the mouse."""
        await field.scroll_into_view_if_needed()
        area = await field.element_handle()
        left, right, middle = await self.page.evaluate(WHERE, [area, words])
        await self.page.mouse.move(left + 1, middle)
        await self.page.mouse.down()
        await self.page.mouse.move(right, middle, steps=6)
        await self.page.mouse.up()
        await expect(self.page.get_by_role("dialog", name=f"“{words}” is")).to_be_visible()

    async def select_by_keys(self, field: Locator, words: str) -> None:
        """Select words with Shift and arrows, and ask for their entity."""
        start = (await field.input_value()).index(words)
        await field.focus()
        await self.page.keyboard.press("Home")
        for _ in range(start):
            await self.page.keyboard.press("ArrowRight")
        for _ in words:
            await self.page.keyboard.press("Shift+ArrowRight")
        await self.page.keyboard.press("Enter")

    @property
    def entity(self) -> Locator:
        return self.page.get_by_role("dialog").get_by_role("combobox", name="Entity")

    async def mark_as(self, entity: str) -> None:
        """Say by keyboard which entity is selected."""
        await expect(self.entity).to_be_focused()
        await self.entity.press_sequentially(entity)
        await self.page.keyboard.press("Enter")
        await expect(self.entity).to_have_count(0)
        await expect(self.page.locator("textarea:focus")).to_have_count(1)
