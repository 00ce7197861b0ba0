"""Lines of examples in the values of files: where each stands, and what stays when others change."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.builder.teaching.written import Line, new_entry, read_entries, with_lines

TEXT = "- hello\n# a comment\n\n  -   hi there\n-\n"


def lines(examples: Any) -> list[str]:
    (entry,) = read_entries("nlu.yml", {"nlu": [{"intent": "greet", "examples": examples}]})
    return [line.text for line in entry.lines]


def test_entries_are_read_with_their_kind_and_place() -> None:
    value = {"language": "de", "nlu": [{"lookup": "city", "examples": "- Rom"}, {"odd": 1}, {"intent": "a"}, None]}
    found = list(read_entries("nlu.yml", value))
    assert [(each.kind, each.name, each.path, each.language) for each in found] == [
        ("lookup", "city", ("nlu", 0, "examples"), "de"),
        ("intent", "a", ("nlu", 2, "examples"), "de"),
    ]


@pytest.mark.parametrize("value", [None, [], {"nlu": None}, {"nlu": "text"}, {"flows": {}}])
def test_a_file_of_something_else_has_none(value: Any) -> None:
    assert list(read_entries("nlu.yml", value)) == []


def test_lines_are_counted_with_those_that_are_none() -> None:
    (entry,) = read_entries("nlu.yml", {"nlu": [{"intent": "greet", "examples": TEXT}]})
    assert entry.lines == (Line(0, "hello"), Line(3, "hi there"))


def test_what_is_not_named_stays_as_it_is() -> None:
    assert with_lines(TEXT, {0: "good day"}) == "- good day\n# a comment\n\n  -   hi there\n-\n"
    assert with_lines(TEXT, {0: None}) == "# a comment\n\n  -   hi there\n-\n"
    assert with_lines(TEXT, {3: "hey"}, ["yo"]) == "- hello\n# a comment\n\n  -   hey\n-\n  - yo\n"


def test_empty_lines_go_with_the_last_line_that_they_stood_before() -> None:
    assert with_lines("- hello\n\n- hi\n", {2: None}) == "- hello\n"
    assert with_lines("- hello\n\n- hi\n", {0: None}) == "\n- hi\n"


def test_a_text_without_a_last_line_end_gets_none() -> None:
    assert with_lines("- hello\n- hi", {0: None}, ["yo"]) == "- hi\n- yo"
    assert with_lines("- hello", {0: None}) == ""


def test_a_list_keeps_what_stands_beside_a_text() -> None:
    items = ["hello", {"text": "hi", "metadata": {"by": "ada"}}]
    assert with_lines(items, {1: "hey", 0: None}, ["yo"]) == [{"text": "hey", "metadata": {"by": "ada"}}, "yo"]
    assert lines(items) == ["hello", "hi"]


def test_a_new_entry_has_its_lines() -> None:
    assert new_entry("intent", "greet", ["hello", "hi"]) == {"intent": "greet", "examples": "- hello\n- hi\n"}


TEXTS = st.text("ab -#[]", min_size=1, max_size=8).map(str.strip).filter(lambda text: text and text.strip("- "))


@given(st.lists(TEXTS, min_size=1, max_size=6), st.booleans(), st.data())
def test_any_change_gives_just_the_lines_that_were_meant(texts: list[str], is_list: bool, data: st.DataObject) -> None:
    examples: Any = list(texts) if is_list else "".join(f"- {text}\n" for text in texts)
    changed = data.draw(st.dictionaries(st.integers(0, len(texts) - 1), st.one_of(st.none(), TEXTS)))
    added = data.draw(st.lists(TEXTS, max_size=3))
    wanted = [changed.get(at, text) for at, text in enumerate(texts)]
    assert lines(with_lines(examples, changed, added)) == [text for text in wanted if text is not None] + added
