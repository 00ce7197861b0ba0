"""The meaning of a message as a vector, for the components after it. The vectors are those of ``talkwright.encoders``.

A vector is made when somebody asks for it, and the last ones are remembered: most messages never need one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Annotated, Any, ClassVar, Self

import msgspec

from talkwright.conversation.content import JSON
from talkwright.encoders.cache import Cache
from talkwright.encoders.encoder import Encoder, States, TokenEncoder, Vector
from talkwright.encoders.endpoint import NAME as REMOTE
from talkwright.encoders.endpoint import Endpoint, EndpointEncoder, open_endpoint
from talkwright.encoders.open import open_encoder
from talkwright.encoders.shelf import Shelf
from talkwright.encoders.source import encoder_for
from talkwright.errors import OutsideError, RequestError
from talkwright.nlu.component import Draft, Lesson, Saved

_REMEMBERED = 1_000
_STATES_REMEMBERED = 8  # of messages at work at a time: who wants their tokens wants their vectors, too


class SentenceEncoderOptions(msgspec.Struct, frozen=True):
    """``encoder``: the name of one that is on this machine, a model of sentence-transformers by its name or path, or
    ``openai`` for one elsewhere; None for the one that knows the bot's languages. The others are for ``openai``:
    ``api_key_env`` names the environment variable with the key, ``timeout`` is in seconds."""

    encoder: str | None = None
    model: str = "text-embedding-3-small"
    base_url: str = "https://api.openai.com/v1"
    api_key_env: str = "OPENAI_API_KEY"
    timeout: Annotated[float, msgspec.Meta(gt=0)] = 2.0
    batch_size: Annotated[int, msgspec.Meta(ge=1, le=2048)] = 100

    def open(self, languages: Sequence[str]) -> Encoder:
        """The encoder. Raises ``NotFound`` and ``RequestError``, and for one elsewhere ``OutsideError``."""
        if self.encoder != REMOTE:
            return open_encoder(self.encoder or encoder_for(languages), Shelf())
        return open_endpoint(Endpoint(self.base_url, self.model, self.api_key_env, self.timeout, self.batch_size))


class SentenceEncoder:
    """Fills ``vector``. Without the encoder's weights it leaves it empty, and those after it go by words alone."""

    Options: ClassVar[type[msgspec.Struct]] = SentenceEncoderOptions
    prepares: ClassVar[bool] = True

    def __init__(self, encoder: Encoder | None, known: dict[str, Vector] | None = None) -> None:
        """``known``: vectors that are there already, by text. They are not saved."""
        self._encoder = encoder
        self._known = known or {}
        self._encode: Callable[[str], Vector] | None = lru_cache(_REMEMBERED)(encoder.encode) if encoder else None
        self._states: Callable[[str], States] | None = None
        if isinstance(encoder, TokenEncoder):
            states = self._states = lru_cache(_STATES_REMEMBERED)(encoder.states)
            self._encode = lru_cache(_REMEMBERED)(lambda text: states(text).sentence)
        self.blocks = encoder is not None and encoder.blocks

    @classmethod
    def fit(cls, lesson: Lesson, options: SentenceEncoderOptions) -> Self:
        if options.encoder is None and Shelf().label(encoder_for(lesson.languages)) is None:
            return cls(None)  # who has not asked for one is told once, when the bot is trained
        titles = [draft.text for draft in lesson.titles.values()]
        texts = list(dict.fromkeys([*(example.text for example in lesson.data.examples), *titles]))
        try:
            encoder = options.open(lesson.languages)
            if lesson.cache is None:
                vectors = encoder.encode_many(texts)
            else:
                vectors = Cache(lesson.cache, encoder).encode(texts, lesson.say)
        except (RequestError, OutsideError) as fault:
            message = f"{fault.message} Messages are understood by their words alone."
            hint = fault.hint or "See that it answers, then: talkwright train --force"
            lesson.problems.warning("nlu/no-encoder", message, lesson.place, hint)
            return cls(None)
        return cls(encoder, dict(zip(texts, vectors, strict=True)))

    def process(self, draft: Draft) -> None:
        if self._states is not None:
            draft.tokens = partial(self._states, draft.text)
        known = self._known.get(draft.text)
        if known is not None:
            draft.vector = partial(_given, known)
        elif self._encode is not None:
            draft.vector = partial(self._encode, draft.text)

    def save(self) -> Saved:
        encoder = self._encoder
        if encoder is None:
            return Saved(values={"encoder": None})
        values: dict[str, JSON] = {"encoder": encoder.name, "fingerprint": encoder.fingerprint}
        if isinstance(encoder, EndpointEncoder):
            values |= {"width": encoder.width, "endpoint": msgspec.to_builtins(encoder.endpoint)}
        return Saved(values=values)

    @classmethod
    def load(cls, saved: Saved) -> Self:
        values: Mapping[str, Any] = saved.values
        name = values["encoder"]
        if name is None:
            return cls(None)
        if name == REMOTE:
            return cls(open_endpoint(msgspec.convert(values["endpoint"], Endpoint), values["width"]))
        encoder = open_encoder(name, Shelf())
        if encoder.fingerprint != values["fingerprint"]:
            message = f"The model was trained with another {name!r} than the one on this machine."
            raise RequestError(message, f"Train again, or get it anew: talkwright encoder fetch {name}")
        return cls(encoder)


def _given(vector: Vector) -> Vector:
    return vector
