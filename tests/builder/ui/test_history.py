"""From a draft to what runs and back: told by flow and step, published, restored; and what an editor writes is seen."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from .builder import Builder
from .conftest import Desk, Open, served

pytestmark = pytest.mark.asyncio(loop_scope="module")

FILE = "domain.yml"


def git(root: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")
    return subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def kept(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A served bot whose folder is a git repository, with one commit."""
    for desk in served(small_bot, tmp_path_factory.mktemp("desk") / "kept"):
        (desk.root / ".gitignore").write_text(".talkwright/\nmodels/\n.layout/\n")
        git(desk.root, "init", "-q")
        git(desk.root, "add", ".")
        git(desk.root, "commit", "-q", "-m", "As it was")
        yield desk


async def say(builder: Builder, response: str, text: str) -> None:
    """Give a response another text, on its screen."""
    await builder.open(f"responses?name={response}")
    field = builder.page.get_by_role("group", name="Variation 1").get_by_label("Text", exact=True)
    await field.fill(text)
    await field.blur()
    await builder.expect_yaml(FILE, text)


async def test_an_empty_draft_cannot_be_published(kept: Desk, sit_down: Open) -> None:
    builder = await sit_down(kept, "history")
    await expect(builder.page.get_by_role("link", name="As it was")).to_be_visible()
    await expect(builder.button("Publish")).to_have_attribute("aria-disabled", "true")


async def test_a_draft_is_told_and_shown_as_text_and_given_up_by_file(kept: Desk, sit_down: Open) -> None:
    builder = await sit_down(kept, "responses")
    await say(builder, "utter_unknown", "Never heard of it.")
    await builder.open("flows/order_status")
    await builder.canvas.select("action_action_look_up_order")
    await builder.panel.box.get_by_text("More").click()
    await builder.panel.fill("Id", "look_up")
    await builder.expect_yaml("flows/orders.yml", "id: look_up")
    await builder.go("history")
    files = builder.page.get_by_role("list", name="Files of Your draft")
    await expect(files).to_contain_text("responses › utter_unknown")
    await expect(files.get_by_role("link", name="order_status › look_up")).to_be_visible()
    await expect(files.get_by_role("insertion").filter(has_text="Never heard")).to_be_visible()
    await files.get_by_role("link", name="order_status › look_up").click()
    await expect(builder.canvas.step("look_up")).to_have_attribute("data-drafted", "changed")
    await builder.page.go_back()
    await builder.page.get_by_role("combobox", name="How the texts are shown").select_option("side")
    await expect(builder.page.get_by_role("region", name="Text of domain.yml")).to_contain_text("Never heard of it.")
    await builder.button("Discard the changes of flows/orders.yml").click()
    await builder.dialog.get_by_role("button", name="Discard").click()
    await builder.expect_undrafted("flows/orders.yml")
    await builder.expect_yaml(FILE, "Never heard of it.")
    await builder.expect_focus("Discard the changes of domain.yml")  # the nearest of what is left


async def test_a_draft_is_published_and_answers(kept: Desk, sit_down: Open) -> None:
    builder = await sit_down(kept, "history")
    await builder.page.get_by_label("What changed, and why").fill("Kinder words")
    await builder.page.locator("main").get_by_role("button", name="Publish").click()
    await expect(builder.page.get_by_role("link", name="Kinder words")).to_be_visible()
    assert "Never heard of it." in (kept.root / FILE).read_text()
    assert "Kinder words" in git(kept.root, "log", "--format=%s")
    assert git(kept.root, "status", "--porcelain") == ""
    for _ in range(150):
        if (await asyncio.to_thread(kept.live.texts, "where is my order TW-7"))[-1:] == ["Never heard of it."]:
            break
        await asyncio.sleep(0.2)
    else:
        pytest.fail("the new model is not served")


async def test_the_way_back_is_a_draft(kept: Desk, sit_down: Open) -> None:
    builder = await sit_down(kept, "history")
    await builder.page.get_by_role("link", name="As it was").click()
    await builder.button("Go back to this").click()
    await builder.expect_yaml(FILE, "I do not know that order.")
    await expect(builder.page.get_by_role("link", name="Your draft")).to_be_visible()
    await builder.button("Discard the draft").click()
    await builder.dialog.get_by_role("button", name="Discard").click()
    await builder.expect_undrafted(FILE)


async def test_errors_are_in_the_way(kept: Desk, sit_down: Open) -> None:
    builder = await sit_down(kept, "flows/order_status", viewport={"width": 1920, "height": 1080})
    await builder.canvas.select("action_utter_unknown")
    await builder.panel.box.get_by_role("combobox", name="Response").fill("utter_nothing")
    await builder.expect_yaml("flows/orders.yml", "utter_nothing")
    await builder.go("history")
    await builder.page.locator("main").get_by_role("button", name="Publish").click()
    await expect(builder.notices).to_contain_text("1 error is in the way")
    await builder.notices.get_by_role("button", name="See the problems").click()
    await expect(builder.heading).to_have_text("Problems")
    await builder.open("history")
    await builder.button("Discard the draft").click()
    await builder.dialog.get_by_role("button", name="Discard").click()
    await builder.expect_undrafted("flows/orders.yml")


async def test_what_is_changed_on_disk_is_seen(kept: Desk, sit_down: Open) -> None:
    builder = await sit_down(kept, "responses?name=utter_greet")
    path = kept.root / FILE
    path.write_text(path.read_text().replace("Hello <b>there</b>", "Good day"))
    text = builder.page.get_by_role("group", name="Variation 1").get_by_label("Text", exact=True)
    await expect(text).to_have_value("Good day")


async def test_the_history_of_one_file(kept: Desk, sit_down: Open) -> None:
    builder = await sit_down(kept, "flows")
    await builder.button("What can be done with order status").click()
    await builder.page.get_by_role("menuitem", name="History of its file").click()
    await expect(builder.heading).to_have_text("History")
    versions = builder.page.get_by_role("navigation", name="Published").get_by_role("listitem")
    await expect(versions).to_have_count(1)
    await expect(versions).to_contain_text("As it was")
    await builder.page.get_by_role("link", name="All files").click()
    await expect(versions).to_have_count(2)


async def test_the_other_files_are_published_where_one_has_an_error_or_a_conflict(kept: Desk, sit_down: Open) -> None:
    builder = await sit_down(kept, "flows/order_status", viewport={"width": 1920, "height": 1080})
    await builder.canvas.select("action_utter_unknown")
    await builder.panel.box.get_by_role("combobox", name="Response").fill("utter_nothing")
    await builder.expect_yaml("flows/orders.yml", "utter_nothing")
    flow = kept.root / "flows" / "orders.yml"
    for why, words in (("1 error is in the way", "Never seen."), ("Others have changed", "Nobody knows.")):
        await say(builder, "utter_unknown", words)
        if why == "Others have changed":
            flow.write_text(flow.read_text().replace("utter_unknown", "utter_greet"))
            await expect(builder.page.locator(".top-bar").get_by_role("link", name="conflict")).to_be_visible()
        drafted = builder.draft("flows/orders.yml")
        await builder.go("history")
        await builder.page.locator("main").get_by_role("button", name="Publish").click()
        await expect(builder.notices).to_contain_text(why)
        await builder.notices.get_by_role("button", name="Publish the other file").click()
        await builder.expect_undrafted(FILE)
        assert words in (kept.root / FILE).read_text()
        assert builder.draft("flows/orders.yml") == drafted
