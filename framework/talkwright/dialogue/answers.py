"""The typed reading of a reply to an open question: text -> a value of the slot's type, or None.

English first. Pure. What names no value gives None, and the question is put again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from talkwright.conversation.schema import Slot

_YES = {"yes", "yeah", "yep", "yup", "sure", "ok", "okay", "y", "please", "correct", "right", "true", "absolutely"}
_NO = {"no", "nope", "nah", "n", "not", "never", "false", "don't", "dont", "wrong"}
_WORD = re.compile(r"[\w'’]+")
_NUMBER = re.compile(r"(?<![\w.,])[-+]?(?:\d{1,3}(?:[,\u202f ]\d{3})+|\d+)(?:\.\d+)?(?![\w])")


def read_answer(slot: Slot, text: str) -> Any:
    """The value that ``text`` gives ``slot``. Text slots take no typed answer: None."""
    rule = _RULES.get(slot.type)
    return rule(slot, text) if rule else None


def _bool(_: Slot, text: str) -> bool | None:
    words = [word.replace("’", "'").lower() for word in _WORD.findall(text)]
    yes, no = any(word in _YES for word in words), any(word in _NO for word in words)
    if len(words) > 8 or yes == no:
        return None
    return yes


def _float(_: Slot, text: str) -> float | None:
    numbers = _NUMBER.findall(text)
    return float(re.sub(r"[,\u202f ]", "", numbers[0])) if len(numbers) == 1 else None


def _categorical(slot: Slot, text: str) -> Any:
    """The one declared value that the text names. An underscore in a value is a space in speech."""
    spoken = " ".join(_WORD.findall(text.lower().replace("_", " ")))
    named = [
        value
        for value in slot.values
        if (name := " ".join(_WORD.findall(str(value).lower().replace("_", " "))))
        and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", spoken)
    ]
    return named[0] if len(named) == 1 else None


_RULES: dict[str, Callable[[Slot, str], Any]] = {"bool": _bool, "float": _float, "categorical": _categorical}
