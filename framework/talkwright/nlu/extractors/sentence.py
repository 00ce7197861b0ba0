"""A text in words as the extractors see it: digits apart from letters. Pure.

"5pm" is two words here, and "twenty-three" three; "p.m." is one, in the form "pm".
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from talkwright.nlu.extractors.language import Language
from talkwright.nlu.words import LONGEST_TEXT, plain

_WORD = re.compile(
    r"\d+(?:[.,'\u00a0\u202f]\d+)*|(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*|[^\w\s]|_", re.UNICODE
)
_DASHES = str.maketrans("–—−’", "---'")  # noqa: RUF001 - they are looked for


class Sentence:
    """The words of a text: ``starts``, ``ends``, ``forms`` (plain). ``memo`` is for what
    readers found at a word, by reader.
    """

    __slots__ = ("ends", "forms", "language", "memo", "numeric", "starts", "text")

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language = language
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.forms: list[str] = []
        self.numeric: list[bool] = []
        splits = _splits(language.numerals.splits)
        for match in _WORD.finditer(text, 0, LONGEST_TEXT):
            word = match.group()
            numeric = word[0].isdecimal()
            form = word if numeric else word.lower() if word.isascii() and word.isalpha() else _form(word)
            if splits is not None and not numeric and splits.search(form):
                self._add_parts(*match.span(), form, splits)
                continue
            self.starts.append(match.start())
            self.ends.append(match.end())
            self.forms.append(form)
            self.numeric.append(numeric)
        self.memo: dict[object, dict[int, Any]] = {}

    def _add_parts(self, start: int, end: int, form: str, splits: re.Pattern[str]) -> None:
        """A word, or its parts when it is a number that is written as one: "zweihundertdrei"."""
        parts = [part for part in splits.split(form) if part]
        if len(form) != end - start or not all(self.language.numerals.is_word(part) for part in parts):
            parts = [form]
        for index, part in enumerate(parts):
            last = end if index == len(parts) - 1 else start + len(part)
            self.starts.append(start)
            self.ends.append(last)
            self.forms.append(part)
            self.numeric.append(False)
            start = last

    def __len__(self) -> int:
        return len(self.forms)

    def is_glued(self, at: int) -> bool:
        """Whether no space is before word ``at``."""
        return 0 < at < len(self.forms) and self.starts[at] == self.ends[at - 1]

    def word(self, at: int) -> str:
        """Word ``at`` as it is written."""
        return self.text[self.starts[at] : self.ends[at]]


@cache
def _splits(scales: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile(f"({'|'.join(scales)})") if scales else None


def _form(word: str) -> str:
    if len(word) == 1:
        return word.translate(_DASHES) if not word.isalpha() else word.lower()
    if word[1] == "." and word[-1] == ".":
        return word.replace(".", "").lower()
    return plain(word).replace("’", "'")
