"""What people are shown of a key of a step: its name, a line of help, and how it is filled in. No reading, no running.

Widgets are named by what is chosen: ``slot``, ``response``, ``action``, ``flow``, ``condition``, ``text``, ``flag``,
``values`` (slots and what they become), ``rejections`` and ``arguments``. A client that does not know one shows a field
for YAML.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

Widget = Literal[
    "slot",
    "response",
    "action",
    "flow",
    "condition",
    "text",
    "long-text",
    "number",
    "flag",
    "values",
    "rejections",
    "arguments",
]


class Words(msgspec.Struct, frozen=True):
    """The same in the languages of the builder."""

    en: str
    de: str


class Field(msgspec.Struct, frozen=True):
    """One key. ``schema`` is sharper than what the reader of the kind tells by itself. ``rare``: shown on demand."""

    title: Words
    widget: Widget
    help: Words | None = None
    schema: Mapping[str, Any] | None = None
    rare: bool = False
