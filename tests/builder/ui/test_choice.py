"""A question with buttons, whole from its form: what it says, what can be pressed, and a branch for each answer."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from .conftest import Desk, Open
from .drawing import Drawing

pytestmark = pytest.mark.asyncio(loop_scope="module")

FLOW = """
    steps:
      - collect: chosen_size
        next:
          - if: slots.chosen_size = 'Small'
            then: END
          - if: slots.chosen_size = 'Very large'
            then: END
          - else: END
"""
SMALL = "{title: Small, payload: /SetSlots(chosen_size=Small)}"
LARGE = "{title: Very large, payload: /SetSlots(chosen_size=Very large)}"
RESPONSE = f"""
  utter_ask_chosen_size:
  - text: Which size?
    buttons: [{SMALL}, {LARGE}]
"""


async def test_buttons_are_written_where_the_question_is_and_each_gets_its_branch(small: Desk, sit_down: Open) -> None:
    builder = await sit_down(small, "flows", viewport={"width": 1920, "height": 1080})
    draw = Drawing(builder)
    await draw.begin("Choose size", "Asks for a size.")
    await draw.drag("choice", 300, 250)
    await draw.field("Slot").fill("chosen_size")
    await builder.press("Enter")
    await draw.fill("What the bot says", "Which size?")
    buttons = draw.form().get_by_role("region", name="Buttons")
    for number, title in enumerate(("Small", "Very large"), start=1):
        await buttons.get_by_role("button", name="Add a button").click()
        await buttons.get_by_label(f"Button {number}: its words").fill(title)
        await builder.press("Tab")
    await buttons.get_by_role("button", name="Add a branch for each of 2 answers").click()
    await expect(buttons.get_by_role("button", name="branch")).to_have_count(0)
    await builder.expect_yaml("flows/choose_size.yml", FLOW)
    await builder.expect_yaml("domain.yml", RESPONSE)
