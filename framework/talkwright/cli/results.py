"""The folder of results: Rasa's files and the report, and the options that say what goes into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from talkwright.evaluation.report import Figure

F = TypeVar("F", bound=Callable[..., Any])

REPORT = "report.html"
_PATH = click.Path(path_type=Path)


class Results(NamedTuple):
    """What is written into ``folder``: what was wrong, what was right, the report."""

    folder: Path
    errors: bool
    successes: bool
    report: bool
    warnings: bool = True


def results_options(command: F) -> F:
    """``--out --successes --no-errors --no-warnings --no-plot``, handed on as ``results``."""

    @wraps(command)
    def packed(out: Path, successes: bool, no_errors: bool, no_warnings: bool, no_plot: bool, **given: Any) -> Any:
        return command(results=Results(out, not no_errors, successes, not no_plot, not no_warnings), **given)

    for option in (
        click.option("--no-plot", is_flag=True, help="Do not write the report."),
        click.option("--no-warnings", is_flag=True, help="Do not write stories with messages that are unlikely there."),
        click.option("--no-errors", is_flag=True, help="Do not write what was wrong."),
        click.option("--successes", is_flag=True, help="Write what was right, too."),
        click.option(
            "--out", type=_PATH, default=Path("results"), show_default=True, help="Folder for the report and the files."
        ),
    ):
        packed = option(packed)
    return packed  # type: ignore[return-value]


def write_results(
    results: Results,
    files: Mapping[str, bytes],
    about: str,
    figures: Sequence[Figure],
    sections: Sequence[tuple[str, Sequence[ET.Element]]],
) -> None:
    """Write the files and, if it is wanted, the report. Raises ``RequestError``."""
    import time

    from talkwright.evaluation.report import page

    for name, data in files.items():
        write_file(results.folder / name, data)
    if results.report:
        subtitle = f"{about}, {time.strftime('%Y-%m-%d %H:%M')}"
        write_file(results.folder / REPORT, page("Test report", subtitle, figures, sections))


def write_file(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, in a folder that is made if need be. Raises ``RequestError``."""
    from talkwright.errors import RequestError

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as fault:
        raise RequestError(f"{path} cannot be written: {fault.strerror}", "Name another place.") from None
