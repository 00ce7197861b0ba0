"""Fits the network of ``token_net`` by Adam, along the gradient that a conditional random field gives it.

Some of what comes in and of what is in between is left out at random, each time anew, so that nothing is relied on
alone. All chance comes from fixed seeds. Kingma, Ba: Adam, 2015; Srivastava and others: Dropout, 2014.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from talkwright.nlu.crf_training import Batch
from talkwright.nlu.token_net import Floats, Layers, TokenNet

_HIDDEN = 192
_RATE = 3e-3
_UNSEEN, _UNUSED = 0.1, 0.2
"""The shares of states and of what is in between that are left out. All were chosen by cross-validation on training
sets of 300 to 3,300 examples."""

_FADING, _SQUARES_FADING = 0.9, 0.999  # of what Adam remembers
_TINY = np.float32(1e-8)
_ENOUGH = 5_000  # words, that tell how much states are spread
_STEADY = np.float32(0.05)  # added to the spread of a state, of which some have hardly any


class TokenNetTraining:
    """The network while it learns."""

    def __init__(self, states: NDArray[np.float16], tags: int) -> None:
        """``states`` [words, width] of all texts, one after another."""
        random = self._random = np.random.default_rng(0)
        self._states = states
        self._scale = 1 / (np.std(states[:_ENOUGH], axis=0, dtype=np.float32) + _STEADY)
        width = states.shape[1]

        def start(rows: int, columns: int, spread: float) -> Floats:
            return (random.standard_normal((rows, columns), dtype=np.float32) * np.float32(spread)).astype(np.float32)

        self._layers = Layers(
            start(width, _HIDDEN, width**-0.5),
            np.zeros(_HIDDEN, np.float32),
            start(_HIDDEN, 3 * _HIDDEN, (2 / (3 * _HIDDEN)) ** 0.5),
            np.zeros(_HIDDEN, np.float32),
            start(_HIDDEN, tags, 0.01),
        )
        self._means = [np.zeros_like(each) for each in self._layers]
        self._squares = [np.zeros_like(each) for each in self._layers]
        self._steps = 0
        self._backward: Any = None

    def net(self) -> TokenNet:
        """What was learnt, in half precision."""
        project = self._layers.project * self._scale[:, None]
        return TokenNet(Layers(*(each.astype(np.float16) for each in (project, *self._layers[1:]))))

    def score(self, batch: Batch) -> Floats:
        """The scores [rows, tags] of ``batch``; ``learn`` is about the batch that was scored last."""
        layers = self._layers
        states = self._states[batch.rows].astype(np.float32)
        states *= self._scale
        states *= self._kept(states.shape, _UNSEEN)
        own = np.maximum(states @ layers.project + layers.projected, 0)
        own_kept = self._kept(own.shape, _UNUSED)
        own *= own_kept
        told = own @ layers.join
        seen = told[:, _HIDDEN : 2 * _HIDDEN] + layers.joined
        for before, after in batch.steps():
            seen[after] += told[before, :_HIDDEN]
            seen[before] += told[after, 2 * _HIDDEN :]
        np.maximum(seen, 0, out=seen)
        seen_kept = self._kept(seen.shape, _UNUSED)
        seen *= seen_kept
        self._backward = batch, states, own, own_kept, seen, seen_kept
        scores: Floats = seen @ layers.score
        return scores

    def learn(self, gradient: Floats, pace: float) -> None:
        """Go down the ``gradient`` [rows, tags] of the scores; ``pace``, 0..1, falls in the course of the training."""
        batch, states, own, own_kept, seen, seen_kept = self._backward
        layers = self._layers
        to_seen = (gradient @ layers.score.T) * seen_kept * (seen > 0)
        to_told = np.zeros((len(seen), 3 * _HIDDEN), np.float32)
        to_told[:, _HIDDEN : 2 * _HIDDEN] = to_seen
        for before, after in batch.steps():
            to_told[before, :_HIDDEN] = to_seen[after]
            to_told[after, 2 * _HIDDEN :] = to_seen[before]
        to_own = (to_told @ layers.join.T) * own_kept * (own > 0)
        gradients = states.T @ to_own, to_own.sum(axis=0), own.T @ to_told, to_seen.sum(axis=0), seen.T @ gradient
        self._descend(gradients, pace)

    def _descend(self, gradients: tuple[Floats, ...], pace: float) -> None:
        self._steps += 1
        whole, whole_square = 1 - _FADING**self._steps, 1 - _SQUARES_FADING**self._steps
        rate = np.float32(_RATE * pace / whole)
        for layer, gradient in enumerate(gradients):
            values, mean, square = self._layers[layer], self._means[layer], self._squares[layer]
            mean += np.float32(1 - _FADING) * (gradient - mean)
            square += np.float32(1 - _SQUARES_FADING) * (gradient * gradient - square)
            values -= rate * mean / (np.sqrt(square / np.float32(whole_square)) + _TINY)

    def _kept(self, shape: tuple[int, ...], left_out: float) -> Floats:
        """0 for what is left out, and for the rest what makes up for it."""
        kept: Floats = (self._random.random(shape, dtype=np.float32) >= left_out) * np.float32(1 / (1 - left_out))
        return kept
