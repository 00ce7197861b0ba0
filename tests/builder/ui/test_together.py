"""A canvas that is open while others change the same file."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from .conftest import Desk, Open
from .drawing import Drawing

pytestmark = pytest.mark.asyncio(loop_scope="module")

FILE = "flows/stock.yml"


async def test_what_an_editor_writes_appears_and_the_selection_stays(shop: Desk, sit_down: Open) -> None:
    builder = await sit_down(shop, "flows/stock", viewport={"width": 1920, "height": 1080})
    draw = Drawing(builder)
    await draw.select("look")
    path = shop.root / FILE
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("  stock:\n", "  stock:\n    name: In stock\n", 1).replace("name: check", "name: see"), "utf-8"
    )
    await expect(builder.page.get_by_text("The flow changed elsewhere and was loaded again")).to_be_visible()
    await expect(draw.chosen).to_have_attribute("data-step", "look")
    await builder.expect_changed_lines(FILE, 2)
