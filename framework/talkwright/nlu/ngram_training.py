"""Texts as rows of weighed n-grams, and what can be learnt from any part of them. Knows numbers of labels, not names.

N-grams are found and counted once; what is learnt from some of the texts, and what that says of the others, is then a
matter of arrays. So a classifier that judges itself on held-out texts pays for reading them once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from talkwright.nlu.ngrams import Ngrams, pairs_of, pieces_of
from talkwright.nlu.softmax import fit_softmax, follow, probabilities
from talkwright.nlu.sparse import Sparse

STRENGTH = 200.0
"""How much the examples count against the penalty; chosen by cross-validation, flat between 100 and 300."""

_MANY = 1_000  # texts, of which an n-gram of one only tells nothing that the others do not


_LITTLE = 3_000_000  # products in a step


class Weights(NamedTuple):
    """What was learnt: ``weigh`` [ngrams + 1] and ``weights`` [kept, labels], of the n-grams ``kept``.

    ``weights`` are of weighed n-grams; the last of ``weigh`` is for one that was never seen.
    """

    weigh: NDArray[np.float32]
    kept: NDArray[np.intp]
    weights: NDArray[Any]


class Texts:
    """``texts`` [n], each the words of one and not empty, counted. ``labels`` [n] are numbers below ``count``.

    ``brief``: there will be so few steps that they are made without scipy, unless there is much to multiply.
    """

    def __init__(
        self, texts: Sequence[Sequence[str]], labels: NDArray[np.intp], count: int, *, brief: bool = False
    ) -> None:
        found, number = _numbered(texts)
        self.ngrams = sorted(number)
        place = np.zeros(len(number), np.intp)
        place[[number[ngram] for ngram in self.ngrams]] = np.arange(len(number))
        self._columns = place[np.fromiter(chain.from_iterable(found), np.intp)]
        self._sizes = np.array([len(row) for row in found], dtype=np.intp)
        self._labels, self._count = labels, count
        self._is_brief = brief and len(self._columns) * count <= _LITTLE
        self._last: tuple[Weights, Any] | None = None  # what all texts taught, and their matrix, which is often judged

    def learn(self, rows: NDArray[np.intp] | None = None, before: Weights | None = None) -> Weights:
        """What those at ``rows`` teach, or all. What a part of them taught ``before`` saves time."""
        columns, sizes = self._part(rows)
        labels = self._labels if rows is None else self._labels[rows]
        weigh, kept = self._weighed(columns, labels, sizes)
        start = None if before is None else self._start(before, kept)
        matrix = self._matrix(columns, sizes, weigh, kept)
        learnt = Weights(weigh, kept, fit_softmax(matrix, labels, self._count, STRENGTH, start))
        if rows is None:
            self._last = learnt, matrix
        return learnt

    def grow(self, before: Weights) -> Weights:
        """What all teach, from what nearly all of them taught ``before``."""
        weigh, kept = self._weighed(self._columns, self._labels, self._sizes)
        matrix = self._matrix(self._columns, self._sizes, weigh, kept)
        start = self._start(before, kept)
        learnt = Weights(weigh, kept, follow(matrix, self._labels, self._count, STRENGTH, start))
        self._last = learnt, matrix
        return learnt

    def taught(self, ngrams: Sequence[str], weigh: NDArray[Any], weights: NDArray[Any]) -> Weights:
        """What a model, whose parts are given, had learnt of the n-grams that are here, too."""
        number = {ngram: place for place, ngram in enumerate(self.ngrams)}
        places = np.array([number.get(ngram, -1) for ngram in ngrams], np.intp)
        there = places >= 0
        weighed = weights[there].astype(np.float32) / weigh[:-1][there, None].astype(np.float32)
        return Weights(np.zeros(0, np.float32), places[there], weighed)

    def judge(self, learnt: Weights, rows: NDArray[np.intp] | None = None) -> NDArray[np.float64]:
        """The confidences [rows, labels] in those at ``rows``, or all, of what was learnt."""
        if self._last is not None and self._last[0] is learnt:
            scores = self._last[1] @ learnt.weights
            scores = scores if rows is None else scores[rows]
        else:
            scores = self._matrix(*self._part(rows), learnt.weigh, learnt.kept) @ learnt.weights
        return np.asarray(probabilities(scores), np.float64)

    def model(self, names: Sequence[str], learnt: Weights) -> Ngrams:
        """What serves: the same, with the words of n-grams and ``names`` of labels."""
        weigh = learnt.weigh.astype(np.float16)
        ngrams = [self.ngrams[column] for column in learnt.kept]
        weights = (learnt.weights * learnt.weigh[learnt.kept, None]).astype(np.float16)
        return Ngrams(names, ngrams, np.append(weigh[learnt.kept], weigh[-1]), weights)

    def _weighed(
        self, columns: NDArray[np.intp], labels: NDArray[np.intp], sizes: NDArray[np.intp]
    ) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
        """The weights of all n-grams, and those that are worth keeping."""
        exact = _weigh(columns, np.repeat(labels, sizes), len(self.ngrams), self._count)
        counts = np.bincount(columns, minlength=len(self.ngrams))
        kept = np.flatnonzero(counts > (1 if len(sizes) > _MANY else 0))
        return exact.astype(np.float16).astype(np.float32), kept

    def _start(self, before: Weights, kept: NDArray[np.intp]) -> NDArray[np.float32]:
        """Weights [kept, labels] to start from."""
        whole = np.zeros((len(self.ngrams), self._count), np.float32)
        whole[before.kept] = before.weights
        return whole[kept]

    def _part(self, rows: NDArray[np.intp] | None) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The columns of the n-grams of the texts at ``rows``, and how many each text has."""
        if rows is None:
            return self._columns, self._sizes
        chosen = np.zeros(len(self._sizes), np.bool_)
        chosen[rows] = True
        return self._columns[np.repeat(chosen, self._sizes)], self._sizes[rows]

    def _matrix(
        self, columns: NDArray[np.intp], sizes: NDArray[np.intp], weigh: NDArray[np.float32], kept: NDArray[np.intp]
    ) -> Any:
        """Rows of length 1 over all n-grams, of which only those ``kept`` have a column."""
        values = weigh[columns]
        ends = np.cumsum([0, *sizes])
        values /= np.repeat(np.sqrt(np.add.reduceat(values**2, ends[:-1])), sizes)
        place = np.full(len(self.ngrams), -1, np.int32)
        place[kept] = np.arange(len(kept), dtype=np.int32)
        places = place[columns]
        there = places >= 0
        left = np.append(0, np.cumsum(there))[ends].astype(np.int32)
        parts, shape = (values[there], places[there], left), (len(sizes), len(kept))
        if self._is_brief:
            return Sparse(parts, shape)
        from scipy.sparse import csr_array

        return csr_array(parts, shape=shape)  # type: ignore[no-untyped-call]


def _numbered(texts: Sequence[Sequence[str]]) -> tuple[list[set[int]], dict[str, int]]:
    """The n-grams of each text, and their numbers. The pieces of a word are looked for once, however often it comes."""
    number: dict[str, int] = {}
    of_word: dict[str, list[int]] = {}
    found = []
    for words in texts:
        row = {number.setdefault(pair, len(number)) for pair in pairs_of(words)}
        for word in words:
            if word not in of_word:
                of_word[word] = [number.setdefault(piece, len(number)) for piece in pieces_of(word)]
            row.update(of_word[word])
        found.append(row)
    return found, number


def fit_ngrams(texts: Sequence[Sequence[str]], labels: Sequence[str]) -> tuple[Ngrams, list[str]]:
    """Learn from ``texts``, each the words of one and not empty, and their ``labels``. The second part of what comes
    back are the labels that it then gives these texts itself.

    With less than two labels there is nothing to tell apart. One label's confidence is then how much of a text is known
    at all.
    """
    names = sorted(set(labels))
    index = {name: number for number, name in enumerate(names)}
    counted = Texts(texts, np.array([index[label] for label in labels], dtype=np.intp), len(names))
    if len(names) < 2:
        return alike(names, counted.ngrams), list(labels)
    learnt = counted.learn()
    return counted.model(names, learnt), [names[label] for label in counted.judge(learnt).argmax(axis=1)]


def alike(names: Sequence[str], ngrams: Sequence[str]) -> Ngrams:
    """A model to which all of ``ngrams`` are the same."""
    even = np.ones(len(ngrams) + 1, dtype=np.float16)
    return Ngrams(names, ngrams, even, np.zeros((len(ngrams), len(names)), dtype=np.float16))


def _weigh(columns: NDArray[np.intp], labels: NDArray[np.intp], ngrams: int, count: int) -> NDArray[np.float64]:
    """The weights [ngrams + 1] of n-grams, from the column and the label, of ``count``, of each occurrence.

    One that never occurred, as the last, has the weight of one that occurred once.
    """
    pairs, counts = np.unique(columns * count + labels, return_counts=True)
    owners = pairs // count
    spare = 1 / count
    totals = np.bincount(columns, minlength=ngrams + 1) + 1
    shares = (counts + spare) / totals[owners]
    never = spare / totals
    others = count - np.bincount(owners, minlength=ngrams + 1)
    told = np.bincount(owners, shares * np.log(shares), ngrams + 1) + others * never * np.log(never)
    once = (1 + spare) / 2
    told[totals == 1] = once * math.log(once) + (count - 1) * spare / 2 * math.log(spare / 2)
    return np.asarray(1 + math.log(count) + told, dtype=np.float64)
