"""``talkwright test nlu``: how well messages are understood. Rasa's flags and files."""

from __future__ import annotations

from pathlib import Path

import click

from talkwright.cli.comparison import Series, series_options
from talkwright.cli.options import json_option, model_option
from talkwright.cli.rasa import Command
from talkwright.cli.results import Results, results_options
from talkwright.cli.understanding import Asked, understanding_options


@click.command("test nlu", cls=Command)
@understanding_options
@series_options("examples")
@click.option("--report", is_flag=True, help="Show all that is worth knowing of the examples, too.")
@model_option
@results_options
@json_option
def test_nlu(asked: Asked, series: Series, report: bool, model: Path, results: Results, as_json: bool) -> None:
    """Measure how well intents, entities and responses are understood, on test data or by cross-validation.

    With several configurations, or with --percentages or --runs, compare them.
    """
    import msgspec

    from talkwright.cli.comparison import compare_configs, show_comparison, write_comparison
    from talkwright.cli.main import EXIT_PROBLEMS
    from talkwright.cli.results import REPORT, write_results
    from talkwright.cli.review import show_review
    from talkwright.cli.show import console, progress
    from talkwright.cli.understanding import as_plain, measure, show_understanding, too_little
    from talkwright.evaluation.compare_nlu import scores_by_run
    from talkwright.evaluation.nlu_results import nlu_results
    from talkwright.evaluation.report_nlu import nlu_figures, nlu_sections

    written = f"Written to [bold]{results.folder / REPORT if results.report else results.folder}[/]"
    if series.wanted or len(asked.config) > 1:
        with progress() as say:
            compared = compare_configs(asked, series, say)
        write_comparison(compared, scores_by_run(compared), results)
        if as_json:
            click.echo(msgspec.json.encode(compared))
        else:
            show_comparison(compared)
            console().print(written)
        return
    with progress() as say:
        found = measure(asked, model, say)
    files = nlu_results(found, errors=results.errors, successes=results.successes)
    about = str(model) if asked.of_model else "Cross-validation"
    write_results(results, files, about, nlu_figures(found), nlu_sections(found))
    if as_json:
        click.echo(msgspec.json.encode(as_plain(found)))
    else:
        show_understanding(found)
        if report and found.review is not None:
            show_review(found.review)
        console().print(written)
    if too_little(found, asked):
        raise click.exceptions.Exit(EXIT_PROBLEMS)
