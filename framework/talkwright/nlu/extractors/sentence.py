"""A text in words as the extractors see it: digits apart from letters. Pure.

"5pm" is two words here, and "twenty-three" three; "p.m." is one, in the form "pm". A language says which words are
written together and are several ("zweihundertdrei", "l'heure"), and which are one with a hyphen in it ("après-midi").
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from talkwright.nlu.extractors.language import Language
from talkwright.nlu.words import LONGEST_TEXT, plain

# Letters, with their accents as signs of their own behind them as some keyboards send them.
_LETTERS = r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*"
_WORD = re.compile(
    rf"\d+(?:[.,'’\u00a0\u202f]\d+)*|(?:[^\W\d_]\.){{2,}}|{_LETTERS}(?:['’](?!s\b){_LETTERS})*|[^\w\s]|_", re.UNICODE
)
_SPACED = re.compile(rf"(?<![\w.,])[1-9]\d{{0,2}}(?: \d{{3}})+(?:,\d+)?(?!\d|[.,]\d)|{_WORD.pattern}", re.UNICODE)
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
        words = _SPACED if " " in language.numerals.groups else _WORD
        for match in words.finditer(text, 0, LONGEST_TEXT):
            word = match.group()
            numeric = word[0].isdecimal()
            form = word if numeric else word.lower() if word.isascii() and word.isalpha() else _form(word)
            if splits is not None and not numeric and splits.search(form):
                self._add_parts(*match.span(), form, splits)
            elif not (language.elided and self._is_elided(*match.span(), word, form)) and not (
                language.hyphened and self._ends_hyphened(*match.span(), form)
            ):
                self._add(*match.span(), form, numeric=numeric)
        self.memo: dict[object, dict[int, Any]] = {}

    def _add(self, start: int, end: int, form: str, *, numeric: bool = False) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.forms.append(form)
        self.numeric.append(numeric)

    def _is_elided(self, start: int, end: int, word: str, form: str) -> bool:
        """Adds "l'heure" as two words, and the apostrophe of "l'8" to the one before it."""
        elided = self.language.elided
        if form == "'":
            if not self.forms or self.ends[-1] != start or f"{self.forms[-1]}'" not in elided:
                return False
            self.forms[-1], self.ends[-1] = f"{self.forms[-1]}'", end
            return True
        head, apostrophe, tail = form.partition("'")
        if not tail or head + apostrophe not in elided:
            return False
        middle = start + 1 + max(word.find("'"), word.find("’"))
        self._add(start, middle, head + apostrophe)
        self._add(middle, end, tail)
        return True

    def _ends_hyphened(self, start: int, end: int, form: str) -> bool:
        """Makes one word of the last and this one, as "après-midi" is."""
        first = -2 if self.forms[-1:] == ["-"] else -1
        if len(self.forms) < -first or f"{self.forms[first]}-{form}" not in self.language.hyphened:
            return False
        begin, whole = self.starts[first], f"{self.forms[first]}-{form}"
        for words in (self.starts, self.ends, self.forms, self.numeric):
            del words[first:]
        self._add(begin, end, whole)
        return True

    def _add_parts(self, start: int, end: int, form: str, splits: re.Pattern[str]) -> None:
        """A word, or its parts when it is a number that is written as one: "zweihundertdrei"."""
        parts = [part for part in splits.split(form) if part]
        if len(form) != end - start or not all(self.language.numerals.is_word(part) for part in parts):
            parts = [form]
        for index, part in enumerate(parts):
            last = end if index == len(parts) - 1 else start + len(part)
            self._add(start, last, part)
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
