"""The language of tests that talk: a conversation beside the canvas, what is behind its turns, and its way.

await builder.chat.open()
await builder.chat.say("where is my order")
await builder.chat.expect_answer("Which order?")
await builder.chat.expect_way("start", "collect_order_number")
await builder.chat.expect_slot("order_number", "TW-7")
"""

from __future__ import annotations

import re

from playwright.async_api import Locator, Page, expect


class Chat:
    """The panel "Try it", or the same views on the screen of conversations."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("complementary", name=re.compile("Try it|Conversation "))

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def inspector(self) -> Locator:
        return self.page.get_by_role("region", name=re.compile("Inspector of turn"))

    @property
    def field(self) -> Locator:
        return self.panel.get_by_role("textbox", name="Say something")

    def turn(self, number: int) -> Locator:
        return self.log.locator(f'[data-turn="{number}"]')

    async def open(self) -> None:
        """By its key. The focus is where one writes."""
        await self.page.locator(".canvas-board, .canvas-outline").first.wait_for()
        await self.page.keyboard.press("t")
        await expect(self.field).to_be_focused()

    async def say(self, *messages: str) -> None:
        """One after another, each when the one before was answered."""
        for message in messages:
            count = await self.log.locator("[data-turn]").count()
            await self.field.fill(message)
            await self.page.keyboard.press("Enter")
            await expect(self.log.locator("[data-turn]")).to_have_count(count + 1)
            await expect(self.log.locator(".try-typing")).to_have_count(0)

    async def do(self, name: str) -> None:
        """Press a button of the panel."""
        await self.panel.get_by_role("button", name=name, exact=True).click()

    async def press(self, name: str, key: str = "Enter") -> None:
        """The same by keyboard, a switch too."""
        control = self.panel.get_by_role("button", name=name, exact=True).or_(
            self.panel.get_by_role("switch", name=name)
        )
        await control.focus()
        await self.page.keyboard.press(key)

    async def look_at(self, number: int) -> None:
        await self.log.get_by_role("button", name=f"Turn {number}", exact=True).click()

    async def show(self, tab: str) -> None:
        """Another view of what is behind the turn."""
        await self.inspector.get_by_role("tab", name=tab).click()

    # What is seen

    async def expect_answer(self, text: str) -> None:
        """The last turn says it."""
        await expect(self.log.locator("[data-turn]").last).to_contain_text(text)

    async def expect_turns(self, count: int) -> None:
        await expect(self.log.locator("[data-turn]")).to_have_count(count)

    async def expect_slot(self, name: str, value: str, *, changed: bool | None = None) -> None:
        row = self.inspector.locator(f'[data-slot="{name}"]')
        await expect(row).to_contain_text(value)
        if changed is not None:
            await expect(row.get_by_text("changed", exact=True)).to_have_count(int(changed))

    async def expect_way(self, *parts: str) -> None:
        """These are lit on the canvas and nothing else: steps by id, ways as ``step:exit``, the first ``start``."""
        cards = [part for part in parts if ":" not in part and part != "start"]
        ways = [part for part in parts if part not in cards]
        await expect(self.page.locator(".canvas-card[data-lit]")).to_have_count(len(cards))
        for card in cards:
            await expect(self.page.locator(f'[data-step="{card}"]')).to_have_attribute("data-lit", "true")
        await expect(self.page.locator(".canvas-way[data-lit]")).to_have_count(len(ways))
        for way in ways:
            await expect(self.page.locator(f'[data-way="{way}"]')).to_have_attribute("data-lit", "true")

    async def expect_stands(self, step: str, *, stopped: bool = False) -> None:
        """The conversation stands on this step of the canvas, or was stopped before it."""
        await expect(self.page.locator("[data-here]")).to_have_count(1)
        card = self.page.locator(f'[data-step="{step}"]')
        await expect(card).to_have_attribute("data-here", "stopped" if stopped else "here")
