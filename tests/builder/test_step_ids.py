"""The canvas gives steps the ids that the server gives them: both are held to the same file.

The browser's half is in ``builder-ui/app/flow/flow.test.ts``. Run as a program this file writes the answers anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from talkwright.errors import Place, Problems
from talkwright.flows.read import read_flow
from talkwright.yaml import Node, parse

ROOT = Path(__file__).parents[2]
ANSWERS = ROOT / "builder-ui" / "app" / "flow" / "starter.json"
# What the starter has none of: ids given twice, numbers, derived ids in the way, wrong steps, a mapping of slots.
ODD = """
flows:
  odd:
    steps:
      - action: utter_a
      - {id: 5, action: utter_a}
      - {id: utter_a, collect: email}
      - {id: utter_a, collect: email, next: [{action: utter_a}, {id: action_utter_a_3, action: utter_a}]}
      - {id: END, set_slots: {a: 1}}
      - set_slots: []
      - set_slots: [{b: 1}, {c: 2}]
      - {action: utter_a, collect: b}
      - wrong
      - actoin: utter_b
      - noop: true
        next:
          - if: slots.a
            then: [{noop: true}, {action: 5}]
          - else: [{call: odd}, {link: odd}]
      - link: odd
"""


def flows() -> list[dict[str, Any]]:
    """Each flow as the canvas reads it, and the ids of its steps, a nested one after the step it stands in."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "flows").glob("*.yml"))]
    return [answer(id, node) for text in (*texts, ODD) for id, node in nodes(text)]


def nodes(text: str) -> list[tuple[str, Node]]:
    file = parse(text, "flows.yml", Problems())
    assert file is not None
    assert isinstance(file.value, dict)
    within = file.value["flows"].value
    assert isinstance(within, dict)
    return list(within.items())


def answer(id: str, node: Node) -> dict[str, Any]:
    flow = read_flow(id, node, Place("flows.yml"), Problems())
    return {"id": id, "value": node.plain(), "ids": [step.id for step in flow.steps]}


def test_the_canvas_is_tested_with_what_the_server_says() -> None:
    assert json.loads(ANSWERS.read_text("utf-8")) == flows()


if __name__ == "__main__":
    ANSWERS.write_text(json.dumps(flows(), ensure_ascii=False, indent=1) + "\n", "utf-8")
