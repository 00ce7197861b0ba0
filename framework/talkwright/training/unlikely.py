"""Lessons -> what intents may be expected when: a linear model over what was there before the message.

How unlikely an intent may be is measured on stories that the model has not seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from talkwright.conversation.trail import LISTEN
from talkwright.dialogue.moments import Moment
from talkwright.dialogue.policies.clues import clues, scene_of
from talkwright.dialogue.policies.unlikely import Expected
from talkwright.training.clue_model import Rows, fit, folds, likelihoods, numbered
from talkwright.training.learned import MOST
from talkwright.training.lessons import Lesson


def expect(
    told: Iterable[Lesson], most: int | None = None, tolerance: float = 0.0, ignored: Sequence[str] = ()
) -> Expected:
    """What the lessons of stories lead to expect. ``most``: how many of the last moments count.

    ``tolerance`` 0..1: this share of the places where an intent does not stand is to be likely enough for it, if the
    places where it stands are not. Of intents that are ``ignored`` none is unlikely.
    """
    most = most or MOST
    found: dict[tuple[tuple[Moment, ...], str], set[str]] = {}
    for lesson in told:
        last = lesson.moments[-1]
        before = lesson.moments[-most:-1]
        if last.action == LISTEN and last.intent and before:
            found.setdefault((before, last.intent), set()).add(lesson.walk.name)
    if not found:
        return Expected()
    intents = tuple(dict.fromkeys(intent for _, intent in found))
    known, matrix = numbered([clues(scene_of(seen)) for seen, _ in found])
    columns = np.array([intents.index(intent) for _, intent in found])
    weights = np.array([len(stories) for stories in found.values()], dtype=np.float32)
    rows = Rows(matrix, np.zeros((len(found), 0, len(intents)), dtype=np.float32), columns, weights)
    fitted = fit(rows)
    likely = likelihoods(fitted.scores(rows))
    for out, scores in folds(rows, list(found.values())):
        likely[out] = likelihoods(scores)
    lowest = (
        0.0 if intent in ignored else _lowest(likely[:, column], columns == column, tolerance)
        for column, intent in enumerate(intents)
    )
    return Expected(intents, known, fitted.clues.astype("<f4").tobytes(), tuple(lowest), most)


def _lowest(likely: NDArray[np.float64], stands: NDArray[np.bool_], tolerance: float) -> float:
    """How likely an intent has to be. ``stands``: where it is the right one."""
    least = float(likely[stands].min())
    if tolerance > 0 and not stands.all():
        least = min(least, float(np.quantile(likely[~stands], 1.0 - min(tolerance, 1.0))))
    return round(least, 6)
