"""Edits change what they name and nothing else, whatever the file looks like."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.errors import Append, Change, Place, Problems, Rewrite
from talkwright.yaml import Node, parse
from talkwright.yaml.edit import Edit, edits_of, splice

ELSE = Append("else: END")


def changed(text: str, change: Change, line: int, column: int) -> str:
    return splice(text, edits_of(change, Place("f.yml", line, column), text))


@pytest.mark.parametrize(
    ("text", "line", "column", "old", "new", "expected"),
    [
        pytest.param("a: colur  # colur\n", 1, 4, "colur", "colour", "a: colour  # colur\n", id="a value"),
        pytest.param("a: 'colur'\n", 1, 4, "colur", "colour", "a: 'colour'\n", id="quotes stay"),
        pytest.param("colur: colur\n", 1, 1, "colur", "colour", "colour: colur\n", id="a key"),
        pytest.param("a:\n  - id: x\n    collect: x\n", 2, 5, "x", "y", "a:\n  - id: x\n    collect: y\n", id="no id"),
        pytest.param(
            "- description: colur\n  if: slots.colur = 'a'\n", 1, 3, "slots.colur", "slots.colour",
            "- description: colur\n  if: slots.colour = 'a'\n", id="part of a condition, not of prose",
        ),
        pytest.param("a: slots.colurs\n", 1, 4, "slots.colur", "x", "a: slots.colurs\n", id="a part of a word is none"),
        pytest.param(
            "- if: a\n  then:\n    - action: b\n", 1, 3, "b", "c", "- if: a\n  then:\n    - action: b\n",
            id="what has a place of its own",
        ),
        pytest.param("a: >-\n  one\n  colur\n", 1, 4, "colur", "colour", "a: >-\n  one\n  colour\n", id="a block"),
        pytest.param("\ufeffa: colur\r\n", 1, 4, "colur", "colour", "\ufeffa: colour\r\n", id="a byte order mark"),
        pytest.param("ä: [€, colur]\r\n", 1, 8, "colur", "colour", "ä: [€, colour]\r\n", id="columns are characters"),
        pytest.param("a: x\u2028b: colur\n", 2, 4, "colur", "colour", "a: x\u2028b: colour\n", id="line ends of YAML"),
        pytest.param("a: b\n", 7, 1, "b", "c", "a: b\n", id="nothing is there"),
        pytest.param("a: [b\n", 1, 4, "b", "c", "a: [b\n", id="no YAML"),
    ],
)  # fmt: skip
def test_a_word_is_rewritten(text: str, line: int, column: int, old: str, new: str, expected: str) -> None:
    assert changed(text, Rewrite(old, new), line, column) == expected


@pytest.mark.parametrize(
    ("text", "line", "column", "expected"),
    [
        pytest.param("- if: a\n  then: b\n", 1, 3, "- if: a\n  then: b\n- else: END\n", id="behind the last line"),
        pytest.param("- if: a\n  then: b", 1, 3, "- if: a\n  then: b\n- else: END", id="no line end"),
        pytest.param(
            "n:\r\n  -   if: a\r\n      then: b # c\r\n\r\n# d\r\nm: 1\r\n", 2, 7,
            "n:\r\n  -   if: a\r\n      then: b # c\r\n  - else: END\r\n\r\n# d\r\nm: 1\r\n", id="its line ends",
        ),
        pytest.param(
            "n:\n- if: a\n  then:\n    - x: >\n        t\n\n- if: c\n  then:\n    - x: |\n        t\n\nm: 1\n", 2, 3,
            "n:\n- if: a\n  then:\n    - x: >\n        t\n\n- if: c\n  then:\n    - x: |\n        t\n"
            "- else: END\n\nm: 1\n",
            id="behind the last of several",
        ),
        pytest.param("n: [{if: a, then: b}] # c\n", 1, 6, "n: [{if: a, then: b}, {else: END}] # c\n", id="in one line"),
        pytest.param("n: - no\n", 1, 4, "n: - no\n", id="no YAML"),
        pytest.param("n: a\n", 1, 4, "n: a\n", id="no list"),
    ],
)  # fmt: skip
def test_an_element_is_added(text: str, line: int, column: int, expected: str) -> None:
    assert changed(text, ELSE, line, column) == expected


def test_what_was_added_is_read_as_the_last_element() -> None:
    text = textwrap.dedent("""\
        flows:
          a:
            steps:
              - noop: true
                next:
                  - if: x
                    then:
                      - action: y
              - action: z
        """)
    node = parse(changed(text, ELSE, 6, 13), "f.yml", Problems())
    assert node is not None
    assert node.plain()["flows"]["a"]["steps"][0]["next"] == [{"if": "x", "then": [{"action": "y"}]}, {"else": "END"}]


def test_of_two_edits_that_overlap_the_first_counts() -> None:
    edits = [Edit("f", 1, 1, 1, 3, "X"), Edit("f", 1, 2, 1, 4, "Y"), Edit("f", 2, 1, 2, 2, "Z")]
    assert splice("abcd\nef\n", edits) == "Xcd\nZf\n"
    assert splice("abcd\nef\n", edits * 2) == "Xcd\nZf\n"


words = st.sampled_from(["a", "colur", "x.colur", "'colur'", '"b c"', "[colur, d]", "{e: colur}", "|\n   colur\n   f"])
documents = st.lists(st.tuples(st.sampled_from("klmn"), words), min_size=1, max_size=5).map(
    lambda pairs: "".join(f"{key}{n}: {value}  # colur\n" if "\n" not in value else f"{key}{n}: {value}\n"
                          for n, (key, value) in enumerate(pairs))
)  # fmt: skip


@given(documents, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_a_rewritten_file_differs_in_that_word_only(text: str, end: str, marked: bool) -> None:
    text = ("\ufeff" if marked else "") + text.replace("\n", end)
    node = parse(text, "f.yml", Problems())
    assert node is not None
    for place in places(node):
        edits = edits_of(Rewrite("colur", "other"), place, text)
        after = splice(text, edits)
        differs = [at for at, (one, other) in enumerate(zip(text, after, strict=True)) if one != other]
        if edits:
            assert text[differs[0] :].startswith("colur")
            assert after == text[: differs[0]] + "other" + text[differs[0] + 5 :]
        else:
            assert differs == []


def places(node: Node) -> list[Place]:
    inside = node.value.values() if isinstance(node.value, dict) else node.value
    inside = inside if not isinstance(inside, str | int | float | None) else ()
    return [node.place, *(place for each in inside for place in places(each))]


@given(st.text(max_size=40), st.integers(1, 4), st.integers(1, 10))
def test_no_text_raises(text: str, line: int, column: int) -> None:
    for change in (Rewrite("a", "b"), ELSE):
        edits_of(change, Place("f.yml", line, column), text)
