"""The cases of conditions leave nothing out: whatever slots hold, the conditions say what one of the cases says."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from talkwright.conversation.schema import Schema, Slot
from talkwright.flows.cases import MOST_CASES, NOTHING, Kindred
from talkwright.flows.condition import test_of as compiled
from talkwright.flows.condition_syntax import parsed
from talkwright.flows.expression import Expression

SLOTS = (
    Slot("name", "text"),
    Slot("other", "text"),
    Slot("amount", "float"),
    Slot("limit", "float"),
    Slot("agreed", "bool"),
    Slot("tags", "list"),
    Slot("tier", "categorical", values=("gold", "silver")),
    Slot("size", "categorical", values=("gold", "small")),
    Slot("order", "any"),
)
SCHEMA = Schema({slot.name: slot for slot in SLOTS})

TEXTS = st.sampled_from(["", "a", "ab", "b", "gold"])
NUMBERS = st.floats(-4, 4) | st.sampled_from([0.0, 1.0, 2.0, 2.5])
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXTS,
    "float": NUMBERS,
    "bool": st.booleans(),
    "list": st.lists(TEXTS, max_size=2),
    "any": TEXTS | NUMBERS | st.booleans() | st.lists(TEXTS, max_size=2),
}
stored = st.fixed_dictionaries(
    {slot.name: st.none() | (st.sampled_from(slot.values) if slot.values else VALUES[slot.type]) for slot in SLOTS}
)
names = st.sampled_from([f"slots.{slot.name}" for slot in SLOTS] + ["slots.order.total", "context.reason"])
constants = st.sampled_from(
    ["null", "undefined", "empty", "true", "false", "0", "1", "2.5", "-1", "''", "'a'", "'gold'", "'silver'"]
)
operands = names | constants
atoms = (
    names
    | st.tuples(operands, st.sampled_from(["=", "!=", "<", "<=", ">", ">=", "contains"]), operands).map(" ".join)
    | st.tuples(st.lists(operands, min_size=1, max_size=3).map(lambda all: f"{{{' '.join(all)}}}"), operands).map(
        " contains ".join
    )
    | names.map(lambda name: f"{name} matches 'a'")
)
texts = st.recursive(
    atoms,
    lambda inner: (
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda all: f"({' '.join(all)})")
        | inner.map(lambda text: f"not ({text})")
    ),
    max_leaves=4,
)


def tree(text: str) -> Expression:
    found = parsed(text)
    assert found is not None, text
    return found


@given(st.lists(texts, min_size=1, max_size=3), stored, st.sampled_from([{}, {"reason": "a"}, {"reason": 3}]))
def test_whatever_slots_hold_is_one_of_the_cases(
    conditions: list[str], slots: dict[str, Any], context: dict[str, Any]
) -> None:
    trees = [tree(text) for text in conditions]
    cases = Kindred(SCHEMA, trees, ()).cases(trees)
    if cases is not None:
        assert len(cases.every) <= MOST_CASES
        assert tuple(compiled(each)(slots, context) for each in trees) in {case.holds for case in cases.every}


def answers(text: str, **known: Any) -> set[bool]:
    """What the condition can say when each of ``known`` slots has this one value."""
    kindred = Kindred(SCHEMA, [tree(text)], known.items())
    cases = kindred.cases([tree(text)])
    assert cases is not None
    state = {name: kindred.of(name, known[name]) if name in known else kindred.all(name) for name in cases.slots}
    return {case.holds[0] for case in cases.within(state)}


def test_values_are_told_apart_where_constants_tell_them_apart() -> None:
    assert answers("slots.amount > 5 and slots.amount < 6") == {True, False}
    assert answers("slots.amount > 5 and slots.amount < 5") == {False}
    assert answers("slots.name = 'a' and slots.name = 'b'") == {False}
    assert answers("slots.name != 'a' or slots.name != 'b'") == {True}
    assert answers("slots.tier = 'gold' or slots.tier = 'silver' or slots.tier is null") == {True}
    assert answers("slots.tier = slots.size", tier="silver") == {False}
    assert answers("slots.agreed", agreed=True) == {True}
    assert answers("slots.amount >= 3", amount=2.0) == {False}


def test_what_cannot_be_tried_may_be_either_but_null_decides_and_one_text_has_one_answer() -> None:
    assert answers("slots.name matches 'a'") == {True, False}
    assert answers("slots.name matches 'a'", name=None) == {False}
    assert answers("not slots.name < slots.other", name=None) == {True}
    assert answers("slots.name matches 'a' and not slots.name matches 'a'") == {False}
    assert answers("slots.order.total > 3 or slots.order is null", order=None) == {True}


def test_the_cases_of_many_slots_are_not_counted_out() -> None:
    trees = [tree(" and ".join(f"slots.x{n} = 'a'" for n in range(12)))]
    schema = Schema({f"x{n}": Slot(f"x{n}", "text") for n in range(12)})
    assert Kindred(schema, trees, ()).cases(trees) is None


def test_a_slot_that_there_is_not_has_no_cases() -> None:
    trees = [tree("slots.nothing = 1")]
    assert Kindred(SCHEMA, trees, ()).cases(trees) is None


def test_null_is_of_the_first_kind() -> None:
    assert Kindred(SCHEMA, [], ()).of("name", None) == NOTHING
