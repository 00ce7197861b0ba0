"""Whether a message is what may be expected here. Of one that is not, ``action_unlikely_intent`` tells.

A linear model says how likely each intent is after what was done; an intent is unlikely where it is less likely than
anywhere that stories have it. Intents that no story has are never told of. Fitted by ``training.unlikely``. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import msgspec
import numpy as np
from numpy.typing import NDArray

from talkwright.conversation.trail import LISTEN
from talkwright.dialogue.moments import UNLIKELY, Moment
from talkwright.dialogue.policies.clues import clues, scene_of
from talkwright.dialogue.policies.prediction import Prediction, View

NAME, PRIORITY = "UnexpecTEDIntentPolicy", 2


class Expected(msgspec.Struct, frozen=True, omit_defaults=True, tag="expected"):
    """What was learned of intents. ``weights`` are float32 [clues, intents], little-endian, row after row.

    ``lowest``: below this likelihood each intent is unlikely. ``most`` is how many of the last moments count.
    """

    intents: tuple[str, ...] = ()
    clues: tuple[str, ...] = ()
    weights: bytes = b""
    lowest: tuple[float, ...] = ()
    most: int = 5

    @property
    def depth(self) -> int:
        """How many moments are looked at."""
        return self.most


class UnlikelyPolicy:
    """Tells messages that nothing leads to expect."""

    def __init__(self, expected: Expected) -> None:
        self._expected = expected

    def predict(self, view: View) -> Prediction:
        """``action_unlikely_intent`` with a score of 1, or nothing."""
        nothing = Prediction(NAME, PRIORITY)
        seen = view.told[-self._expected.most :]
        column = self._columns.get(view.intent or "")
        if view.action != LISTEN or len(seen) < 2 or column is None:
            return nothing
        likely = float(self.likelihoods(seen[:-1])[column])
        return Prediction(NAME, PRIORITY, {UNLIKELY: 1.0}) if likely < self._expected.lowest[column] else nothing

    def likelihoods(self, seen: Sequence[Moment]) -> NDArray[np.float64]:
        """How likely a message means each intent [intents] after the moments ``seen``."""
        rows = [row for row in map(self._rows.get, clues(scene_of(seen))) if row is not None]
        scores = self._weights[rows].sum(axis=0).astype(np.float64)
        found: NDArray[np.float64] = np.exp(scores - scores.max())
        found /= found.sum()
        return found

    @cached_property
    def _weights(self) -> NDArray[np.float32]:
        expected = self._expected
        return np.frombuffer(expected.weights, "<f4").reshape(len(expected.clues), len(expected.intents))

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {clue: row for row, clue in enumerate(self._expected.clues)}

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {intent: column for column, intent in enumerate(self._expected.intents)}
