"""What an encoder is, whatever makes its vectors. It knows none of them: ``encoders.open`` has the way to one.

The suite that every encoder passes is ``talkwright.testing.encoder_contract``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]


class States(NamedTuple):
    """A text token by token: ``vectors`` float32 [length, token width], and where each token is in the text; and the
    vector of the whole, as ``encode`` gives it."""

    vectors: NDArray[np.float32]
    spans: tuple[tuple[int, int], ...]
    sentence: Vector


class Encoder(Protocol):
    """May be used from several threads.

    ``width`` is how many numbers a vector has; ``batch`` is how many texts are best given at a time. One that
    ``blocks`` takes so long that nothing else should wait for it: it is asked in a thread. One on another machine
    raises ``OutsideError`` when that gives no vector.
    """

    name: str
    width: int
    batch: int
    blocks: bool

    @property
    def fingerprint(self) -> str:
        """The same for the same vectors."""

    def encode(self, text: str) -> Vector:
        """The vector of ``text``, float32 [width], of length 1."""

    def encode_many(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of ``texts``, float32 [n, width]. Takes its time: what failed is tried again."""


@runtime_checkable
class TokenEncoder(Encoder, Protocol):
    """An encoder that shows also what it makes of each token."""

    def states(self, text: str) -> States:
        """The text token by token, without the marks at its ends."""


def whole(text: str) -> str:
    """``text`` without halves of characters, which no tokenizer bears."""
    return text.encode(errors="replace").decode()
