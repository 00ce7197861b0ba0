"""Values laid out as YAML are read back as they were, and look as a person writes them."""

from __future__ import annotations

from typing import Any

import pytest
import yaml as pyyaml
from hypothesis import given
from hypothesis import strategies as st

from talkwright.errors import Problems
from talkwright.migrate.layout import block, comments, flow, scalar
from talkwright.yaml import parse

scalars = st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(allow_nan=False) | st.text()
words = st.text(min_size=1).filter(lambda text: text != "<<")
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(words, inner), max_leaves=12)


def read(text: str) -> Any:
    problems = Problems()
    node = parse(text, "a.yml", problems)
    assert node is not None
    assert not problems.all
    return node.plain()


@given(values)
def test_what_is_laid_out_is_read_back(value: Any) -> None:
    assert read("\n".join(block({"value": value}))) == {"value": value}
    assert read(flow([value])) == [value]


@given(st.text())
def test_a_text_is_a_text_to_readers_of_yaml_1_1(text: str) -> None:
    assert pyyaml.safe_load(f"- {scalar(text)}") == [text]


@given(st.text())
def test_a_comment_is_no_value(text: str) -> None:
    assert read("\n".join([*comments([text]), "a: 1"])) == {"a": 1}


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("hello there!", "hello there!"),
        ("yes", '"yes"'),
        ("5", '"5"'),
        ("a: b", '"a: b"'),
        ("- a", '"- a"'),
        ("Straße", "Straße"),
        (None, "null"),
        (True, "true"),
    ],
)
def test_only_what_needs_quotes_has_them(value: Any, line: str) -> None:
    assert scalar(value) == line


def test_lists_are_indented_below_their_key() -> None:
    value = {"slots": {"city": {"type": "text", "mappings": [{"type": "from_text"}]}}, "intents": []}
    assert block(value) == [
        "slots:",
        "  city:",
        "    type: text",
        "    mappings:",
        "      - type: from_text",
        "intents: []",
    ]
