"""Fits a conditional random field: AdaGrad over batches of texts, each with the exact gradient of its likelihood.

A few rounds do: stopping early serves as well as a penalty and costs less. Texts of like length go together, so that a
batch is worked word by word as one matrix. All chance comes from fixed seeds: the same examples give the same weights.
Duchi, Hazan, Singer: Adaptive subgradient methods, 2011.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talkwright.nlu.crf import Floats

_RATE = 0.2
_ROUNDS = 2
_BATCH = 8
_FEWEST_BATCHES = 120
"""Small sets are gone over until so many batches have been seen."""

_UNSEEN = 0.2
"""The share of what is seen that is hidden at random, each time anew: no feature is relied on alone. All five were
chosen on sets of 25 to 1,000 examples in four languages, and are flat about these values."""

_TINY = np.float32(1e-30)
_START = np.float32(1e-6)


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts of like length, the longest first. Rows go word by word: every text's first word, then the second ...

    ``seen`` [rows, columns] is sparse, ``columns`` are the features of its columns, ``tags`` [rows], and ``sizes`` how
    many texts have a first word, a second ...
    """

    seen: Any
    columns: NDArray[np.intp]
    tags: NDArray[np.intp]
    sizes: tuple[int, ...]

    def words(self) -> Iterator[slice]:
        """The rows of the first words, of the second ..."""
        start = 0
        for size in self.sizes:
            yield slice(start, start + size)
            start += size


def fit_crf(
    seen: Any, tags: NDArray[np.intp], lengths: NDArray[np.intp], allowed: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Weights [features, tags] and steps [tags, tags] for words with ``tags`` [words], the texts one after another.

    ``seen`` [words, features] is a sparse matrix of ones, and ``lengths`` [texts] sum to words, none being 0.
    """
    count = len(allowed)
    batches = list(_batches(seen, tags, lengths))
    weights = np.zeros((seen.shape[1], count), dtype=np.float32)
    steps = np.zeros((count, count), dtype=np.float32)
    squares, step_squares = np.full_like(weights, _START), np.full_like(steps, _START)
    random = np.random.default_rng(1)
    for _ in range(max(_ROUNDS, -(-_FEWEST_BATCHES // len(batches)))):
        for index in random.permutation(len(batches)):
            batch = batches[index]
            known = weights[batch.columns]
            batch.seen.data[:] = random.random(batch.seen.nnz) >= _UNSEEN
            factors = np.where(allowed, np.exp(steps), np.float32(0))
            expected, step_gradient = _expect(batch, batch.seen @ known, factors, allowed[0], allowed[:, 0])
            expected[np.arange(len(batch.tags)), batch.tags] -= 1
            gradient = batch.seen.T @ expected
            _count_steps(batch, step_gradient)
            slope = squares[batch.columns]
            slope += gradient * gradient
            squares[batch.columns] = slope
            weights[batch.columns] = known - _RATE * gradient / np.sqrt(slope)
            step_squares += step_gradient * step_gradient
            steps -= _RATE * step_gradient / np.sqrt(step_squares)
    return weights, steps


def _batches(seen: Any, tags: NDArray[np.intp], lengths: NDArray[np.intp]) -> Iterator[Batch]:
    from scipy.sparse import csr_array

    starts = np.cumsum(lengths) - lengths
    shuffled = np.random.default_rng(0).permutation(len(lengths))
    order = shuffled[np.argsort(lengths[shuffled], kind="stable")]
    for first in range(0, len(order), _BATCH):
        texts = order[first : first + _BATCH][::-1]
        sizes = tuple(int((lengths[texts] > word).sum()) for word in range(int(lengths[texts[0]])))
        rows = np.concatenate([starts[texts[:size]] + word for word, size in enumerate(sizes)])
        part = seen[rows]
        columns, indices = np.unique(part.indices, return_inverse=True)
        shape = (len(rows), len(columns))
        compact = csr_array((part.data, indices.astype(np.int32), part.indptr), shape=shape)  # type: ignore[no-untyped-call]
        yield Batch(compact, columns.astype(np.intp), tags[rows], sizes)


def _expect(
    batch: Batch, scores: Floats, steps: Floats, first: NDArray[np.bool_], last: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """How often each word has each tag [rows, tags], and each step is made [tags, tags], by the weights so far.

    Forward and backward over the batch, scaled at each word: Rabiner, A tutorial on hidden Markov models, 1989.
    """
    scores -= scores.max(axis=1, keepdims=True)
    factors = np.exp(scores, out=scores)
    words = list(batch.words())
    factors[words[0]] *= first
    before, after = np.empty_like(factors), np.empty_like(factors)
    after[:] = last
    before[words[0]] = _scaled(factors[words[0]])
    for earlier, rows in pairwise(words):
        going_on = before[earlier][: rows.stop - rows.start]
        before[rows] = _scaled((going_on @ steps) * factors[rows])
    made = np.zeros_like(steps)
    for earlier, rows in zip(words[-2::-1], words[:0:-1], strict=True):
        to_come = after[rows] * factors[rows]
        size = rows.stop - rows.start
        back = to_come @ steps.T
        here = before[earlier][:size]
        made += (here / np.maximum((here * back).sum(axis=1, keepdims=True), _TINY)).T @ to_come
        after[earlier][:size] = _scaled(back)
    return _scaled(before * after), made * steps


def _scaled(rows: Floats) -> Floats:
    """``rows`` each summing to 1."""
    scaled: Floats = rows / np.maximum(rows.sum(axis=1, keepdims=True), _TINY)
    return scaled


def _count_steps(batch: Batch, gradient: Floats) -> None:
    """Take the steps that are made in the examples from ``gradient``."""
    words = list(batch.words())
    for earlier, rows in pairwise(words):
        following = batch.tags[rows]
        np.subtract.at(gradient, (batch.tags[earlier][: len(following)], following), 1)
