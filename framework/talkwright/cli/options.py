"""Options that several commands share, with Rasa's names. Every path is looked up from the working directory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

if TYPE_CHECKING:
    import logging

    from talkwright.nlu.examples import TrainingData
    from talkwright.project.open import Project

F = TypeVar("F", bound=Callable[..., Any])

_FILE = click.Path(path_type=Path)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class Age(click.ParamType[timedelta]):
    """``90d`` as a span of time."""

    name = "age"

    def convert(self, value: str | timedelta, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        if isinstance(value, timedelta):
            return value
        found = re.fullmatch(r"(\d{1,6})([mhdw])", value.strip())
        if found is None:
            self.fail(f"{value!r} is no age. Write a number and m, h, d or w, like 90d.", param, ctx)
        return timedelta(**{_UNITS[found[2]]: int(found[1])})


def project_options(command: F) -> F:
    """``--data --config --domain``: where the assistant's files are."""
    config = click.option("-c", "--config", type=_FILE, help="Configuration file.  [default: config.yml]")
    return data_options(config(command))


def data_options(command: F) -> F:
    """``--data --domain``, for a command that has its own ``--config``."""
    for option in (
        click.option("-d", "--domain", type=_FILE, help="Domain file or folder.  [default: domain.yml or domain/]"),
        click.option(
            "--data",
            type=_FILE,
            multiple=True,
            help="Files or folders with training data and flows.  [default: data/, nlu-data/ and flows/]",
        ),
    ):
        command = option(command)
    return command


def open_project_here(config: Path | None, domain: Path | None, data: tuple[Path, ...]) -> Project:
    """The project in the working directory, with the files that the options name instead of the usual ones."""
    from msgspec.structs import replace

    from talkwright.project.open import Sources, open_project

    root = Path.cwd()
    named = {"config": config, "domain": domain, "data": data}
    given = {name: _absolute(root, value) for name, value in named.items() if value}
    return open_project(root, replace(Sources.of(root), **given))


def _absolute(root: Path, value: Path | tuple[Path, ...]) -> Path | tuple[Path, ...]:
    return root / value if isinstance(value, Path) else tuple(root / each for each in value)


def read_training_data(data: tuple[Path, ...]) -> TrainingData:
    """What is to be learnt from, from files or folders or else the usual places. Raises ``AuthorError``."""
    from talkwright.errors import Problems
    from talkwright.project.data import read_data
    from talkwright.project.files import find_files, read_document
    from talkwright.project.open import Sources

    problems = Problems()
    found = (read_document(path, path.as_posix(), problems) for path in find_files(data or Sources.of(Path()).data))
    read = read_data([document for document in found if document is not None], problems)
    problems.raise_errors()
    return read.training


def model_option(command: F) -> F:
    """``--model``: a model file, or a folder whose newest model is meant."""
    return click.option(
        "-m", "--model", type=_FILE, default=Path("models"), show_default=True, help="Model file, or folder of models."
    )(command)


def json_option(command: F) -> F:
    """``--json``: machine-readable output."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def log_options(command: F) -> F:
    """Rasa's ``-v``, ``-vv``, ``--debug`` and ``--quiet``."""
    for option in (
        click.option("-v", "--verbose", count=True, help="Log more (-vv: everything)."),
        click.option("--debug", is_flag=True, help="Log everything."),
        click.option("--quiet", is_flag=True, help="Log errors only."),
        click.option("--log-json", is_flag=True, help="Log as JSON lines."),
    ):
        command = option(command)
    return command


def log_privacy_options(command: F) -> F:
    """``--log-faults`` and ``--log-ids``: what a server's log may tell of people."""
    for option in (
        click.option(
            "--log-faults",
            type=click.Choice(["places", "full"]),
            default="places",
            show_default=True,
            help="Whether the words of exceptions, which may quote people, are logged.",
        ),
        click.option(
            "--log-ids",
            type=click.Choice(["plain", "hashed"]),
            default="plain",
            show_default=True,
            help="How ids of conversations are logged.",
        ),
    ):
        command = option(command)
    return command


def configure_log(
    verbose: int,
    debug: bool,
    quiet: bool,
    log_json: bool,
    log_faults: Literal["places", "full"] = "full",
    log_ids: str = "plain",
    besides: Iterable[logging.Handler] = (),
) -> None:
    """Set the log up as the options say. Who runs a bot in a terminal talks to it alone: the log may say all."""
    import os
    import secrets

    from talkwright import log

    level = "debug" if debug or verbose > 1 else "info" if verbose else "error" if quiet else "warning"
    key = os.environ.get("TALKWRIGHT_LOG_KEY", "").encode()[:64] or secrets.token_bytes(32)
    log.configure(
        level, as_json=log_json, faults=log_faults, hash_key=key if log_ids == "hashed" else None, besides=besides
    )
