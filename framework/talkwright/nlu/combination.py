"""Two labels in one text: where it falls into two parts that each clearly mean another. Pure; knows no example of both.

Every place to part the words is tried; what comes before and after it is judged by its words alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_MOST_WORDS = 40
_CLEAR = 0.6  # confidence in each part


class Pair(NamedTuple):
    """The labels of the parts of a text, by number, and the confidence in both."""

    first: int
    second: int
    confidence: float


def pair(words: Sequence[str], judge: Callable[[Sequence[str]], NDArray[np.float32]]) -> Pair | None:
    """The best two labels of ``words``, by ``judge``, which gives confidences [labels]; None where no parting is clear.

    Both parts have to be clearer than the whole is, if that means one of the two.
    """
    if not 1 < len(words) <= _MOST_WORDS:
        return None
    whole = judge(words)
    found = []
    for place in range(1, len(words)):
        one, other = judge(words[:place]), judge(words[place:])
        first, second = int(one.argmax()), int(other.argmax())
        if first != second and min(one[first], other[second]) >= _CLEAR:
            found.append(Pair(first, second, float(one[first] * other[second])))
    best = max(found, key=lambda each: each.confidence, default=None)
    if best is None or best.confidence <= max(whole[best.first], whole[best.second]):
        return None
    return best
