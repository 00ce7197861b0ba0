"""Features at offsets as the columns of a matrix, and the scores that weights of them give. Knows no meanings.

What is seen at one word counts for its neighbours too, as something else: ``low=to`` one word before is a column of its
own. Which kinds of features count at which offset is a window.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talkwright.nlu.features import Window, of_word
from talkwright.nlu.sparse import Sparse

Floats = NDArray[np.float32]

NO_COLUMN = -1

_REMEMBERED = 4_000  # words whose scores are kept ready


@dataclass(frozen=True, slots=True)
class Text:
    """``words`` as written and in plain form, and what else is ``seen`` [words + 2] at each place, edges included."""

    words: Sequence[str]
    lows: Sequence[str]
    seen: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Columns:
    """``table`` [names, offsets] has the column of a feature at an offset, or ``NO_COLUMN``."""

    names: Sequence[str]
    table: NDArray[np.int32]


class Scorer:
    """What each word scores for each tag, by all that is seen at it and around it."""

    def __init__(self, columns: Columns, weights: NDArray[Any]) -> None:
        """``weights`` are [columns, tags]."""
        self._weights = np.ascontiguousarray(weights, dtype=np.float32)
        self._width = columns.table.shape[1]
        # A feature's offset tells which word it counts for: the one before has it after.
        self._rows = {
            name: [(self._width - 1 - offset, column) for offset, column in enumerate(row) if column != NO_COLUMN]
            for name, row in zip(columns.names, columns.table.tolist(), strict=True)
        }
        self._ready: dict[str, Floats] = {}

    def score(self, text: Text) -> Floats:
        """The scores [words, tags]."""
        margin = self._width // 2 + 1
        scores = np.zeros((len(text.seen) + self._width - 1, self._weights.shape[1]), dtype=np.float32)
        found: list[list[int]] = [[] for _ in scores]
        for place, names in enumerate(text.seen):
            self._find(names, place, found)
        for place, (word, low) in enumerate(zip(text.words, text.lows, strict=True), start=1):
            ready = self._ready.get(word)
            if ready is None and f"low={low}" in self._rows and len(self._ready) < _REMEMBERED:
                ready = self._ready[word] = self._word(word, low)
            if ready is None:  # users have no end of words that the examples have not
                self._find(of_word(word, low), place, found)
            else:
                scores[place : place + self._width] += ready
        self._add(found, scores)
        return scores[margin : margin + len(text.words)]

    def _word(self, word: str, low: str) -> Floats:
        """What ``word`` adds [offsets, tags] to itself and its neighbours, from the one furthest before on."""
        scores = np.zeros((self._width, self._weights.shape[1]), dtype=np.float32)
        found: list[list[int]] = [[] for _ in scores]
        self._find(of_word(word, low), 0, found)
        self._add(found, scores)
        return scores

    def _find(self, names: Iterable[str], place: int, found: Sequence[list[int]]) -> None:
        for name in names:
            for row, column in self._rows.get(name, ()):
                found[place + row].append(column)

    def _add(self, found: Sequence[Sequence[int]], scores: Floats) -> None:
        """Add the weights of the columns ``found`` [rows] to ``scores`` [rows, tags]."""
        rows = [row for row, columns in enumerate(found) if columns]
        if rows:
            flat = [column for row in rows for column in found[row]]
            starts = np.cumsum([0, *(len(found[row]) for row in rows[:-1])])
            scores[rows] += np.add.reduceat(self._weights.take(flat, axis=0), starts, axis=0)


def number(texts: Iterable[Text], window: Window, least: int) -> tuple[Columns, Any]:
    """Columns for everything that is seen at least ``least`` times in ``texts``, and the matrix of what is.

    The matrix [words, columns] is sparse, of float32 ones.
    """
    from scipy.sparse import coo_array

    names, words, rows, columns = _seen(texts, window)
    kept = np.flatnonzero(np.bincount(columns, minlength=len(names) * len(window)) >= least)
    table = np.full(len(names) * len(window), NO_COLUMN, dtype=np.int32)
    table[kept] = np.arange(len(kept), dtype=np.int32)
    there = table[columns] != NO_COLUMN
    where = rows[there], table[columns[there]]
    ones = np.ones(len(where[0]), dtype=np.float32)
    matrix = coo_array((ones, where), shape=(words, len(kept))).tocsr()  # type: ignore[no-untyped-call]
    by_name = table.reshape(len(names), len(window))
    used = (by_name != NO_COLUMN).any(axis=1)
    kept_names = [name for name, is_used in zip(names, used.tolist(), strict=True) if is_used]
    return Columns(kept_names, by_name[used]), matrix


def number_on(texts: Iterable[Text], window: Window, least: int, known: Columns) -> tuple[Columns, Sparse]:
    """The same for more texts: the columns that are ``known`` stay, and those of what is new come after them."""
    names, words, rows, columns = _seen(texts, window)
    places = {name: place for place, name in enumerate(known.names)}
    table = np.full((len(names), len(window)), NO_COLUMN, dtype=np.int32)
    old = [(here, places[name]) for here, name in enumerate(names) if name in places]
    table[[here for here, _ in old]] = known.table[[there for _, there in old]]
    flat = table.reshape(-1)
    often = np.bincount(columns, minlength=len(flat)) >= least
    new = np.flatnonzero((flat == NO_COLUMN) & often)
    width = int(known.table.max(initial=NO_COLUMN)) + 1
    flat[new] = np.arange(width, width + len(new), dtype=np.int32)
    whole = known.table.copy()
    whole[[there for _, there in old]] = table[[here for here, _ in old]]
    added = [here for here, name in enumerate(names) if name not in places and (table[here] != NO_COLUMN).any()]
    there = flat[columns] != NO_COLUMN
    matrix = Sparse.of_ones(rows[there], flat[columns[there]], (words, width + len(new)))
    return Columns([*known.names, *(names[here] for here in added)], np.vstack([whole, table[added]])), matrix


def _seen(texts: Iterable[Text], window: Window) -> tuple[list[str], int, NDArray[np.int64], NDArray[np.int64]]:
    """What is seen anywhere by name, how many words there are, and of everything that counts the word [n] and the
    number [n] of name and offset."""
    numbers: dict[str, int] = {}
    by_word: dict[str, list[int]] = {}
    found: list[int] = []
    sizes: list[int] = []
    lengths: list[int] = []
    for text in texts:
        lengths.append(len(text.words))
        for place, seen in enumerate(text.seen):
            here = [numbers.setdefault(name, len(numbers)) for name in seen]
            if 0 < place <= len(text.words):
                word = text.words[place - 1]
                if word not in by_word:
                    of_it = of_word(word, text.lows[place - 1])
                    by_word[word] = [numbers.setdefault(name, len(numbers)) for name in of_it]
                here += by_word[word]
            found += here
            sizes.append(len(here))
    names = list(numbers)
    rows, columns = _shift(np.array(found, dtype=np.int64), np.array(sizes), np.array(lengths), names, window)
    return names, sum(lengths), rows, columns


def _shift(
    found: NDArray[np.int64], sizes: NDArray[np.intp], lengths: NDArray[np.intp], names: Sequence[str], window: Window
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The word [n] and the number of feature and offset [n] of everything that counts.

    ``found`` are the features of place after place, ``sizes`` how many each place has.
    """
    places = lengths + 2
    text = np.repeat(np.arange(len(lengths)), places)
    is_word = np.ones(len(text), dtype=np.bool_)
    ends = np.cumsum(places)
    is_word[ends - 1] = is_word[ends - places] = False
    word = np.cumsum(is_word) - 1
    at = np.repeat(np.arange(len(sizes)), sizes)
    numbers: dict[str, int] = {}
    kind = np.array([numbers.setdefault(name.partition("=")[0], len(numbers)) for name in names], dtype=np.intp)[found]
    rows, columns = [], []
    for index, kinds in enumerate(window):
        counts = np.array([name in kinds for name in numbers], dtype=np.bool_)[kind]
        source, feature = at[counts], found[counts]
        target = source - (index - len(window) // 2)
        near = np.flatnonzero((target >= 0) & (target < len(text)))
        near = near[is_word[target[near]] & (text[target[near]] == text[source[near]])]
        rows.append(word[target[near]])
        columns.append(feature[near] * len(window) + index)
    return np.concatenate(rows), np.concatenate(columns)
