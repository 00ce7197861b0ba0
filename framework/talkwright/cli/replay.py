"""``talkwright replay``: what a model would do otherwise in conversations that were had."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwright.cli.options import json_option, model_option
from talkwright.cli.rasa import Command

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from rich.console import Console

    from talkwright.evaluation.replay import Replayed
    from talkwright.project.endpoints import Endpoints
    from talkwright.training.load import Model

_PATH = click.Path(path_type=Path)


@click.command(cls=Command)
@click.argument("conversation_ids", metavar="ID", nargs=-1)
@click.option("--last", type=click.IntRange(min=1), help="Replay this many of the newest conversations.")
@model_option
@click.option("--endpoints", type=_PATH, default=Path("endpoints.yml"), show_default=True, help="Where the store is.")
@click.option("--fail-on-change", is_flag=True, help="Exit with 1 when a conversation would go otherwise.")
@json_option
def replay(
    conversation_ids: tuple[str, ...],
    last: int | None,
    model: Path,
    endpoints: Path,
    fail_on_change: bool,
    as_json: bool,
) -> None:
    """Run stored conversations through a model and show what would change. Nothing acts and nothing is stored."""
    from talkwright import log
    from talkwright.cli.main import EXIT_PROBLEMS
    from talkwright.cli.open import read_endpoints
    from talkwright.training.load import load_model

    if bool(conversation_ids) == (last is not None):
        raise click.UsageError("Name conversations, or say how many of the newest with --last.")
    log.configure("critical", as_json=False)  # what failed then fails again
    results = asyncio.run(_run(load_model(model), read_endpoints(endpoints), conversation_ids, last))
    if as_json:
        _print_json(results)
    else:
        for replayed in results:
            _show(replayed)
        _show_sums(results)
    if fail_on_change and any(each.change for each in results):
        raise click.exceptions.Exit(EXIT_PROBLEMS)


async def _run(model: Model, endpoints: Endpoints, ids: tuple[str, ...], last: int | None) -> list[Replayed]:
    """One conversation after the other, so that only one is in memory."""
    from talkwright.cli.show import progress

    results = []
    with progress() as say:
        async for replayed, done in _replays(model, endpoints, ids, last):
            say("Replaying", done)
            results.append(replayed)
    return results


async def _replays(
    model: Model, endpoints: Endpoints, ids: tuple[str, ...], last: int | None
) -> AsyncIterator[tuple[Replayed, float]]:
    """Each conversation, and how much is done with it, 0..1."""
    from talkwright.conversation.ids import ConversationKey
    from talkwright.errors import NotFound
    from talkwright.evaluation.replay import replay as run
    from talkwright.runtime.stores import open_store
    from talkwright.settings import Settings

    store = open_store(Path.cwd(), endpoints.tracker_store, Settings())
    try:
        keys = [ConversationKey(id) for id in ids] or [known.key for known in await store.recent(last or 0)]
        for number, key in enumerate(keys, 1):
            turns = await store.turns(key)
            if not turns and ids:
                raise NotFound(
                    f"there is no conversation {key.id!r} in the store", "Its id is what Rasa calls the sender."
                )
            yield await run(model, key, turns), number / len(keys)
    finally:
        await store.close()


def _show(replayed: Replayed) -> None:
    """A conversation that would go otherwise, up to its first turn that differs."""
    from datetime import datetime

    from rich.text import Text

    from talkwright.cli.show import console
    from talkwright.cli.transcript import show_lines
    from talkwright.evaluation.transcript import Line

    change = replayed.change
    if change is None:
        return
    out = console()
    when = datetime.fromtimestamp(change.at).astimezone().strftime("%Y-%m-%d %H:%M")
    place = f"  turn {change.turn} of {replayed.turns}, {when}"
    out.print(Text.assemble(("≠ ", "bold yellow"), (replayed.id, "bold"), place), soft_wrap=True)
    show_lines((*change.before, Line("user", change.words), *change.lines), out)
    out.print()


def _show_sums(results: list[Replayed]) -> None:
    from rich.table import Table
    from rich.text import Text

    from talkwright.cli.show import console

    out: Console = console()
    same, different = Counter[str](), Counter[str]()
    for each in results:
        (different if each.change else same).update(each.flows or ("no flow",))
    if results:
        table = Table("Flow", box=None, header_style="dim", pad_edge=False)
        for head in ("Same", "Different"):
            table.add_column(head, justify="right")
        for flow in sorted(same.keys() | different.keys()):
            table.add_row(flow, str(same[flow]), str(different[flow]), style="yellow" if different[flow] else "")
        out.print(table)
    changed = sum(each.change is not None for each in results)
    style = "bold yellow" if changed else "bold green"
    out.print(Text(f"{len(results) - changed} same, {changed} different", style=style))


def _print_json(results: list[Replayed]) -> None:
    import msgspec

    changed = sum(each.change is not None for each in results)
    sums = {"same": len(results) - changed, "different": changed}
    click.echo(msgspec.json.encode({**sums, "conversations": results}))
