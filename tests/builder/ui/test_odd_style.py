"""Gestures on a file that somebody wrote in a style of their own: these lines are others then, and none besides."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import expect

from .conftest import Desk, Open
from .drawing import Drawing

pytestmark = pytest.mark.asyncio(loop_scope="module")

FILE = "flows/odd.yml"
TEXT = """\
#\tReturns,\tas the shop has them   \r
flows:\r
\r
  'odd':   # a name in quotes\r
    description: >-\r
      Folded text\r
      over two lines.\r
    steps:\r
\r
    # first we ask\r
    - collect: "order_number"   # in double quotes\r
      description: 'the   number'\t# behind a tab\r
\r
    - {id: look, action: action_look_up_order}   # in braces\r
    -   id: forget   # for good\r
        # and no other\r
        set_slots: [{order_state: null}]\r
    # here it parts\r
    - id:   parts      # wide\r
      action: utter_greet\r
      next:\r
      # good news\r
      - if: slots.order_state is "sent"\r
        then:\r
        - id: sent\r
          action:  utter_on_its_way   # two spaces\r
          next: END\r
      - else: unknown   # the rest\r
\r
    # the last word\r
    -   id: unknown\r
        action: utter_unknown"""  # and no end of the line
ASK = "collect_order_number"


async def move_into_a_branch(draw: Drawing) -> None:
    await draw.select("forget")
    await draw.builder.press("Mod+ArrowDown")


async def insert_between(draw: Drawing) -> None:
    await draw.canvas.drag("set_slots").onto(draw.page.locator(f'[data-way="{ASK}:0"]'))


async def delete(draw: Drawing) -> None:
    await draw.select("look")
    await draw.builder.press("Delete")


async def edit_text(draw: Drawing) -> None:
    await draw.select(ASK)
    await draw.fill("What is asked for", "its number")


async def connect(draw: Drawing) -> None:
    await draw.connect("sent", "next", "unknown")


GESTURES: dict[Callable[[Drawing], Awaitable[None]], tuple[str, ...]] = {
    edit_text: (
        "-       description: 'the   number'\t# behind a tab",
        "+       description: 'its number'\t# behind a tab",
    ),
    connect: ("-           next: END", "+           next: unknown"),
    insert_between: ("+ ", "+     - set_slots: []"),  # set apart, as the others are
    delete: ("-     - {id: look, action: action_look_up_order}   # in braces",),
    move_into_a_branch: (
        "-     -   id: forget   # for good",
        "-         # and no other",
        "-         set_slots: [{order_state: null}]",
        "+         -   id: forget   # for good",
        "+             # and no other",
        "+             set_slots: [{order_state: null}]",
    ),
}


async def test_each_gesture_changes_its_lines(small: Desk, sit_down: Open) -> None:
    (small.root / FILE).write_text(TEXT, "utf-8", newline="")
    builder = await sit_down(small, "flows/odd", viewport={"width": 1920, "height": 1080})
    draw = Drawing(builder)
    await expect(builder.canvas.step(ASK)).to_be_visible()
    await builder.press("Shift+1")  # so that all is seen
    for gesture, lines in GESTURES.items():
        await gesture(draw)
        await builder.expect_diff(FILE, *lines)
        await builder.button("Undo").click()
        await builder.expect_undrafted(FILE)
    assert (small.root / FILE).read_bytes().decode() == TEXT
    places = json.loads((small.root / "flows/.layout/odd.json").read_text("utf-8"))["positions"]
    assert {ASK, "look", "forget", "parts", "sent", "unknown"} <= set(places), "places are beside the file"
