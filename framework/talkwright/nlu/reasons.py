"""Why a component understood what it did: the values that ``explain`` of a component gives.

Plain values with a schema, for a terminal and for HTTP. They know no component; each kind has its own tag.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

import msgspec

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from talkwright.nlu.component import Draft

MOST_INTENTS = 5
MOST_NGRAMS = 12


class Share(msgspec.Struct, frozen=True):
    """What ``what``, a word or a piece of one, adds to the score of an intent against the mean of all; in nats."""

    what: str
    share: float


class Opinion(msgspec.Struct, frozen=True):
    """An intent as words and meaning see it, each in 0..1, and both together. ``meaning`` is None where it was not
    asked. ``ngrams`` are what words went by, the weightiest first, for and against; a space is the end of a word."""

    intent: str
    confidence: float
    words: float
    meaning: float | None = None
    ngrams: tuple[Share, ...] = ()


class Ranked(msgspec.Struct, frozen=True, tag="ranked", tag_field="kind"):
    """How a classifier ranked the intents.

    ``decided_by`` words alone, or words and meaning ``together``. ``meaning_weight`` 0..1 is how much meaning counts
    then, ``temperature`` above 1 softens confidences, ``certain`` is the confidence from which words decide alone,
    None for never. ``inside`` is how likely the text means any of the intents, 0..1, by which all are made less; None
    where that was not asked.
    """

    component: str
    decided_by: Literal["words", "together"]
    intents: tuple[Opinion, ...]
    meaning_weight: float = 0.0
    temperature: float = 1.0
    certain: float | None = None
    inside: float | None = None


class Doubted(msgspec.Struct, frozen=True, tag="doubted", tag_field="kind"):
    """What the fallback saw: the best two intents, the limits, and what it made of them. ``why`` is empty when it let
    the best intent pass."""

    component: str
    fell_back: bool
    why: Literal["", "nothing", "unlikely", "ambiguous"]
    threshold: float
    ambiguity_threshold: float
    best: str | None = None
    confidence: float = 0.0
    second: str | None = None
    margin: float | None = None


Reason = Ranked | Doubted


@runtime_checkable
class Explains(Protocol):
    """A component that can tell why."""

    def explain(self, draft: Draft) -> Reason:
        """Why ``process`` will add to ``draft`` what it adds. ``draft`` stays as it is."""


def rank_opinions(
    names: Sequence[str],
    said: NDArray[Any],
    words: NDArray[Any],
    meaning: NDArray[Any] | None,
    ngrams: Sequence[str],
    shares: NDArray[Any],
) -> tuple[Opinion, ...]:
    """The likeliest of ``names``, by ``said`` [names], with ``shares`` [ngrams, names] of each n-gram."""
    best = sorted(range(len(names)), key=lambda label: (-said[label], label))[:MOST_INTENTS]
    return tuple(
        Opinion(
            names[label],
            float(said[label]),
            float(words[label]),
            None if meaning is None else float(meaning[label]),
            _weightiest(ngrams, shares[:, label]),
        )
        for label in best
    )


def _weightiest(ngrams: Sequence[str], shares: NDArray[Any]) -> tuple[Share, ...]:
    order = sorted(range(len(ngrams)), key=lambda row: (-abs(shares[row]), ngrams[row]))[:MOST_NGRAMS]
    return tuple(Share(ngrams[row], round(float(shares[row]), 4)) for row in order)
