"""Models to compare: each configuration trained on less and less of the stories, several times.

As ``rasa train core --config A B``, with its names of folders and files. In one run every configuration learns the same
stories, and who learns fewer learns some of those. Rules and examples are always learnt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TypeVar

import msgspec

from talkwright.errors import RequestError
from talkwright.project.open import Project
from talkwright.training.bundle import SUFFIX
from talkwright.training.train import Progress, train

T = TypeVar("T")

PERCENTAGES, RUNS = (0, 25, 50, 75), 3
COUNTS = "num_stories.json"
_RUN, _EXCLUDED = "run_", "__percentage__"


class Trial(msgspec.Struct, frozen=True, order=True):
    """A model: ``config`` trained in a ``run``, counted from 1, without ``excluded`` percent of the stories."""

    run: int
    excluded: int
    config: str

    @property
    def file(self) -> str:
        """Its path below the folder of all."""
        return f"{_RUN}{self.run}/{self.config}{_EXCLUDED}{self.excluded}{SUFFIX}"


def train_trials(
    projects: Mapping[str, Project], out: Path, percentages: Sequence[int], runs: int, say: Progress
) -> tuple[int, ...]:
    """Train every configuration, by name, ``runs`` times with each of ``percentages`` of the stories left out.

    Gives how many stories are learnt with each of the percentages, the smallest first. Raises ``AuthorError`` for one
    that cannot be trained, ``RequestError`` where there are no stories.
    """
    stories = next(iter(projects.values())).stories
    if not stories:
        raise RequestError("there are no stories to leave out", "Name the files that have some: --stories FILE.")
    percentages = sorted(set(percentages))
    steps, done = len(projects) * runs * len(percentages), 0
    for name, project in projects.items():
        before: Path | None = None  # whose pipeline is the same
        for run in range(1, runs + 1):
            for excluded in percentages:
                say("Training", done / steps)
                path = out / Trial(run, excluded, name).file
                fewer = replace(project, stories=_some(project.stories, excluded, run))
                before = train(fewer, path.parent, path.name.removesuffix(SUFFIX), like=before).path
                done += 1
    say("Training", 1.0)
    counts = tuple(len(_some(stories, excluded, 1)) for excluded in percentages)
    (out / COUNTS).write_bytes(msgspec.json.encode(counts))
    return counts


def find_trials(folder: Path) -> tuple[Trial, ...]:
    """The models that ``train_trials`` left in ``folder``, by run and percentage."""
    found = []
    for path in folder.glob(f"{_RUN}*/*{_EXCLUDED}*{SUFFIX}"):
        config, _, excluded = path.name.removesuffix(SUFFIX).rpartition(_EXCLUDED)
        run = path.parent.name.removeprefix(_RUN)
        if run.isdecimal() and excluded.isdecimal():
            found.append(Trial(int(run), int(excluded), config))
    return tuple(sorted(found))


def read_counts(folder: Path) -> tuple[float, ...]:
    """How many stories were learnt with each percentage; none where that is not written."""
    try:
        return msgspec.json.decode((folder / COUNTS).read_bytes(), type=tuple[float, ...])
    except (OSError, msgspec.MsgspecError):
        return ()


def _some(stories: Sequence[T], excluded: int, seed: int) -> tuple[T, ...]:
    """The stories without so many percent of them, in their order; one at least is left."""
    order = Random(seed).sample(range(len(stories)), len(stories))  # noqa: S311 - it shuffles
    kept = order[: max(1, round(len(stories) * (100 - excluded) / 100))]
    return tuple(stories[place] for place in sorted(kept))
