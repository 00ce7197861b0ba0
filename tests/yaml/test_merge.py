from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.yaml.merge import Differs, Merged, merge
from talkwright.yaml.paths import REMOVED

BASE: dict[str, Any] = {
    "name": "Returns",
    "steps": [
        {"id": "ask", "collect": "order", "next": "why"},
        {"id": "why", "collect": "reason"},
        {"action": "utter_done"},
    ],
}


def changed(**entries: Any) -> dict[str, Any]:
    return {**BASE, **entries}


ASK, WHY, DONE = BASE["steps"]


@pytest.mark.parametrize(
    ("theirs", "yours", "value"),
    [
        pytest.param(changed(name="A"), changed(description="b"), changed(name="A", description="b"), id="keys"),
        pytest.param(
            changed(steps=[ASK | {"next": "END"}, WHY, DONE]),
            changed(steps=[ASK | {"rejections": []}, WHY, DONE]),
            changed(steps=[ASK | {"next": "END", "rejections": []}, WHY, DONE]),
            id="two-fields-of-a-step",
        ),
        pytest.param(
            changed(steps=[{"action": "a"}, ASK, WHY, DONE]),
            changed(steps=[ASK, WHY, DONE, {"action": "b"}]),
            changed(steps=[{"action": "a"}, ASK, WHY, DONE, {"action": "b"}]),
            id="both-insert",
        ),
        pytest.param(
            changed(steps=[ASK, DONE]),
            changed(steps=[ASK | {"next": "END"}, WHY, DONE]),
            changed(steps=[ASK | {"next": "END"}, DONE]),
            id="one-deletes-what-the-other-left",
        ),
        pytest.param(
            changed(steps=[WHY, ASK, DONE]),
            changed(steps=[ASK, WHY | {"id": "why"}, DONE | {"next": "END"}]),
            changed(steps=[WHY, ASK, DONE | {"next": "END"}]),
            id="one-moves",
        ),
        pytest.param(
            changed(steps=[ASK, WHY, DONE, {"action": "x"}]),
            changed(steps=[ASK, WHY, DONE, {"action": "x"}]),
            changed(steps=[ASK, WHY, DONE, {"action": "x"}]),
            id="both-the-same",
        ),
        pytest.param("- a\n- b\n", "- a\n- b\n", "- a\n- b\n", id="nothing"),
        pytest.param(REMOVED, BASE, REMOVED, id="removed-and-left"),
    ],
)
def test_what_does_not_touch_is_merged(theirs: Any, yours: Any, value: Any) -> None:
    base = yours if isinstance(yours, str) else BASE
    assert merge(base, theirs, yours) == Merged(value)


def test_examples_that_both_added_stand_in_one_text() -> None:
    base = {"intent": "greet", "examples": "- hello\n- hi\n"}
    theirs = base | {"examples": "- hello\n- hey\n- hi\n"}
    yours = base | {"examples": "- hello\n- hi\n- moin\n"}
    assert merge(base, theirs, yours) == Merged(base | {"examples": "- hello\n- hey\n- hi\n- moin\n"})


def test_the_same_field_changed_otherwise_is_asked_about_and_is_as_in_yours() -> None:
    theirs, yours = (
        changed(steps=[{"action": "n"}, ASK | {"next": "x"}, WHY, DONE]),
        changed(steps=[ASK | {"next": "y"}, WHY, DONE]),
    )
    done = merge(BASE, theirs, yours)
    assert done.value == changed(steps=[{"action": "n"}, ASK | {"next": "y"}, WHY, DONE])
    assert done.conflicts == (Differs(("steps", 1, "next"), "why", "x", "y"),)


def test_a_change_of_what_the_other_deleted_is_asked_about() -> None:
    theirs, yours = changed(steps=[ASK | {"next": "x"}, WHY, DONE]), changed(steps=[WHY, DONE])
    done = merge(BASE, theirs, yours)
    assert done.value == yours
    assert done.conflicts == (Differs(("steps", 0), ASK, ASK | {"next": "x"}, REMOVED),)
    done = merge(BASE, yours, theirs)
    assert done.value == theirs
    assert done.conflicts == (Differs(("steps", 0), ASK, REMOVED, ASK | {"next": "x"}),)


def test_steps_that_both_added_with_one_id_are_one() -> None:
    new = {"id": "new", "action": "a"}
    done = merge(BASE, changed(steps=[*BASE["steps"], new]), changed(steps=[*BASE["steps"], new | {"next": "END"}]))
    assert done == Merged(changed(steps=[*BASE["steps"], new | {"next": "END"}]))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["a", "b", "a\nb\n", "a\nc\n"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcid"), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES, VALUES)
def test_one_sided_changes_are_taken(base: Any, changed: Any) -> None:
    assert merge(base, changed, base) == Merged(changed)
    assert merge(base, base, changed) == Merged(changed)
    assert merge(base, changed, changed) == Merged(changed)


@given(VALUES, VALUES, VALUES)
def test_nothing_is_lost_unasked(base: Any, theirs: Any, yours: Any) -> None:
    done = merge(base, theirs, yours)
    assert done.conflicts or merge(base, yours, theirs).conflicts == ()
    for differs in done.conflicts:
        assert differs.theirs != differs.yours or str(differs.theirs) != str(differs.yours)
