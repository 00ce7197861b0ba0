"""The process that does one ``Errand``: ``python -m talkwright.builder.training.do_errand``. It ends with it.

What the bot's own code prints goes to standard error, so that standard output has nothing but lines of ours.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from talkwright.builder.training.errand import Errand, Kind, Step, texts_over
from talkwright.builder.training.measured import (
    Compared,
    Talked,
    Trained,
    Understood,
    compared,
    talked,
    trained,
    understood,
)
from talkwright.errors import AuthorError, Problems, TalkwrightError
from talkwright.project.files import Overlay
from talkwright.project.open import Project, open_project
from talkwright.training.bundle import SUFFIX

if TYPE_CHECKING:
    from talkwright.training.load import Model  # with the libraries that a model needs

Say = Callable[[str, float], None]


def main() -> None:
    """Read the errand, do it, tell on the way."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    errand = msgspec.json.decode(sys.stdin.buffer.read(), type=Errand)

    def say(what: str, done: float) -> None:
        _tell(out, Step(done, what))

    try:
        result = _DOING[errand.kind](errand, say)
    except AuthorError as fault:
        _tell(out, Step(fault="\n".join(map(str, fault.problems))))
    except TalkwrightError as fault:
        _tell(out, Step(fault=f"{fault.message} {fault.hint}".strip()))
    else:
        _tell(out, Step(result=msgspec.to_builtins(result)))


def _tell(out: BinaryIO, step: Step) -> None:
    out.write(msgspec.json.encode(step) + b"\n")
    out.flush()


def _project(errand: Errand) -> Project:
    return open_project(Path(errand.root), overlay=Overlay(texts_over(errand)))


def _train(errand: Errand, say: Say) -> Trained:
    from talkwright.training.train import train

    shares = {"Checking": (0.0, 0.05), "Packing": (0.95, 0.05)}

    def part(what: str, done: float) -> None:
        begin, share = shares.get(what, (0.05, 0.9))
        say(what, round(begin + share * done, 4))

    return trained(train(_project(errand), Path(errand.folder), errand.models[0].removesuffix(SUFFIX), progress=part))


def _understand(errand: Errand, say: Say) -> Understood:
    from talkwright.evaluation.nlu import cross_validate
    from talkwright.evaluation.nlu_review import review_readings

    project = _project(errand)
    problems = Problems()
    problems.extend(project.problems)
    problems.raise_errors()
    found = cross_validate(project, errand.folds, 0, say)
    return understood(found, review_readings(project.data, found.readings))


def _talk(errand: Errand, say: Say) -> Talked:
    from talkwright.builder.training.conversing import cases_of, converse

    return talked(asyncio.run(converse(_model(errand, 0), errand, cases_of(errand), say)), Path(errand.root))


def _compare(errand: Errand, say: Say) -> Compared:
    from talkwright.builder.training.conversing import cases_of, converse
    from talkwright.builder.training.unseen import unseen

    models = [_model(errand, at) for at in (0, 1)]
    cases = cases_of(errand, needed=False)
    runs = []
    for at, model in enumerate(models):

        def part(what: str, done: float, at: int = at) -> None:
            say(what, round(0.05 + 0.45 * (at + done), 4))

        runs.append(asyncio.run(converse(model, errand, cases, part)))
    asked = unseen(errand, [model.pipeline for model in models])
    readings = [[model.pipeline.parse(each.text, at=0.0) for each in asked] for model in models]
    return compared(errand.models, runs, asked, readings, Path(errand.root))


def _model(errand: Errand, at: int) -> Model:
    from talkwright.training.load import load_model

    return load_model(Path(errand.folder) / errand.models[at], Path(errand.root))


_DOING: dict[Kind, Callable[[Errand, Say], msgspec.Struct]] = {
    "train": _train,
    "understanding": _understand,
    "conversations": _talk,
    "comparison": _compare,
}

if __name__ == "__main__":
    main()
