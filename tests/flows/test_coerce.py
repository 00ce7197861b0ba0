"""Values to the types of slots."""

from __future__ import annotations

import math
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.conversation.schema import Slot, SlotType
from talkwright.flows.coerce import REFUSED, coerce

CHOICES = ("red", "Dark Blue", 5, True)
SLOTS = {kind: Slot("x", kind, values=CHOICES if kind == "categorical" else ()) for kind in get_args(SlotType)}

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("text", "a", "a"),
        ("text", "", ""),
        ("text", 5, "5"),
        ("text", 2.5, "2.5"),
        ("text", True, "true"),
        ("bool", True, True),
        ("bool", "TRUE", True),
        ("bool", " yes ", True),
        ("bool", 1, True),
        ("bool", "0", False),
        ("bool", "No", False),
        ("float", 3, 3.0),
        ("float", "3", 3.0),
        ("float", " -2.5 ", -2.5),
        ("float", "1e3", 1000.0),
        ("categorical", "RED", "red"),
        ("categorical", " dark blue ", "Dark Blue"),
        ("categorical", "5", 5),
        ("categorical", "TRUE", True),
        ("list", [1, 2], [1, 2]),
        ("list", (1, 2), [1, 2]),
        ("list", "a", ["a"]),
        ("any", {"a": [1]}, {"a": [1]}),
        ("any", "", ""),
    ],
)
def test_a_value_that_fits_is_kept_as_the_slot_keeps_it(kind: str, given: Any, kept: Any) -> None:
    value = coerce(SLOTS[kind], given)
    assert value == kept
    assert type(value) is type(kept)


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("text", ["a"]),
        ("text", {"a": 1}),
        ("bool", "maybe"),
        ("bool", 2),
        ("bool", ""),
        ("bool", [True]),
        ("float", "three"),
        ("float", ""),
        ("float", True),
        ("float", [3]),
        ("float", "nan"),
        ("float", "inf"),
        ("float", math.inf),
        ("float", 10**400),
        ("float", "9" * 400),
        ("categorical", "green"),
        ("categorical", "dark"),
        ("categorical", ["red"]),
        ("categorical", ""),
    ],
)
def test_a_value_that_does_not_fit_is_refused(kind: str, given: Any) -> None:
    assert coerce(SLOTS[kind], given) is REFUSED


@pytest.mark.parametrize("kind", get_args(SlotType))
def test_none_empties_every_slot(kind: str) -> None:
    assert coerce(SLOTS[kind], None) is None


TYPES = {"text": str, "bool": bool, "float": float, "list": list}


@given(st.sampled_from(get_args(SlotType)), JSON)
def test_whatever_is_given_the_slot_has_its_type_or_refuses(kind: str, given: Any) -> None:
    value = coerce(SLOTS[kind], given)
    if value is REFUSED or value is None:
        return
    if kind in TYPES:
        assert isinstance(value, TYPES[kind])
    if kind == "categorical":
        assert value in CHOICES
    again = coerce(SLOTS[kind], value)
    assert again is value or again == value, "what a slot holds, it takes"
