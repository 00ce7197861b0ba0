"""Comparing configurations, for ``test nlu``: options, the trials, what is written and how it looks.

Models that were trained to be compared look the same: ``trials`` has them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

if TYPE_CHECKING:
    from talkwright.cli.results import Results
    from talkwright.cli.understanding import Asked
    from talkwright.evaluation.comparison import Comparison
    from talkwright.evaluation.nlu import Progress

F = TypeVar("F", bound=Callable[..., Any])


class Series(NamedTuple):
    """How often, and with how much of the examples, as far as it was asked for."""

    percentages: tuple[int, ...]
    runs: int | None

    @property
    def wanted(self) -> bool:
        """Whether anything was."""
        return bool(self.percentages) or self.runs is not None


def series_options(learnt: str) -> Callable[[F], F]:
    """``--percentages --runs``, handed on as ``series``. ``learnt``: what is left out."""

    def add(command: F) -> F:
        @wraps(command)
        def packed(percentages: tuple[int, ...], runs: int | None, **given: Any) -> Any:
            return command(series=Series(percentages, runs), **given)

        for option in (
            click.option("-r", "--runs", type=click.IntRange(1), help="Times to try each configuration.  [default: 3]"),
            click.option(
                "-p",
                "--percentages",
                type=click.IntRange(0, 99),
                multiple=True,
                help=f"Percents of the {learnt} to leave out, for a learning curve.  [default: 0 25 50 75]",
            ),
        ):
            packed = option(packed)
        return packed  # type: ignore[return-value]

    return add


def compare_configs(asked: Asked, series: Series, say: Progress) -> Comparison:
    """Try the configurations. Raises ``AuthorError`` and ``RequestError``."""
    from talkwright.cli.understanding import open_asked
    from talkwright.evaluation.compare_nlu import PERCENTAGES, RUNS, compare, compare_by_folds

    configs = asked.config or (Path("config.yml"),)
    projects = {name: open_asked(asked, config) for name, config in zip(names_of(configs), configs, strict=True)}
    if asked.cross_validation:
        return compare_by_folds(projects, asked.folds, asked.seed, say)
    return compare(projects, series.percentages or PERCENTAGES, series.runs or RUNS, asked.seed, say)


def names_of(configs: tuple[Path, ...]) -> list[str]:
    """What each file is called: its name, or its path where two have one."""
    stems = [path.stem for path in configs]
    return [stem if stems.count(stem) == 1 else str(path) for stem, path in zip(stems, configs, strict=True)]


def write_comparison(found: Comparison, by_run: object, results: Results) -> None:
    """Rasa's ``results.json``, which is what ``by_run`` says, everything as ``comparison.json``, and the report."""
    from talkwright.cli.results import write_results
    from talkwright.evaluation.nlu_results import json_file
    from talkwright.evaluation.report_comparison import comparison_figures, comparison_sections

    files = {"results.json": json_file(by_run), "comparison.json": json_file(found)}
    write_results(results, files, "Comparison", comparison_figures(found), comparison_sections(found))


def show_comparison(found: Comparison) -> None:
    """A row a configuration, a column how much was learnt; then who is better."""
    from statistics import mean

    from rich.table import Table
    from rich.text import Text

    from talkwright.cli.show import console

    out = console()
    table = Table("Accuracy", box=None, header_style="dim", pad_edge=False)
    for excluded in found.percentages:
        size = mean(each.size for each in found.of(found.configs[0], excluded))
        much = f"{size:.0f} {found.learnt}" if size else f"less {excluded} %"
        table.add_column(much, justify="right")
    for name in found.configs:
        means = (mean(each.accuracy for each in found.of(name, excluded)) for excluded in found.percentages)
        table.add_row(Text(name), *(f"{value:.3f}" for value in means))
    out.print(table)
    for pair in found.pairs:
        seen = pair.paired
        better, worse = (pair.other, pair.one) if seen.difference > 0 else (pair.one, pair.other)
        verdict = "is better than" if seen.is_significant else "is not proved better than"
        told = f" by {abs(seen.difference):.3f} of {seen.count} {found.asked}"
        told += f" ({pair.other} less {pair.one}: {seen.low:+.3f} to {seen.high:+.3f}; p {seen.p:.3g}, McNemar)"
        style = "bold green" if seen.is_significant else "yellow"
        out.print(Text.assemble((f"{better} {verdict} {worse}", style), told), soft_wrap=True)
