"""What is seen at each word of a text, as names: ``low=rome``, ``suffix2=me``, ``pair=to rome``. Pure.

The kinds of names are Rasa's where it has them. A text has an edge before its first word and one after its last; there
something is seen too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

Kind = Literal[
    "bias", "low", "word", "shape", "title", "upper", "digit",
    "prefix1", "prefix2", "prefix3", "prefix4", "prefix5",
    "suffix1", "suffix2", "suffix3", "suffix4", "suffix5",
    "pair", "around", "pattern", "lookup", "known", "intent", "intent_low", "language_low",
    "pos", "pos2", "text_dense_features",
]  # fmt: skip
"""The last three are Rasa's and never seen here.

``low`` is the word in plain form and ``word`` as written; ``pair`` it and the next, ``around`` its neighbours;
``pattern`` a regex that covers it, ``lookup`` a list and ``known`` annotated values with it in; ``intent_low`` the
intent of the text and the word, and ``language_low`` its language and the word.
"""

Window = tuple[tuple[Kind, ...], ...]
"""The kinds that count at each offset from a word. The middle one is the word itself."""

_SUFFIXES: tuple[Kind, ...] = ("suffix1", "suffix2", "suffix3", "suffix4")
_PREFIXES: tuple[Kind, ...] = ("prefix1", "prefix2", "prefix3", "prefix4")
_NEAR: tuple[Kind, ...] = ("low", "shape", *_SUFFIXES, *_PREFIXES, "pattern", "lookup", "known")

WINDOW: Window = (
    ("low",),
    ("low", "shape", *_SUFFIXES, "pair"),
    (*_NEAR, "pair", "intent_low", "language_low"),
    ("bias", *_NEAR, "word", "pair", "around", "intent", "intent_low", "language_low"),
    (*_NEAR, "pair"),
    ("low", "shape", *_SUFFIXES),
    ("low",),
)
"""Chosen by cross-validation on training sets of 300 to 1,000 examples in five languages."""

START, END = "\x02", "\x03"
"""What stands for a word at the edges."""

_UPPER = re.compile(r"[A-Z]+")
_SHAPED = 12  # characters; nobody's names are told apart by what follows


def of_word(word: str, low: str) -> Iterator[str]:
    """What is seen at ``word`` whatever stands around it; ``low`` is its plain form."""
    yield f"low={low}"
    yield f"word={word}"
    yield f"shape={shape(word)}"
    if word.istitle():
        yield "title="
    if word.isupper():
        yield "upper="
    if word.isdigit():
        yield "digit="
    for length in range(1, 6):
        # A run as long as the word would say what the word says.
        if len(low) >= length:
            yield f"prefix{length}={low[:length]}"
            yield f"suffix{length}={low[-length:]}"


def of_places(lows: Sequence[str], intent: str | None, language: str | None = None) -> list[list[str]]:
    """What is seen at each word because of where it stands, the edges included. ``lows`` are plain forms. In a bot of
    several languages a word tells something else in each."""
    edged = [START, *lows, END]
    seen = [[f"pair={one} {other}"] for one, other in pairwise(edged)]
    seen.append([])
    for at in range(1, len(lows) + 1):
        seen[at] += ("bias=", f"around={edged[at - 1]} {edged[at + 1]}")
        if intent is not None:
            seen[at] += (f"intent={intent}", f"intent_low={intent} {edged[at]}")
        if language is not None:
            seen[at].append(f"language_low={language} {edged[at]}")
    seen[0].append(f"low={START}")
    seen[-1].append(f"low={END}")
    return seen


def shape(word: str) -> str:
    """``word`` with letters for its letters: "TW-1042" is "A-00", "iPhone" is "aAaa". A run counts up to two."""
    short: list[str] = []
    for sign in _UPPER.sub("A", word)[:_SHAPED]:
        kind = "A" if sign.isupper() else "a" if sign.isalpha() else "0" if sign.isdigit() else sign
        if short[-2:] != [kind, kind]:
            short.append(kind)
    return "".join(short)
