"""docs/migrate.md: what it shows in markdown becomes what it shows in YAML, and its rows name what there is."""

from __future__ import annotations

import re

import pytest
from tests.docs.pages import DOCS, Block, blocks, section

from talkwright.migrate.components import COMPONENTS, INTO_RULES, POLICIES, TEMPLATES
from talkwright.migrate.notes import Notes
from talkwright.migrate.project import migrate_project
from talkwright.migrate.to_flows import to_flows

PAGE = DOCS / "migrate.md"
SHOWN = [block for block in blocks(PAGE) if block.file is not None and "/" in block.file]
*PAIRS, TO_FLOWS = zip(SHOWN[::2], SHOWN[1::2], strict=True)
WORDS = {"data/cities.txt": "Rome\nBonn\n"}


@pytest.mark.parametrize(("old", "new"), PAIRS, ids=lambda block: block.file)
def test_what_is_shown_becomes_what_is_shown(old: Block, new: Block) -> None:
    (change,) = migrate_project({str(old.file): old.text}, WORDS.get).changes
    assert (change.file, change.after) == (new.file, new.text)


def test_the_rules_that_are_shown_become_the_flows_that_are_shown() -> None:
    rules, flows = TO_FLOWS
    changes = {change.file: change.after for change in to_flows({str(rules.file): rules.text}, Notes())}
    assert changes == {rules.file: "rules: []\n", flows.file: flows.text}


def test_names_of_the_configuration_are_old_ones() -> None:
    rows = re.findall(r"^\| (.+?) \| .+ \|$", section(PAGE, "The configuration"), re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert named <= {*COMPONENTS, *POLICIES, *INTO_RULES, *TEMPLATES}
    assert {*INTO_RULES} <= named
