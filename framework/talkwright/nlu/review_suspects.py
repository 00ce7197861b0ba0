"""Examples that look as if they stood under the wrong intent, by what was thought of them unlearnt. Pure.

Ranked by self-confidence, how likely an example is to its own intent: Northcutt, Jiang and Chuang, Confident Learning:
Estimating Uncertainty in Dataset Labels, Journal of Artificial Intelligence Research 70, 2021; Kuan and Mueller,
Model-agnostic label quality scoring to detect real-world label errors, 2022. Their thresholds per class find half of
what is swapped in bots of few examples; half of chance finds 85 % and more, and two of three are right.
"""

from __future__ import annotations

from collections import defaultdict

import msgspec
import numpy as np
from numpy.typing import NDArray

from talkwright.nlu.cited import Cited, cite
from talkwright.nlu.learnt import Learnt
from talkwright.nlu.review_nearest import nearest

_OF_CHANCE = 0.5


class Suspect(msgspec.Struct, frozen=True):
    """``example`` looks like one of the intent ``looks_like``: it is so ``likely`` there and so likely where it is
    (``own``), both in 0..1. ``nearest`` is the example there that is most like it."""

    example: Cited
    looks_like: str
    likely: float
    own: float
    nearest: Cited | None = None


def find_suspects(learnt: Learnt, most: int) -> tuple[list[Suspect], int]:
    """The ``most`` suspects that are least likely where they are, and how many there are in all."""
    if learnt.held_out is None or not len(learnt.held_out.rows):
        return [], 0
    names, said, rows = learnt.held_out
    index = {name: number for number, name in enumerate(names)}
    labels = np.array([index[learnt.examples[row].intent or ""] for row in rows.tolist()], np.intp)
    members: dict[str, list[int]] = defaultdict(list)
    for number, example in enumerate(learnt.examples):
        members[example.intent or ""].append(number)
    pairs = suspicious(said, labels)
    found = []
    for at, other in pairs[:most]:
        row = int(rows[at])
        near = nearest(learnt, [row], members[names[other]], most=1)
        found.append(
            Suspect(
                cite(learnt.examples[row]),
                names[other],
                round(float(said[at, other]), 4),
                round(float(said[at, labels[at]]), 4),
                cite(learnt.examples[near[0][1]]) if near else None,
            )
        )
    return found, len(pairs)


def suspicious(said: NDArray[np.float64], labels: NDArray[np.intp]) -> list[tuple[int, int]]:
    """The rows of opinions [n, labels] whose label, of ``labels`` [n], is less than half as likely as by chance, and
    what is likelier; the least likely first."""
    own = said[np.arange(len(labels)), labels]
    best = said.argmax(axis=1)
    wrong = (best != labels) & (own < _OF_CHANCE / said.shape[1])
    return [(int(at), int(best[at])) for at in np.argsort(own, kind="stable") if wrong[at]]
