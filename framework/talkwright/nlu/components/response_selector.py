"""Which of the answers of a retrieval intent a message asks for: of ``faq``, ``faq/opening_hours`` or another.

The classifier found the retrieval intent; this chooses among its response keys, by words and by meaning, too. The words
of the answers are not known here: the draft gets the key, and the pipeline adds what the assistant would say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

import msgspec
from msgspec.structs import replace

from talkwright.conversation.content import JSON
from talkwright.conversation.utterance import Intent
from talkwright.nlu.classifier import Classifier
from talkwright.nlu.component import LONGEST_RANKING, Draft, Lesson, Saved
from talkwright.nlu.retrieval import DEFAULT


class SelectorOptions(msgspec.Struct, frozen=True):
    """``retrieval_intent``: the only one that it chooses for, None for all. The others are known for Rasa's sake."""

    retrieval_intent: str | None = None
    epochs: int = 300
    constrain_similarities: bool = False
    use_text_as_label: bool = False


class ResponseSelector:
    """One model for each retrieval intent. It chooses when the best intent is one of them."""

    Options: ClassVar[type[msgspec.Struct]] = SelectorOptions
    prepares: ClassVar[bool] = False

    def __init__(self, key: str, models: Mapping[str, Classifier]) -> None:
        """``models`` by retrieval intent; their labels are full names. ``key`` is where the choice is put."""
        self._key, self._models = key, models

    @classmethod
    def fit(cls, lesson: Lesson, options: SelectorOptions) -> Self:
        from talkwright.nlu.classifier_training import fit_classifier

        only = options.retrieval_intent
        taught: dict[str, list[tuple[str, Draft]]] = {}
        for example, draft in zip(lesson.data.examples, lesson.drafts, strict=True):
            if example.response_key and draft.words and only in (None, example.intent):
                full_name = f"{example.intent}/{example.response_key}"
                taught.setdefault(example.intent or "", []).append((full_name, draft))
        if only is not None and not taught:
            message = f"The ResponseSelector is for '{only}', and no example is of an intent '{only}/...'."
            hint = "Name a retrieval intent that has examples, or leave 'retrieval_intent' out."
            lesson.problems.warning("nlu/nothing-to-select", message, lesson.place, hint)
        models = {name: fit_classifier(taught[name], lesson.titles).classifier for name in sorted(taught)}
        return cls(only or DEFAULT, models)

    def process(self, draft: Draft) -> None:
        best = draft.ranking[0] if draft.ranking else Intent()
        model = self._models.get(best.name or "")
        if model is not None and draft.words:
            ranking = draft.selected[self._key] = model.ranking(draft, LONGEST_RANKING)
            draft.ranking[0] = replace(best, full_retrieval_intent_name=ranking[0][0])

    def save(self) -> Saved:
        arrays: dict[str, Any] = {}
        models: list[JSON] = []
        for number, (name, model) in enumerate(self._models.items()):
            saved = model.save()
            arrays |= {f"{number}/{array}": values for array, values in saved.arrays.items()}
            models.append({"intent": name, **saved.values})
        return Saved(arrays, {"key": self._key, "models": models})

    @classmethod
    def load(cls, saved: Saved) -> Self:
        models = {}
        for number, values in enumerate(saved.values["models"]):
            prefix = f"{number}/"
            arrays = {name.removeprefix(prefix): a for name, a in saved.arrays.items() if name.startswith(prefix)}
            models[values["intent"]] = Classifier.load(Saved(arrays, values))
        return cls(saved.values["key"], models)
