"""Configurations of policies compared, for ``train`` and ``test``: the models are trained, and talked with.

As Rasa's ``train core -c A B`` and ``test core --evaluate-model-directory``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from talkwright.cli.comparison import Series
    from talkwright.cli.results import Results
    from talkwright.evaluation.cases import Case


def train_series(
    configs: Sequence[Path], domain: Path | None, data: tuple[Path, ...], series: Series, out: Path, *, as_json: bool
) -> None:
    """Train what is to be compared into ``out``. Raises ``AuthorError``, ``RequestError``."""
    import msgspec

    from talkwright.cli.comparison import names_of
    from talkwright.cli.options import open_project_here
    from talkwright.cli.show import console, progress
    from talkwright.training.trials import PERCENTAGES, RUNS, train_trials

    paths = tuple(configs) or (Path("config.yml"),)
    names = (name.replace("/", "-") for name in names_of(paths))
    projects = {name: open_project_here(path, domain, data) for name, path in zip(names, paths, strict=True)}
    percentages, runs = sorted(set(series.percentages or PERCENTAGES)), series.runs or RUNS
    with progress() as say:
        counts = train_trials(projects, out, percentages, runs, say)
    if as_json:
        shown = {"configs": list(projects), "runs": runs, "percentages": percentages, "stories": counts}
        click.echo(msgspec.json.encode(shown))
        return
    learnt = ", ".join(map(str, counts))
    each = f"{len(projects)} configurations, {runs} runs, {learnt} stories"
    screen = console()
    screen.print(f"[green]Trained[/] {len(projects) * runs * len(counts)} models into [bold]{out}[/]: {each}.")
    screen.print(f"Compare them: [cyan]talkwright test core -m {out} --evaluate-model-directory[/]", soft_wrap=True)


def has_series(folders: Sequence[Path]) -> bool:
    """Whether ``folders`` is one that has models which were trained to be compared."""
    from talkwright.training.trials import find_trials

    return len(folders) == 1 and bool(find_trials(folders[0]))


def compare_series(folder: Path, cases: Sequence[Case], endpoints: Path, results: Results, *, as_json: bool) -> None:
    """Have the conversations with each model of ``folder``, and say which configuration does best."""
    import msgspec

    from talkwright.cli.comparison import show_comparison, write_comparison
    from talkwright.cli.results import REPORT
    from talkwright.cli.show import console, progress
    from talkwright.cli.talking import talk
    from talkwright.evaluation.compare_stories import compare_stories, counts_by_run
    from talkwright.training.load import load_model
    from talkwright.training.trials import find_trials, read_counts

    trials = find_trials(folder)
    passed = {}
    with progress() as say:
        for number, trial in enumerate(trials):
            talked, _ = talk(load_model(folder / trial.file), cases, endpoints, lambda what, done: None)
            passed[trial] = [result.outcome == "passed" for result in talked]
            say("Talking", (number + 1) / len(trials))
    found = compare_stories(passed, read_counts(folder))
    write_comparison(found, counts_by_run(passed), results)
    if as_json:
        click.echo(msgspec.json.encode(found))
        return
    show_comparison(found)
    written = results.folder / REPORT if results.report else results.folder
    console().print(f"Written to [bold]{written}[/]", soft_wrap=True)
