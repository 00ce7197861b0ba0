"""The typed reading of a reply to an open question: text -> a value of the slot's type, or None.

English first. Pure. What names no value gives None, and the question is put again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from talkwright.conversation.schema import Slot
from talkwright.flows.coerce import REFUSED, coerce

_YES = {"yes", "yeah", "yep", "yup", "sure", "ok", "okay", "y", "please", "correct", "right", "true", "absolutely"}
_NO = {"no", "nope", "nah", "n", "not", "never", "false", "don't", "dont", "wrong"}
_UNCLEAR = {"know", "idea", "maybe", "perhaps", "problem", "worries"}  # "I don't know" is no no
_WORD = re.compile(r"[\w'’]+")
# A number as a whole: neither the 1 of "1,5" nor the 12.05 of "12.05.2026" is one.
_NUMBER = re.compile(r"(?<![\w.,])[-+]?(?:\d{1,3}(?:[,\u202f ]\d{3})+|\d+)(?:\.\d+)?(?!\w|[.,]\d)")
_NEGATED = r"(?<!\bnot )(?<!\bnot a )(?<!\bnot an )(?<!\bnot the )"


def read_answer(slot: Slot, text: str) -> Any:
    """The value that ``text`` gives ``slot``. Text slots take no typed answer: None."""
    rule = _RULES.get(slot.type)
    value = rule(slot, text) if rule else None
    return None if coerce(slot, value) is REFUSED else value


def _bool(_: Slot, text: str) -> bool | None:
    words = [word.replace("’", "'").lower() for word in _WORD.findall(text)]
    yes, no = any(word in _YES for word in words), any(word in _NO for word in words)
    if len(words) > 8 or yes == no or not _UNCLEAR.isdisjoint(words):
        return None
    return yes


def _float(_: Slot, text: str) -> float | None:
    numbers = _NUMBER.findall(text)
    return float(re.sub(r"[,\u202f ]", "", numbers[0])) if len(numbers) == 1 else None


def _categorical(slot: Slot, text: str) -> Any:
    """The one declared value that the text is, else names. An underscore in a value is a space in speech.

    A value that is part of another is named only where the longer one is not.
    """
    exact = coerce(slot, text)
    if exact is not REFUSED:
        return exact
    by_name: dict[str, list[Any]] = {}
    for value in slot.values:
        by_name.setdefault(_spoken(value), []).append(value)
    rest, named = _spoken(text), []
    for name in sorted(filter(None, by_name), key=len, reverse=True):
        rest, times = re.subn(rf"(?<!\w){_NEGATED}{re.escape(name)}(?!\w)", "|", rest)
        named += by_name[name] if times else []
    return named[0] if len(named) == 1 else None


def _spoken(value: Any) -> str:
    return " ".join(_WORD.findall(str(value).lower().replace("_", " ")))


_RULES: dict[str, Callable[[Slot, str], Any]] = {"bool": _bool, "float": _float, "categorical": _categorical}
