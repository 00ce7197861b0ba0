"""``talkwright train``: from files to a model."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

from talkwright.cli.comparison import Series, series_options
from talkwright.cli.options import data_options, json_option, open_project_here
from talkwright.cli.rasa import Command

_FORCED = 0b1000  # Rasa's exit code for --dry-run --force


@click.command(cls=Command)
@data_options
@click.option(
    "-c",
    "--config",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Configuration file; several are compared.  [default: config.yml]",
)
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("models"), show_default=True, help="Folder for the model."
)
@click.option("--fixed-model-name", help="Name of the model file, without .tar.gz.  [default: date and time]")
@click.option("--force", is_flag=True, help="Train everything anew.")
@click.option(
    "--finetune",
    metavar="[MODEL]",
    type=click.Path(path_type=Path),
    is_flag=False,
    flag_value=Path(),
    help="Go on from a model, where few examples have come or gone.  [default: the newest]",
)
@click.option("--dry-run", is_flag=True, help="Only say whether training is needed (exit code 0: no, 1: yes).")
@click.option("--fail-on-validation-warnings", is_flag=True, help="Train nothing when there are warnings.")
@click.option("--report", is_flag=True, help="Show all that is worth knowing of the examples, not only how much.")
@series_options("stories")
@json_option
def train(
    data: tuple[Path, ...],
    config: tuple[Path, ...],
    domain: Path | None,
    out: Path,
    fixed_model_name: str | None,
    force: bool,
    finetune: Path | None,
    dry_run: bool,
    fail_on_validation_warnings: bool,
    report: bool,
    series: Series,
    as_json: bool,
) -> None:
    """Train a model from the files of an assistant.

    With several configurations, or with --percentages or --runs, train models to be compared.
    """
    from talkwright.cli.main import EXIT_PROBLEMS
    from talkwright.cli.review import show_review, show_summary
    from talkwright.cli.show import console, error_console, progress, show_problems
    from talkwright.training.train import needs_training
    from talkwright.training.train import train as train_project

    if series.wanted or len(config) > 1:
        from talkwright.cli.trials import train_series

        train_series(config, domain, data, series, out, as_json=as_json)
        return
    began = time.perf_counter()
    project = open_project_here(config[0] if config else None, domain, data)
    if dry_run:
        code = _FORCED if force else int(needs_training(project, out))
        said = "Training is needed." if code else "Nothing has changed: no training is needed."
        click.echo(f'{{"needed":{str(bool(code)).lower()}}}' if as_json else said)
        raise click.exceptions.Exit(code)
    if fail_on_validation_warnings:
        from talkwright.training.survey import survey

        if found := survey(project, os.environ):
            show_problems(found, error_console())
            raise click.exceptions.Exit(EXIT_PROBLEMS)
    name = fixed_model_name or time.strftime("%Y%m%d-%H%M%S")
    start = out if finetune == Path() else finetune
    with progress() as say:
        trained = train_project(project, out, name, force=force, finetune=start, progress=say)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(trained, enc_hook=str).decode())
        return
    show_problems(trained.problems, error_console())
    screen = console()
    if report:
        show_review(trained.review)
    elif not trained.unchanged and trained.grown_from is None:
        show_summary(trained.review)
    if trained.unchanged:
        screen.print(f"Nothing has changed: [bold]{trained.path}[/] is up to date.", soft_wrap=True)
        return
    took = f"{time.perf_counter() - began:.1f} s"
    kept = f", {' and '.join(trained.reused)} kept from the model before" if trained.reused else ""
    kept += f", going on from {trained.grown_from}" if trained.grown_from else ""
    screen.print(f"[green]Trained[/] [bold]{trained.path}[/] in {took}{kept}.", soft_wrap=True)
    screen.print("Talk to it: [cyan]talkwright run[/] or [cyan]talkwright shell[/]")
    if any(problem.severity == "error" for problem in trained.problems):
        screen.print("[yellow]What stands in the files above that cannot be read is not in it.[/]")
        raise click.exceptions.Exit(EXIT_PROBLEMS)
