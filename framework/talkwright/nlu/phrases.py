"""Thousands of words and phrases, found in a text in one pass: whole words, case and spacing ignored. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from talkwright.nlu.words import split

T = TypeVar("T")


class Phrases(Generic[T]):
    """What is found has a meaning. Of two that begin at the same word the longer is found."""

    def __init__(self, meanings: Mapping[str, T]) -> None:
        """``meanings`` by phrase in the form that ``phrase`` gives."""
        self._meanings = meanings
        self._longest: dict[str, int] = {}
        for key in meanings:
            words = key.split(" ")
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, T]]:
        """Every phrase in ``words`` with the range [i, j) of its words, from left to right, none overlapping."""
        at = 0
        while at < len(words):
            for length in range(min(self._longest.get(words[at], 0), len(words) - at), 0, -1):
                meaning = self._meanings.get(" ".join(words[at : at + length]))
                if meaning is not None:
                    yield at, at + length, meaning
                    at += length
                    break
            else:
                at += 1


@lru_cache(4_000)  # in training, the same values are asked for several times
def phrase(text: str) -> str:
    """``text`` as a key: its words in plain form, one space between. Empty when it has none."""
    return " ".join(split(text)[1])
