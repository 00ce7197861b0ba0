"""Two opinions on the label of a text, and how much each counts: by its words, and by its meaning. Pure.

Opinions are probabilities of labels. They are mixed as logarithms, which lets each veto what it finds impossible, and
then sharpened or softened by a temperature, so that of a hundred labels given with confidence 0.9 ninety are right.
Both are chosen on opinions of texts that were held out, never on those that were learnt.
"""

from __future__ import annotations

import msgspec
import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

Opinions = NDArray[np.float64]

_COOLEST, _HOTTEST = 0.1, 10.0
_DRAWN = 5.0  # examples, about, that speak for the usual powers
_MOST_STEPS = 30
_SETTLED = 1e-6  # nats that an example gains by a step that is the last
_TINY = 1e-9
_LOST = 0.001  # of all texts: what words alone may get wrong that both would not
_MISLED = 0.02  # of texts that no label is right for: those that words alone may decide on
_FEWEST = 30  # texts that can tell where words alone are enough
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
    by_words, by_meaning = _powers(np.stack([_logarithm(words), _logarithm(meaning)]), labels)
    mixture = _mixture(by_words, by_meaning)
    return replace(mixture, certain=_certain(words, mix(words, meaning, mixture), labels))


def calibrate(words: Opinions, labels: NDArray[np.intp]) -> Mixture:
    """The mixture of words alone."""
    (power,) = _powers(_logarithm(words)[None], labels)
    return _mixture(power, 0.0)


def _mixture(by_words: float, by_meaning: float) -> Mixture:
    both = by_words + by_meaning
    temperature = min(max(1 / max(both, _TINY), _COOLEST), _HOTTEST)
    return Mixture(round(by_meaning / both, 4) if both else 0.0, round(temperature, 4))


def _powers(logarithms: NDArray[np.float64], labels: NDArray[np.intp]) -> list[float]:
    """The powers [k] to which opinions, given as ``logarithms`` [k, n, labels], are raised before they are multiplied.

    The surprise is convex in them, so Newton's method finds the lowest point: none is below zero, and each is drawn to
    its share of 1 as by a few examples more.
    """
    count, size = logarithms.shape[:2]
    right = logarithms[:, np.arange(size), labels]
    usual = np.full(count, 1 / count)

    def look(powers: NDArray[np.float64]) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
        scores = np.tensordot(powers, logarithms, 1)
        highest = scores.max(axis=1, keepdims=True)
        np.exp(scores - highest, out=scores)
        sums = scores.sum(axis=1, keepdims=True)
        value = float((np.log(sums) + highest).sum() - (powers @ right).sum())
        scores /= sums
        expected = (logarithms * scores).sum(axis=2)
        spread = (
            np.array([[np.vdot(one * scores, other) for other in logarithms] for one in logarithms])
            - expected @ expected.T
        )
        away = powers - usual
        slope = (expected - right).sum(axis=1) + _DRAWN * away
        return value + 0.5 * _DRAWN * float(away @ away), slope, spread + _DRAWN * np.eye(count)

    powers = usual
    value, slope, spread = look(powers)
    for _ in range(_MOST_STEPS):
        free = (powers > 0) | (slope < 0)
        step = np.zeros(count)
        step[free] = -np.linalg.solve(spread[np.ix_(free, free)], slope[free])
        for _ in range(_MOST_STEPS):
            there = np.clip(powers + step, 0, 1 / _COOLEST)
            found, new_slope, new_spread = look(there)
            if found <= value:
                break
            step *= 0.5
        else:
            break
        settled = value - found <= _SETTLED * size
        powers, value, slope, spread = there, found, new_slope, new_spread
        if settled:
            break
    return [round(float(power), 6) for power in powers]


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
    joined: Opinions = weight * _logarithm(meaning) + (1 - weight) * _logarithm(words)
    return joined


def _logarithm(opinions: Opinions) -> Opinions:
    found: Opinions = np.log(opinions + _TINY)
    return found


def _tempered(joined: Opinions, temperature: float) -> Opinions:
    scores = joined / temperature
    scores -= scores.max(axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=-1, keepdims=True)
    return scores


def _certain(words: Opinions, both: Opinions, labels: NDArray[np.intp]) -> float:
    """The lowest confidence of words from which on both together would be right hardly more often, and which words
    hardly ever have in a label when the right one is struck out: such texts are to be looked at twice."""
    if len(labels) < _FEWEST:
        return NEVER
    confidence = words.max(axis=1)
    better = (both.argmax(axis=1) == labels).astype(np.int64) - (words.argmax(axis=1) == labels)
    order = np.argsort(-confidence, kind="stable")
    sorted_confidence = confidence[order]
    last_of_equals = np.append(sorted_confidence[:-1] != sorted_confidence[1:], True)
    lost = np.maximum.accumulate(np.cumsum(better[order])[last_of_equals])
    allowed = int(np.searchsorted(lost, _LOST * len(labels), side="right"))
    if not allowed:
        return NEVER
    struck = words.copy()
    struck[np.arange(len(labels)), labels] = 0
    misled = struck.max(axis=1) / np.maximum(struck.sum(axis=1), _TINY)
    return round(max(float(sorted_confidence[last_of_equals][allowed - 1]), float(np.quantile(misled, 1 - _MISLED))), 4)
