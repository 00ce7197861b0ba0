"""The page as a person uses it: what one can do on it and what it shows."""

from __future__ import annotations

import json

from playwright.async_api import ConsoleMessage, Locator, Page, expect

from .stand_in import StandIn


class Chat:
    """One open page. ``page_faults`` collects uncaught exceptions and complaints of the browser, such as a breach of
    the content security policy; that a line cannot be had is no fault of the page."""

    def __init__(self, page: Page, server: StandIn) -> None:
        self.page = page
        self.server = server
        self.page_faults: list[str] = []
        page.on("pageerror", lambda error: self.page_faults.append(str(error)))
        page.on("console", self._listen)

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "WebSocket connection" not in message.text:
            self.page_faults.append(message.text)

    async def open(self) -> None:
        await self.page.goto(self.server.url)
        await self.is_online()

    async def reload(self) -> None:
        await self.page.reload()
        await self.is_online()

    async def is_online(self) -> None:
        await expect(self.state).to_have_text("Online")

    async def is_offline(self) -> None:
        await expect(self.state).to_have_text("Reconnecting…")

    @property
    def state(self) -> Locator:
        return self.page.locator(".state")

    @property
    def composer(self) -> Locator:
        return self.page.get_by_label("Your message")

    @property
    def bubbles(self) -> Locator:
        return self.page.get_by_role("log").locator(".bubble")

    @property
    def notes(self) -> Locator:
        return self.page.locator(".user .note")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    async def say(self, text: str) -> None:
        await self.composer.fill(text)
        await self.composer.press("Enter")

    async def shows(self, *texts: str) -> None:
        """Waits until these and no others are the texts of the conversation, in this order."""
        await expect(self.bubbles).to_have_text(list(texts))

    async def conversation(self) -> str | None:
        return (await self.stored()).get("conversation")

    async def outbox(self) -> list[str]:
        """The texts that wait to be sent, oldest first."""
        entries = [json.loads(value) for name, value in (await self.stored()).items() if name.startswith("outbox:")]
        return [entry["text"] for entry in sorted(entries, key=lambda entry: entry["at"])]

    async def stored(self) -> dict[str, str]:
        """What the widget keeps in the browser for this server, by name."""
        every: dict[str, str] = await self.page.evaluate("Object.fromEntries(Object.entries(localStorage))")
        prefix = f"talkwright:{self.server.url}:"
        return {key.removeprefix(prefix): value for key, value in every.items() if key.startswith(prefix)}
