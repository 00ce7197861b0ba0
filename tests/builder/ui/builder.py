"""The language of the builder's tests: what a person does on it and what they see, in a real browser.

    await builder.open("slots")
    await builder.press("Mod+K")
    await builder.canvas.drag("message").to(400, 300)
    await builder.canvas.connect("ask_order", "next", "say_done")
    await builder.panel.fill("Text", "Done!")
    await builder.expect_yaml("flows/orders.yml", "Done!")
    await builder.expect_changed_lines("flows/orders.yml", 1)

Things are found as a person finds them, by role and name. The canvas is drawn, so its parts are found by what they are:
``data-step`` is the id of a step, ``data-exit`` the name of a way out of it, ``data-kind`` a kind of the palette.
"""

from __future__ import annotations

import asyncio
import difflib
from pathlib import Path
from typing import Any, Literal

import httpx
import msgspec
import pytest
from playwright.async_api import ConsoleMessage, Locator, Page, expect
from tests.page.stand_in import UI

from .canvas import Canvas
from .chat import Chat

AXE = (UI / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES: list[tuple[Literal["light", "dark"], list[str]]] = [("light", RULES), ("dark", ["color-contrast"])]
DRAWN = """async () => {
  const frame = () => new Promise(done => requestAnimationFrame(done));
  for (let quiet = 0, at = 0; quiet < 3 && at < 100; at++) {
    await frame();
    quiet = document.getAnimations().some((each) => each instanceof CSSTransition) ? 0 : quiet + 1;
  }
}"""  # one transition may begin when another ends
UNREACHABLE = """(within) => {
  const found = [];
  const controls = ':is(button, a[href], input, select, textarea, summary, [role=treeitem])';
  for (const it of document.querySelectorAll(`${within} ${controls}`)) {
    const hidden = !it.checkVisibility({ visibilityProperty: true }) || it.closest('.skip, [inert], .react-flow');
    if (hidden || (document.querySelector('dialog:modal') && !it.closest('dialog:modal'))) continue;
    it.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const { left, right, top, bottom } = it.getBoundingClientRect();
    if (right - left < 2) continue;  // for screen readers alone
    const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
    const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
    const there = document.elementFromPoint(x, y);
    if (it.contains(there) || there?.closest('label')?.control === it) continue;
    found.push(`${it.outerHTML.slice(0, 160)} beneath ${there?.outerHTML.slice(0, 120)}`);
  }
  return found;
}"""  # what scrolls is scrolled, as one does
SHOTS = Path(__file__).parent / "shots"  # not a part of the repository
NO_LINE = ("net::ERR_", "Failed to load resource")  # what the browser itself says of a server that says no

SCREENS = {
    "flows": "Flows",
    "responses": "Responses",
    "slots": "Slots",
    "problems": "Problems",
    "training": "Training data",
    "messages": "Messages",
    "models": "Models",
    "knowledge": "Knowledge",
    "conversations": "Conversations",
    "inbox": "Inbox",
    "analytics": "Analytics",
    "history": "History",
    "people": "People",
    "settings": "Settings",
}


class Builder:
    """One tab. ``faults`` collects what the page complains of: uncaught errors, breaches of the security policy."""

    def __init__(self, page: Page, url: str, root: Path) -> None:
        self.page = page
        self.url = url
        self.root = root
        self.canvas = Canvas(page)
        self.panel = Panel(page)
        self.chat = Chat(page)
        self.cookies: dict[str, str] = {}
        self.faults: list[str] = []
        self._before = {file: file.read_text(encoding="utf-8") for file in root.rglob("*.yml")}
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on("console", self._listen)

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(each in message.text for each in NO_LINE):
            self.faults.append(message.text)

    async def open(self, screen: str) -> None:
        """Open a screen by its address: ``slots``, or ``flows/return_order``."""
        await self.page.goto(f"{self.url}/builder/{screen}")
        await expect(self.heading).to_be_visible()

    async def go(self, screen: str) -> None:
        """Go to a screen by the navigation."""
        await self.navigation.get_by_role("link", name=SCREENS[screen], exact=True).click()
        await expect(self.heading).to_have_text(SCREENS[screen])

    async def log_in(self, name: str, password: str) -> None:
        """Say who one is, where that is asked."""
        await self.page.get_by_label("Name").fill(name)
        await self.page.get_by_label("Password").fill(password)
        await self.button("Log in").click()
        await expect(self.navigation).to_be_visible()
        self.cookies = {str(each.get("name")): str(each.get("value")) for each in await self.page.context.cookies()}

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    @property
    def navigation(self) -> Locator:
        return self.page.get_by_role("navigation").first

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def notices(self) -> Locator:
        """What is said in passing."""
        return self.page.get_by_role("region", name="Notices")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    async def press(self, *keys: str) -> None:
        """Press keys one after another; ``Mod`` is the one that this system uses."""
        for key in keys:
            await self.page.keyboard.press(key.replace("Mod", "Control"))

    async def find(self, words: str) -> None:
        """Choose in the command palette what these words find first."""
        await self.press("Mod+K")
        await self.dialog.get_by_role("combobox").fill(words)
        await expect(self.dialog.get_by_role("option").first).to_contain_text(words, ignore_case=True)
        await self.press("Enter")
        await expect(self.dialog).to_have_count(0)

    async def focused(self) -> str:
        """What has the focus: its name or text."""
        found: str = await self.page.evaluate(
            "(({ activeElement: it }) => it.ariaLabel ?? it.textContent.trim())(document)"
        )
        return found

    async def expect_focus(self, name: str) -> None:
        """Waits until what is called so, or says so, has the focus."""
        found = ""
        for _ in range(50):
            found = await self.focused()
            if found == name:
                return
            await asyncio.sleep(0.1)
        pytest.fail(f"{name!r} has not the focus, but {found[:80]!r}", pytrace=False)

    # What came of it

    def draft(self, file: str) -> str:
        """A file as the person sees it: the draft where there is one, else what is on disk."""
        drafts = self._drafts()
        if file in drafts:
            return drafts[file] or ""
        path = self.root / file
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def _drafts(self) -> dict[str, str | None]:
        answer = httpx.get(f"{self.url}/builder/api/diff", cookies=self.cookies, timeout=10)
        assert answer.status_code == 200, answer.text
        return {each["file"]: each["after"] for each in msgspec.json.decode(answer.content)}

    async def expect_undrafted(self, file: str) -> None:
        """Waits until the draft says of the file what is on disk, to the byte."""
        for _ in range(100):
            if file not in await asyncio.to_thread(self._drafts):
                return
            await asyncio.sleep(0.1)
        pytest.fail(f"{file} differs from what is on disk", pytrace=False)

    async def expect_yaml(self, file: str, text: str) -> None:
        """Waits until the file says this, whatever the indent of its lines."""
        said = ""
        for _ in range(100):
            said = await asyncio.to_thread(self.draft, file)
            if _squeezed(text) in _squeezed(said):
                return
            await asyncio.sleep(0.1)
        pytest.fail(f"{file} does not say\n{text}\nbut\n{said}", pytrace=False)

    async def expect_diff(self, file: str, *lines: str) -> None:
        """Waits until these lines and no others differ from what is on disk: ``- `` goes, ``+ `` comes."""
        before = (self.root / file).read_bytes().decode()
        found: list[str] = []
        for _ in range(100):
            drafts = await asyncio.to_thread(self._drafts)
            now = drafts.get(file, before) or ""
            found = [line.rstrip("\r\n") for line in difflib.ndiff(_lines(before), _lines(now)) if line[0] in "+-"]
            if found == list(lines):
                return
            await asyncio.sleep(0.1)
        pytest.fail("\n".join(["these lines differ:", *found]), pytrace=False)

    async def expect_changed_lines(self, file: str, most: int) -> None:
        """At most so many lines of the file were added, changed or taken away since the tab was opened."""
        before = self._before.get(self.root / file, "").splitlines()
        now = self.draft(file).splitlines()
        changed = [line for line in difflib.ndiff(before, now) if line[0] in "+-"]
        touched = max(sum(line[0] == sign for line in changed) for sign in "+-")
        assert touched <= most, "\n".join(changed)

    # For everybody

    async def axe(self) -> list[str]:
        """What axe finds on the page, in light and in dark."""
        if not await self.page.evaluate("'axe' in window"):
            await self.page.evaluate(AXE)
        faults: list[str] = []
        for scheme, rules in SCHEMES:
            await self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            await self.page.evaluate(DRAWN)  # no colour is on its way
            found: dict[str, Any] = await self.page.evaluate("rules => axe.run({ runOnly: rules })", rules)
            faults += [
                f"{scheme}, {fault['id']}: {node['html']} {node['failureSummary']}"
                for fault in found["violations"]
                for node in fault["nodes"]
            ]
        await self.page.emulate_media(color_scheme="null", reduced_motion="null")
        return faults

    async def unreachable(self, within: str = "body") -> list[str]:
        """The controls that are cut off or covered, wherever one scrolls; and the page, if it is wider than the
        window."""
        found: list[str] = await self.page.evaluate(UNREACHABLE, within)
        return found if await self.is_as_wide_as_the_window() else [*found, "the page is wider than the window"]

    async def is_as_wide_as_the_window(self) -> bool:
        """Whether nothing has to be scrolled sideways."""
        fits: bool = await self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        return fits

    async def shot(self, name: str) -> Path:
        """A picture of what is seen, to be looked at."""
        SHOTS.mkdir(exist_ok=True)
        path = SHOTS / f"{name}.png"
        await self.page.screenshot(path=path)
        return path


class Panel:
    """The panel with the form of what is selected."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def box(self) -> Locator:
        return self.page.get_by_role("complementary").last

    def field(self, label: str) -> Locator:
        return self.box.get_by_label(label, exact=True)

    async def fill(self, label: str, text: str) -> None:
        """Write into a field, and leave it."""
        await self.field(label).fill(text)
        await self.field(label).blur()

    async def choose(self, label: str, value: str) -> None:
        await self.field(label).select_option(value)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _squeezed(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())
