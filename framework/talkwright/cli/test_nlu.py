"""``talkwright test nlu``: how well messages are understood. Rasa's flags and files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwright.cli.options import json_option, model_option, open_project_here

if TYPE_CHECKING:
    from talkwright.evaluation.nlu import Progress, Reading, Understanding
    from talkwright.evaluation.nlu_scores import Confusion, Scores

_PATH = click.Path(path_type=Path)
_MOST = 5  # intents and confusions in the terminal; the report has them all


@click.command()
@click.option(
    "-u",
    "--nlu",
    type=_PATH,
    multiple=True,
    help="Files or folders with examples.  [default: data/ and nlu-data/]",
)
@model_option
@click.option("--cross-validation", is_flag=True, help="Train without a part of the examples and ask for it, in turn.")
@click.option("-f", "--folds", type=click.IntRange(2), default=5, show_default=True, help="Parts to make.")
@click.option("--seed", type=int, default=0, show_default=True, help="Deals the examples out to the parts.")
@click.option("-c", "--config", type=_PATH, help="Configuration to train.  [default: config.yml]")
@click.option("-d", "--domain", type=_PATH, help="Domain file or folder.  [default: domain.yml or domain/]")
@click.option("--out", type=_PATH, default=Path("results"), show_default=True, help="Folder for Rasa's result files.")
@click.option("--successes", is_flag=True, help="Write what was right, too.")
@click.option("--no-errors", is_flag=True, help="Do not write what was wrong.")
@click.option("--report", type=_PATH, help="Write a page with everything to this HTML file.")
@click.option("--min-accuracy", type=click.FloatRange(0, 1), help="Exit with 1 when fewer intents are right.")
@click.option("--no-plot", is_flag=True, help="Accepted for Rasa's sake: the plots are in the report.")
@click.option("--no-warnings", is_flag=True, help="Accepted for Rasa's sake.")
@json_option
def test_nlu(
    nlu: tuple[Path, ...],
    model: Path,
    cross_validation: bool,
    folds: int,
    seed: int,
    config: Path | None,
    domain: Path | None,
    out: Path,
    successes: bool,
    no_errors: bool,
    report: Path | None,
    min_accuracy: float | None,
    no_plot: bool,
    no_warnings: bool,
    as_json: bool,
) -> None:
    """Measure how well intents, entities and responses are understood, on test data or by cross-validation."""
    from talkwright.cli.main import EXIT_PROBLEMS
    from talkwright.cli.show import console, progress
    from talkwright.cli.write import write_file
    from talkwright.evaluation.nlu_results import results

    with progress() as say:
        found = _cross_validate(config, domain, nlu, folds, seed, say) if cross_validation else _ask(model, nlu, say)
    for name, data in results(found, errors=not no_errors, successes=successes).items():
        write_file(out / name, data)
    if report is not None:
        write_file(report, _page(found))
    if as_json:
        _print_json(found)
    else:
        _show(found)
        console().print(f"Written to [bold]{out}[/]" + (f" and [bold]{report}[/]" if report else ""), soft_wrap=True)
        if not cross_validation and not nlu:
            click.echo("These may be what the model learnt from; --cross-validation asks for what it has not seen.")
    if min_accuracy is not None and found.intents.accuracy < min_accuracy:
        click.echo(f"The accuracy is {found.intents.accuracy:.3f}; {min_accuracy:g} was asked for.", err=True)
        raise click.exceptions.Exit(EXIT_PROBLEMS)


def _cross_validate(
    config: Path | None, domain: Path | None, nlu: tuple[Path, ...], folds: int, seed: int, say: Progress
) -> Understanding:
    from talkwright.errors import Problems
    from talkwright.evaluation.nlu import cross_validate

    project = open_project_here(config, domain, nlu)
    problems = Problems()
    problems.extend(project.problems)
    problems.raise_errors()
    return cross_validate(project, folds, seed, say)


def _ask(model: Path, nlu: tuple[Path, ...], say: Progress) -> Understanding:
    """Ask a trained model. Raises ``AuthorError`` for examples that cannot be read, ``RequestError``."""
    from talkwright.errors import Problems, RequestError
    from talkwright.evaluation.nlu import ask, judge
    from talkwright.project.data import read_data
    from talkwright.project.files import find_files, read_document
    from talkwright.project.open import Sources
    from talkwright.training.load import load_model

    for path in nlu:
        if not path.exists():
            raise RequestError(f"there is no file or folder {path}", "Name one that has examples.")
    pipeline = load_model(model).pipeline
    problems = Problems()
    files = find_files(nlu or [path.relative_to(Path.cwd()) for path in Sources.of(Path.cwd()).data])
    documents = [read_document(path, str(path), problems, os.environ) for path in files]
    data = read_data([document for document in documents if document is not None], problems)
    problems.raise_errors()
    if not any(example.intent for example in data.training.examples):
        raise RequestError("there are no examples here", "Name files with 'nlu:' and intents with --nlu.")
    return judge(ask(pipeline, data.training.examples, say))


def _page(found: Understanding) -> bytes:
    import time

    from talkwright.evaluation.report import page
    from talkwright.evaluation.report_nlu import nlu_parts

    return page("How well messages are understood", time.strftime("%Y-%m-%d %H:%M"), nlu_parts(found))


def _print_json(found: Understanding) -> None:
    import msgspec

    parts = ("folds", "untested", "intents", "entities", "extractors", "responses")
    click.echo(msgspec.json.encode({name: getattr(found, name) for name in parts}))


def _show(found: Understanding) -> None:
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
        table.add_row(
            name, *(f"{value:.3f}" for value in (score.precision, score.recall, score.f1)), str(score.support)
        )
    console().print(table)


def _show_sum(found: Understanding) -> None:
    from rich.text import Text

    from talkwright.cli.show import console

    meant = [each for each in found.readings if each.example.intent]
    right, back = sum(each.is_right for each in meant), sum(each.asked_back for each in meant)
    words = f"{right} of {len(meant)} intents are right"
    asked = f"; {back} were below the threshold of the fallback" if back else ""
    how = f" in {found.folds} folds" if found.folds else ""
    console().print(Text(words + how + asked, style="bold green" if right == len(meant) else "bold"))


def _example(readings: Sequence[Reading], confusion: Confusion) -> Reading:
    """The message that was taken wrong most surely."""
    pair = (confusion.wanted, confusion.came)
    mine = (each for each in readings if (each.example.intent, each.intent.name or "") == pair)
    return max(mine, key=lambda each: each.intent.confidence)
