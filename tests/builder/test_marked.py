"""Entities as spans and as mark-up: what is written reads back as what was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.builder.teaching.marked import Mark, read_marked, write_marked
from talkwright.errors import RequestError

NAMES = st.sampled_from(["city", "order number", "a:b", "x)", "Größe"])
VALUES = st.one_of(st.none(), st.text(min_size=1, max_size=6), st.integers(), st.booleans())


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """Words, of which some are marked, some of them twice."""
    words = draw(st.lists(st.text("abcäöü'1-🚲\u0301 {}()", min_size=1, max_size=8), min_size=1, max_size=6))
    text, marks = "", []
    for word in words:
        for _ in range(draw(st.sampled_from([0, 0, 1, 2])) if word.strip() else 0):
            role, group = draw(st.one_of(st.none(), st.just("to"))), draw(st.one_of(st.none(), st.just("1")))
            marks.append(Mark(len(text), len(text) + len(word), draw(NAMES), role, group, draw(VALUES)))
        text += word + " "
    return text, marks


@given(marked())
def test_what_is_written_is_read_as_it_was_meant(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    try:
        line = write_marked(text, marks)
    except RequestError:
        return  # there is no way to write it, and that is said
    plain, found = read_marked(line)
    assert plain == text.strip()
    lead = len(text) - len(text.lstrip())
    assert [(each.start + lead, each.end + lead, each.entity, each.role, each.group) for each in found] == [
        (each.start, each.end, each.entity, each.role, each.group) for each in marks
    ]


@given(st.text("abc ", min_size=1).filter(str.strip), st.data())
def test_plain_words_can_always_be_marked(text: str, data: st.DataObject) -> None:
    text = text.strip()
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert read_marked(write_marked(text, [Mark(start, end, "city")])) == (text, (Mark(start, end, "city"),))


@pytest.mark.parametrize(
    "line",
    [
        "book a flight to [Rome](city)",
        'from [Rome]{"entity": "city", "role": "from"} to [Oslo]{"entity": "city", "role": "to"}',
        'pay with [gold visa][{"entity": "card", "group": "1"}, {"entity": "product"}]',
        'to [the eternal city]{"entity": "city", "value": "Rome"}',
        "no entity {here} [at] all",
    ],
)
def test_a_line_goes_to_spans_and_back(line: str) -> None:
    text, marks = read_marked(line)
    assert write_marked(text, marks) == line


def test_a_value_in_brackets_is_read_too() -> None:
    assert read_marked("to [the eternal city](city:Rome)") == (
        "to the eternal city",
        (Mark(3, 19, "city", value="Rome"),),
    )


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("to Rome and Oslo", [Mark(3, 10, "city"), Mark(8, 16, "city")]),
        ("to Rome", [Mark(3, 30, "city")]),
        ("to [Rome", [Mark(3, 8, "city")]),
        ("to [Rome](city)", []),
        ("  ", []),
    ],
)
def test_what_cannot_be_written_is_refused(text: str, marks: list[Mark]) -> None:
    with pytest.raises(RequestError):
        write_marked(text, marks)


def test_a_line_that_cannot_be_read_says_why() -> None:
    with pytest.raises(RequestError, match="JSON object"):
        read_marked('to [Rome]{"entity": ')
