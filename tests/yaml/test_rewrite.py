from __future__ import annotations

from typing import Any

import pytest
import yaml as pyyaml

from talkwright.errors import Unwritable
from talkwright.yaml.paths import placed
from talkwright.yaml.rewrite import REMOVED, rewrite

CASES: list[tuple[str, str, tuple[str | int, ...], Any, str]] = [
    ("a word", "a: b  # c\n", ("a",), "d", "a: d  # c\n"),
    ("double quotes stay", 'a: "b"\n', ("a",), "d", 'a: "d"\n'),
    ("quotes around nothing are no taste", 'a: ""\n', ("a",), "d", "a: d\n"),
    ("single quotes stay", "a: 'b'\n", ("a",), "it's", "a: 'it''s'\n"),
    ("quotes where they are needed", "a: b\n", ("a",), "yes", 'a: "yes"\n'),
    ("a time is quoted", "a: b\n", ("a",), "12:30", 'a: "12:30"\n'),
    ("a date is quoted", "a: b\n", ("a",), "2024-01-31", 'a: "2024-01-31"\n'),
    ("leading zeros are quoted", "a: b\n", ("a",), "007", 'a: "007"\n'),
    ("the quotes of the file", "a: b\nc: 'd'\n", ("a",), "e: f", "a: 'e: f'\nc: 'd'\n"),
    ("1 is 1.0", "a: 1.0\n", ("a",), 1, "a: 1.0\n"),
    ("true is not 1", "a: 1\n", ("a",), True, "a: true\n"),
    ("True as it was written", "a: True\n", ("a",), False, "a: False\n"),
    ("an empty value", "a:  # c\nb: 1\n", ("a",), "x", "a: x  # c\nb: 1\n"),
    ("an empty value becomes a list", "a:  # c\nb: 1\n", ("a",), ["x"], "a:  # c\n  - x\nb: 1\n"),
    ("no final newline", "a: 1\nb: 2", ("b",), 3, "a: 1\nb: 3"),
    ("a byte order mark", "\ufeffa: 1\nb: 2\n", ("a",), 3, "\ufeffa: 3\nb: 2\n"),
    ("carriage returns", "a:\r\n  - x\r\n  - y\r\n", ("a", 2), "z", "a:\r\n  - x\r\n  - y\r\n  - z\r\n"),
    ("a list not indented", "a:\n- x\n- y\nb: 1\n", ("a", 0), REMOVED, "a:\n- y\nb: 1\n"),
    ("a new list as the file has them", "a:\n- x\n", ("b",), ["z"], "a:\n- x\nb:\n- z\n"),
    ("a comment behind a tab", "a: b\t# c\n", ("a",), ["x"], "a:\t# c\n  - x\n"),
    ("an anchor is handed over", "a: &x\n  k: 1\nb: *x\n", ("a", "k"), 2, "a:\n  k: 2\nb: &x\n  k: 1\n"),
    (
        "a merged key is taken",
        "a: &x {k: 1, l: 2}\nb:\n  <<: *x\n",
        ("b", "k"),
        REMOVED,
        "a: &x {k: 1, l: 2}\nb:\n  l: 2\n",
    ),
    ("a block that keeps its line ends", "a: 1\n\nb: |+\n  x\n", ("c",), 3, "a: 1\n\nb: |+\n  x\nc: 3\n"),
    ("several documents", "a: 1\n---\na: 2\n", ("b",), 3, "a: 1\nb: 3\n---\na: 2\n"),
    ("keys that are there twice", "a: 1\na: 2\n", ("a",), 3, "a: 3\na: 2\n"),
    ("both keys go", "a: 1\na: 2\nb: 1\n", ("a",), REMOVED, "b: 1\n"),
    ("an empty file", "", ("a",), {"b": [1]}, "a:\n  b:\n    - 1\n"),
    ("a list that was empty", "a: []  # c\nb: 1\n", ("a",), ["x"], "a:  # c\n  - x\nb: 1\n"),
    ("a list that becomes empty", "a:  # c\n  - x\nb: 1\n", ("a", 0), REMOVED, "a: []  # c\nb: 1\n"),
    ("the first key behind a dash", "- a: 1\n  # of b\n  b: 2\n", (0, "a"), REMOVED, "  # of b\n- b: 2\n"),
    ("a comment goes with its element", "- a\n# of b\n- b\n- c\n", (1,), REMOVED, "- a\n- c\n"),
    ("a comment of nobody stays", "- a\n\n# part\n\n# of b\n- b\n- c\n", (1,), REMOVED, "- a\n\n# part\n\n- c\n"),
    ("in brackets", "a: [x, y]  # c\n", ("a", 1), "p, q", 'a: [x, "p, q"]  # c\n'),
    ("an entry in brackets", "a: {x: 1, y: 2}\n", ("a", "x"), REMOVED, "a: {y: 2}\n"),
    (
        "one line of a block",
        "a: |\n  - x\n  - y\nb: 1\n",
        ("a",),
        "- x\n- z\n- y\n",
        "a: |\n  - x\n  - z\n  - y\nb: 1\n",
    ),
    ("a block without its last line end", "a: |\n  x\n", ("a",), "x", "a: |-\n  x\n"),
    ("a block that begins with a space", "a: |\n  x\n", ("a",), " x\n", "a: |2\n   x\n"),
    ("folded text", "a: >\n  one two\n  three\n  four\n", ("a",), "one two\n", "a: >\n  one two\n"),
    ("a text over lines", "a: one\n  two\n  three\nb: 1\n", ("a",), "one 2 three", "a: one\n  2\n  three\nb: 1\n"),
    ("a text of lines is written in lines", "a: x\n", ("a",), "x\ny\n", "a: |\n  x\n  y\n"),
    ("an alias is written out", "a: &x 1\nb: *x\n", ("b",), 2, "a: &x 1\nb: 2\n"),
    (
        "a merged key is overridden",
        "a: &x {k: 1}\nb:\n  <<: *x\n",
        ("b", "k"),
        2,
        "a: &x {k: 1}\nb:\n  <<: *x\n  k: 2\n",
    ),
    ("another order is no change", "a: 1\nb: 2\n", (), {"b": 2, "a": 1}, "a: 1\nb: 2\n"),
]


@pytest.mark.parametrize(
    ("text", "path", "value", "wanted"), [each[1:] for each in CASES], ids=[each[0] for each in CASES]
)
def test_only_what_must_change_changes(text: str, path: tuple[str | int, ...], value: Any, wanted: str) -> None:
    assert rewrite(text, path, value) == wanted


def test_elements_move_with_their_comments() -> None:
    text = "steps:\n  # one\n  - id: a\n    x: 1  # x\n\n  # two\n  - id: b\n\n  - id: c\n"
    moved = rewrite(text, ("steps",), [{"id": "b"}, {"id": "a", "x": 2}, {"id": "c"}])
    assert moved == "steps:\n  # two\n  - id: b\n\n  # one\n  - id: a\n    x: 2  # x\n\n  - id: c\n"


BRANCHES = """\
steps:
  # first
  - {id: ask, collect: name}   # whom

  -   id: say   # loud
      text: >-
        one
        two
      # and clear
      next: part

  - id: part
    next:
      - if: slots.name
        then:
          - id: greet  # by name
            action: utter_greet
      - else: END
"""


@pytest.mark.parametrize(
    ("step", "changes", "taken"),
    [
        ("ask", {}, ["# first", "- {id: ask, collect: name}   # whom"]),
        ("ask", {"next": "END"}, ["# first", "- {id: ask, collect: name, next: END}   # whom"]),
        (
            "say",
            {},
            ["-   id: say   # loud", "    text: >-", "      one", "      two", "    # and clear", "    next: part"],
        ),
        ("say", {"next": "END"}, ["    # and clear", "    next: END"]),
    ],
)
def test_elements_go_to_other_lists_with_their_text(step: str, changes: dict[str, str], taken: list[str]) -> None:
    steps = pyyaml.safe_load(BRANCHES)["steps"]
    (gone,) = (each for each in steps if each["id"] == step)
    left = [each for each in steps if each is not gone]
    left[-1]["next"][1]["else"] = [gone | changes]
    moved = rewrite(BRANCHES, ("steps",), left)
    assert pyyaml.safe_load(moved)["steps"] == left
    assert "".join(f"{' ' * 10}{line}\n" for line in taken) in moved
    others = [line for line in BRANCHES.splitlines() if "utter_greet" in line or "by name" in line]
    assert all(line in moved.splitlines() for line in others)


def test_an_element_comes_out_of_a_branch_and_another_takes_its_place() -> None:
    steps = pyyaml.safe_load(BRANCHES)["steps"]
    branch = steps[2]["next"][0]["then"]
    branch[0], steps[0] = steps[0], branch[0]
    moved = rewrite(BRANCHES, (), {"steps": steps})
    assert pyyaml.safe_load(moved) == {"steps": steps}
    for line in ("  - id: greet  # by name", "          # first", "          - {id: ask, collect: name}   # whom"):
        assert line in moved.splitlines()


def test_what_there_are_two_of_is_written_anew() -> None:
    text = "a:\n  - id: x  # one\nb:\n  - id: x  # two\nc: []\n"
    assert rewrite(text, (), {"a": [{"id": "x"}], "b": [], "c": [{"id": "x"}]}).count("#") == 1


BOMB = "- &a0 [x, x]\n" + "".join(f"- &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))


@pytest.mark.parametrize(
    ("text", "path"),
    [
        pytest.param("a: [\n", ("a",), id="no YAML"),
        pytest.param("a: 1\n", ("b", "c"), id="no such place"),
        pytest.param("a: 1\n", ("a", "c"), id="inside a word"),
        pytest.param("a: [1]\n", ("a", 3), id="behind the end"),
        pytest.param("[" * 5_000, (), id="too deep"),
        pytest.param(BOMB, (0,), id="aliases of aliases"),
        pytest.param("? a\n: 1\n", ("a",), id="a complex key"),
    ],
)
def test_what_cannot_be_done_is_refused(text: str, path: tuple[str | int, ...]) -> None:
    with pytest.raises(Unwritable):
        rewrite(text, path, 5)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("head", ["|", "|-", "|+", ">", ">-", ">+", "&a |2-", "|-2 # c", "!!str |"])
@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("a", 0, "x"), "- b\n- c\n- d"),
        (("a", 0, "x"), "- b\n- c\n- d\n"),
        (("a", 0, "x"), "- b"),
        (("a", 0, "x"), "none of it"),
        (("a", 0, "y"), "behind"),
        (("a", 1), "behind"),
        (("b",), "behind"),
    ],
)
def test_a_block_at_the_end_of_a_file_without_its_last_line_end(
    head: str, end: str, path: tuple[str | int, ...], value: str
) -> None:
    text = end.join(["a:", f"  - x: {head}", "      - b", "      - c"])
    changed = rewrite(text, path, value)
    assert pyyaml.safe_load(changed) == placed(pyyaml.safe_load(text), path, value)
    assert changed.count(end) == changed.count("\n")


def test_a_file_that_ended_without_a_line_end_ends_so() -> None:
    assert rewrite("x: |-\n  - b\n  - c", ("x",), "- b\n- c\n- d") == "x: |-\n  - b\n  - c\n  - d"
