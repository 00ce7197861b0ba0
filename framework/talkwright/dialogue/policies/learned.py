"""What stories teach for what no story covers: how likely each action is, by clues in the last moments.

A linear model with a softmax over actions. Every clue that was ever seen speaks for and against the actions; besides,
an action counts by how much its name is like what was said and done, so that one no story has can come too. Fitted by
``training.learned``; here it is looked up. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import msgspec
import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from talkwright.conversation.trail import LISTEN
from talkwright.dialogue.moments import Moment
from talkwright.dialogue.policies.clues import Scene, clues, scene_of
from talkwright.dialogue.policies.likeness import Likeness
from talkwright.dialogue.policies.prediction import Prediction, View

NAME, PRIORITY = "TEDPolicy", 1  # the name that configurations and recorded events have for such a policy

SIDES = 7
"""How many ways there are in which an action may be like the scene."""

_SURE_OF_TEXT = 0.5  # from here on the words of a message may decide instead of its intent


class Learned(msgspec.Struct, frozen=True, omit_defaults=True, tag="learned"):
    """What was learned. ``weights`` are float32 [clues, actions], little-endian, row after row; ``likeness`` is how
    much each of the ``SIDES`` counts. ``names``: those of the bot, which tell the rare words from the common.

    ``temperature`` above 1 softens the confidences. ``most`` is how many of the last moments count. ``by_text``:
    stories have words of users, so that these may decide.
    """

    actions: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    clues: tuple[str, ...] = ()
    weights: bytes = b""
    likeness: tuple[float, ...] = (0.0,) * SIDES
    temperature: float = 1.0
    most: int = 5
    by_text: bool = False

    @property
    def depth(self) -> int:
        """How many moments are looked at."""
        return self.most


class LearnedPolicy:
    """Tells how likely each action is."""

    def __init__(self, learned: Learned) -> None:
        self._learned = learned

    def predict(self, view: View) -> Prediction:
        """A score for every action; together they are 1."""
        learned = self._learned
        seen = view.told[-learned.most :]
        if not seen or not learned.actions:
            return Prediction(NAME, PRIORITY)
        found = self.probabilities(seen)
        by_text = False
        said = self._words(view)
        if learned.by_text and said and seen[-1].action == LISTEN:
            heard = replace(seen[-1], intent=None, entities=(), text=said)
            by_words = self.probabilities([*seen[:-1], heard])
            by_text = bool(by_words.max() > max(_SURE_OF_TEXT, found.max()))
            found = by_words if by_text else found
        return Prediction(NAME, PRIORITY, dict(zip(learned.actions, found.tolist(), strict=True)), by_text=by_text)

    def probabilities(self, seen: Sequence[Moment]) -> NDArray[np.float64]:
        """How likely each action [actions] is after the moments ``seen``."""
        scores = self.scores(scene_of(seen)).astype(np.float64) / self._learned.temperature
        found: NDArray[np.float64] = np.exp(scores - scores.max())
        found /= found.sum()
        return found

    def scores(self, scene: Scene) -> NDArray[np.float32]:
        """What speaks for each action [actions]."""
        rows = [row for row in map(self._rows.get, clues(scene)) if row is not None]
        alike = sides(scene, self._names, self._columns)
        found: NDArray[np.float32] = self._weights[rows].sum(axis=0) + self._likeness @ alike
        return found

    @staticmethod
    def _words(view: View) -> str | None:
        heard = view.steps[-1].heard
        return heard.text if heard is not None else None

    @cached_property
    def _weights(self) -> NDArray[np.float32]:
        learned = self._learned
        return np.frombuffer(learned.weights, "<f4").reshape(len(learned.clues), len(learned.actions))

    @cached_property
    def _likeness(self) -> NDArray[np.float32]:
        return np.array(self._learned.likeness, dtype=np.float32)

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {clue: row for row, clue in enumerate(self._learned.clues)}

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {action: column for column, action in enumerate(self._learned.actions)}

    @cached_property
    def _names(self) -> Likeness:
        return Likeness(self._learned.actions, self._learned.names)


def sides(scene: Scene, names: Likeness, columns: dict[str, int]) -> NDArray[np.float32]:
    """How each action is like the scene [SIDES, actions]: like what was said and not yet answered, like what was said
    and answered in part, like what was done last, like what was done in the turn before; and whether it was done in
    this turn, or ever; and whether it is a part of several things said that has been done.
    """
    found = np.zeros((SIDES, len(columns)), dtype=np.float32)
    for intent in scene.intents:
        side = found[0 if scene.is_heard else 1]
        np.maximum(side, names.of(intent), out=side)
    if scene.done:
        found[2] = names.of(scene.done[-1])
    if scene.is_heard and scene.answered:
        found[3] = names.of(scene.answered)
    for action in scene.done:
        if action in columns:
            found[4, columns[action]] = 1.0
    for moment in scene.before:
        if moment.action in columns and moment.action != LISTEN:
            found[5, columns[moment.action]] = 1.0
    if scene.done and len(scene.intents) > 1:
        found[6] = found[1] * (1.0 - found[4])
    return found
