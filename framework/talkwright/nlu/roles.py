"""Which role and group an entity has: softmax regression over what stands around it, and not over the value itself.

In "from green to blue" any colour could be either. Around an entity other entities stand as their names, so that
"from <colour>" tells of every colour. It knows spans and kinds, and not how they were found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from talkwright.nlu.softmax import fit_softmax
from talkwright.nlu.tagging import Span

STRENGTH = 10.0
"""How much the examples count against the penalty."""

_NEAR = 3  # words on each side whose place counts

Parts = tuple[tuple[str | None, str | None], ...]
"""Role and group of each of the entities that a span is."""


class Spoken(msgspec.Struct, frozen=True):
    """The words of a text, its spans from left to right, each with the number of its kind, and its intent."""

    words: Sequence[str]
    spans: Sequence[Span]
    intent: str | None


class Roles:
    """``choices`` are the parts that entities of each kind have. Where there are several, ``features`` and ``weights``
    [features, choices] tell which."""

    def __init__(
        self, choices: Sequence[Sequence[Parts]], features: Sequence[Sequence[str]], weights: Sequence[NDArray[Any]]
    ) -> None:
        self.choices, self.features, self.weights = choices, features, weights
        self._rows = [{feature: row for row, feature in enumerate(each)} for each in features]
        self._weights = [each.astype(np.float32) for each in weights]

    @classmethod
    def fit(cls, choices: Sequence[Sequence[Parts]], texts: Sequence[tuple[Spoken, Sequence[Parts]]]) -> Self:
        """Learn from ``texts``, each with the parts of its spans."""
        features: list[list[str]] = []
        weights: list[NDArray[Any]] = []
        for kind, known in enumerate(choices):
            seen, labels = [], []
            for spoken, parts in texts if len(known) > 1 else ():
                for at, ((_, _, other), part) in enumerate(zip(spoken.spans, parts, strict=True)):
                    if other == kind:
                        seen.append(list(_around(spoken, at)))
                        labels.append(known.index(part))
            names, fitted = _fit(seen, labels, len(known))
            features.append(names)
            weights.append(fitted)
        return cls(choices, features, weights)

    def tell(self, spoken: Spoken) -> list[Parts]:
        """The parts of each span."""
        found = []
        for at, (_, _, kind) in enumerate(spoken.spans):
            choice, rows = 0, self._rows[kind]
            if rows:
                columns = [rows[feature] for feature in _around(spoken, at) if feature in rows]
                choice = int(self._weights[kind].take(columns, axis=0).sum(axis=0).argmax())
            found.append(self.choices[kind][choice])
        return found


def _fit(seen: list[list[str]], labels: list[int], count: int) -> tuple[list[str], NDArray[Any]]:
    if not seen:
        return [], np.zeros((0, count), dtype=np.float16)
    from scipy.sparse import csr_array

    names = sorted({name for each in seen for name in each})
    column = {name: index for index, name in enumerate(names)}
    columns = [column[name] for each in seen for name in each]
    ends = np.cumsum([0, *map(len, seen)])
    shape = (len(seen), len(names))
    rows = csr_array((np.ones(len(columns)), columns, ends), shape=shape)  # type: ignore[no-untyped-call]
    return names, fit_softmax(rows, np.array(labels, dtype=np.intp), count, STRENGTH).astype(np.float16)


def _around(spoken: Spoken, at: int) -> Iterator[str]:
    """What stands around the span ``at``, each once."""
    before, after = _sides(spoken, at)
    same = [kind for _, _, kind in spoken.spans].count(spoken.spans[at][2])
    earlier = [kind for _, _, kind in spoken.spans[:at]].count(spoken.spans[at][2])
    yield "always"
    yield f"is {earlier} of {same}"
    yield f"intent {spoken.intent}"
    for side, words in (("before", before), ("after", after)):
        for place, word in enumerate(words[:_NEAR]):
            yield f"{place} {side} {word}"
        yield f"next {side} {' '.join(words[:2])}"
        yield from (f"{side} {word}" for word in dict.fromkeys(words))


def _sides(spoken: Spoken, at: int) -> tuple[list[str], list[str]]:
    """The words before and behind a span, the nearest first, with the other spans as one word each."""
    words: list[str] = []
    here = start = 0
    for index, (first, beyond, kind) in enumerate(spoken.spans):
        words += spoken.words[start:first]
        if index == at:
            here = len(words)
        words.append(f"<{kind}>")
        start = beyond
    words += spoken.words[start:]
    return ["<start>", *words[:here]][::-1], [*words[here + 1 :], "<end>"]
