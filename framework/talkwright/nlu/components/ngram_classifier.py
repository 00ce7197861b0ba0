"""The intent by words and pieces of words: ``nlu.ngrams`` with an eye on the examples."""

from __future__ import annotations

from typing import ClassVar, Self

import msgspec

from talkwright.conversation.utterance import Intent
from talkwright.nlu.component import LONGEST_RANKING, Draft, Lesson, NoOptions, Saved
from talkwright.nlu.examine import examine, report_no_choice
from talkwright.nlu.ngram_training import fit_ngrams
from talkwright.nlu.ngrams import Ngrams
from talkwright.nlu.reasons import Ranked, rank_opinions


class NgramClassifier:
    """Ranks the intents."""

    Options: ClassVar[type[msgspec.Struct]] = NoOptions
    prepares: ClassVar[bool] = False

    def __init__(self, model: Ngrams) -> None:
        self._model = model

    @classmethod
    def fit(cls, lesson: Lesson, options: NoOptions) -> Self:
        texts: list[list[str]] = []
        spoken: list[list[str]] = []
        labels: list[str] = []
        for example, draft in zip(lesson.data.examples, lesson.drafts, strict=True):
            if example.intent and draft.words:
                texts.append(draft.words)
                spoken.append(draft.spoken)
                labels.append(example.intent)
        titles = [(name, lesson.titles[name].words) for name in sorted({*labels} & lesson.titles.keys())]
        known = [(name, words) for name, words in titles if words]
        model, given = fit_ngrams([*spoken, *(words for _, words in known)], [*labels, *(name for name, _ in known)])
        if len(model.labels) > 1:
            examine(texts, labels, given[: len(texts)], lesson)
        else:
            report_no_choice(labels, lesson)
        return cls(model)

    def process(self, draft: Draft) -> None:
        if draft.words and self._model.labels:
            ranking = self._model.ranking(draft.spoken, LONGEST_RANKING)
            draft.ranking = [Intent(name, confidence) for name, confidence in ranking]

    def explain(self, draft: Draft) -> Ranked:
        """By which n-grams the likeliest intents were found."""
        name = type(self).__name__
        if not draft.words or not self._model.labels:
            return Ranked(name, "words", ())
        said = self._model.confidences(draft.spoken)
        labels = self._model.labels
        return Ranked(name, "words", rank_opinions(labels, said, said, None, *self._model.shares(draft.spoken)))

    def save(self) -> Saved:
        model = self._model
        return Saved(
            arrays={"weigh": model.weigh, "weights": model.weights},
            values={"intents": list(model.labels), "ngrams": list(model.ngrams)},
        )

    @classmethod
    def load(cls, saved: Saved) -> Self:
        values, arrays = saved.values, saved.arrays
        return cls(Ngrams(values["intents"], values["ngrams"], arrays["weigh"], arrays["weights"]))
