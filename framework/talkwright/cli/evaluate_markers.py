"""``talkwright evaluate markers``: where stored conversations have what one looks for."""

from __future__ import annotations

import asyncio
import os
import random
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from talkwright.cli.options import json_option, open_project_here
from talkwright.cli.rasa import Command

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from talkwright.conversation.store import Known, Store
    from talkwright.evaluation.marker_tables import Marked
    from talkwright.evaluation.markers import Marker
    from talkwright.evaluation.nlu import Progress

_PATH = click.Path(path_type=Path)
_ALL = 2**31 - 1


class _Choice(NamedTuple):
    """Which of the stored conversations are looked at; of ``first_n`` the oldest."""

    strategy: str
    most: int
    seed: int | None

    def of(self, known: Sequence[Known]) -> list[Known]:
        """Those of ``known``, which come newest first."""
        oldest_first = sorted(known, key=lambda each: (each.began_at, each.key.id))
        if self.strategy == "sample_n":
            chosen = random.Random(self.seed).sample(oldest_first, min(self.most, len(oldest_first)))  # noqa: S311
            return [each for each in oldest_first if each in chosen]
        return oldest_first[: self.most]


@click.command(cls=Command)
@click.argument("strategy", type=click.Choice(["all", "first_n", "sample_n"]))
@click.argument("arguments", metavar="[N] OUT", nargs=-1, required=True)
@click.option("--config", type=_PATH, default=Path("markers.yml"), show_default=True, help="File or folder of markers.")
@click.option("--no-stats", is_flag=True, help="Write where markers applied, and no statistics.")
@click.option("--stats-file-prefix", type=_PATH, default=Path("stats"), show_default=True, help="Of their files.")
@click.option("--seed", type=int, help="Draws the conversations of 'sample_n'.")
@click.option("--endpoints", type=_PATH, default=Path("endpoints.yml"), show_default=True, help="Where the store is.")
@click.option("-d", "--domain", type=_PATH, help="Domain file or folder.  [default: domain.yml or domain/]")
@json_option
def evaluate_markers(
    strategy: str,
    arguments: tuple[str, ...],
    config: Path,
    no_stats: bool,
    stats_file_prefix: Path,
    seed: int | None,
    endpoints: Path,
    domain: Path | None,
    as_json: bool,
) -> None:
    """Find markers in stored conversations: in 'all OUT.csv', 'first_n N OUT.csv' or 'sample_n N OUT.csv'."""
    from talkwright.cli.open import read_endpoints
    from talkwright.cli.results import write_file
    from talkwright.cli.show import progress
    from talkwright.conversation.stores.memory import MemoryStore
    from talkwright.errors import RequestError
    from talkwright.evaluation.marker_tables import applied_table, overall_table, session_table
    from talkwright.runtime.stores import open_store
    from talkwright.settings import Settings

    count, out = _read_arguments(strategy, arguments)
    if out.exists():
        raise RequestError(f"{out} is there already", "Name another file, or remove it.")
    markers = _read_markers(config, domain)
    store = open_store(Path.cwd(), read_endpoints(endpoints).tracker_store, Settings())
    if isinstance(store, MemoryStore):
        hint = "Name a tracker_store in endpoints.yml that keeps them."
        raise RequestError("the tracker_store keeps conversations in the memory of the server", hint)
    with progress() as say:
        marked = asyncio.run(_mark(store, markers, _Choice(strategy, count, seed), say))
    write_file(out, applied_table(marked))
    if not no_stats:
        name = stats_file_prefix.name
        write_file(stats_file_prefix.with_name(f"{name}-overall.csv"), overall_table(marked, markers))
        write_file(stats_file_prefix.with_name(f"{name}-per-session.csv"), session_table(marked, markers))
    _show(marked, markers, as_json)


def _read_arguments(strategy: str, arguments: tuple[str, ...]) -> tuple[int, Path]:
    """How many conversations, and the file to write."""
    wants = "OUT" if strategy == "all" else "N OUT"
    *counts, out = arguments
    if len(arguments) != len(wants.split()):
        raise click.UsageError(f"Write: talkwright evaluate markers {strategy} {wants}")
    if not counts:
        return _ALL, Path(out)
    if not counts[0].isdecimal():
        raise click.UsageError(f"N is how many conversations, and {counts[0]!r} is no number.")
    return int(counts[0]), Path(out)


def _read_markers(config: Path, domain: Path | None) -> dict[str, Marker]:
    """Raises ``AuthorError`` and ``RequestError``."""
    from talkwright.cli.open import show_warnings
    from talkwright.errors import Problems, RequestError
    from talkwright.evaluation.marker_files import read_markers
    from talkwright.project.files import find_files, read_document

    if not config.exists():
        raise RequestError(f"there is no file or folder {config}", "Name one that has markers with --config.")
    problems = Problems()
    documents = [read_document(path, str(path), problems, os.environ) for path in find_files([config])]
    bot = open_project_here(None, domain, ()).domain
    markers = read_markers([each.node for each in documents if each is not None], bot, problems)
    problems.raise_errors()
    show_warnings(problems.all)
    return markers


async def _mark(store: Store, markers: Mapping[str, Marker], choice: _Choice, say: Progress) -> list[Marked]:
    """Look at one conversation after the other, so that only one is in memory."""
    from talkwright.evaluation.marker_tables import Marked
    from talkwright.evaluation.markers import applications, sessions_of

    marked: list[Marked] = []
    try:
        chosen = choice.of(await store.recent(_ALL))
        for number, known in enumerate(chosen, 1):
            log = [event for turn in await store.turns(known.key) for event in turn.events]
            for session, (start, events) in enumerate(sessions_of(log)):
                applied = {name: applications(marker, events, start) for name, marker in markers.items()}
                marked.append(Marked(known.key.id, session, applied))
            say("Looking for markers", number / len(chosen))
    finally:
        await store.close()
    return marked


def _show(marked: Sequence[Marked], markers: Mapping[str, Marker], as_json: bool) -> None:
    """In how many sessions each marker applied, and how often."""
    import msgspec
    from rich.table import Table
    from rich.text import Text

    from talkwright.cli.show import console

    found = {
        name: {
            "sessions": sum(bool(each.applied[name]) for each in marked),
            "times": sum(len(each.applied[name]) for each in marked),
        }
        for name in markers
    }
    if as_json:
        click.echo(msgspec.json.encode({"sessions": len(marked), "markers": found}))
        return
    table = Table("Marker", box=None, header_style="dim", pad_edge=False)
    for head in ("Sessions", "Share", "Times"):
        table.add_column(head, justify="right")
    for name, counts in found.items():
        share = f"{100 * counts['sessions'] / len(marked):.1f} %" if marked else ""
        table.add_row(Text(name), str(counts["sessions"]), share, str(counts["times"]))
    out = console()
    out.print(table)
    out.print(Text(f"{len(marked)} session{'' if len(marked) == 1 else 's'} looked at", style="bold"))
