"""Says "not understood" instead of guessing: when the best intent is unlikely, or hardly likelier than the second."""

from __future__ import annotations

from typing import ClassVar, Self

import msgspec

from talkwright.conversation.utterance import Intent
from talkwright.nlu.component import LONGEST_RANKING, Draft, Lesson, Saved

FALLBACK_INTENT = "nlu_fallback"


class FallbackOptions(msgspec.Struct, frozen=True):
    """Confidences in 0..1."""

    threshold: float = 0.3
    ambiguity_threshold: float = 0.1


class FallbackClassifier:
    """Puts ``nlu_fallback`` before the ranking, with the threshold as its confidence, as Rasa does."""

    Options: ClassVar[type[msgspec.Struct]] = FallbackOptions
    prepares: ClassVar[bool] = False

    def __init__(self, options: FallbackOptions) -> None:
        self._options = options

    @classmethod
    def fit(cls, lesson: Lesson, options: FallbackOptions) -> Self:
        return cls(options)

    def process(self, draft: Draft) -> None:
        if not self._is_understood(draft.ranking):
            draft.ranking.insert(0, Intent(FALLBACK_INTENT, self._options.threshold))
            del draft.ranking[LONGEST_RANKING:]

    def _is_understood(self, ranking: list[Intent]) -> bool:
        if not ranking or ranking[0].confidence < self._options.threshold:
            return False
        return len(ranking) == 1 or (ranking[0].confidence - ranking[1].confidence >= self._options.ambiguity_threshold)

    def save(self) -> Saved:
        return Saved(values=msgspec.to_builtins(self._options))

    @classmethod
    def load(cls, saved: Saved) -> Self:
        return cls(msgspec.convert(saved.values, FallbackOptions))
