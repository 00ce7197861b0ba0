"""Where the words of a text are, and how they are written when case and form do not matter. Pure.

A word is a run of letters, digits and marks, with apostrophes inside; any other sign, an emoji say, is a word of its
own. Chinese and Japanese write no spaces, so there each character is one.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_TEXT = 4_000
"""Code points of a message that are looked at. What follows stays in the text and costs nothing."""

_SPACELESS = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Signs that are no letters by Unicode yet belong to words: accents, Hebrew and Arabic points, the vowels of India.
_MARKS = r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0966-\u0dff\u0e00-\u0eff\u200c\u200d"
_LETTER = rf"(?:[^\W{_SPACELESS}]|[{_MARKS}])"
_WORD = re.compile(rf"{_LETTER}+(?:['’]{_LETTER}+)*|[{_SPACELESS}]|[^\w\s\ufe0f]")


def split(text: str) -> tuple[list[tuple[int, int]], list[str]]:
    """The spans of the words of ``text``, and the words in their plain form."""
    spans = [match.span() for match in _WORD.finditer(text, 0, LONGEST_TEXT)]
    return spans, [plain(text[start:end]) for start, end in spans]


def plain(word: str) -> str:
    """``word`` without what makes no difference: case, and the several ways Unicode has of writing one character."""
    return word.lower() if word.isascii() else unicodedata.normalize("NFKC", word).lower()
