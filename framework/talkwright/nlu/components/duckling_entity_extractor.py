"""Rasa's name for typed values. Nothing is asked over the network: what Duckling's server answers is made here.

Its answers are ``nlu.extractors``' own and speak the same JSON.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

import msgspec

from talkwright import log
from talkwright.nlu.component import Lesson
from talkwright.nlu.components.typed_entity_extractor import TypedEntityExtractor, TypedOptions
from talkwright.nlu.extractors.dimensions import DUCKLING


class DucklingOptions(TypedOptions, frozen=True):
    """``url`` and ``timeout`` are known for Rasa's sake; there is no server to ask."""

    url: str | None = None
    timeout: float = 3


class DucklingEntityExtractor(TypedEntityExtractor):
    """The dimensions that Duckling has, under the name that Rasa's bots expect."""

    Options: ClassVar[type[msgspec.Struct]] = DucklingOptions
    name: ClassVar[str] = "DucklingEntityExtractor"
    known: ClassVar[Sequence[str]] = DUCKLING

    @classmethod
    def fit(cls, lesson: Lesson, options: TypedOptions) -> Self:
        if isinstance(options, DucklingOptions) and options.url:
            log.info("nlu.no_server_asked", component=cls.name)
        return super().fit(lesson, options)
