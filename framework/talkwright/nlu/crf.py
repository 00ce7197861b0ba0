"""A linear-chain conditional random field: which sequence of tags the words of a text have, and how surely.

A sequence scores the sum of the weights of what is seen at each word and of the steps from tag to tag; its probability
is that score's exponential among all sequences. Serving is here and needs numpy alone; ``crf_training`` fits.
Lafferty, McCallum, Pereira: Conditional Random Fields, 2001.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_TINY = 1e-30
_FLOOR = -15.0  # a tag that scores less than the best by more is as good as impossible
_RESCALED = 4  # words between two times that numbers are brought back to size; at the floor they do not vanish before


class Crf:
    """The weights of steps from tag to tag. Tag 0 stands for the edges of a text as well."""

    def __init__(self, steps: NDArray[Any], allowed: NDArray[np.bool_]) -> None:
        """``steps`` and ``allowed`` [from, to]. A step that is not allowed is never made."""
        factors = np.where(allowed, np.exp(steps, dtype=np.float32), np.float32(0))
        self._back = np.ascontiguousarray(factors)  # a product with a vector of tags goes a word back
        self._onward = np.ascontiguousarray(factors.T)
        self._first = allowed[0].astype(np.float32)
        self._last = allowed[:, 0].astype(np.float32)

    def likely(self, scores: Floats) -> Floats:
        """How likely each word has each tag [words, tags], each row summing to 1. At least one word.

        Forward and backward: Rabiner, A tutorial on hidden Markov models, 1989.
        """
        factors = np.exp(np.maximum(scores - scores.max(axis=1, keepdims=True), _FLOOR))
        before, after = np.empty_like(factors), np.empty_like(factors)
        before[0] = row = factors[0] * self._first
        for word in range(1, len(factors)):
            row = self._onward.dot(row)
            row *= factors[word]
            if word % _RESCALED == 0:
                row /= max(float(row.sum()), _TINY)
            before[word] = row
        after[-1] = row = self._last
        for word in range(len(factors) - 1, 0, -1):
            row = self._back.dot(row * factors[word])
            if word % _RESCALED == 0:
                row /= max(float(row.sum()), _TINY)
            after[word - 1] = row
        likely: Floats = before * after
        likely /= np.maximum(likely.sum(axis=1, keepdims=True), _TINY)
        return likely
