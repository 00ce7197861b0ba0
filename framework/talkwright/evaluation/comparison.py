"""Configurations side by side: what came of trying each, several times, with more and less to learn. Pure data."""

from __future__ import annotations

from typing import Literal

import msgspec

from talkwright.evaluation.significance import Paired


class Trial(msgspec.Struct, frozen=True):
    """``config``, trained on ``size`` examples or stories, which is what ``excluded`` percent left. ``f1`` and
    ``entity_f1`` are those of messages; the latter is None when nothing is annotated."""

    config: str
    run: int
    excluded: int
    size: int
    accuracy: float
    f1: float | None = None
    entity_f1: float | None = None


class Pair(msgspec.Struct, frozen=True):
    """Two configurations, and how they compare where both were asked the same."""

    one: str
    other: str
    paired: Paired


class Comparison(msgspec.Struct, frozen=True):
    """``trials`` in the order of runs, percentages and configurations; ``pairs`` of configurations that were trained
    on all that there was. After a cross-validation there are ``folds`` and no trials with less. ``learnt`` and
    ``asked`` say of what the numbers are."""

    configs: tuple[str, ...]
    percentages: tuple[int, ...]
    trials: tuple[Trial, ...]
    pairs: tuple[Pair, ...]
    folds: int = 0
    learnt: Literal["examples", "stories"] = "examples"
    asked: Literal["messages", "conversations"] = "messages"

    def of(self, config: str, excluded: int) -> list[Trial]:
        """The trials of one configuration with so much left out, one a run."""
        return [each for each in self.trials if (each.config, each.excluded) == (config, excluded)]
