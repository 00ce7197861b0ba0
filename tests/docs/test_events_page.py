"""docs/events.md has a row for every event, with its keys; and what it shows as JSON are events."""

from __future__ import annotations

import json
import re
from typing import get_args

import pytest
from tests.docs.pages import DOCS, blocks

from talkwright.conversation.event_json import decode, encode, from_plain
from talkwright.conversation.events import Event, Frame

PAGE = DOCS / "events.md"
TEXT = PAGE.read_text(encoding="utf-8")
EVENTS = {kind.__struct_config__.tag: kind for kind in get_args(Event)}
ROWS = re.findall(r"^\| `(\w+)` \| `(\w+)` \| (.*?) ?\| (.+) \|$", TEXT, re.MULTILINE)


def test_every_event_has_its_row_and_no_row_is_stale() -> None:
    assert {tag: name for tag, name, _, _ in ROWS} == {tag: kind.__name__ for tag, kind in EVENTS.items()}


@pytest.mark.parametrize(("tag", "keys"), [(tag, keys) for tag, _, keys, _ in ROWS])
def test_a_row_has_the_keys_of_its_event(tag: str, keys: str) -> None:
    own = [name for name in EVENTS[tag].__struct_fields__ if name not in ("timestamp", "metadata")]
    assert re.findall(r"`(\w+)`", keys) == own


def test_the_keys_of_a_frame_are_told() -> None:
    sentence = next(line for line in TEXT.splitlines() if line.startswith("A frame of `stack`"))
    assert re.findall(r"`(\w+)`", sentence)[1:] == list(Frame.__struct_fields__)


def test_the_examples_are_events_that_survive_the_round_trip() -> None:
    shown = [json.loads(block.text) for block in blocks(PAGE) if block.language == "json"]
    assert shown
    for events in map(from_plain, shown):
        assert events
        assert decode(encode(events)) == events
