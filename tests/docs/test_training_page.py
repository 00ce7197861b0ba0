"""docs/training.md lists the files of a model. Its Python runs with that of all pages."""

from __future__ import annotations

import re
from pathlib import Path

from tests.docs.pages import DOCS, section

from talkwright.training.bundle import read_bundle

PAGE = DOCS / "training.md"


def test_every_part_of_a_model_has_its_row(starter: Path) -> None:
    told = set(re.findall(r"^\| `([^`]+)` \|", section(PAGE, "A model"), re.MULTILINE))
    files = read_bundle(starter / "models" / "starter.tar.gz")
    assert {re.sub(r"/.*", "/", name) for name in files} == told
