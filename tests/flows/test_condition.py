"""The condition language from outside: what a text means, and what is said of a text that means nothing."""

import operator
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.conversation.schema import Schema, Slot
from talkwright.errors import Place, Problems
from talkwright.flows.condition import compile_condition
from talkwright.flows.pattern import MAX_SEARCHED, repeats_a_repeat

PLACE = Place("flows.yml", 7, 13)

SLOTS = {
    "unset": None,
    "blank": "",
    "none": [],
    "tags": ["a", "b"],
    "word": "hello",
    "count": 17,
    "zero": 0,
    "off": False,
    "on": True,
    "order": {"total": 5, "state": {"paid": True}},
    "kebab-name": "k",
    "android": "robot",
}
CONTEXT = {"collect": "word", "reason": "not_supported", "names": ["x", "y"]}

SCHEMA = Schema(
    {
        slot.name: slot
        for slot in (
            Slot("name", "text"),
            Slot("amount", "float"),
            Slot("agreed", "bool"),
            Slot("tags", "list"),
            Slot("tier", "categorical", values=("gold", "silver")),
            Slot("order", "any"),
        )
    }
)


def holds(text, slots=SLOTS, context=CONTEXT):
    problems = Problems()
    condition = compile_condition(text, PLACE, problems)
    assert problems.all == ()
    return condition.test(slots, context)


def problems_of(text, schema=SCHEMA):
    problems = Problems()
    condition = compile_condition(text, PLACE, problems, schema)
    assert (condition is None) == bool(problems.errors)
    assert all(problem.place == PLACE for problem in problems.all)
    return problems.all


@pytest.mark.parametrize(
    "text",
    [
        # equality, in all its spellings
        "slots.word = 'hello'",
        'slots.word == "hello"',
        "slots.word is 'hello'",
        "slots.word IS 'hello'",
        "slots.word != 'bye'",
        "slots.word is not 'bye'",
        "slots.word Is Not 'bye'",
        'slots.word="hello"and slots.on',
        "'hello' = slots.word",
        "slots.count = 17.0",
        "slots.count = +17",
        "slots.count != -17",
        "slots.order.total = 5",
        "slots.order.state.paid",
        "slots.kebab-name = 'k'",
        "slots.android = 'robot' and slots.on",
        # no conversion, but Python's idea of true
        "not slots.count = '17'",
        "slots.on = 1",
        "not slots.on = 'true'",
        # null, undefined, empty
        "slots.unset is null",
        "slots.unset = NULL",
        "slots.unset == null",
        "slots.unset is not undefined",
        "slots.missing is undefined",
        "slots.missing is not null",
        "slots.missing != 5",
        "slots.missing = slots.gone",
        "slots.order.nothing is undefined",
        "slots.word.part is undefined",
        "slots.none is empty",
        "slots.blank is empty",
        "slots.missing is empty",
        "empty = slots.none",
        "slots.unset is not empty",
        "slots.zero is not empty",
        "slots.tags is not empty",
        # bare values
        "slots.word",
        "not slots.unset",
        "not slots.blank",
        "not slots.off",
        "not slots.zero",
        "not slots.none",
        "not slots.missing",
        "not undefined",
        "not empty",
        "True",
        "not False",
        "not not not FALSE",
        # order
        "slots.count > 16",
        "slots.count >= 17",
        "slots.count < 1.75e1",
        "slots.count <= 17",
        "5 < slots.count",
        "slots.word < 'z'",
        "slots.count > -.5",
        # what cannot be compared is not right
        "not slots.word < 5",
        "not slots.unset < 5",
        "not slots.unset >= 5",
        "not slots.missing > 5",
        "not slots.order > 5",
        # contains
        "slots.tags contains 'a'",
        "slots.word contains 'ell'",
        "not slots.tags contains 'c'",
        "not slots.count contains 1",
        "not slots.word contains 5",
        "not slots.unset contains 'a'",
        "{'hello' 'bye'} contains slots.word",
        "{'hello', 'bye'} CONTAINS slots.word",
        "{17 'b' null} contains slots.count",
        "{17 'b' null} contains slots.unset",
        "{slots.word} contains 'hello'",
        "not {'a' 'b'} contains slots.missing",
        "context.names contains 'x'",
        # matches
        "slots.word matches 'ell'",
        "slots.word matches '^h.*o$'",
        "slots.word Matches '(?i)HELLO'",
        "not slots.word matches '^ell'",
        "not slots.count matches '1'",
        "not slots.unset matches '.*'",
        # context, and a slot named by it
        "context.reason = 'not_supported'",
        "slots.{{context.collect}} is not null",
        "slots.{{ context.collect }} = 'hello'",
        "slots.{{context.nothing}} is undefined",
        # precedence
        "slots.on or slots.off and slots.off",
        "not (slots.on or slots.off) or slots.on",
        "not slots.off and slots.on",
        "not (slots.on and slots.off)",
        "slots.off OR slots.on AND NOT slots.off",
        "((slots.on))",
        # layout
        "  slots.word\n  is\n  'hello'  ",
        "slots.word # only when there is one\n and slots.on",
    ],
)
def test_it_is_right(text):
    assert holds(text) is True


PROBES = [
    # as measured with pypred 0.4.0; where that raises, ours is not right
    ("slots.unset is null", True),
    ("slots.unset = null", True),
    ("slots.unset == null", True),
    ("slots.missing is null", False),
    ("slots.missing is undefined", True),
    ("not slots.unset", True),
    ("not slots.blank", True),
    ("not slots.off", True),
    ("not slots.missing", True),
    ("not slots.zero", True),
    ("slots.seventeen = 17", False),
    ("slots.word < 5", False),
    ("slots.unset < 5", False),
    ("slots.on = 1", True),
    ("slots.spelt = true", False),
    ("slots.none is empty", True),
    ("slots.blank is empty", True),
    ("slots.off and slots.off or slots.on", True),
    ("not slots.off and slots.off", False),
    ("slots.word MATCHES '(?i)ELL' AND NOT slots.off", True),
    ("{'hello' 'bye'} contains slots.word", True),
    ('slots.word is not "bye"', True),
]


@pytest.mark.parametrize(("text", "expected"), PROBES)
def test_each_probe_of_the_language_comes_out_as_measured(text, expected):
    assert holds(text, {**SLOTS, "seventeen": "17", "spelt": "true"}) is expected


@pytest.mark.parametrize("text", ["slots.word in {'a'}", "slots.count between 1 and 2", "slots.count => 2"])
def test_what_the_language_does_not_have_is_a_syntax_error(text):
    (problem,) = problems_of(text, None)
    assert problem.code == "condition/syntax"


def test_keywords_inside_names_and_texts_mean_nothing():
    assert holds("slots.not = 'and' or slots.or", {"not": "and"}) is True
    assert holds("slots.is-empty matches 'null'", {"is-empty": "null"}) is True


def test_a_condition_says_which_slots_it_reads():
    text = "slots.a = 1 and not (slots.b.c or {slots.d} contains context.slots) or slots.{{context.x}} is null"
    condition = compile_condition(text, PLACE, Problems())
    assert condition.text == text
    assert condition.slots == {"a", "b", "d"}


def test_conditions_of_one_text_are_equal():
    one, other = (compile_condition("slots.a = 1", PLACE, Problems()) for _ in range(2))
    assert one == other
    assert hash(one) == hash(other)


def test_a_long_text_is_not_searched():
    assert holds("slots.word matches 'a'", {"word": "a" * MAX_SEARCHED})
    assert not holds("slots.word matches 'a'", {"word": "a" * (MAX_SEARCHED + 1)})


def test_long_chains_and_the_deepest_nesting_compile():
    assert holds("not " * 900 + "slots.on")
    assert holds(" or ".join(["slots.off"] * 300) + " or slots.on")
    assert holds("not (slots.off or " * 29 + "slots.off" + ")" * 29)


@pytest.mark.parametrize(
    ("text", "expected", "came", "at", "hint"),
    [
        ("", "a value", "the text ends there", 1, "docs/conditions.md"),
        ("slots.x =", "a value", "the text ends there", 10, "docs/conditions.md"),
        ("slots.x in ['a']", "an operator", "'in'", 9, "{'a' 'b'} contains"),
        ("slots.x not in {'a'}", "an operator", "'not'", 9, "{'a' 'b'} contains"),
        ("slots.x between 1 and 5", "an operator", "'between'", 9, ">= 1 and"),
        ("slots.x => 5", "a value", "'>'", 10, "Write >=."),
        ("slots.x =< 5", "a value", "'<'", 10, "Write <=."),
        ("slots.x === 5", "a value", "'='", 11, "Write =."),
        ("slots.x <> 5", "a value", "'>'", 10, "Write !=."),
        ("slots.x && slots.y", "an operator", "'&'", 9, "Write and."),
        ("slots.x || slots.y", "an operator", "'|'", 9, "Write or."),
        ("!slots.x", "a value", "'!'", 1, "Write not."),
        ("slots.x = 'abc", "a value", '"\'"', 11, "Close the quote"),
        ("slots.x matches foo", "a pattern in quotes", "'foo'", 17, "docs/conditions.md"),
        ("(slots.x", "')'", "the text ends there", 9, "docs/conditions.md"),
        ("slots.x)", "the end", "')'", 8, "docs/conditions.md"),
        ("1 < slots.x < 5", "'and', 'or' or the end", "'<'", 13, "docs/conditions.md"),
        ("{'a'} = slots.x", "'contains'", "'='", 7, "docs/conditions.md"),
        ("slots.x = {'a'}", "a value", "'{'", 11, "A set stands left"),
        ("slots.{{slots.y}} = 1", "an operator", "'.'", 6, "double braces"),
    ],
)
def test_a_syntax_error_says_what_was_expected_where_and_what_came(text, expected, came, at, hint):
    (problem,) = problems_of(text, None)
    assert problem.code == "condition/syntax"
    assert f"At character {at} of the condition {expected}" in problem.message
    assert came in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize("text", ["slots.x or " * 500 + "slots.x", "(" * 31 + "slots.x" + ")" * 31])
def test_what_is_too_large_is_refused(text):
    (problem,) = problems_of(text, None)
    assert problem.code == "condition/too-complex"


def test_parentheses_in_quotes_do_not_count():
    assert holds(f"slots.word != '{'(' * 40}'")


def test_bare_words_are_reported_together():
    found = problems_of("name = 'x' or slots.name = pending")
    assert [problem.code for problem in found] == ["condition/unknown-name"] * 2
    assert "Write slots.name for the slot." in {problem.hint for problem in found}
    assert any("'pending' in quotes" in problem.hint for problem in found)


def test_an_unknown_slot_comes_with_its_nearest_neighbour():
    (problem,) = problems_of("slots.amuont > 3")
    assert problem.code == "condition/unknown-slot"
    assert "'amount'" in problem.hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("slots.name < 3", "Write '3' in quotes."),
        ("slots.name = 3", "Write '3' in quotes."),
        ("slots.name != true", "Write 'true' in quotes."),
        ("slots.amount = '3'", "Write 3 without quotes."),
        ("slots.amount > '3.5'", "Write 3.5 without quotes."),
        ("slots.amount = 'many'", "Nothing is converted"),
        ("slots.agreed = 'true'", "Write true without quotes."),
        ("'False' is slots.agreed", "Write false without quotes."),
        ("slots.tags = 'a'", "Write contains"),
        ("slots.name < slots.amount", "Nothing is converted"),
        ("slots.amount < null", "is null"),
        ("slots.tags > 3", "is null"),
        ("slots.amount is empty", "is null"),
        ("slots.amount contains 3", "Write ="),
        ("slots.name contains 3", "quotes"),
        ("slots.amount matches '3'", "Compare"),
        ("{'1' 2} contains slots.amount", "Write 1 without quotes."),
        ("slots.name.first = 'x'", "type any"),
        ("1 = '1'", "Write '1' in quotes."),
    ],
)
def test_a_comparison_that_cannot_be_right_is_an_error(text, hint):
    (problem,) = problems_of(text)
    assert (problem.code, problem.severity) == ("condition/type-mismatch", "error")
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("slots.agreed = 1", "condition/type-mismatch"),
        ("slots.amount > true", "condition/type-mismatch"),
        ("slots.tier != 'Gold'", "condition/unknown-value"),
        ("{'gold' 'bronze'} contains slots.tier", "condition/unknown-value"),
        ("slots.name is undefined", "condition/never-undefined"),
        ("slots.name matches '([a-z]+ ?)+$'", "condition/slow-pattern"),
    ],
)
def test_what_is_hardly_meant_is_a_warning(text, code):
    (problem,) = problems_of(text)
    assert (problem.code, problem.severity) == (code, "warning")


@pytest.mark.parametrize(
    "text",
    [
        "slots.name = 'x' and slots.amount >= 3 and slots.agreed = true",
        "slots.tier = 'gold' or {'gold' 'silver'} contains slots.tier or slots.tier is null",
        "slots.name is empty or slots.tags is empty or slots.tags contains 5",
        "slots.order = 3 or slots.order.total < 'x' or slots.order matches 'x'",
        "slots.name < '2026-01-01' and slots.amount is not null",
        "context.anything = 5 and context.anything = 'x'",
        "slots.name matches '^[[a-z]{2,3}(, [a-z]{2})?$'",
    ],
)
def test_what_can_be_right_is_not_disturbed(text):
    assert problems_of(text) == ()


@pytest.mark.parametrize(
    "text", ["slots.tier = 'Gold'", "'bronze' is slots.tier", "{'Gold' 'bronze'} contains slots.tier"]
)
def test_a_value_that_a_slot_cannot_have_is_an_error_where_nothing_else_can_be_right(text):
    found = problems_of(text)
    assert {(problem.code, problem.severity) for problem in found} == {("condition/unknown-value", "error")}


def test_a_bad_pattern_is_found_at_load():
    (problem,) = problems_of("slots.name matches 'a('")
    assert problem.code == "condition/bad-pattern"


@pytest.mark.parametrize(
    "pattern", ["(a+)+", "(a*)*b", r"(\w+\s?)+$", "((a+)b?)*", "(?:x{2,9})+", "(a|b+){3,}", "(?P<n>a+)+"]
)
def test_repeats_in_repeats_are_seen(pattern):
    assert repeats_a_repeat(pattern)


@pytest.mark.parametrize(
    "pattern", [r"a+b+", r"(ab)+", r"[(+*]+", r"\(a+\)+", r"(a+)?", r"(a+){3}", r"(?i)a+", r"[])+]*(x)*"]
)
def test_other_repeats_are_left_alone(pattern):
    assert not repeats_a_repeat(pattern)


def test_lark_is_not_imported_before_the_first_condition():
    code = "import sys, talkwright.flows.condition; print('lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


# Trees of (operator, ...) are written as text and compiled; a few lines of Python say what they mean.

NAMES = ("s1", "s2", "n1", "n2", "b1", "l1", "none", "missing")
values = st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["", "a", "ab", "7"])
stored = (
    values | st.lists(values, max_size=3) | st.floats(allow_nan=False) | st.dictionaries(st.text(max_size=2), values)
)
leaves = st.tuples(st.just("slot"), st.sampled_from(NAMES)) | st.tuples(st.just("value"), values)
comparisons = (
    st.tuples(st.sampled_from(["=", "!=", "<", "<=", ">", ">=", "contains"]), leaves, leaves)
    | st.tuples(st.just("among"), st.lists(leaves, min_size=1, max_size=3), leaves)
    | st.tuples(st.just("matches"), leaves, st.sampled_from(["a", "^a", "b$", "(?i)A", "[0-9]"]))
)
trees = st.recursive(
    comparisons | leaves,
    lambda inner: st.tuples(st.sampled_from(["and", "or"]), inner, inner) | st.tuples(st.just("not"), inner),
    max_leaves=12,
)
SPELLINGS = {"=": ["=", "==", "is", "IS"], "!=": ["!=", "is not", "Is  NOT"], "and": ["and", "AND"], "or": ["or", "Or"]}
ORDERS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def write(tree, choose):
    kind, *rest = tree
    spell = choose(SPELLINGS.get(kind, [kind]))
    match kind:
        case "slot":
            return f"slots.{rest[0]}"
        case "value":
            return (
                {None: "null", True: "TRUE", False: "false"}[rest[0]]
                if rest[0] is None or isinstance(rest[0], bool)
                else repr(rest[0])
            )
        case "among":
            return f"{{{' '.join(write(item, choose) for item in rest[0])}}} contains {write(rest[1], choose)}"
        case "matches":
            return f'{write(rest[0], choose)} matches "{rest[1]}"'
        case "not":
            return f"not ({write(rest[0], choose)})"
        case "and" | "or":
            return f"({write(rest[0], choose)}) {spell} ({write(rest[1], choose)})"
        case _:
            return f"{write(rest[0], choose)} {spell} {write(rest[1], choose)}"


class Missing:
    def __bool__(self):
        return False


MISSING = Missing()


def mean(tree, slots):
    kind, *rest = tree
    match kind:
        case "slot":
            return slots.get(rest[0], MISSING)
        case "value":
            return rest[0]
        case "not":
            return not mean(rest[0], slots)
        case "and":
            return bool(mean(rest[0], slots)) and bool(mean(rest[1], slots))
        case "or":
            return bool(mean(rest[0], slots)) or bool(mean(rest[1], slots))
        case "among":
            return mean(rest[1], slots) in [mean(item, slots) for item in rest[0]]
    left = mean(rest[0], slots)
    if kind == "matches":
        return isinstance(left, str) and re.search(rest[1], left) is not None
    right = mean(rest[1], slots)
    match kind:
        case "=":
            return left == right
        case "!=":
            return left != right
        case "contains":
            if isinstance(left, str):
                return isinstance(right, str) and right in left
            return isinstance(left, list) and right in left
    try:
        return ORDERS[kind](left, right)
    except TypeError:
        return False


def compiled(text):
    """The condition, or None when its constants alone already make it an error."""
    problems = Problems()
    condition = compile_condition(text, PLACE, problems)
    assert {problem.code for problem in problems.errors} <= {"condition/type-mismatch"}
    return condition


@given(tree=trees, slots=st.dictionaries(st.sampled_from(NAMES[:-1]), stored), data=st.data())
def test_a_condition_means_what_the_reference_says(tree, slots, data):
    condition = compiled(write(tree, lambda choices: data.draw(st.sampled_from(choices))))
    if condition is not None:
        assert condition.test(slots, {}) is bool(mean(tree, slots))


@given(st.text(max_size=60))
def test_no_text_raises(text):
    problems = Problems()
    condition = compile_condition(text, PLACE, problems, SCHEMA)
    assert (condition is None) == bool(problems.errors)


PIECES = [
    "slots.a",
    "slots.b.c",
    "context.x",
    "slots.{{context.x}}",
    "not",
    "and",
    "or",
    "is",
    "is not",
    "=",
    "<",
    ">=",
    "contains",
]
PIECES += [
    "matches",
    "'a'",
    '"(a"',
    "{",
    "}",
    "(",
    ")",
    "null",
    "empty",
    "undefined",
    "True",
    "3",
    "-1.5",
    "word",
    ",",
    "#",
    "\n",
]


@given(words=st.lists(st.sampled_from(PIECES), max_size=12), slots=st.dictionaries(st.sampled_from("ab"), stored))
def test_no_row_of_words_raises(words, slots):
    problems = Problems()
    condition = compile_condition(" ".join(words), PLACE, problems)
    assert (condition is None) == bool(problems.errors)
    if condition is not None:
        assert condition.test(slots, {"x": slots.get("a")}) in {True, False}
