"""``talkwright test``: the bot's test conversations, talked through the whole assistant, and how it understands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwright.cli.options import json_option, open_project_here
from talkwright.cli.rasa import Command
from talkwright.cli.results import Results, results_options
from talkwright.cli.understanding import Asked, understanding_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from talkwright.evaluation.conversations import Result
    from talkwright.evaluation.coverage import Coverage
    from talkwright.evaluation.nlu import Progress, Understanding
    from talkwright.training.load import Model

_PATH = click.Path(path_type=Path)
_MODELS = Path("models")


@click.command(cls=Command)
@click.argument("paths", type=_PATH, nargs=-1)
@click.option("-s", "--stories", type=_PATH, multiple=True, help="Another way to name PATHS, as in Rasa.")
@click.option("--max-stories", type=click.IntRange(min=1), help="Talk this many conversations only.")
@click.option("-m", "--model", type=_PATH, multiple=True, help="Model file, or folder of models; several are compared.")
@click.option("--evaluate-model-directory", is_flag=True, help="Compare the models in the folder --model.")
@click.option("--endpoints", type=_PATH, default=Path("endpoints.yml"), show_default=True, help="Services.")
@click.option("--coverage", "with_coverage", is_flag=True, help="Show the steps and branches that were never reached.")
@click.option(
    "--min-coverage", type=click.FloatRange(0, 100), help="Exit with 1 when fewer percent of steps were reached."
)
@understanding_options
@results_options
@click.option("--junit", type=_PATH, help="Write the results to this file as JUnit's XML.")
@click.option("--fail-on-prediction-errors", is_flag=True, help="Exit with 1 when one of several models fails.")
@json_option
def test(
    paths: tuple[Path, ...],
    stories: tuple[Path, ...],
    max_stories: int | None,
    model: tuple[Path, ...],
    evaluate_model_directory: bool,
    endpoints: Path,
    with_coverage: bool,
    min_coverage: float | None,
    asked: Asked,
    results: Results,
    junit: Path | None,
    fail_on_prediction_errors: bool,
    as_json: bool,
) -> None:
    """Talk test conversations through a trained model, and measure how well it understands.

    With PATHS, or as 'test e2e' or 'test core', conversations alone (default: those in tests/).
    """
    from talkwright.cli.main import EXIT_PROBLEMS
    from talkwright.cli.model_comparison import compare_models, may_be_model, models_of
    from talkwright.cli.results import write_file
    from talkwright.cli.show import progress
    from talkwright.cli.talking import read_named, talk
    from talkwright.cli.trials import compare_series, has_series
    from talkwright.cli.understanding import too_little
    from talkwright.evaluation.junit import junit as junit_xml
    from talkwright.training.load import load_model

    paths += tuple(each for each in model[1:] if not may_be_model(each))  # `--model A tests`: a path, and no model
    model = tuple(each for each in model if each not in paths)
    cases = read_named(paths, stories)[:max_stories]
    if evaluate_model_directory and has_series(model or (_MODELS,)):
        compare_series((model or (_MODELS,))[0], cases, endpoints, results, as_json=as_json)
        return
    models = models_of(model or (_MODELS,), whole_folder=evaluate_model_directory)
    if len(models) > 1:
        passed = compare_models(models, cases, endpoints, results, as_json=as_json)
        raise click.exceptions.Exit(EXIT_PROBLEMS if fail_on_prediction_errors and not passed else 0)
    with progress() as say:
        if not model and not models:
            models = (_train(asked, say),)
        loaded = load_model(models[0] if models else model[0])
        talked, coverage = talk(loaded, cases, endpoints, say)
        found = None if paths or stories else _understanding(asked, loaded.path, say)
    if junit is not None:
        write_file(junit, junit_xml(talked))
    _write(results, loaded, talked, coverage, found)
    if as_json:
        _print_json(talked, coverage, found)
    else:
        _show(talked, coverage, found, results, in_full=with_coverage)
    too_few_steps = min_coverage is not None and coverage.percent < min_coverage
    if too_few_steps:
        click.echo(f"{coverage.percent:.1f} % of the steps were reached; {min_coverage:g} % were asked for.", err=True)
    failed = any(result.outcome == "failed" for result in talked)
    if failed or too_few_steps or (found is not None and too_little(found, asked)):
        raise click.exceptions.Exit(EXIT_PROBLEMS)


def _train(asked: Asked, say: Progress) -> Path:
    """A first model, right after ``init``. Raises ``AuthorError``."""
    import time

    from talkwright.training.train import train

    click.echo("There is no model yet: one is trained.", err=True)
    project = open_project_here(asked.config[0] if asked.config else None, asked.domain, ())
    return train(project, _MODELS, time.strftime("%Y%m%d-%H%M%S"), progress=say).path


def _understanding(asked: Asked, model: Path, say: Progress) -> Understanding | None:
    """What is understood; None, and a word about it, for a bot that has too few examples to measure it."""
    from talkwright.cli.understanding import measure
    from talkwright.errors import RequestError

    try:
        return measure(asked, model, say, asked.parts)
    except RequestError as fault:
        if asked.nlu:
            raise
        click.echo(f"How messages are understood was not measured: {fault.message}.", err=True)
        return None


def _write(
    results: Results, model: Model, talked: Sequence[Result], coverage: Coverage, found: Understanding | None
) -> None:
    from talkwright.cli.results import write_results
    from talkwright.evaluation.conversation_results import conversation_results
    from talkwright.evaluation.nlu_results import nlu_results
    from talkwright.evaluation.report_conversations import conversation_figures, conversation_section
    from talkwright.evaluation.report_flows import flow_section
    from talkwright.evaluation.report_nlu import nlu_figures, nlu_sections

    names = dict.fromkeys(result.case.place.file for result in talked)
    sources = {name: Path(name).read_text(encoding="utf-8", errors="replace") for name in names}
    files = conversation_results(
        talked, sources, errors=results.errors, successes=results.successes, warnings=results.warnings
    )
    figures = conversation_figures(talked, coverage)
    sections = [conversation_section(talked), flow_section(model.program, coverage)]
    if found is not None:
        files |= nlu_results(found, errors=results.errors, successes=results.successes)
        figures += nlu_figures(found)
        sections += nlu_sections(found)
    write_results(results, files, str(model.path), figures, sections)


def _print_json(talked: Sequence[Result], coverage: Coverage, found: Understanding | None) -> None:
    import msgspec

    from talkwright.cli.conversations import as_plain
    from talkwright.cli.understanding import as_plain as understanding_as_plain

    understood = None if found is None else understanding_as_plain(found)
    click.echo(msgspec.json.encode({**as_plain(talked, coverage), "understanding": understood}))


def _show(
    talked: Sequence[Result], coverage: Coverage, found: Understanding | None, results: Results, *, in_full: bool
) -> None:
    from talkwright.cli.conversations import show_conversations
    from talkwright.cli.results import REPORT
    from talkwright.cli.show import console
    from talkwright.cli.understanding import show_understanding

    out = console()
    show_conversations(talked, coverage, in_full=in_full)
    if found is not None:
        out.print()
        show_understanding(found)
    if results.report:
        out.print(f"Report: [bold]{results.folder / REPORT}[/]", soft_wrap=True)
