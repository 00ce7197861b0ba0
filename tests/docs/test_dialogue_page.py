"""docs/dialogue.md has a row for every command. Its Python runs with that of all pages."""

from __future__ import annotations

import re
from typing import get_args

from tests.docs.pages import DOCS, section

from talkwright.conversation.commands import Command

PAGE = DOCS / "dialogue.md"


def test_every_command_has_its_row_and_no_row_is_stale() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|", section(PAGE, "Commands"), re.MULTILINE)
    assert dict(rows) == {kind.__struct_config__.tag: kind.__name__ for kind in get_args(Command)}
