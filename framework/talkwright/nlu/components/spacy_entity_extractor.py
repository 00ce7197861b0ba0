"""Entities that a pipeline of spaCy knows: people, places, organisations, or what rules in it find."""

from __future__ import annotations

from typing import ClassVar, Self

import msgspec

from talkwright.conversation.utterance import Entity
from talkwright.nlu.component import Draft, Lesson, Saved
from talkwright.nlu.spacy_models import SpacyModel, open_for, open_model

NAME = "SpacyEntityExtractor"


class SpacyEntityOptions(msgspec.Struct, frozen=True):
    """``model``: the pipeline; ``SpacyNLP`` gives it. ``dimensions``: the labels wanted; None is all entities of the
    domain."""

    model: str = "blank:en"
    dimensions: tuple[str, ...] | None = None


class SpacyEntityExtractor:
    """An entity is called like spaCy's label: ``GPE``."""

    Options: ClassVar[type[msgspec.Struct]] = SpacyEntityOptions
    prepares: ClassVar[bool] = False

    def __init__(self, model: SpacyModel | None, wanted: frozenset[str] | None) -> None:
        """``wanted`` labels, None when all are."""
        self._model, self._wanted = model, wanted

    @classmethod
    def fit(cls, lesson: Lesson, options: SpacyEntityOptions) -> Self:
        wanted = lesson.entities if options.dimensions is None else frozenset(options.dimensions)
        return cls(open_for(lesson, options.model), wanted)

    def process(self, draft: Draft) -> None:
        for label, start, end in self._model.entities(draft.text) if self._model else ():
            if self._wanted is None or label in self._wanted:
                draft.add_entity(Entity(label, draft.text[start:end], start, end, NAME))

    def save(self) -> Saved:
        wanted = None if self._wanted is None else sorted(self._wanted)
        return Saved(values={"model": self._model and self._model.name, "wanted": wanted})

    @classmethod
    def load(cls, saved: Saved) -> Self:
        name, wanted = saved.values["model"], saved.values["wanted"]
        model = open_model(str(name)) if name else None
        return cls(model, frozenset(map(str, wanted)) if isinstance(wanted, list) else None)
