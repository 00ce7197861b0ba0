"""How well labels were guessed: precision, recall and F1 of each, their means, and what was taken for what. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

import msgspec


class Score(msgspec.Struct, frozen=True):
    """Of one label, or a mean of several. All in 0..1 but ``support``: how often it was the right one."""

    precision: float
    recall: float
    f1: float
    support: int


class Confusion(msgspec.Struct, frozen=True):
    """How often ``came`` was guessed where ``wanted`` was right."""

    wanted: str
    came: str
    count: int


class Scores(msgspec.Struct, frozen=True):
    """All labels by name, sorted; ``confusions``: what was guessed wrong, the most frequent first.

    ``macro`` counts every label alike, ``weighted`` by its support, ``micro`` every guess alike.
    """

    accuracy: float
    labels: dict[str, Score]
    confusions: tuple[Confusion, ...]
    macro: Score
    weighted: Score
    micro: Score


def score(wanted: Sequence[str], came: Sequence[str], nothing: str | None = None) -> Scores:
    """Compare guess by guess. ``nothing`` is the label of what is none: it has no score, but can be confused."""
    pairs = Counter(zip(wanted, came, strict=True))
    support, guessed = Counter(wanted), Counter(came)
    names = sorted((support.keys() | guessed.keys()) - {nothing})
    labels = {name: _score(pairs[name, name], guessed[name], support[name]) for name in names}
    confusions = [Confusion(*pair, count) for pair, count in pairs.items() if pair[0] != pair[1]]
    right = sum(pairs[name, name] for name in names)
    micro = _score(right, sum(guessed[name] for name in names), sum(support[name] for name in names))
    return Scores(
        accuracy=sum(count for (left, other), count in pairs.items() if left == other) / len(wanted) if wanted else 0.0,
        labels=labels,
        confusions=tuple(sorted(confusions, key=lambda each: (-each.count, each.wanted, each.came))),
        macro=_mean(labels.values(), [1] * len(labels), micro.support),
        weighted=_mean(labels.values(), [each.support for each in labels.values()], micro.support),
        micro=micro,
    )


def _score(right: int, guessed: int, support: int) -> Score:
    precision, recall = right / guessed if guessed else 0.0, right / support if support else 0.0
    return Score(precision, recall, 2 * right / (guessed + support) if guessed + support else 0.0, support)


def _mean(scores: Collection[Score], weights: Sequence[int], support: int) -> Score:
    total = sum(weights)

    def mean(values: Sequence[float]) -> float:
        return sum(value * weight for value, weight in zip(values, weights, strict=True)) / total if total else 0.0

    precision, recall = mean([each.precision for each in scores]), mean([each.recall for each in scores])
    return Score(precision, recall, mean([each.f1 for each in scores]), support)
