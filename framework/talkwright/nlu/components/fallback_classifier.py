"""Says "not understood" instead of guessing: when the best intent is unlikely, or hardly likelier than the second."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

import msgspec

from talkwright.conversation.utterance import Intent
from talkwright.nlu.component import LONGEST_RANKING, Draft, Lesson, Saved
from talkwright.nlu.reasons import Doubted

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
        if self._doubt(draft.ranking):
            draft.ranking.insert(0, Intent(FALLBACK_INTENT, self._options.threshold))
            del draft.ranking[LONGEST_RANKING:]

    def _doubt(self, ranking: list[Intent]) -> Literal["", "nothing", "unlikely", "ambiguous"]:
        """What is wrong with the best intent; empty for one that is understood."""
        if not ranking:
            return "nothing"
        if ranking[0].confidence < self._options.threshold:
            return "unlikely"
        margin = ranking[0].confidence - ranking[1].confidence if len(ranking) > 1 else 1.0
        return "ambiguous" if margin < self._options.ambiguity_threshold else ""

    def explain(self, draft: Draft) -> Doubted:
        """What it sees in the ranking."""
        best, second, *_ = *draft.ranking, Intent(), Intent()
        why = self._doubt(draft.ranking)
        return Doubted(
            type(self).__name__,
            bool(why),
            why,
            self._options.threshold,
            self._options.ambiguity_threshold,
            best.name,
            best.confidence,
            second.name,
            best.confidence - second.confidence if second.name else None,
        )

    def save(self) -> Saved:
        return Saved(values=msgspec.to_builtins(self._options))

    @classmethod
    def load(cls, saved: Saved) -> Self:
        return cls(msgspec.convert(saved.values, FallbackOptions))
