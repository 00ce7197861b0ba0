"""Two opinions on the label of a text, and how much each counts: by its words, and by its meaning. Pure.

Opinions are probabilities of labels. They are mixed as logarithms, which lets each veto what it finds impossible, and
then sharpened or softened by a temperature, so that of a hundred labels given with confidence 0.9 ninety are right.
Both are chosen on opinions of texts that were held out, never on those that were learnt.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

Opinions = NDArray[np.float64]

_WEIGHTS = tuple(round(0.05 * step, 2) for step in range(21))
_COOLEST, _HOTTEST, _HALVINGS = -2.0, 2.0, 24
_TINY = 1e-9
_LOST = 0.001  # of all texts: what words alone may get wrong that both would not
NEVER = 2.0


class Mixture(msgspec.Struct, frozen=True):
    """``weight``: how much meaning counts, 0..1; words count the rest. ``temperature``: above 1 softens.

    ``certain``: from this confidence on, words decide alone; above 1 never.
    """

    weight: float = 0.0
    temperature: float = 1.0
    certain: float = NEVER


def mix(words: Opinions, meaning: Opinions, mixture: Mixture) -> Opinions:
    """The opinion [..., labels] of both."""
    return _tempered(_joined(words, meaning, mixture.weight), mixture.temperature)


def choose(words: Opinions, meaning: Opinions, labels: NDArray[np.intp]) -> Mixture:
    """The mixture under which the right ``labels`` [n] of held-out texts are likeliest, of opinions [n, labels]."""
    found = []
    for weight in _WEIGHTS:
        joined = _joined(words, meaning, weight)
        temperature = _temperature(joined, labels)
        found.append((_surprise(joined, temperature, labels), weight, temperature))
    _, weight, temperature = min(found)
    mixture = Mixture(weight, temperature)
    return Mixture(weight, temperature, _certain(words, mix(words, meaning, mixture), labels))


def calibrate(words: Opinions, labels: NDArray[np.intp]) -> Mixture:
    """The mixture of words alone."""
    joined = np.log(words + _TINY)
    return Mixture(0.0, _temperature(joined, labels))


def surprise(said: Opinions, labels: NDArray[np.intp]) -> float:
    """The mean negative log-likelihood of ``labels`` [n] under opinions [n, labels], in nats."""
    return float(-np.log(said[np.arange(len(labels)), labels] + _TINY).mean())


def calibration_error(opinions: Opinions, labels: NDArray[np.intp], bins: int = 15) -> float:
    """How far confidences are from how often they are right, on average over texts.

    The expected calibration error of Guo et al., On Calibration of Modern Neural Networks, 2017; bins of even width.
    """
    confidence = opinions.max(axis=1)
    right = opinions.argmax(axis=1) == labels
    bin_of = np.minimum((confidence * bins).astype(np.intp), bins - 1)
    gaps = np.bincount(bin_of, confidence, bins) - np.bincount(bin_of, right, bins)
    return float(np.abs(gaps).sum() / len(labels))


def _joined(words: Opinions, meaning: Opinions, weight: float) -> Opinions:
    joined: Opinions = weight * np.log(meaning + _TINY) + (1 - weight) * np.log(words + _TINY)
    return joined


def _tempered(joined: Opinions, temperature: float) -> Opinions:
    scores = joined / temperature
    scores -= scores.max(axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=-1, keepdims=True)
    return scores


def _temperature(joined: Opinions, labels: NDArray[np.intp]) -> float:
    """Where the labels surprise least; between the ends the surprise falls and then rises."""
    low, high = _COOLEST, _HOTTEST
    for _ in range(_HALVINGS):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        if _surprise(joined, float(np.exp(left)), labels) <= _surprise(joined, float(np.exp(right)), labels):
            high = right
        else:
            low = left
    return round(float(np.exp((low + high) / 2)), 4)


def _surprise(joined: Opinions, temperature: float, labels: NDArray[np.intp]) -> float:
    """The mean negative log-likelihood of ``labels``, in nats."""
    scores = joined / temperature
    scores -= scores.max(axis=1, keepdims=True)
    return float((np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(labels)), labels]).mean())


def _certain(words: Opinions, both: Opinions, labels: NDArray[np.intp]) -> float:
    """The lowest confidence of words from which on both together would be right hardly more often."""
    confidence = words.max(axis=1)
    better = (both.argmax(axis=1) == labels).astype(np.int64) - (words.argmax(axis=1) == labels)
    order = np.argsort(-confidence, kind="stable")
    sorted_confidence = confidence[order]
    last_of_equals = np.append(sorted_confidence[:-1] != sorted_confidence[1:], True)
    lost = np.maximum.accumulate(np.cumsum(better[order])[last_of_equals])
    allowed = int(np.searchsorted(lost, _LOST * len(labels), side="right"))
    return round(float(sorted_confidence[last_of_equals][allowed - 1]), 4) if allowed else NEVER
