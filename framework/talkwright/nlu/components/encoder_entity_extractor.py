"""Entities in context by what their words mean: a conditional random field beside a network over an encoder's tokens.

It sees all that the ``CRFEntityExtractor`` sees, and what the encoder of a ``SentenceEncoder`` before it makes of each
token. Without that it is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from talkwright.nlu.annotations import telling
from talkwright.nlu.component import Draft, Lesson
from talkwright.nlu.components.crf_entity_extractor import CRFEntityExtractor, FieldOptions
from talkwright.nlu.token_net import states_of_words

_ENCODED = 0.5  # of the work


class EncoderEntityExtractor(CRFEntityExtractor):
    """Slower to train and to ask than a field alone, and right more often."""

    Options: ClassVar[type[msgspec.Struct]] = FieldOptions

    @classmethod
    def fit(cls, lesson: Lesson, options: FieldOptions) -> Self:
        pairs = telling(lesson)
        drafts = [draft for _, draft in pairs]
        if any(draft.tokens is None for draft in drafts):
            lesson.problems.warning(
                "nlu/no-token-states",
                "EncoderEntityExtractor has no encoder that shows its tokens; it works as CRFEntityExtractor does.",
                lesson.place,
                "Name a SentenceEncoder before it, with an encoder that is on this machine: talkwright encoder list",
            )
            return cls._fitted(lesson, options, pairs)
        return cls._fitted(lesson, options, pairs, _states(lesson, drafts))


def _states(lesson: Lesson, drafts: Sequence[Draft]) -> NDArray[np.float16] | None:
    """The states [words, width] of all words, in half precision: there may be a hundred thousand."""
    found: NDArray[np.float16] | None = None
    at = 0
    for done, draft in enumerate(drafts):
        lesson.say(_ENCODED * done / len(drafts))
        if draft.tokens is not None:
            states = draft.tokens()
            if found is None:
                found = np.empty((sum(len(each.words) for each in drafts), states.vectors.shape[1]), np.float16)
            beyond = at + len(draft.words)
            found[at:beyond] = states_of_words(states.vectors, states.spans, draft.spans)
            at = beyond
    return found
