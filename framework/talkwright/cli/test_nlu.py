"""``talkwright test nlu``: how well messages are understood. Rasa's flags and files."""

from __future__ import annotations

from pathlib import Path

import click

from talkwright.cli.options import json_option, model_option
from talkwright.cli.rasa import Command
from talkwright.cli.results import Results, results_options
from talkwright.cli.understanding import Asked, understanding_options


@click.command("test nlu", cls=Command)
@understanding_options
@model_option
@results_options
@json_option
def test_nlu(asked: Asked, model: Path, results: Results, as_json: bool) -> None:
    """Measure how well intents, entities and responses are understood, on test data or by cross-validation."""
    from talkwright.cli.main import EXIT_PROBLEMS
    from talkwright.cli.results import REPORT, write_results
    from talkwright.cli.show import console, progress
    from talkwright.cli.understanding import as_plain, measure, show_understanding, too_little
    from talkwright.evaluation.nlu_results import nlu_results
    from talkwright.evaluation.report_nlu import nlu_figures, nlu_sections

    with progress() as say:
        found = measure(asked, model, say)
    files = nlu_results(found, errors=results.errors, successes=results.successes)
    about = str(model) if asked.of_model else "Cross-validation"
    write_results(results, files, about, nlu_figures(found), nlu_sections(found))
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(as_plain(found)))
    else:
        show_understanding(found)
        console().print(f"Written to [bold]{results.folder / REPORT if results.report else results.folder}[/]")
    if too_little(found, asked):
        raise click.exceptions.Exit(EXIT_PROBLEMS)
