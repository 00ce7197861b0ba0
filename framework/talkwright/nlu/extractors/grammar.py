"""Patterns as data: rows of words and slots, and the longest one that fits at a word of a sentence. Pure.

A row is a pattern and what it means: ``("the? day after tomorrow", "day", 2)``. In a pattern ``a|b`` is either, ``x?``
may be missing, and a word in capitals is a slot, filled by what a reader finds there: ``"in DURATION"``. All rows of a
grammar are one trie, so that a word is compared with many patterns at once, and no text costs more than its length
times the longest pattern.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import Any

Row = tuple[Any, ...]
"""A pattern, the name of its meaning, and what more the meaning takes."""

Reader = Callable[[str, int], Iterable[tuple[int, Any]]]
"""What fills a slot from a word on: (the word after it, its value) for each way to read it."""


class _Node:
    __slots__ = ("meaning", "slots", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] = {}
        self.slots: dict[str, _Node] = {}
        self.meaning: Row | None = None


class Match:
    """The words [start, end) mean ``meaning`` with ``values`` for the slots of the pattern, in order."""

    __slots__ = ("end", "meaning", "values")

    def __init__(self, end: int, meaning: Row, values: tuple[Any, ...]) -> None:
        self.end, self.meaning, self.values = end, meaning, values


class Grammar:
    """Rows, ready to be matched."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._root = _Node()
        self.words: set[str] = set()
        for pattern, *meaning in rows:
            for elements in _variants(pattern):
                self._add(elements, tuple(meaning))

    def _add(self, elements: Sequence[str], meaning: Row) -> None:
        node = self._root
        for element in elements:
            children = node.slots if element.isupper() else node.words
            node = children.setdefault(element, _Node())
            if not element.isupper():
                self.words.add(element)
        if node.meaning is None:
            node.meaning = meaning

    def match(self, forms: Sequence[str], at: int, read: Reader) -> Match | None:
        """The longest row that fits from word ``at`` on; of equals the one that was found first."""
        best: Match | None = None
        for match in _walk(self._root, forms, at, read, ()):
            if best is None or match.end > best.end:
                best = match
        return best

    def matches(self, forms: Sequence[str], at: int, read: Reader) -> list[Match]:
        """Every row that fits from word ``at`` on, the longest first."""
        return sorted(_walk(self._root, forms, at, read, ()), key=lambda match: -match.end)


def _walk(node: _Node, forms: Sequence[str], at: int, read: Reader, values: tuple[Any, ...]) -> Iterator[Match]:
    if node.meaning is not None:
        yield Match(at, node.meaning, values)
    if at >= len(forms):
        return
    child = node.words.get(forms[at])
    if child is not None:
        yield from _walk(child, forms, at + 1, read, values)
    for slot, child in node.slots.items():
        for end, value in read(slot, at):
            yield from _walk(child, forms, end, read, (*values, value))


def _variants(pattern: str) -> Iterator[list[str]]:
    """Each way to write a pattern out: ``the? a|b`` is ``the a``, ``the b``, ``a`` and ``b``."""
    choices = []
    for element in pattern.split():
        options = element.rstrip("?").split("|")
        choices.append([*options, ""] if element.endswith("?") else options)
    for chosen in product(*choices):
        yield [element for element in chosen if element]
