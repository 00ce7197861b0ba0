"""The typed reading of a reply to an open question: text -> a value of the slot's type, or None.

Pure. What names no value gives None, and the question is put again. Numbers and yes or no are read in the bot's
language, as far as ``nlu.extractors`` has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from talkwright.conversation.schema import Slot
from talkwright.flows.coerce import REFUSED, coerce
from talkwright.nlu.folding import fold
from talkwright.nlu.locale import code_of

_WORD = re.compile(r"[\w'’]+")
_NEGATIONS = {
    "en": ("not", "not a", "not an", "not the"),
    "de": ("nicht", "nicht das", "nicht der", "nicht die", "nicht den", "kein", "keine", "keinen", "keinem", "keiner"),
    "fr": ("pas", "pas le", "pas la", "pas les", "pas de", "pas un", "pas une"),
    "es": ("no el", "no la", "no un", "no una"),
    "it": ("non", "non il", "non la", "non lo", "non un", "non una"),
    "pt": ("nao o", "nao a", "nao um", "nao uma"),
}
"""What before a value takes it back, folded. "no rojo" is none: it is "no, rojo" as well."""


def read_answer(slot: Slot, text: str, language: str = "en", *, first: bool = False) -> Any:
    """The value that ``text`` gives ``slot``. Text slots take no typed answer: None.

    ``first``: the text may well ask for something else; then it has to begin with its yes or no.
    """
    if slot.type == "bool":
        return _bool(text, language, first=first)
    rule = _RULES.get(slot.type)
    value = rule(slot, text, language) if rule else None
    return None if coerce(slot, value) is REFUSED else value


def _bool(text: str, language: str, *, first: bool) -> bool | None:
    from talkwright.nlu.extractors.reply import read_yes_or_no  # its tables take 50 ms to load

    return read_yes_or_no(text, language, first=first)


def _float(_: Slot, text: str, language: str) -> float | None:
    from talkwright.nlu.extractors.reply import read_one_number

    return read_one_number(text, language)


def _categorical(slot: Slot, text: str, language: str) -> Any:
    """The one declared value that the text is, else names. An underscore in a value is a space in speech.

    A value that is part of another is named only where the longer one is not.
    """
    exact = coerce(slot, text)
    if exact is not REFUSED:
        return exact
    by_name: dict[str, list[Any]] = {}
    for value in slot.values:
        by_name.setdefault(_spoken(value), []).append(value)
    rest, named, negated = _spoken(text), [], _negated(code_of(language))
    for name in sorted(filter(None, by_name), key=len, reverse=True):
        rest, times = re.subn(rf"(?<!\w){negated}{re.escape(name)}(?!\w)", "|", rest)
        named += by_name[name] if times else []
    return named[0] if len(named) == 1 else None


@cache
def _negated(code: str) -> str:
    return "".join(rf"(?<!\b{words} )" for words in _NEGATIONS.get(code, ()))


def _spoken(value: Any) -> str:
    return " ".join(map(fold, _WORD.findall(str(value).replace("_", " "))))


_RULES: dict[str, Callable[[Slot, str, str], Any]] = {"float": _float, "categorical": _categorical}
