"""Who has the builder open. How others hear of it is in tests/server/test_presence.py."""

from __future__ import annotations

from pathlib import Path

from talkwright.builder.changes import Changes
from talkwright.builder.files.workspace import Workspace
from talkwright.builder.presence import Here, Presence


def test_a_window_with_a_new_line_stays_when_its_old_one_is_seen_to_be_broken(tmp_path: Path) -> None:
    presence = Presence(Changes(Workspace(tmp_path)))
    presence.come("ada", "a")
    presence.look("ada", "a", "order")
    presence.come("ada", "a")
    presence.go("ada", "a")
    assert presence.people == (Here("ada", "order"),)
    presence.look("ada", "a", "refund")
    assert presence.people == (Here("ada", "refund"),)
    presence.go("ada", "a")
    assert not presence.people
    presence.look("ada", "a", "refund")
    assert not presence.people, "it has gone"
