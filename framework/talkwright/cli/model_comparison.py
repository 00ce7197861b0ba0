"""Several models and the same test conversations, for ``test``: which are there, what is written, how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from talkwright.cli.results import Results
    from talkwright.evaluation.cases import Case


def models_of(paths: Sequence[Path], *, whole_folder: bool = False) -> tuple[Path, ...]:
    """The model files at ``paths``: of a folder the newest, or all. None where there is none."""
    from talkwright.training.bundle import SUFFIX, latest_model

    if whole_folder:
        return tuple(file for path in paths for file in sorted(path.glob(f"*{SUFFIX}")))
    return tuple(file for path in paths if (file := latest_model(path)) is not None)


def may_be_model(path: Path) -> bool:
    """Whether ``path`` is named as a model, or is a folder that has one."""
    from talkwright.training.bundle import SUFFIX, latest_model

    return path.name.endswith(SUFFIX) or (path.is_dir() and latest_model(path) is not None)


def compare_models(
    models: Sequence[Path], cases: Sequence[Case], endpoints: Path, results: Results, *, as_json: bool
) -> bool:
    """Have the conversations with each model. Writes its files into a folder of its name, and Rasa's ``results.json``
    with how many conversations went well. Whether all did with all."""
    from talkwright.cli.results import write_file
    from talkwright.cli.show import progress
    from talkwright.cli.talking import talk
    from talkwright.evaluation.conversation_results import conversation_results
    from talkwright.evaluation.nlu_results import json_file
    from talkwright.training.load import load_model

    names = dict.fromkeys(case.place.file for case in cases)
    sources = {name: Path(name).read_text(encoding="utf-8", errors="replace") for name in names}
    passed: dict[str, int] = {}
    with progress() as say:
        for path in models:
            talked, _ = talk(load_model(path), cases, endpoints, say)
            files = conversation_results(
                talked, sources, errors=results.errors, successes=results.successes, warnings=results.warnings
            )
            name = path.name.partition(".")[0]
            for file, data in files.items():
                write_file(results.folder / name / file, data)
            passed[name] = sum(result.outcome == "passed" for result in talked)
    write_file(results.folder / "results.json", json_file(passed))
    _show(passed, len(cases), as_json=as_json)
    return all(count == len(cases) for count in passed.values())


def _show(passed: dict[str, int], total: int, *, as_json: bool) -> None:
    """A row a model, the best first."""
    import msgspec
    from rich.table import Table
    from rich.text import Text

    from talkwright.cli.show import console

    if as_json:
        click.echo(msgspec.json.encode({"conversations": total, "passed": passed}))
        return
    table = Table("Model", box=None, header_style="dim", pad_edge=False)
    for head in ("Passed", "Failed"):
        table.add_column(head, justify="right")
    for name, count in sorted(passed.items(), key=lambda item: -item[1]):
        table.add_row(Text(name), str(count), str(total - count))
    console().print(table)
