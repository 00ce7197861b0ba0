"""The intent by words and by meaning: ``nlu.classifier`` with an eye on the examples."""

from __future__ import annotations

from typing import ClassVar, Self

import msgspec
from msgspec.structs import replace

from talkwright.conversation.utterance import Intent
from talkwright.nlu.classifier import Classifier
from talkwright.nlu.combination import pair
from talkwright.nlu.component import LONGEST_RANKING, Draft, Lesson, Saved
from talkwright.nlu.examine import examine, learnable, report_no_choice
from talkwright.nlu.reasons import Ranked


class IntentClassifierOptions(msgspec.Struct, frozen=True):
    """``cascade``: let words decide alone where they are as often right. ``intent_split_symbol``: what joins the
    intents of a message that means two; None understands only those joined intents that have examples."""

    cascade: bool = True
    intent_split_symbol: str | None = None


class IntentClassifier:
    """Ranks the intents."""

    Options: ClassVar[type[msgspec.Struct]] = IntentClassifierOptions
    prepares: ClassVar[bool] = False

    def __init__(self, model: Classifier, symbol: str | None = None) -> None:
        self._model, self._symbol = model, symbol

    @classmethod
    def fit(cls, lesson: Lesson, options: IntentClassifierOptions) -> Self:
        from talkwright.nlu.classifier_training import fit_classifier, grow_classifier

        taught = [(example.intent or "", draft) for example, draft in learnable(lesson.data.examples, lesson.drafts)]
        fitted = grow_classifier(taught, lesson.titles, lesson.before.saved) if lesson.before else None
        if fitted is None:
            fitted = fit_classifier(taught, lesson.titles, cascade=options.cascade, say=lesson.say)
        if len(fitted.classifier.labels) < 2:
            report_no_choice([intent for intent, _ in taught], lesson)
        else:
            examine([draft.words for _, draft in taught], [intent for intent, _ in taught], fitted.gives, lesson)
            if len(fitted.held_out.rows):
                lesson.judged(fitted.held_out)
        return cls(fitted.classifier, options.intent_split_symbol)

    def process(self, draft: Draft) -> None:
        if draft.words and self._model.labels:
            draft.ranking = [Intent(*found) for found in self._model.ranking(draft, LONGEST_RANKING)]
            if self._symbol is not None:
                self._combine(draft, self._symbol)

    def _combine(self, draft: Draft, symbol: str) -> None:
        """Put two intents first where ``draft`` means both, and no example says how that is put."""
        found = pair(draft.words, self._model.words.confidences)
        if found is None:
            return
        names = [self._model.labels[number] for number in (found.first, found.second)]
        joined = symbol.join(names)
        if joined in self._model.labels or any(symbol in name for name in names):
            return
        others = [replace(each, confidence=each.confidence * (1 - found.confidence)) for each in draft.ranking]
        draft.ranking = [Intent(joined, found.confidence), *others][:LONGEST_RANKING]

    def explain(self, draft: Draft) -> Ranked:
        """How much words and meaning each say for the likeliest intents, and by which n-grams."""
        return self._model.explain(draft, type(self).__name__)

    def save(self) -> Saved:
        saved = self._model.save()
        return Saved(saved.arrays, {**saved.values, "intent_split_symbol": self._symbol})

    @classmethod
    def load(cls, saved: Saved) -> Self:
        return cls(Classifier.load(saved), saved.values["intent_split_symbol"])
