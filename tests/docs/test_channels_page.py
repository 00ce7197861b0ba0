"""docs/channels.md tells every frame of the chat page's protocol with all its keys."""

from __future__ import annotations

import re
from typing import get_args

import msgspec
import pytest
from tests.docs.pages import DOCS

from talkwright.channels.web import MAX_FRAME_BYTES, ClientFrame, ServerFrame

TEXT = (DOCS / "channels.md").read_text(encoding="utf-8")
ROWS = {tag: row for row, tag in re.findall(r'^(\| `\{"type": "(\w+)".*)$', TEXT, re.MULTILINE)}
FRAMES: dict[str, type[msgspec.Struct]] = {
    str(kind.__struct_config__.tag): kind for kind in (*get_args(ClientFrame), *get_args(ServerFrame))
}


def test_every_frame_has_its_row_and_no_row_is_stale() -> None:
    assert ROWS.keys() == FRAMES.keys()


@pytest.mark.parametrize("tag", FRAMES)
def test_a_row_has_every_key_of_its_frame(tag: str) -> None:
    named = set(re.findall(r'["`](\w+)["`]', ROWS[tag]))
    assert {*FRAMES[tag].__struct_fields__} <= named


def test_the_limit_of_a_frame_is_told() -> None:
    assert f"{MAX_FRAME_BYTES:,} bytes" in TEXT
