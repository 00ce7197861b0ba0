"""Fits a conditional random field: AdaGrad over batches of texts, each with the exact gradient of its likelihood.

A few rounds do: stopping early serves as well as a penalty and costs less. Texts of like length go together, so that a
batch is worked word by word as one matrix. All chance comes from fixed seeds: the same examples give the same weights.
Duchi, Hazan, Singer: Adaptive subgradient methods, 2011.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from talkwright.nlu.crf import Floats


class Pace(NamedTuple):
    """How training goes about it. Small sets are gone over until ``fewest_batches`` have been seen. ``unseen`` is the
    share of what is seen that is hidden at random, each time anew: no feature is relied on alone."""

    rate: float
    rounds: int
    batch: int
    fewest_batches: int
    unseen: float


ALONE = Pace(rate=0.2, rounds=2, batch=8, fewest_batches=120, unseen=0.2)
"""Chosen on sets of 25 to 1,000 examples in four languages, and flat about these values."""

BESIDE = Pace(rate=0.05, rounds=4, batch=16, fewest_batches=500, unseen=0.4)
"""Beside something that learns more slowly and knows more; chosen by cross-validation on training sets of 300 and 1,000
examples in two languages."""

ON = Pace(rate=0.2, rounds=2, batch=8, fewest_batches=0, unseen=0.2)
"""For more examples of what is known."""

_TINY = np.float32(1e-30)
_START, _STEADY = np.float32(1e-6), np.float32(30.0)  # of the squares of gradients: who has learnt moves less


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts of like length, the longest first. Rows go word by word: every text's first word, then the second ...

    ``rows`` are those of the whole, ``seen`` [rows, columns] is sparse, ``columns`` are the features of its columns,
    ``tags`` [rows], and ``sizes`` how many texts have a first word, a second ...
    """

    rows: NDArray[np.intp]
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

    def steps(self) -> Iterator[tuple[slice, slice]]:
        """Rows and those of the words after them, from the first words on."""
        for earlier, rows in pairwise(self.words()):
            yield slice(earlier.start, earlier.start + rows.stop - rows.start), rows


class Learner(Protocol):
    """What has a say in the scores besides the weights, and learns with them."""

    def score(self, batch: Batch) -> Floats:
        """Its part of the scores [rows, tags]."""

    def learn(self, gradient: Floats, pace: float) -> None:
        """Go down the ``gradient`` of the scores that were given last; ``pace`` falls from 1 towards 0."""


def fit_crf(
    seen: Any,
    tags: NDArray[np.intp],
    lengths: NDArray[np.intp],
    allowed: NDArray[np.bool_],
    beside: Learner | None = None,
    before: tuple[Floats, Floats] | None = None,
) -> tuple[Floats, Floats]:
    """Weights [features, tags] and steps [tags, tags] for words with ``tags`` [words], the texts one after another.

    ``seen`` [words, features] is a sparse matrix of ones, scipy's or ours, and ``lengths`` [texts] sum to words, none
    being 0. What is ``beside`` learns as well. It goes on from the weights and steps of ``before``, which are for the
    first of the features.
    """
    pace = ON if before else BESIDE if beside else ALONE
    count = len(allowed)
    batches = list(_batches(seen, tags, lengths, pace.batch))
    weights = np.zeros((seen.shape[1], count), dtype=np.float32)
    steps = np.zeros((count, count), dtype=np.float32)
    squares, step_squares = np.full_like(weights, _START), np.full_like(steps, _START)
    if before is not None:
        weights[: len(before[0])], steps = before[0], before[1].copy()
        squares[: len(before[0])], step_squares[:] = _STEADY, _STEADY
    random = np.random.default_rng(1)
    rounds = max(pace.rounds, -(-pace.fewest_batches // len(batches)))
    for done in range(rounds):
        for index in random.permutation(len(batches)):
            batch = batches[index]
            known = weights.take(batch.columns, axis=0)
            batch.seen.data[:] = random.random(batch.seen.nnz) >= pace.unseen
            factors = np.where(allowed, np.exp(steps), np.float32(0))
            scores = batch.seen @ known
            if beside is not None:
                scores += beside.score(batch)
            expected, step_gradient = _expect(batch, scores, factors, allowed[0], allowed[:, 0])
            expected[np.arange(len(batch.tags)), batch.tags] -= 1
            if beside is not None:
                beside.learn(expected / np.float32(pace.batch), 1 - done / rounds)
            gradient = batch.seen.T @ expected
            _count_steps(batch, step_gradient)
            slope = squares.take(batch.columns, axis=0)
            slope += gradient * gradient
            squares[batch.columns] = slope
            gradient /= np.sqrt(slope, out=slope)  # in place: the arrays are large for what is done with them
            gradient *= np.float32(pace.rate)
            known -= gradient
            weights[batch.columns] = known
            step_squares += step_gradient * step_gradient
            steps -= pace.rate * step_gradient / np.sqrt(step_squares)
    return weights, steps


def _batches(seen: Any, tags: NDArray[np.intp], lengths: NDArray[np.intp], size: int) -> Iterator[Batch]:
    starts = np.cumsum(lengths) - lengths
    shuffled = np.random.default_rng(0).permutation(len(lengths))
    order = shuffled[np.argsort(lengths[shuffled], kind="stable")]
    for first in range(0, len(order), size):
        texts = order[first : first + size][::-1]
        sizes = tuple(int((lengths[texts] > word).sum()) for word in range(int(lengths[texts[0]])))
        rows = np.concatenate([starts[texts[:size]] + word for word, size in enumerate(sizes)])
        part = seen[rows]
        columns, indices = np.unique(part.indices, return_inverse=True)
        shape = (len(rows), len(columns))
        compact = type(seen)((part.data, indices.astype(np.int32), part.indptr), shape=shape)
        yield Batch(rows, compact, columns.astype(np.intp), tags[rows], sizes)


def _expect(
    batch: Batch, scores: Floats, steps: Floats, first: NDArray[np.bool_], last: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """How often each word has each tag [rows, tags], and each step is made [tags, tags], by the weights so far.

    Forward and backward over the batch, scaled at each word: Rabiner, A tutorial on hidden Markov models, 1989.
    """
    scores -= scores.max(axis=1, keepdims=True)
    factors = np.exp(scores, out=scores)
    firsts = slice(0, batch.sizes[0])
    factors[firsts] *= first
    before, after = np.empty_like(factors), np.empty_like(factors)
    after[:] = last
    before[firsts] = _scaled(factors[firsts])
    for earlier, rows in batch.steps():
        before[rows] = _scaled((before[earlier] @ steps) * factors[rows])
    made = np.zeros_like(steps)
    for earlier, rows in reversed(list(batch.steps())):
        to_come = after[rows] * factors[rows]
        back = to_come @ steps.T
        here = before[earlier]
        made += (here / np.maximum((here * back).sum(axis=1, keepdims=True), _TINY)).T @ to_come
        after[earlier] = _scaled(back)
    return _scaled(before * after), made * steps


def _scaled(rows: Floats) -> Floats:
    """``rows`` each summing to 1."""
    scaled: Floats = rows / np.maximum(rows.sum(axis=1, keepdims=True), _TINY)
    return scaled


def _count_steps(batch: Batch, gradient: Floats) -> None:
    """Take the steps that are made in the examples from ``gradient``."""
    for earlier, rows in batch.steps():
        np.subtract.at(gradient, (batch.tags[earlier], batch.tags[rows]), 1)
