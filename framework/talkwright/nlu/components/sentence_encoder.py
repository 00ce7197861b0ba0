"""The meaning of a message as a vector, for the components after it. The vectors are those of ``talkwright.encoders``.

A vector is made when somebody asks for it, and the last ones are remembered: most messages never need one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import ClassVar, Self

import msgspec

from talkwright.encoders.cache import Cache
from talkwright.encoders.encoder import Encoder, Vector, open_encoder
from talkwright.encoders.shelf import Shelf
from talkwright.encoders.source import encoder_for
from talkwright.errors import NotFound, RequestError
from talkwright.nlu.component import Draft, Lesson, Saved

_REMEMBERED = 1_000


class SentenceEncoderOptions(msgspec.Struct, frozen=True):
    """``encoder``: the name of one that is on this machine; None for the one that knows the bot's languages."""

    encoder: str | None = None


class SentenceEncoder:
    """Fills ``vector``. Without the encoder's weights it leaves it empty, and those after it go by words alone."""

    Options: ClassVar[type[msgspec.Struct]] = SentenceEncoderOptions
    prepares: ClassVar[bool] = True

    def __init__(self, encoder: Encoder | None, known: dict[str, Vector] | None = None) -> None:
        """``known``: vectors that are there already, by text. They are not saved."""
        self._encoder = encoder
        self._known = known or {}
        self._encode: Callable[[str], Vector] | None = lru_cache(_REMEMBERED)(encoder.encode) if encoder else None

    @classmethod
    def fit(cls, lesson: Lesson, options: SentenceEncoderOptions) -> Self:
        name = options.encoder or encoder_for(lesson.languages)
        if options.encoder is None and Shelf().label(name) is None:
            return cls(None)  # who has not asked for one is told once, when the bot is trained
        try:
            encoder = open_encoder(name, Shelf())
        except (NotFound, RequestError) as fault:
            message = f"{fault.message} Messages are understood by their words alone."
            lesson.problems.warning("nlu/no-encoder", message, lesson.place, fault.hint)
            return cls(None)
        texts = list(dict.fromkeys(example.text for example in lesson.data.examples))
        if lesson.cache is None:
            vectors = [encoder.encode(text) for text in texts]
        else:
            vectors = list(Cache(lesson.cache, encoder).encode(texts, lesson.say))
        return cls(encoder, dict(zip(texts, vectors, strict=True)))

    def process(self, draft: Draft) -> None:
        known = self._known.get(draft.text)
        if known is not None:
            draft.vector = partial(_given, known)
        elif self._encode is not None:
            draft.vector = partial(self._encode, draft.text)

    def save(self) -> Saved:
        if self._encoder is None:
            return Saved(values={"encoder": None})
        return Saved(values={"encoder": self._encoder.name, "fingerprint": self._encoder.fingerprint})

    @classmethod
    def load(cls, saved: Saved) -> Self:
        name = saved.values["encoder"]
        if name is None:
            return cls(None)
        encoder = open_encoder(name, Shelf())
        if encoder.fingerprint != saved.values["fingerprint"]:
            message = f"The model was trained with another {name!r} than the one on this machine."
            raise RequestError(message, f"Train again, or get it anew: talkwright encoder fetch {name}")
        return cls(encoder)


def _given(vector: Vector) -> Vector:
    return vector
