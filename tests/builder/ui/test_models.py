"""The screen of models: one is trained with progress, compared, put to work, and gone back from."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, expect

from .builder import Builder
from .conftest import Desk, Open
from .teaching import Teaching

pytestmark = pytest.mark.asyncio(loop_scope="module")

LONG_MS = 60_000


def rows(builder: Builder) -> Locator:
    return builder.page.get_by_role("region", name="Models").locator("tbody tr")


async def test_a_model_is_trained_and_put_to_work_and_gone_back_from(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "training?intent=greet")
    await Teaching(builder.page).add("howdy partner")
    await builder.go("models")
    await expect(rows(builder)).to_have_count(1)
    await expect(builder.page.get_by_text("was trained: examples")).to_be_visible()

    await builder.button("Train").click()
    await expect(builder.page.get_by_role("progressbar", name="Training")).to_be_visible()
    await expect(rows(builder)).to_have_count(2, timeout=LONG_MS)
    await expect(builder.page.locator(".toast")).to_contain_text("is trained")
    await expect(rows(builder).nth(1)).to_contain_text("runs")
    await expect(rows(builder).nth(1)).to_contain_text("Since then changed: examples")

    await rows(builder).first.get_by_role("button", name="Let it run").click()
    await expect(rows(builder).first).to_contain_text("runs")
    await expect(builder.page.get_by_text("was trained: examples")).to_have_count(0)
    await rows(builder).nth(1).get_by_role("button", name="Roll back to this one").click()
    await expect(rows(builder).nth(1)).to_contain_text("runs")


async def test_two_models_are_compared_in_words(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "models")
    await rows(builder).first.get_by_role("button", name="What can be done with").click()
    await builder.page.get_by_role("menuitem", name="Compare with the one that runs").click()
    await expect(builder.page.get_by_role("tab", name="Comparison")).to_have_attribute("aria-selected", "true")
    table = builder.page.get_by_role("table", name="Comparison")
    await expect(table).to_contain_text("They are the same on all 2.", timeout=LONG_MS)
    await expect(table.get_by_role("cell", name="2 of 2")).to_have_count(2)
    assert await builder.axe() == []


async def test_examples_are_cross_validated_and_test_conversations_had(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "models")
    await builder.button("Cross-validate").click()
    await expect(builder.page.get_by_text("Mean F1")).to_be_visible(timeout=LONG_MS)
    await expect(builder.page.get_by_role("region", name="Intents").get_by_role("link", name="greet")).to_be_visible()
    assert await builder.axe() == []
    await builder.page.get_by_role("tab", name="Test conversations").click()
    await builder.button("Have the test conversations").click()
    await expect(builder.page.get_by_role("region", name="Test conversations")).to_contain_text(
        "a greeting", timeout=LONG_MS
    )
    await expect(rows(builder).nth(1)).to_contain_text("2 of 2")


async def test_work_is_cancelled_and_a_model_deleted(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "models")
    await builder.button("Cross-validate").click()
    await builder.page.get_by_role("region", name="Evaluating").get_by_role("button", name="Cancel").click()
    await expect(builder.page.locator(".toast")).to_contain_text("It was cancelled")
    await rows(builder).first.get_by_role("button", name="What can be done with").click()
    await builder.page.get_by_role("menuitem", name="Delete").click()
    await builder.dialog.get_by_role("button", name="Delete").click()
    await expect(rows(builder)).to_have_count(1)
    assert len(list((small.root / "models").glob("*.tar.gz"))) == 1
    assert await builder.axe() == []
    await builder.page.set_viewport_size({"width": 640, "height": 400})  # 1280 at 200 %
    assert await builder.is_as_wide_as_the_window()
