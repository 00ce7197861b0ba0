"""What is written reads as it was, here and with a reader of YAML 1.1."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.yaml.random_edits import WORDS, model

from talkwright.yaml.rewrite import rewrite
from talkwright.yaml.source import same
from talkwright.yaml.write import dump

TEXTS = st.text(st.characters(categories=["L", "N", "P", "Zs", "S"]) | st.sampled_from("\n\t"))
ODD = st.text(st.sampled_from(" \n\t\r:#-?!&*[]{},'\"|>%@`~=<ab01.eExyn\\\x07\x85\u2028\ufeff🎉"), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS | ODD,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(ODD.filter(bool), below, max_size=3),
    max_leaves=6,
)
FILES = (
    "list:\n",
    'list: ["x"]\n',
    "list:\r\n- 'x'\r\nother: 1",
    "- list\n",
    "a:\n  - b: |\n      c\n    d: >\n      e\n",
    "{a: [b, {c: d}]}\n",
    "",
)


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(categories=["L", "N", "P", "Zs"]) | st.just("\n")),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text("abc:- ", min_size=1), below, max_size=3),
    max_leaves=6,
)


@given(st.lists(PLAIN, min_size=1, max_size=3))
def test_dumped(values: list[Any]) -> None:
    assert yaml.safe_load(dump({"list": values})) == {"list": values}


@given(st.sampled_from(FILES), VALUES, st.randoms())
def test_rewritten(text: str, value: Any, random: Any) -> None:
    path: list[str | int] = []
    whole = model(text)
    while isinstance(whole, dict | list) and whole and random.random() < 0.8:
        step = random.choice(list(whole) if isinstance(whole, dict) else range(len(whole)))
        path.append(step)
        whole = whole[step]
    changed = rewrite(text, path, value)
    for read in (model, yaml.safe_load):
        inside = read(changed)
        for step in path:
            inside = inside[step]
        assert same(inside, value), changed


@pytest.mark.parametrize(
    "word", ["yes", "No", "ON", "off", "y", "12:30", "1_000", "0777", "0b1", "2024-01-31", "=", "<<"]
)
def test_words_of_yaml_1_1_are_quoted(word: str) -> None:
    assert rewrite("a: b\n", ("a",), word) == f'a: "{word}"\n'


@pytest.mark.parametrize("word", [each for each in WORDS if isinstance(each, str)])
def test_keys_and_words_in_brackets(word: str) -> None:
    changed = rewrite("{a: [b]}\n", ("a",), [{word: word}, word])
    assert yaml.safe_load(changed) == model(changed) == {"a": [{word: word}, word]}
