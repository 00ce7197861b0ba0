"""docs/settings.md has a section for every setting, and says its default."""

from __future__ import annotations

import msgspec
import pytest
from tests.docs.pages import DOCS, section, sections

from talkwright.settings import Settings

PAGE = DOCS / "settings.md"


def test_every_setting_has_its_section_and_no_section_is_stale() -> None:
    assert sections(PAGE) == list(Settings.__struct_fields__)


@pytest.mark.parametrize(
    ("name", "default"),
    [(name, value) for name, value in msgspec.structs.asdict(Settings()).items() if value != ()],
)
def test_a_default_is_told(name: str, default: object) -> None:
    written = f"{default:,.0f}" if isinstance(default, (int, float)) and default >= 10_000 else f"{default}"
    assert written.removesuffix(".0") in section(PAGE, name)
