"""Which examples of one set are most like those of another, by their vectors or, without any, by their words. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from talkwright.nlu.learnt import Learnt
from talkwright.nlu.review_overlaps import overlap, runs


def nearest(learnt: Learnt, ones: Sequence[int], others: Sequence[int], most: int) -> list[tuple[int, int, float]]:
    """The ``most`` alike pairs of a row of ``ones`` and another of ``others``, and how alike: a cosine or an overlap.

    No row is in two of them, so that one odd example is not all there is to see.
    """
    if learnt.vectors is not None:
        alike = learnt.vectors[list(ones)] @ learnt.vectors[list(others)].T
    else:
        mine = [runs(" ".join(learnt.words[row])) for row in ones]
        theirs = [runs(" ".join(learnt.words[row])) for row in others]
        alike = np.array([[overlap(one, other) for other in theirs] for one in mine]).reshape(len(ones), len(others))
    alike = np.where(np.equal.outer(np.array(ones), np.array(others)), -1.0, alike)
    found: list[tuple[int, int, float]] = []
    while len(found) < most and alike.size and alike.max() > 0:
        row, column = divmod(int(alike.argmax()), len(others))
        found.append((ones[row], others[column], round(float(alike[row, column]), 3)))
        alike[row, :] = alike[:, column] = -1.0
    return found
