"""Whatever two people and a text editor do, in whatever order: no edit is lost without a conflict."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.small_bot import FILES

from talkwright.builder.files.decide import decide
from talkwright.builder.files.workspace import ValueEdit, Workspace
from talkwright.errors import Conflict
from talkwright.yaml.rewrite import rewrite

from .bot import ORDERS, Files, write

FIELDS: tuple[tuple[str | int, ...], ...] = (
    ("flows", "greet", "description"),
    ("flows", "order_status", "description"),
    ("flows", "order_status", "steps", 0, "description"),
    ("flows", "order_status", "steps", 1, "next", 1, "else", 0, "description"),
)
people = st.sampled_from(["ada", "ben"])
fields = st.sampled_from(FIELDS)


class Editing(RuleBasedStateMachine):
    """``meant`` is what each person wants to see: the last they wrote into a field and have not published, discarded or
    decided otherwise. It has to be in their draft, whatever happened."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.bot = write(Path(self.folder.name), FILES)
        self.desk = Files(self.bot)
        self.meant: dict[str, dict[tuple[str | int, ...], str]] = {"ada": {}, "ben": {}}
        self.pages: dict[str, Any] = {}
        self.count = 0

    def teardown(self) -> None:
        self.folder.cleanup()

    @property
    def workspace(self) -> Workspace:
        return self.desk.workspace

    def new(self) -> str:
        self.count += 1
        return f"Words {self.count}."

    @initialize()
    def load_both(self) -> None:
        for who in ("ada", "ben"):
            self.load(who)

    @rule(who=people)
    def load(self, who: str) -> None:
        self.pages[who] = self.workspace.read(who, ORDERS)

    @rule(who=people, field=fields)
    def edit(self, who: str, field: tuple[str | int, ...]) -> None:
        """On the page as it was loaded, which may be long ago."""
        words = self.new()
        self.workspace.edit(who, [ValueEdit(ORDERS, field, words)], {ORDERS: self.pages[who].hash})
        self.meant[who][field] = words

    @rule(field=fields)
    def use_a_text_editor(self, field: tuple[str | int, ...]) -> None:
        path = self.bot / ORDERS
        path.write_text(rewrite(path.read_text(), field, self.new()))

    @rule()
    def write_a_comment(self) -> None:
        path = self.bot / ORDERS
        path.write_text(f"# {self.new()}\n{path.read_text()}")

    @rule(who=people)
    def publish(self, who: str) -> None:
        clashes = self.workspace.settle(who).clashes
        try:
            self.desk.publish(who)
        except Conflict:
            assert clashes or not self.workspace.settle(who).files
            return
        assert not clashes
        for field, words in self.meant[who].items():
            assert at(self.workspace.read("", ORDERS).value, field) == words
        self.meant[who].clear()

    @rule(who=people)
    def restart(self, who: str) -> None:
        self.desk = Files(self.bot)

    @precondition(lambda self: any(self.workspace.settle(who).clashes for who in ("ada", "ben")))
    @rule(take=st.sampled_from(["yours", "theirs"]))
    def decide(self, take: Any) -> None:
        who = next(who for who in ("ada", "ben") if self.workspace.settle(who).clashes)
        clash = self.workspace.settle(who).clashes[0]
        decide(self.workspace, who, clash.id, take)
        if take == "theirs":
            self.meant[who].pop(clash.path, None)

    @invariant()
    def nothing_is_lost(self) -> None:
        for who, meant in self.meant.items():
            seen = self.workspace.read(who, ORDERS).value
            for field, words in meant.items():
                assert at(seen, field) == words


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
