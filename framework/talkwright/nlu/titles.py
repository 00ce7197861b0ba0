"""What names say: ``card_arrival`` is an example of what it stands for, if a short one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from talkwright.nlu.examples import Example

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SIGNS = re.compile(r"[\W_]+")


def title(name: str) -> str:
    """``name`` in words: of a full name of a retrieval intent, what stands after the slash."""
    return _SIGNS.sub(" ", _HUMP.sub(" ", name.rpartition("/")[2])).strip().lower()


def titles(examples: Iterable[Example]) -> dict[str, str]:
    """The titles of intents, by name, and of retrieval intents those of their full names: what such an intent itself is
    called, ``faq`` or ``chitchat``, is nothing that anybody says."""
    found: dict[str, str] = {}
    for example in examples:
        if example.intent:
            name = f"{example.intent}/{example.response_key}" if example.response_key else example.intent
            found.setdefault(name, title(name))
    return found
