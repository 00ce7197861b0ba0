"""What changed between two texts, by flow, step and field."""

from __future__ import annotations

from typing import Any

import pytest

from talkwright.builder.files.diff import diff

FLOW = """
flows:
  f:
    description: It.
    steps:
      - id: ask
        collect: size
      - action: utter_a
        next:
          - if: slots.size
            then:
              - action: utter_b
                next: END
          - else: END
"""


def told(before: str | None, after: str | None) -> list[tuple[Any, ...]]:
    found = diff("f.yml", *(None if text is None else text.encode() for text in (before, after)))
    return [(each.kind, each.flow, each.step, each.path[2:]) for each in found.changes]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("description: It.", "description: That.", ("changed", "f", None, ("description",))),
        ("collect: size", "collect: colour", ("changed", "f", "ask", ("steps", 0, "collect"))),
        (
            "collect: size\n",
            "collect: size\n        description: D\n",
            ("added", "f", "ask", ("steps", 0, "description")),
        ),
        (
            "action: utter_b\n",
            "action: utter_c\n",
            ("changed", "f", "action_utter_c", ("steps", 1, "next", 0, "then", 0, "action")),
        ),
        (
            "    steps:\n",
            "    steps:\n      - action: utter_new\n",
            ("added", "f", "action_utter_new", ("steps", 0)),
        ),
        ("      - id: ask\n        collect: size\n", "", ("removed", "f", "ask", ("steps", 0))),
    ],
)
def test_a_change_is_on_its_step(old: str, new: str, expected: tuple[Any, ...]) -> None:
    assert old in FLOW
    assert told(FLOW, FLOW.replace(old, new, 1)) == [expected]


def test_a_step_that_moved_was_not_removed() -> None:
    first = "      - id: ask\n        collect: size\n"
    moved = FLOW.replace(first, "") + first
    assert told(FLOW, moved) == []


def test_comments_alone_are_no_change_of_values() -> None:
    found = diff("f.yml", FLOW.encode(), f"# more\n{FLOW}".encode())
    assert found.changes == ()
    assert (found.before, found.after) == (FLOW, f"# more\n{FLOW}")


def test_a_file_that_comes_or_goes_and_one_that_is_no_yaml() -> None:
    assert [kind for kind, *_ in told(None, FLOW)] == ["changed"]
    assert [kind for kind, *_ in told(FLOW, None)] == ["changed"]
    assert told(FLOW, "flows: [") == []
    assert diff("f.yml", b"flows: [", b"\xff").after == "\ufffd"
