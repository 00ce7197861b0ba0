"""The examples that are nearest to a message, by its words and by its meaning.

Their texts and vectors, a byte a number, lie in the model: some 400 bytes an example. They are unpacked when somebody
asks, so that an assistant that only answers pays for the bytes alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from math import log, sqrt
from typing import Any, NamedTuple, Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from talkwright.errors import Place
from talkwright.nlu.arrays import pack, unpack
from talkwright.nlu.cited import full_name
from talkwright.nlu.learnt import Learnt
from talkwright.nlu.ngrams import ngrams_of

TEXTS, VECTORS = "examples.json", "examples.npz"
_BYTE = 127


class Neighbour(msgspec.Struct, frozen=True):
    """An example near to a message. ``similarity`` is a cosine, 0..1: of n-grams or of vectors."""

    text: str
    intent: str
    place: Place
    similarity: float


class _Known(msgspec.Struct, frozen=True, array_like=True):
    text: str
    intent: str
    place: Place
    words: tuple[str, ...]


class _Index(NamedTuple):
    """Where n-grams occur: by n-gram the rows; what one weighs; and the length of each row."""

    rows: Mapping[str, Sequence[int]]
    weights: Mapping[str, float]
    lengths: Sequence[float]


class Neighbours:
    """Finds examples. Safe to share between threads."""

    def __init__(self, texts: bytes, vectors: bytes | None) -> None:
        """The content of the files ``save`` gave."""
        self._texts, self._vectors = texts, vectors

    @classmethod
    def of(cls, learnt: Learnt) -> Self:
        """All the examples of ``learnt``."""
        known = [
            _Known(example.text, full_name(example), example.place, tuple(words))
            for example, words in zip(learnt.examples, learnt.words, strict=True)
        ]
        return cls(msgspec.json.encode(known), None if learnt.vectors is None else pack(_shrunk(learnt.vectors)))

    def save(self) -> dict[str, bytes]:
        """Files by name."""
        return {TEXTS: self._texts, **({VECTORS: self._vectors} if self._vectors is not None else {})}

    @classmethod
    def load(cls, files: Mapping[str, bytes]) -> Self:
        """From files by name, where some may not be there."""
        return cls(files.get(TEXTS, b"[]"), files.get(VECTORS))

    @property
    def texts(self) -> frozenset[str]:
        """What the examples say, word for word."""
        return frozenset(known.text for known in self._known)

    def by_words(self, words: Sequence[str], most: int = 5) -> tuple[Neighbour, ...]:
        """The nearest by the n-grams that are in both; rare ones count more."""
        index = self._index
        mine = [ngram for ngram in ngrams_of(words) if ngram in index.weights]
        found: dict[int, float] = defaultdict(float)
        for ngram in mine:
            for row in index.rows[ngram]:
                found[row] += index.weights[ngram] ** 2
        length = sqrt(sum(index.weights[ngram] ** 2 for ngram in mine)) or 1.0
        near = {row: shared / (length * index.lengths[row]) for row, shared in found.items()}
        best = sorted(near, key=lambda row: (-near[row], row))[:most]
        return tuple(self._neighbour(row, near[row]) for row in best)

    def by_meaning(self, vector: NDArray[Any] | None, most: int = 5) -> tuple[Neighbour, ...]:
        """The nearest to ``vector`` [width], of length 1. None where there are no vectors."""
        if vector is None or self._meanings is None:
            return ()
        near = self._meanings @ vector
        best = np.argsort(-near, kind="stable")[:most]
        return tuple(self._neighbour(row, min(1.0, float(near[row]))) for row in best.tolist())

    def _neighbour(self, row: int, similarity: float) -> Neighbour:
        known = self._known[row]
        return Neighbour(known.text, known.intent, known.place, round(max(0.0, similarity), 4))

    @cached_property
    def _known(self) -> tuple[_Known, ...]:
        return msgspec.json.decode(self._texts, type=tuple[_Known, ...])

    @cached_property
    def _meanings(self) -> NDArray[np.float32] | None:
        if self._vectors is None:
            return None
        arrays = unpack(self._vectors)
        rows: NDArray[np.float32] = arrays["vectors"].astype(np.float32)
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return rows

    @cached_property
    def _index(self) -> _Index:
        ngrams = [ngrams_of(known.words) for known in self._known]
        counts = Counter(ngram for row in ngrams for ngram in row)
        weights = {ngram: 1 + log(len(ngrams) / count) for ngram, count in counts.items()}
        rows: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(ngrams):
            for ngram in row:
                rows[ngram].append(number)
        return _Index(rows, weights, [sqrt(sum(weights[ngram] ** 2 for ngram in row)) or 1.0 for row in ngrams])


def _shrunk(vectors: NDArray[Any]) -> dict[str, NDArray[np.int8]]:
    """Rows as bytes, each by its own largest number; their lengths are 1 anyway."""
    largest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-9)
    return {"vectors": np.rint(vectors * (_BYTE / largest)).astype(np.int8)}
