"""Accounts: who may come in, with which role, what each may not do, what everybody did."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import expect
from tests.conftest import talkwright

from .builder import Builder
from .conftest import PASSWORD, Desk, Open, served

pytestmark = pytest.mark.asyncio(loop_scope="module")

FILE = "domain.yml"


@pytest.fixture(scope="module")
def shared(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A served bot of which several people take care. Each test goes on where the one before it stopped."""
    yield from served(small_bot, tmp_path_factory.mktemp("desk") / "shared")


async def add(builder: Builder, name: str, role: str | None, password: str = PASSWORD) -> None:
    await builder.button("Add a person").first.click()
    await builder.dialog.get_by_label("Name").fill(name)
    if role is not None:
        await builder.dialog.get_by_label("Role").select_option(role)
    await builder.dialog.get_by_label("Password", exact=True).fill(password)
    await builder.dialog.get_by_label("Password again").fill(password)
    await builder.dialog.get_by_role("button", name="Add a person").click()


async def say(builder: Builder, response: str, text: str) -> None:
    await builder.open(f"responses?name={response}")
    field = builder.page.get_by_role("group", name="Variation 1").get_by_label("Text", exact=True)
    await field.fill(text)
    await field.blur()
    await builder.expect_yaml(FILE, text)


async def publish(builder: Builder, why: str) -> None:
    await builder.open("history")
    await builder.page.get_by_label("What changed, and why").fill(why)
    await builder.page.locator("main").get_by_role("button", name="Publish").click()
    await expect(builder.page.get_by_role("link", name=why)).to_be_visible()


@pytest.fixture(scope="module")
def open_to_all(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A bot served beyond this machine."""
    yield from served(small_bot, tmp_path_factory.mktemp("desk") / "open", "-i", "0.0.0.0")


async def test_beyond_this_machine_one_logs_in_and_comes_where_one_wanted(open_to_all: Desk, sit_down: Open) -> None:
    made = talkwright(
        "account", "add", "ada", "--role", "admin", "--password-stdin", cwd=open_to_all.root, stdin=PASSWORD
    )
    assert made.returncode == 0, made.stderr
    builder = await sit_down(open_to_all, "slots?open=1", locale="de")
    page = builder.page
    await expect(builder.heading).to_have_text("Anmelden")
    await page.get_by_label("Name").fill("Ada")
    for number in range(6):  # five, and then no more
        await page.get_by_label("Passwort").fill(f"not that one {number}")
        await builder.press("Enter")
        wrong = page.get_by_text("Name oder Passwort ist falsch." if number < 5 else "Zu viele Versuche.")
        await expect(wrong).to_be_visible()
        await expect(builder.button("Anmelden")).to_be_enabled()
    assert await builder.axe() == []
    await page.get_by_label("Name").fill("nobody")
    await builder.press("Enter")
    await expect(page.get_by_text("Name oder Passwort ist falsch.")).to_be_visible()

    builder = await sit_down(open_to_all, "slots", extra_http_headers={"X-Forwarded-For": "10.0.0.7"})
    await expect(builder.heading).to_have_text("Log in")


async def test_the_first_account_is_an_admins_and_then_one_logs_in(shared: Desk, sit_down: Open) -> None:
    builder = await sit_down(shared, "people")
    await expect(builder.page.get_by_role("heading", name="Work together")).to_be_visible()
    await add(builder, "ada", None, password="short")
    await expect(builder.dialog.get_by_role("alert")).to_contain_text("12")
    await builder.press("Escape")
    await add(builder, "ada", None)
    await expect(builder.heading).to_have_text("Log in")
    await builder.page.get_by_label("Name").fill("ada")
    await builder.page.get_by_label("Password").fill("not that one at all")
    await builder.button("Log in").click()
    await expect(builder.page.get_by_text("wrong")).to_be_visible()
    await builder.log_in("ada", PASSWORD)
    await expect(builder.heading).to_have_text("People")


async def test_people_get_roles_and_what_was_done_is_told(shared: Desk, sit_down: Open) -> None:
    builder = await sit_down(shared, "people")
    await builder.log_in("ada", PASSWORD)
    for name, role in (("vera", "viewer"), ("otto", "author"), ("pia", "author")):
        await add(builder, name, role)
        await expect(builder.dialog).to_have_count(0)
    await builder.page.get_by_role("combobox", name="Role of pia").select_option("publisher")
    await expect(builder.notices).to_contain_text("pia was changed")
    await builder.page.get_by_role("combobox", name="Role of ada").select_option("author")
    await expect(builder.notices).to_contain_text("An admin has to be left.")
    await expect(builder.page.get_by_role("combobox", name="Role of ada")).to_have_value("admin")
    await builder.page.get_by_role("tab", name="Activity").click()
    row = builder.page.get_by_role("row").filter(has_text="publisher")
    await expect(row).to_contain_text("pia")
    await expect(row).to_contain_text("ada")


async def test_who_looks_changes_nothing(shared: Desk, sit_down: Open) -> None:
    builder = await sit_down(shared, "slots")
    await builder.log_in("vera", PASSWORD)
    await expect(builder.button("Open order_state")).to_be_visible()
    await expect(builder.button("New slot")).to_have_count(0)
    await builder.button("Open order_state").click()
    await expect(builder.panel.field("Type")).to_be_disabled()
    await expect(builder.button("Rename")).to_have_count(0)
    await builder.go("responses")
    await expect(
        builder.page.get_by_role("group", name="Variation 1").get_by_label("Text", exact=True)
    ).to_be_disabled()
    await expect(builder.button("Add a variation")).to_have_count(0)
    await builder.go("flows")
    await expect(builder.page.get_by_role("link", name="greet")).to_be_visible()
    await expect(builder.button("New flow")).to_have_count(0)
    await builder.open("flows/greet")
    await expect(builder.page.get_by_role("toolbar").get_by_text("Only to look at")).to_be_visible()
    await builder.page.locator("[data-step]").first.click()
    await expect(builder.page.get_by_role("combobox", name="Response")).to_be_disabled()
    await builder.press("Delete")
    await expect(builder.notices).to_contain_text("You may look at flows, not change them")
    assert await builder.axe() == []
    await builder.go("people")
    await expect(builder.page.get_by_role("heading", name="For admins")).to_be_visible()
    await builder.go("history")
    await expect(builder.page.get_by_role("heading", name="Every publication is kept")).to_be_visible()


async def test_an_author_drafts_and_does_not_publish(shared: Desk, sit_down: Open) -> None:
    builder = await sit_down(shared)
    await builder.log_in("otto", PASSWORD)
    await say(builder, "utter_unknown", "No idea.")
    await builder.go("history")
    await expect(builder.page.locator("main").get_by_role("button", name="Publish")).to_be_disabled()
    await expect(builder.page.get_by_text("A publisher puts drafts live.")).to_be_visible()


async def test_one_takes_another_password(shared: Desk, sit_down: Open) -> None:
    builder = await sit_down(shared)
    await builder.log_in("vera", PASSWORD)
    await builder.button("VE: you are vera").click()
    await builder.button("Change password").click()
    await builder.dialog.get_by_label("Password so far").fill("not this one either")
    await builder.dialog.get_by_label("Password", exact=True).fill(f"{PASSWORD} again")
    await builder.dialog.get_by_label("Password again").fill(f"{PASSWORD} again")
    await builder.dialog.get_by_role("button", name="Save").click()
    await expect(builder.dialog.get_by_role("alert")).to_be_visible()
    await builder.dialog.get_by_label("Password so far").fill(PASSWORD)
    await builder.dialog.get_by_role("button", name="Save").click()
    await expect(builder.heading).to_have_text("Log in")
    await builder.log_in("vera", f"{PASSWORD} again")


async def test_who_is_removed_is_out(shared: Desk, sit_down: Open) -> None:
    vera = await sit_down(shared, "slots")
    await vera.log_in("vera", f"{PASSWORD} again")
    builder = await sit_down(shared, "people")
    await builder.log_in("ada", PASSWORD)
    await builder.button("What can be done with vera").click()
    await builder.page.get_by_role("menuitem", name="Remove").click()
    await builder.dialog.get_by_role("button", name="Remove").click()
    await expect(builder.button("What can be done with vera")).to_have_count(0)
    await vera.page.reload()
    await expect(vera.heading).to_have_text("Log in")
