"""Additions: the new stands behind the last of its kind, and every other byte stays."""

from __future__ import annotations

import difflib
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from talkwright.yaml.additions import add_entry, add_item, add_line
from talkwright.yaml.parts import parts_of
from talkwright.yaml.write import dump

STORY = {"story": "new", "steps": [{"intent": "greet"}, {"action": "utter_greet"}]}
FILES = [
    "",
    "# nothing yet\n",
    'version: "3.1"\n',
    "stories:\n",
    "stories:  # none\nrules: []\n",
    "stories: []\nrules: []\n",
    "stories: [{story: old, steps: [{intent: bye}]}]\nrules: []\n",
    "stories:\n- story: old\n  steps:\n  - intent: bye  # so long\n\n# the rules\nrules:\n- rule: x\n  steps: []\n",
    "stories:\n    - story: old\n      steps:\n      - user: |\n          bye\n          now\n\n\nrules: []\n",
    "stories:\n  - story: old\n    steps:\n      - intent: bye",
    "stories:\r\n- story: old\r\n  steps: []\r\nrules: []\r\n",
]


@pytest.mark.parametrize("text", FILES)
def test_a_story_comes_behind_the_others(text: str) -> None:
    done = add_item(text, "stories", STORY)
    before: dict[str, Any] = yaml.safe_load(text) or {}
    assert yaml.safe_load(done) == {**before, "stories": [*(before.get("stories") or []), STORY]}
    assert yaml.safe_load(add_item(done, "stories", STORY))["stories"][-2:] == [STORY, STORY]
    assert ("\r\n" in text) == ("\r\n" in done)
    assert done.replace("\r\n", "").count("\r") == 0


@pytest.mark.parametrize("text", [each for each in FILES if "story: old" in each and "[{" not in each])
def test_no_line_is_touched(text: str) -> None:
    changes = difflib.ndiff(text.splitlines(), add_item(text, "stories", STORY).splitlines())
    assert [line for line in changes if line.startswith("-")] == []


def test_an_entry_comes_behind_the_others() -> None:
    domain = "responses:\n  utter_a:\n  - text: a\n\n# all there is\nactions: [x]\n"
    done = add_entry(domain, "responses", "utter_b", [{"text": "it's 7: yes"}])
    assert done == (
        "responses:\n  utter_a:\n  - text: a\n  utter_b:\n    - text: 'it''s 7: yes'\n\n# all there is\nactions: [x]\n"
    )
    assert add_item(done, "actions", "y").endswith('actions: [x, "y"]\n')
    assert yaml.safe_load(add_entry("responses: {a: 1}\n", "responses", "b", 2)) == {"responses": {"a": 1, "b": 2}}


def test_a_line_comes_behind_the_others() -> None:
    text = "nlu:\n- intent: greet\n  examples: |\n    - hi\n    - hello\n\n- intent: bye\n"
    block = next(part for part in parts_of(text).all if part.value.startswith("- hi"))
    assert add_line(text, block, "- moin") == text.replace("- hello\n", "- hello\n    - moin\n")


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(categories=["L", "N", "P", "Zs"]) | st.just("\n")),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text("abc:- ", min_size=1), below, max_size=3),
    max_leaves=6,
)


@given(st.lists(VALUES, min_size=1, max_size=3))
def test_what_is_written_reads_as_it_was(values: list[Any]) -> None:
    assert yaml.safe_load(dump({"list": values})) == {"list": values}
    text = ""
    for value in values:
        text = add_item(text, "list", value)
    assert yaml.safe_load(text) == {"list": values}
