"""Every task of the canvas by keyboard alone: what is pressed, and what stands in the file then."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect
from tests.server.live import Live

from .builder import Builder
from .conftest import Desk, Open

pytestmark = pytest.mark.asyncio(loop_scope="module")

FLOW = """
# Kept by everybody.
flows:
  {id}:
    description: Three steps.
    steps:
      - id: one  # the first
        action: utter_greet
      - id: two
        action: utter_goodbye
      # about the last
      - id: three
        set_slots:
          - order_number: null
"""
BEFORE = FLOW.lstrip()
NEW = "      - action: utter_\n"
ONE, TWO = (
    "      - id: one  # the first\n        action: utter_greet\n",
    "      - id: two\n        action: utter_goodbye\n",
)
THREE = "      # about the last\n      - id: three\n        set_slots:\n          - order_number: null\n"
HEAD = BEFORE[: BEFORE.index(ONE)]

TASKS: dict[str, tuple[tuple[str, ...], str]] = {
    "add": (("/", "type message", "Enter"), HEAD + ONE + TWO + NEW + THREE),
    "connect": (("c", "type end of the flow", "Enter"), HEAD + ONE + TWO + "        next: END\n" + THREE),
    "move_up": (("Mod+ArrowUp",), HEAD + TWO + ONE + THREE),
    "move_down": (("Mod+ArrowDown",), HEAD + ONE + THREE + TWO),
    "delete": (("Delete",), HEAD + ONE + THREE),
    "undo": (("Delete", "Mod+z"), BEFORE),
    "redo": (("Delete", "Mod+z", "Mod+Shift+z"), HEAD + ONE + THREE),
    "duplicate": (("Mod+d",), BEFORE + "        next: END\n" + TWO.replace("two", "two_2")),
    "edit": (
        ("Enter", "Tab", "Tab", "Tab", "Mod+a", "type utter_help", "Escape"),
        HEAD + ONE + TWO.replace("goodbye", "help") + THREE,
    ),
    "branch": (
        ("find Add a branch",),
        HEAD
        + ONE
        + TWO
        + '        next:\n          - if: ""\n            then: END\n          - else: three\n'
        + THREE,
    ),
    "first": (
        ("find Make it the first",),
        HEAD + TWO + ONE + THREE,
    ),
}


@pytest.fixture(scope="module")
def desk(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The starter, with a flow for each task."""
    root = Path(shutil.copytree(starter, tmp_path_factory.mktemp("desk") / "keys"))
    for id in (*TASKS, "places", "giving", "taking"):
        (root / "flows" / f"{id}.yml").write_text(BEFORE.replace("{id}", id), "utf-8")
    with Live(root) as live:
        yield Desk(root, live)


async def press(builder: Builder, *keys: str) -> None:
    """Keys one after another; what follows ``type`` is written."""
    for key in keys:
        if key.startswith("type "):
            await builder.page.wait_for_selector("input:focus, textarea:focus")
            await builder.page.keyboard.type(key.removeprefix("type "))
        elif key.startswith("find "):
            await builder.find(key.removeprefix("find "))
        else:
            await builder.press(key)


async def go_to(builder: Builder, step: str) -> None:
    await expect(builder.page.locator(".canvas-card").first).to_be_visible()
    await press(builder, "Mod+f", f"type {step}", "Enter")
    card = builder.page.locator(".react-flow__node", has=builder.canvas.step(step))
    await expect(card).to_be_focused()


async def tab_to(builder: Builder, label: str) -> None:
    """On with Tab until what is called so has the focus."""
    called = """(({ activeElement: it }) =>
        it.labels?.[0]?.textContent.trim() ?? it.ariaLabel ?? it.textContent.trim())(document)"""
    await expect(builder.page.get_by_label(label, exact=True).first).to_be_visible()
    for _ in range(60):
        if await builder.page.evaluate(called) == label:
            return
        await builder.press("Tab")
    pytest.fail(f"Tab does not come to {label}", pytrace=False)


@pytest.mark.parametrize("task", TASKS)
async def test_a_task_by_keyboard(task: str, desk: Desk, sit_down: Open) -> None:
    keys, wanted = TASKS[task]
    builder = await sit_down(desk, f"flows/{task}")
    await go_to(builder, "two")
    await press(builder, *keys)
    await builder.expect_yaml(f"flows/{task}.yml", wanted.replace("{id}", task))


async def test_cards_are_moved_and_lined_up_by_keyboard(desk: Desk, sit_down: Open) -> None:
    builder = await sit_down(desk, "flows/places")
    await go_to(builder, "two")
    await press(builder, "ArrowDown")
    before = await positions(desk, "places")
    await press(builder, "Shift+ArrowDown")
    await positions(desk, "places", lambda at: at["two"][1] - before["two"][1] == 40)
    await press(builder, "Mod+a", "Alt+w")
    places = await positions(desk, "places", lambda at: at["one"][1] == at["two"][1])
    assert len({y for _, y in places.values()}) == 1
    await builder.find("Spread across")
    await positions(desk, "places", lambda at: at["two"][0] * 2 == at["one"][0] + at["three"][0])
    assert not builder.draft("flows/places.yml").count("x:"), "places are no part of a flow"


async def positions(desk: Desk, flow: str, holds: Any = bool) -> dict[str, list[int]]:
    file = desk.root / "flows" / ".layout" / f"{flow}.json"
    for _ in range(100):
        found: dict[str, list[int]] = json.loads(file.read_text("utf-8"))["positions"] if file.exists() else {}
        if found and holds(found):
            return found
        await asyncio.sleep(0.05)
    pytest.fail(f"{found}", pytrace=False)


async def test_steps_go_from_flow_to_flow_through_the_clipboard(desk: Desk, sit_down: Open) -> None:
    builder = await sit_down(desk, "flows/giving", permissions=["clipboard-read", "clipboard-write"])
    await go_to(builder, "three")
    await press(builder, "Mod+c")
    copied = await builder.page.evaluate("navigator.clipboard.readText()")
    assert copied == "- id: three\n  set_slots:\n    - order_number: null\n"
    await press(builder, "Mod+f", "type taking", "Enter")
    await expect(builder.page).to_have_url(f"{builder.url}/builder/flows/taking")
    await expect(builder.page.get_by_role("toolbar", name="taking")).to_be_visible()
    await go_to(builder, "three")
    await press(builder, "Mod+v")
    added = "      - id: three_2\n        set_slots:\n          - order_number: null\n"
    await builder.expect_yaml("flows/taking.yml", BEFORE.replace("{id}", "taking") + added)
    await builder.expect_changed_lines("flows/giving.yml", 0)


async def test_a_flow_is_drawn_by_keyboard_alone(desk: Desk, sit_down: Open) -> None:
    builder = await sit_down(desk)
    await press(builder, "n", "type Nickname", "Tab", "type Asks what to call you.", "Enter")
    await expect(builder.page.get_by_text("What should the bot do first?")).to_be_visible()
    await press(builder, "o", "/", "type question", "Enter")
    await tab_to(builder, "Slot")
    await press(builder, "type nickname", "ArrowDown", "Enter")  # to make it
    await expect(builder.page.get_by_text(re.compile(r"^\d+ changes$"))).to_be_visible()
    await tab_to(builder, "What the bot says")
    await press(builder, "type What may I call you?", "Escape")
    lines = builder.page.get_by_role("tree").get_by_role("treeitem")
    await expect(lines).to_have_count(1)
    await press(builder, "/", "type message", "Enter")
    await tab_to(builder, "What the bot says")
    await press(builder, "type Hello {nickname}!", "Escape")
    await expect(lines).to_have_count(2)

    await press(builder, "Home")
    await builder.find("Add a branch")
    await expect(lines).to_have_count(4)
    await press(builder, "Enter")
    await tab_to(builder, "Slot in row 1")
    await press(builder, "type slots.nickname", "Tab")
    await tab_to(builder, "Value in row 1")
    await press(builder, "type nobody", "Tab", "Escape")
    await expect(lines.nth(1)).to_contain_text("nobody")
    await press(builder, "ArrowDown", "/", "type link", "Enter")
    await tab_to(builder, "Flow")
    await press(builder, "type pattern_human_handoff", "Tab", "Escape")
    await builder.expect_yaml(
        "flows/nickname.yml",
        """
        flows:
          nickname:
            name: Nickname
            description: Asks what to call you.
            steps:
              - collect: nickname
                next:
                  - if: slots.nickname = 'nobody'
                    then:
                      - link: pattern_human_handoff
                  - else: action_utter_nickname
              - id: action_utter_nickname
                action: utter_nickname
    """,
    )
    domain = [each.relative_to(desk.root).as_posix() for each in (desk.root / "domain").iterdir()]
    assert "utter_ask_nickname" in "".join(map(builder.draft, domain))
