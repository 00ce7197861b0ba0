"""Splits the text as spaCy does for its language: "don't" is "do" and "n't" in English."""

from __future__ import annotations

from typing import ClassVar, Self

import msgspec

from talkwright.nlu.component import Draft, Lesson, Saved
from talkwright.nlu.folding import fold
from talkwright.nlu.spacy_models import SpacyModel, open_for, open_model
from talkwright.nlu.words import split


class SpacyTokenizerOptions(msgspec.Struct, frozen=True):
    """``model``: the pipeline whose tokenizer it is; ``SpacyNLP`` gives it. The others are Rasa's, and known."""

    model: str = "blank:en"
    intent_tokenization_flag: bool = False
    intent_split_symbol: str = "_"
    token_pattern: str | None = None


class SpacyTokenizer:
    """Fills ``spans`` and ``words``. Comes first."""

    Options: ClassVar[type[msgspec.Struct]] = SpacyTokenizerOptions
    prepares: ClassVar[bool] = True

    def __init__(self, model: SpacyModel | None) -> None:
        self._model = model

    @classmethod
    def fit(cls, lesson: Lesson, options: SpacyTokenizerOptions) -> Self:
        return cls(open_for(lesson, options.model))

    def process(self, draft: Draft) -> None:
        if self._model is None:
            draft.spans, draft.words = split(draft.text)
            return
        draft.spans = self._model.tokens(draft.text)
        draft.words = [fold(draft.text[start:end]) for start, end in draft.spans]

    def save(self) -> Saved:
        return Saved(values={"model": self._model and self._model.name})

    @classmethod
    def load(cls, saved: Saved) -> Self:
        name = saved.values["model"]
        return cls(open_model(str(name)) if name else None)
