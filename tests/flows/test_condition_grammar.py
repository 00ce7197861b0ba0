"""Conditions of one part are read without the grammar, and as the grammar reads them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from talkwright.errors import Place, Problems
from talkwright.flows.condition_grammar import read_one_part, read_tree
from talkwright.flows.condition_syntax import parse_expression

PIECES = st.sampled_from(
    [
        *("slots.a", "context.b-c", "slots.a.b", "slots", "name", "slots.{{context.x}}", "slots.true", ".a", "-a"),
        *("is", "is not", "IS  NOT", "=", "==", "!=", "<", "contains", "and", "not", "(", ")"),
        *("'x'", '"a # b"', "''", "'", "5", "-.5e3", "5.", "1e5x", "true", "NULL", "Empty", "undefined", "truex"),
        *(" ", "  ", "\n", "# said", "\u00a0"),
    ]
)


@given(st.lists(PIECES, max_size=7).map("".join))
@example("slots.a-is 'x'")
@example(" context.reason is not 'nothing' ")
@example("slots.a =5")
def test_it_reads_what_the_grammar_reads_and_as_it_does(text: str) -> None:
    simple = read_one_part(text)
    assert simple is None or simple == read_tree(text)


@pytest.mark.parametrize(
    "text", ["slots.a", "context.b is 'x'", "slots.a != -2.5", "slots.a IS NOT empty", "slots.a == true", "slots.a=1e3"]
)
def test_a_comparison_is_one_part(text: str) -> None:
    assert read_one_part(text) is not None


@pytest.mark.parametrize("text", ["slots.a and slots.b", "not slots.a", "slots.a > 5", "(slots.a)", "slots.a is", ""])
def test_anything_else_is_for_the_grammar(text: str) -> None:
    assert read_one_part(text) is None


def test_the_grammar_is_not_needed_for_them() -> None:
    assert parse_expression("slots.a is 'x'", Place("flows.yml"), Problems()) is not None
    program = (
        "import sys; from talkwright.flows.condition_syntax import parsed\n"
        "assert parsed('slots.a is \"x\"'); assert 'lark' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
