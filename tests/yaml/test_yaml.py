"""YAML to nodes, seen from outside the room: values, places and the problems an author gets."""

from __future__ import annotations

import math

import pytest
import yaml as pyyaml
from hypothesis import given
from hypothesis import strategies as st

from talkwright.errors import Place, Problem, Problems
from talkwright.yaml import Fields, Node, did_you_mean, parse
from talkwright.yaml.node import resolve


def read(text: str | bytes, environment: dict[str, str] | None = None) -> tuple[Node | None, tuple[Problem, ...]]:
    problems = Problems()
    return parse(text, "f.yml", problems, environment), problems.all


def plain(text: str, environment: dict[str, str] | None = None) -> object:
    node, problems = read(text, environment)
    assert node is not None, problems
    assert problems == ()
    return node.plain()


def fields(text: str) -> tuple[Fields, Problems]:
    problems = Problems()
    node = parse(text, "f.yml", problems)
    assert node is not None
    return Fields(node, problems, "a slot"), problems


# --- Values ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("True", True),
        ("false", False),
        ("~", None),
        ("", None),
        ("NULL", None),
        ("12:30", "12:30"),
        ("2024-01-31", "2024-01-31"),
        ("0123", 123),
        ("0o17", 15),
        ("0x1F", 31),
        ("-7", -7),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("-.inf", -math.inf),
        ("1_000", "1_000"),
        ("1.2.3", "1.2.3"),
        ("'5'", "5"),
        ('"true"', "true"),
        ("!!str 5", "5"),
        ("! 5", "5"),
        ("!!float 5", 5.0),
        ("<<", "<<"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_words_mean_what_yaml_1_2_says(written: str, value: object) -> None:
    assert plain(f"a: {written}") == {"a": value}


def test_not_a_number_is_a_number() -> None:
    value = plain("a: .nan")
    assert isinstance(value, dict)
    assert math.isnan(value["a"])


def test_an_empty_file_is_nothing() -> None:
    for text in ("", "# only a comment\n", "---\n"):
        node, problems = read(text)
        assert node is not None
        assert node.value is None
        assert problems == ()


def test_keys_are_text_as_written() -> None:
    assert plain("1: a\ntrue: b\nnull: c\nyes: d") == {"1": "a", "true": "b", "null": "c", "yes": "d"}


def test_merge_keys_bring_what_is_missing() -> None:
    text = "base: &b {x: 1, y: 2}\nmore: &m {y: 3, z: 4}\nall:\n  <<: [*b, *m]\n  x: 5\n"
    assert plain(text) == {"base": {"x": 1, "y": 2}, "more": {"y": 3, "z": 4}, "all": {"x": 5, "y": 2, "z": 4}}


def test_aliases_are_what_they_name() -> None:
    assert plain("a: &x [1]\nb: *x\n&k c: d\ne: *k") == {"a": [1], "b": [1], "c": "d", "e": "c"}


def test_a_byte_order_mark_is_no_text() -> None:
    node, problems = read(b"\xef\xbb\xbfa: 1")
    assert node is not None
    assert node.plain() == {"a": 1}
    assert problems == ()


# --- Places ---------------------------------------------------------------------------------------------------------


def test_every_value_and_key_knows_its_place() -> None:
    node, _ = read("top:\n  - name: x\n    other: 'é y'   # words\n  - [1,  2]\n")
    assert node is not None
    assert node.place == Place("f.yml", 1, 1)
    assert isinstance(node.value, dict)
    top = node.value["top"]
    assert top.place == Place("f.yml", 2, 3)
    assert isinstance(top.value, tuple)
    first, second = top.value
    assert first.keys == {"name": Place("f.yml", 2, 5), "other": Place("f.yml", 3, 5)}
    assert isinstance(first.value, dict)
    assert first.value["other"].place == Place("f.yml", 3, 12)
    assert isinstance(second.value, tuple)
    assert [each.place.column for each in second.value] == [6, 10]


# --- Faults ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: 1\nb: 2\na: 3\n", "yaml/duplicate-key", 3, 1),
        ("a: 1\n---\nb: 2\n", "yaml/several-documents", 2, 1),
        ("a: &x [1, *x]", "yaml/alias-cycle", 1, 11),
        ("a: *nothing", "yaml/undefined-alias", 1, 4),
        ("[" * 201 + "]" * 201, "yaml/too-deep", 1, 201),
        ("[" * 100_000, "yaml/too-deep", 1, 201),
        ("{[a]: b}", "yaml/complex-key", 1, 2),
        ("a: !include other.yml", "yaml/tag", 1, 4),
        ("a: !!int x", "yaml/tag", 1, 4),
        ("a: !!set {x}", "yaml/tag", 1, 4),
        ("a:\n  <<: 5\n", "yaml/wrong-type", 2, 7),
        (b"a: b\nc: \xff\n", "yaml/encoding", 2, 4),
        ("a: b\x07c", "yaml/control-character", 1, 5),
        ("a: \ud800", "yaml/control-character", 1, 4),
        ("a:\n\tb: 1\n", "yaml/tab", 2, 1),
        ("a:\n  - x\n<<<<<<< HEAD\n  - y\n=======\n  - z\n>>>>>>> other\n", "yaml/merge-conflict", 3, 1),
        ("a: 1\r\n=======\r\nb: 2\r\n", "yaml/merge-conflict", 2, 1),
        ("a: b: c", "yaml/syntax", 1, 5),
        ("a: 1\nb: 'never closed\n\n\n", "yaml/syntax", 2, 4),
        ("- [Rome](city)", "yaml/syntax", 1, 9),
        ("- @home", "yaml/syntax", 1, 3),
        ("a: [1, 2\nb: 3\n", "yaml/syntax", 2, 2),
        ("a:\n  - b\n c: d\n", "yaml/syntax", 3, 2),
        ('a: "\\q"', "yaml/syntax", 1, 5),
        ("%YAML 2.0\n---\na", "yaml/syntax", 1, 1),
    ],
)
def test_a_fault_is_told_where_it_is(text: str | bytes, code: str, line: int, column: int) -> None:
    _, problems = read(text)
    assert [(p.code, p.place) for p in problems] == [(code, Place("f.yml", line, column))]
    assert problems[0].severity == "error"
    assert problems[0].message[0].isupper() or problems[0].message.startswith("'")
    assert problems[0].hint.endswith(".")


def test_all_faults_that_can_be_survived_are_told_at_once() -> None:
    node, problems = read("a: 1\na: 2\nb: *no\nc: !x y\n")
    assert [p.code for p in problems] == ["yaml/duplicate-key", "yaml/undefined-alias", "yaml/tag"]
    assert node is not None
    assert node.plain() == {"a": 1, "b": None, "c": "y"}


def test_a_heading_in_a_text_is_no_merge_conflict() -> None:
    assert plain("a: |\n  Title\n  =======\n  <<<<<<< x\n") == {"a": "Title\n=======\n<<<<<<< x\n"}


def test_aliases_of_aliases_cannot_fill_the_memory() -> None:
    lines = ["a0: &a0 [1, 2]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 20)]
    node, problems = read("\n".join(lines))
    assert node is None
    assert [p.code for p in problems] == ["yaml/too-large"]


def test_no_message_shows_a_value() -> None:
    for text in ("p: *S3cret", "p: !S3cret x", "p: S3cret: x", "p: 'S3cret", "p: @S3cret", "p: [S3cret"):
        _, problems = read(text)
        assert len(problems) == 1
        assert "S3cret" not in str(problems[0])


# --- The environment ------------------------------------------------------------------------------------------------


def test_variables_are_filled_as_text() -> None:
    text = "a: ${X}\nb: 'at ${X}:${Y:-5}'\nc: ${Y-}\n${X}: d\n"
    assert plain(text, {"X": "true"}) == {"a": "true", "b": "at true:5", "c": "", "${X}": "d"}


def test_without_an_environment_nothing_is_filled() -> None:
    assert plain("a: ${X}") == {"a": "${X}"}


def test_an_undefined_variable_stays_and_is_told() -> None:
    node, problems = read("a: 1\nb: x${NOT_SET}\nc: costs ${price}\n", {"SECRET": "hush"})
    assert node is not None
    assert node.plain() == {"a": 1, "b": "x${NOT_SET}", "c": "costs ${price}"}
    assert [(p.code, p.severity, p.place) for p in problems] == [("env/undefined", "warning", Place("f.yml", 2, 4))]
    assert "NOT_SET" in problems[0].message


# --- Fields ---------------------------------------------------------------------------------------------------------


def test_fields_answer_by_type() -> None:
    f, problems = fields("t: x\nn: 5\nf: true\nl: [a, b]\nm: {k: v}\ne:\nq: '2.5'\nw: 'false'\n")
    assert (f.text("t"), f.number("n"), f.flag("f"), f.scalar("n")) == ("x", 5, True, 5)
    assert (f.texts("l"), f.texts("t"), [each.value for each in f.items("l")]) == (("a", "b"), ("x",), ["a", "b"])
    assert list(f.entries("m")) == ["k"]
    assert (f.text("e", "d"), f.items("e"), f.entries("e"), f.flag("no", True)) == ("d", (), {}, True)
    assert (f.number("q"), f.flag("w", True)) == (2.5, False)
    f.done()
    assert problems.all == ()


@pytest.mark.parametrize("ask", ["text", "number", "flag", "scalar", "items", "texts", "entries"])
def test_what_does_not_fit_is_told_and_answered_with_the_default(ask: str) -> None:
    wrong = {"text": "5", "number": "x", "flag": "yes", "items": "x", "texts": "5", "entries": "[]"}.get(ask, "[1]")
    f, problems = fields(f"a:\nb: {wrong}\n")
    assert not getattr(f, ask)("b")
    assert [(p.code, p.place) for p in problems.all] == [("yaml/wrong-type", Place("f.yml", 2, 4))]


def test_a_missing_key_is_told_at_the_mapping() -> None:
    f, problems = fields("a: 1\n")
    assert f.text("type", required=True) is None
    assert str(problems.all[0]) == "f.yml:1:1: error[yaml/missing-key] A slot needs 'type'. Add 'type: ...'."


def test_keys_that_nobody_asked_for_are_warned_of() -> None:
    f, problems = fields("type: x\nmapings: []\nzzz: 1\nkept: 1\n")
    f.text("type")
    f.items("mappings")
    f.done(ignore=("kept",))
    assert [(p.code, p.severity, p.place.line) for p in problems.all] == [
        ("yaml/unknown-key", "warning", 2),
        ("yaml/unknown-key", "warning", 3),
    ]
    assert problems.all[0].hint == "Did you mean 'mappings'?"


def test_what_is_no_mapping_has_no_keys() -> None:
    f, problems = fields("- a\n")
    assert f.text("x") is None
    assert f.place_of("x") == Place("f.yml", 1, 1)
    assert [p.message for p in problems.all] == ["A slot should be a mapping of keys to values, but is a list."]


def test_did_you_mean_the_nearest() -> None:
    assert did_you_mean("from_entities", ["from_entity", "from_text"]) == "Did you mean 'from_entity'?"
    assert did_you_mean("Greet", ["greet"]) == "Did you mean 'greet'?"
    assert did_you_mean("xyz", ["greet"]) == ""


# --- Anything at all ------------------------------------------------------------------------------------------------

_ROUGH = st.text(alphabet="ab01 :-?[]{},&*!|>'\"%@`#\n\t~<=.$\x00\ud800\u2028é", max_size=60)


@given(st.one_of(st.text(), st.binary(), _ROUGH))
def test_parse_never_raises(text: str | bytes) -> None:
    problems = Problems()
    node = parse(text, "f.yml", problems, {"a": "b"})
    if node is None:
        assert problems.errors
    else:
        node.plain()


def _reads_alike(text: str) -> bool:
    """Whether PyYAML, which speaks YAML 1.1, would write this text such that YAML 1.2 reads a text as well."""
    return isinstance(resolve(text), str) if text else True


_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20)
_DATA = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXT.filter(_reads_alike),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(_DATA)
def test_plain_is_what_pyyaml_reads(data: object) -> None:
    text = pyyaml.safe_dump(data, allow_unicode=True)
    assert plain(text) == pyyaml.safe_load(text) == data
