"""Whether one of two is better, asked of the same messages, or whether that was luck. Pure, and the same every time.

McNemar, Note on the sampling error of the difference between correlated proportions or percentages, 1947, in its exact
form: messages that both got right, or both wrong, tell nothing; of the others each is as likely to be the one's as the
other's if they are equally good. Dietterich, Approximate Statistical Tests for Comparing Supervised Classification
Learning Algorithms, 1998, finds it the right one where training is repeated little. The interval is the percentile
bootstrap over messages of Efron and Tibshirani, An Introduction to the Bootstrap, 1993.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

import msgspec

CONFIDENCE = 0.95
_RESAMPLES = 5_000


class Paired(msgspec.Struct, frozen=True):
    """Of ``count`` messages ``one_only`` were right with the one alone, ``other_only`` with the other alone.

    ``difference`` is the other's share of right ones less the one's, -1..1, and lies between ``low`` and ``high`` with
    95 % confidence. ``p``: how likely so great a difference would be between two that are equally good.
    """

    count: int
    one_only: int
    other_only: int
    difference: float
    low: float
    high: float
    p: float

    @property
    def is_significant(self) -> bool:
        """At the usual level of one in twenty."""
        return self.p < 1 - CONFIDENCE


def compare_paired(one: Sequence[bool], other: Sequence[bool]) -> Paired:
    """Compare what was right, message by message."""
    count = len(one)
    one_only = sum(mine and not theirs for mine, theirs in zip(one, other, strict=True))
    other_only = sum(theirs and not mine for mine, theirs in zip(one, other, strict=True))
    difference = (other_only - one_only) / count if count else 0.0
    low, high = _interval(count, one_only, other_only)
    return Paired(count, one_only, other_only, difference, low, high, mcnemar(one_only, other_only))


def mcnemar(one_only: int, other_only: int) -> float:
    """The two-sided exact probability of messages that tell being split so unevenly, or more."""
    telling = one_only + other_only
    tail = sum(comb(telling, number) for number in range(min(one_only, other_only) + 1))
    return min(1.0, float(2 * tail / 2**telling))


def _interval(count: int, one_only: int, other_only: int) -> tuple[float, float]:
    """Messages drawn again are of three kinds, so it is enough to draw how many of each there are."""
    if not count:
        return 0.0, 0.0
    import numpy as np

    shares = [one_only / count, other_only / count, (count - one_only - other_only) / count]
    drawn = np.random.default_rng(0).multinomial(count, shares, _RESAMPLES)
    low, high = np.quantile((drawn[:, 1] - drawn[:, 0]) / count, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return float(low), float(high)
