"""The intent by words and by meaning: ``nlu.classifier`` with an eye on the examples."""

from __future__ import annotations

from typing import ClassVar, Self

import msgspec

from talkwright.conversation.utterance import Intent
from talkwright.nlu.classifier import Classifier
from talkwright.nlu.component import LONGEST_RANKING, Draft, Lesson, Saved
from talkwright.nlu.examine import examine, learnable, report_no_choice
from talkwright.nlu.reasons import Ranked


class IntentClassifierOptions(msgspec.Struct, frozen=True):
    """``cascade``: let words decide alone where they are as often right."""

    cascade: bool = True


class IntentClassifier:
    """Ranks the intents."""

    Options: ClassVar[type[msgspec.Struct]] = IntentClassifierOptions
    prepares: ClassVar[bool] = False

    def __init__(self, model: Classifier) -> None:
        self._model = model

    @classmethod
    def fit(cls, lesson: Lesson, options: IntentClassifierOptions) -> Self:
        from talkwright.nlu.classifier_training import fit_classifier

        taught = [(example.intent or "", draft) for example, draft in learnable(lesson.data.examples, lesson.drafts)]
        fitted = fit_classifier(taught, lesson.titles, cascade=options.cascade, say=lesson.say)
        if len(fitted.classifier.labels) < 2:
            report_no_choice([intent for intent, _ in taught], lesson)
        else:
            examine([draft.words for _, draft in taught], [intent for intent, _ in taught], fitted.gives, lesson)
            lesson.judged(fitted.held_out)
        return cls(fitted.classifier)

    def process(self, draft: Draft) -> None:
        if draft.words and self._model.labels:
            draft.ranking = [Intent(*found) for found in self._model.ranking(draft, LONGEST_RANKING)]

    def explain(self, draft: Draft) -> Ranked:
        """How much words and meaning each say for the likeliest intents, and by which n-grams."""
        return self._model.explain(draft, type(self).__name__)

    def save(self) -> Saved:
        return self._model.save()

    @classmethod
    def load(cls, saved: Saved) -> Self:
        return cls(Classifier.load(saved))
