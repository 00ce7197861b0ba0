"""Texts that were there before: a value that comes back, as by undo, has its text back, with its comments and style.

Kept in memory, of the latest edits; who has forgotten writes the value anew.
"""

from __future__ import annotations

from collections import OrderedDict

from talkwright.builder.files.texts import hash_of
from talkwright.builder.files.unite import Apart, value_of

Whose = tuple[str, ...]
"""What tells files apart that may have each other's texts: a person, a file, what is beneath their draft."""


class CameBack:
    """The texts that edits were made on, by what they say."""

    MOST_LETTERS = 20_000_000

    def __init__(self) -> None:
        self._texts: OrderedDict[tuple[Whose, str], bytes] = OrderedDict()
        self._size = 0

    def text(self, whose: Whose, before: bytes, after: bytes) -> bytes:
        """``after``, or the last text of ``whose`` that says the same. ``before`` is the one that it takes the place
        of, which may come back."""
        try:
            self._keep((whose, _said(before)), before)
            return self._texts.get((whose, _said(after)), after)
        except Apart:
            return after

    def _keep(self, key: tuple[Whose, str], text: bytes) -> None:
        self._size += len(text) - len(self._texts.pop(key, b""))
        self._texts[key] = text
        while self._size > self.MOST_LETTERS:
            self._size -= len(self._texts.popitem(last=False)[1])


def _said(text: bytes) -> str:
    """What is the same for texts with the same value, in the same order."""
    return hash_of(repr(value_of(text)).encode(errors="surrogatepass"))
