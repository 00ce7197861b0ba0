"""How well messages are understood, for the commands that ask: options, the measurement, and how it looks."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from talkwright.cli.options import open_project_here

if TYPE_CHECKING:
    from talkwright.evaluation.nlu import Progress, Reading, Understanding
    from talkwright.evaluation.nlu_scores import Confusion, Scores
    from talkwright.project.open import Project

F = TypeVar("F", bound=Callable[..., Any])

_PATH = click.Path(path_type=Path)
_MOST = 5  # intents and confusions in the terminal; the report has them all


class Asked(NamedTuple):
    """What is asked, of whom, and how much has to be right."""

    nlu: tuple[Path, ...]
    cross_validation: bool
    folds: int
    seed: int
    config: tuple[Path, ...]
    domain: Path | None
    min_accuracy: float | None

    @property
    def parts(self) -> int | None:
        """How many of the folds a quick look takes: one, unless all are asked for."""
        return None if self.cross_validation else 1

    @property
    def of_model(self) -> bool:
        """Whether the trained model is asked. Without test data it is not: it has learnt the examples there are."""
        return bool(self.nlu) and not self.cross_validation


def understanding_options(command: F) -> F:
    """``--nlu --cross-validation --folds --seed --config --domain --min-accuracy``, handed on as ``asked``."""

    @wraps(command)
    def packed(**given: Any) -> Any:
        asked = Asked(**{name: given.pop(name) for name in Asked._fields})
        return command(asked=asked, **given)

    for option in (
        click.option("--min-accuracy", type=click.FloatRange(0, 1), help="Exit with 1 when fewer intents are right."),
        click.option("-d", "--domain", type=_PATH, help="Domain to train with.  [default: domain.yml or domain/]"),
        click.option(
            "-c", "--config", type=_PATH, multiple=True, help="Configuration to train.  [default: config.yml]"
        ),
        click.option("--seed", type=int, default=0, show_default=True, help="Deals the examples out to the parts."),
        click.option("-f", "--folds", type=click.IntRange(2), default=5, show_default=True, help="Parts to make."),
        click.option("--cross-validation", is_flag=True, help="Measure all parts of the examples, also of --nlu."),
        click.option(
            "-u",
            "--nlu",
            type=_PATH,
            multiple=True,
            help="Ask the model for the examples of these files.",
        ),
    ):
        packed = option(packed)
    return packed  # type: ignore[return-value]


def measure(asked: Asked, model: Path, say: Progress, parts: int | None = None) -> Understanding:
    """Ask; in a cross-validation so many ``parts``. Raises ``AuthorError`` and ``RequestError``."""
    return _ask(asked.nlu, model, say) if asked.of_model else _cross_validate(asked, say, parts)


def open_asked(asked: Asked, config: Path | None) -> Project:
    """The project with one of the configurations. Raises ``AuthorError``."""
    from talkwright.errors import Problems

    project = open_project_here(config, asked.domain, asked.nlu)
    problems = Problems()
    problems.extend(project.problems)
    problems.raise_errors()
    return project


def _cross_validate(asked: Asked, say: Progress, parts: int | None) -> Understanding:
    from msgspec.structs import replace

    from talkwright.evaluation.nlu import cross_validate
    from talkwright.evaluation.nlu_review import review_readings

    if len(asked.config) > 1:
        raise click.UsageError("Name one configuration, or compare several: talkwright test nlu -c ONE.yml OTHER.yml")
    project = open_asked(asked, asked.config[0] if asked.config else None)
    found = cross_validate(project, asked.folds, asked.seed, say, parts)
    return replace(found, review=review_readings(project.data, found.readings))


def _ask(nlu: tuple[Path, ...], model: Path, say: Progress) -> Understanding:
    from talkwright.cli.open import show_warnings
    from talkwright.errors import Problems, RequestError
    from talkwright.evaluation.nlu import ask, judge
    from talkwright.project.data import read_data
    from talkwright.project.files import find_files, read_document
    from talkwright.training.load import load_model

    for path in nlu:
        if not path.exists():
            raise RequestError(f"there is no file or folder {path}", "Name one that has examples.")
    pipeline = load_model(model).pipeline
    problems = Problems()
    documents = [read_document(path, str(path), problems, os.environ) for path in find_files(nlu)]
    data = read_data([document for document in documents if document is not None], problems)
    problems.raise_errors()
    show_warnings(problems.all)
    if not any(example.intent for example in data.training.examples):
        raise RequestError("there are no examples here", "Name files with 'nlu:' and intents with --nlu.")
    return judge(ask(pipeline, data.training.examples, say))


def too_little(found: Understanding, asked: Asked) -> bool:
    """Whether fewer intents are right than was asked for. Says so."""
    if asked.min_accuracy is None or found.intents.accuracy >= asked.min_accuracy:
        return False
    click.echo(f"The accuracy is {found.intents.accuracy:.3f}; {asked.min_accuracy:g} was asked for.", err=True)
    return True


def as_plain(found: Understanding) -> dict[str, Any]:
    """The results for programs, without the readings."""
    return {
        name: getattr(found, name)
        for name in ("folds", "parts", "untested", "intents", "entities", "extractors", "responses", "review")
    }


def show_understanding(found: Understanding) -> None:
    """The sums, the worst intents, then what was most often taken for what, each with an example."""
    from rich.table import Table
    from rich.text import Text

    from talkwright.cli.show import console

    out = console()
    sums = Table("", box=None, header_style="dim", pad_edge=False)
    for head in ("Labels", "Accuracy", "F1 weighted", "F1 macro"):
        sums.add_column(head, justify="right")
    for name, scores in (("Intents", found.intents), ("Entities", found.entities), ("Responses", found.responses)):
        if scores is not None:
            measured = (scores.accuracy, scores.weighted.f1, scores.macro.f1)
            sums.add_row(name, str(len(scores.labels)), *(f"{value:.3f}" for value in measured))
    out.print(sums)
    _show_worst(found.intents)
    for confusion in found.intents.confusions[:_MOST]:
        example = _example(found.readings, confusion)
        head = f"{confusion.count}x {confusion.wanted} → {confusion.came or 'none'}"
        out.print(Text.assemble((head, "yellow"), f"  {example.example.text}"))
        out.print(Text(f"    {example.example.place}", style="dim"), soft_wrap=True)
        for near in example.near[:1]:
            out.print(Text(f"    nearest: {near.text}  {near.intent}  {near.place}", style="dim"), soft_wrap=True)
    if found.untested:
        out.print(Text(f"Not tested, having fewer examples than folds: {', '.join(found.untested)}", style="yellow"))
    _show_sum(found)


def _show_worst(scores: Scores) -> None:
    from rich.table import Table

    from talkwright.cli.show import console

    worst = sorted((each for each in scores.labels.items() if each[1].f1 < 1), key=lambda item: (item[1].f1, item[0]))
    if not worst:
        return
    table = Table("Worst intents", box=None, header_style="dim", pad_edge=False)
    for head in ("Precision", "Recall", "F1", "Examples"):
        table.add_column(head, justify="right")
    for name, score in worst[:_MOST]:
        measured = (score.precision, score.recall, score.f1)
        table.add_row(name, *(f"{value:.3f}" for value in measured), str(score.support))
    console().print(table)


def _show_sum(found: Understanding) -> None:
    from rich.text import Text

    from talkwright.cli.show import console

    meant = [each for each in found.readings if each.example.intent]
    right, back = sum(each.is_right for each in meant), sum(each.asked_back for each in meant)
    how = f" in {found.folds}-fold cross-validation" if found.folds else ""
    if found.parts < found.folds:
        how = f", {found.parts} of {found.folds} parts of the examples ('talkwright test nlu' asks all)"
    asked = f"; {back} were below the threshold of the fallback" if back else ""
    style = "bold green" if right == len(meant) else "bold"
    console().print(Text(f"{right} of {len(meant)} messages were understood{how}{asked}", style=style))


def _example(readings: Sequence[Reading], confusion: Confusion) -> Reading:
    """The message that was taken wrong most surely."""
    pair = (confusion.wanted, confusion.came)
    mine = (each for each in readings if (each.example.intent, each.intent.name or "") == pair)
    return max(mine, key=lambda each: each.intent.confidence)
