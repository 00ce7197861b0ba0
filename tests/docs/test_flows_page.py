"""docs/flows.md tells of every kind of step and of every key that it has."""

from __future__ import annotations

import pytest
from tests.docs.pages import DOCS

from talkwright.flows.kinds import KINDS
from talkwright.flows.patterns import pattern_ids

PAGE = DOCS / "flows.md"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_step_is_told(kind: str) -> None:
    assert f"`{kind}" in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("pattern", pattern_ids())
def test_every_pattern_is_told(pattern: str) -> None:
    assert f"`{pattern}`" in PAGE.read_text(encoding="utf-8")
