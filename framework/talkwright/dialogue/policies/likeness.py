"""How much the names of a bot are like each other: ``ask_hours`` and ``utter_opening_hours`` share a word.

What an action is called is often all there is to know of one that no story has.

A word counts by how rare it is among the names; of runs of three letters each counts alike. Likeness is the mean of the
cosines of both, 0..1. Pure.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+|\d+")
_OF_ALL = frozenset({"utter", "action", "form"})  # words that say what kind of thing a name is of
_RUN = 3
_KEPT = 4_096  # names that were compared; what users type never is one


class Likeness:
    """Compares names with those of ``actions``. ``names`` are all that tell which words are rare."""

    def __init__(self, actions: Sequence[str], names: Iterable[str]) -> None:
        known = set(names)
        counts = Counter(word for name in known for word in set(_words(name)))
        self._rarity = {word: math.log(1 + len(known) / (1 + count)) for word, count in counts.items()}
        self._unknown = math.log(1 + len(known))
        self._actions = [self._vectors(action) for action in actions]
        self.of = lru_cache(_KEPT)(self._compared)

    def _compared(self, name: str) -> NDArray[np.float32]:
        """How much ``name`` is like each action [actions]."""
        words, runs = self._vectors(name)
        return np.array([(_dot(words, w) + _dot(runs, r)) / 2 for w, r in self._actions], dtype=np.float32)

    def _vectors(self, name: str) -> tuple[dict[str, float], dict[str, float]]:
        words = _words(name)
        written = f" {' '.join(words)} "
        runs = Counter(written[start : start + _RUN] for start in range(len(written) - _RUN + 1))
        return _unit({word: self._rarity.get(word, self._unknown) for word in words}), _unit(runs)


def _words(name: str) -> list[str]:
    return [word for word in (each.lower() for each in _WORD.findall(name)) if word not in _OF_ALL]


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {key: value / length for key, value in vector.items()} if length else {}


def _dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(value * other[key] for key, value in one.items() if key in other)
