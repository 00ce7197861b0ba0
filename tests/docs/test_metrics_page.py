"""docs/http.md tells of every metric, with its labels, and of none that is not there."""

from __future__ import annotations

import re

from tests.docs.pages import DOCS

from talkwright.metrics import INSTRUMENTS


def test_every_metric_has_its_row_and_no_row_is_stale() -> None:
    page = (DOCS / "http.md").read_text(encoding="utf-8").partition("## Metrics\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]+`) \|([^|]*)\|", page, re.MULTILINE)
    told = {
        name: set(re.findall(r"`(\w+)`", labels)) for names, labels in rows for name in re.findall(r"`(\w+)`", names)
    }
    assert told == {each.name: set(each.labels) for each in INSTRUMENTS}
