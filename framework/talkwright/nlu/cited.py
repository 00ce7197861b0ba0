"""An example as a report quotes it: what it says, what it means and where it stands."""

from __future__ import annotations

import msgspec

from talkwright.errors import Place
from talkwright.nlu.examples import Example


class Cited(msgspec.Struct, frozen=True):
    """``intent`` of a retrieval intent is with its question, as ``faq/hours``."""

    text: str
    intent: str
    place: Place


def cite(example: Example) -> Cited:
    """Quote ``example``."""
    return Cited(example.text, full_name(example), example.place)


def full_name(example: Example) -> str:
    """The intent of ``example``, of a retrieval intent with its question."""
    return f"{example.intent}/{example.response_key}" if example.response_key else example.intent or ""
