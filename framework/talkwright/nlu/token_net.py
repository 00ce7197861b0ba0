"""What an encoder's states of tokens say of the tags of words: a small network over each word and its neighbours.

Each word's state is projected, what comes out is seen together with that of the words beside it, and that gives the
scores of its tags. Serving is here and needs numpy alone; ``token_net_training`` fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Layers(NamedTuple):
    """``project`` [width, hidden]; ``join`` [hidden, 3 hidden]: what a word tells the one after it, itself, and the one
    before it; ``score`` [hidden, tags]. The others [hidden] are added."""

    project: NDArray[Any]
    projected: NDArray[Any]
    join: NDArray[Any]
    joined: NDArray[Any]
    score: NDArray[Any]


class TokenNet:
    """The layers at work."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self._at_work = Layers(*(each.astype(np.float32) for each in layers))

    def score(self, states: Floats) -> Floats:
        """The scores [words, tags] of words with ``states`` [words, width]."""
        project, projected, join, joined, score = self._at_work
        told = np.maximum(states @ project + projected, 0) @ join
        hidden = len(joined)
        seen = told[:, hidden : 2 * hidden] + joined
        seen[1:] += told[:-1, :hidden]
        seen[:-1] += told[1:, 2 * hidden :]
        scores: Floats = np.maximum(seen, 0, out=seen) @ score
        return scores


def states_of_words(
    vectors: Floats, tokens: Sequence[tuple[int, int]], words: Sequence[tuple[int, int]]
) -> NDArray[np.float32]:
    """The mean [words, width] of the ``vectors`` [tokens, width] of each word's tokens, by where both are in the text;
    zeros for a word that has none."""
    if not tokens or not words:
        return np.zeros((len(words), vectors.shape[1]), np.float32)
    starts, ends = np.array(tokens).T
    first, beyond = np.array(words).T[:, :, None]
    shares = ((starts < beyond) & (first < ends)).astype(np.float32)
    shares /= np.maximum(shares.sum(axis=1, keepdims=True), 1)
    found: Floats = shares @ vectors
    return found
