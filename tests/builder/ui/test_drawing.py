"""From an empty canvas to a bot that answers: somebody who never saw a file draws the starter's return flow."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import talkwright
from tests.server import desk as api
from tests.server.live import Live

from talkwright.project.open import open_project
from talkwright.training.check import check
from talkwright.yaml.rewrite import REMOVED, rewrite

from .conftest import Desk, Open
from .drawing import Drawing
from .meaning import meaning

pytestmark = pytest.mark.asyncio(loop_scope="module")

LARGE = {"width": 1920, "height": 1080}
ABOUT = "Starts a return for an order that was delivered within the last 30 days."
NO_NUMBER = r'slots.order_number matches "(?i)\b(know|find|lost|forgot|forgotten|sure|idea|have it|have the|where)\b"'


@pytest.fixture(scope="module")
def without_returns(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The starter as if nobody had thought of returns yet: without that flow and some of its words."""
    root = Path(shutil.copytree(starter, tmp_path_factory.mktemp("desk") / "shop"))
    (root / "flows" / "return_item.yml").unlink()
    domain = root / "domain" / "returns.yml"
    text = domain.read_text("utf-8")
    for response in ("utter_return_started", "utter_return_dropped"):
        text = rewrite(text, ("responses", response), REMOVED)
    domain.write_text(text, "utf-8")
    done = talkwright("train", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    with Live(root) as live:
        yield Desk(root, live)


async def test_the_return_flow_is_drawn_from_nothing_tried_and_published(
    without_returns: Desk, starter: Path, sit_down: Open
) -> None:
    desk = without_returns
    builder = await sit_down(desk, "flows", viewport=LARGE)
    draw = Drawing(builder)
    await begin(draw)
    await ask_which_order(draw)
    await judge_the_order(draw)
    await ask_why_and_whether(draw)
    await builder.expect_yaml("flows/return_item.yml", "else: action_utter_return_dropped")
    with api.Desk(desk.live.url) as answers:
        for _ in range(100):  # words that are new are still on their way
            problems = answers.get("flows/return_item")["problems"]
            errors = [each["code"] for each in problems if each["severity"] == "error"]
            if not errors:
                break
            await asyncio.sleep(0.2)
    assert errors == []

    await draw.say("I want to return my order TW-1045", "Why would you like to return it?")
    await draw.say("damaged", "Shall I start the return?")
    await draw.say("yes please", "We await your parcel RT-1045.")
    await draw.publish("Returns")

    assert meaning(desk.root, "return_item") == meaning(starter, "return_item")
    assert [each for each in check(open_project(desk.root)).problems if each.severity == "error"] == []
    await served(desk, "We await your parcel RT-1045.", "I want to return my order TW-1045", "damaged", "yes please")
    await served(desk, "Then keep it, and enjoy it.", "I want to return my order TW-1045", "wrong size", "no")


async def begin(draw: Drawing) -> None:
    await draw.begin("Return item", ABOUT)

    await draw.fill("Name", "return an item")
    await draw.fill("Add an intent", "return_item")
    await draw.fill("Add a slot", "ask_satisfaction")


async def ask_which_order(draw: Drawing) -> None:
    await draw.drag("set_slots", 200, 300)
    for number, slot in enumerate(("return_state", "return_order", "return_product"), 1):
        if number > 1:
            await draw.click("Set another slot")
        await draw.fill("Name", slot, number)

    await draw.add("set_slots_return_state", "next", "Question")
    await draw.fill("Slot", "order_number")
    await draw.fill("What is asked for", "the number of the order to return, such as TW-1042")
    await draw.click("Refuse an answer")
    await draw.condition("Refuse if", NO_NUMBER)
    await draw.fill("Say then", "utter_where_order_number")
    await draw.click("Refuse an answer")
    await draw.condition("Refuse if", 'not (slots.order_number matches "[0-9]{4}")', 2)
    await draw.fill("Say then", "utter_invalid_order_number", 2)


async def judge_the_order(draw: Drawing) -> None:
    await draw.add("collect_order_number", "next", "Action")
    await draw.fill("Action", "action_check_return")
    for _ in range(3):
        await draw.click("Add a branch")
    await draw.row("Condition 1", "return_state", "is", "returnable")
    await draw.condition("Condition 2", 'slots.return_state is "not_delivered"')
    await draw.condition("Condition 3", 'slots.return_state is "too_late"')

    for exit, response in (
        ("1", "utter_return_not_delivered"),
        ("2", "utter_return_too_late"),
        ("else", "utter_order_not_found"),
    ):
        await draw.add("action_action_check_return", exit, "Message")
        await draw.fill("Response", response)


async def ask_why_and_whether(draw: Drawing) -> None:
    await draw.add("action_action_check_return", "0", "Question")
    await draw.fill("Slot", "return_reason")
    await draw.fill("What is asked for", "why the item goes back")
    await draw.add("collect_return_reason", "next", "Choice")
    await draw.fill("Slot", "confirm_return")
    await draw.fill("What is asked for", "whether to start the return now")
    await draw.switch("Always ask")
    await draw.condition("Condition 1", "slots.confirm_return")

    await draw.add("collect_confirm_return", "0", "Action")
    await draw.fill("Action", "action_start_return")
    await draw.add("action_action_start_return", "next", "Message")
    await draw.fill("Response", "utter_return_started")
    await draw.fill("What the bot says", "We await your parcel {return_number}.")
    await draw.add("action_utter_return_started", "next", "Set slots")
    await draw.fill("Name", "ask_satisfaction")
    await draw.fill("becomes", "true")

    await draw.drag("message", 700, 800)  # nothing leads to it yet
    await draw.fill("Response", "utter_return_dropped")
    await draw.fill("What the bot says", "Then keep it, and enjoy it.")
    await draw.connect("collect_confirm_return", "else", "action_utter_return_dropped")


async def served(desk: Desk, answer: str, *messages: str) -> None:
    """The bot that is served comes to answer so, once it is trained."""
    said: list[str] = []
    for number in range(100):
        for message in messages:
            said = await asyncio.to_thread(desk.live.texts, message, f"{answer} {number}")
        if answer in said:
            return
        await asyncio.sleep(0.2)
    assert answer in said
