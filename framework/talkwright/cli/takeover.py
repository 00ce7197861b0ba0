"""``talkwright takeover``: bring the conversations of a Rasa into the store, all at once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from talkwright.cli.options import json_option, model_option
from talkwright.cli.rasa import Command

if TYPE_CHECKING:
    from talkwright.conversation.schema import Schema
    from talkwright.conversation.store import Store
    from talkwright.takeover.source import Source

_PATH = click.Path(path_type=Path)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


class _Count(msgspec.Struct):
    """What became of the conversations of a source, and of their events."""

    taken: int = 0
    already_here: int = 0
    empty: int = 0
    events: int = 0
    left_out: int = 0


@click.command(cls=Command)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=_FILE)
@click.option("--from", "origin", type=_PATH, help="The endpoints.yml of the Rasa.  [default: that of --endpoints]")
@click.option("--endpoints", type=_PATH, default=Path("endpoints.yml"), show_default=True, help="Where the store is.")
@model_option
@json_option
def takeover(files: tuple[Path, ...], origin: Path | None, endpoints: Path, model: Path, as_json: bool) -> None:
    """Bring the conversations of a Rasa into the store: those of its tracker_store, or those that files hold. What is
    here already stays as it is, so it may be broken off and begun again, while the server runs."""
    from talkwright.cli.open import read_endpoints
    from talkwright.conversation.stores.memory import MemoryStore
    from talkwright.errors import RequestError
    from talkwright.runtime.stores import open_store
    from talkwright.settings import Settings
    from talkwright.takeover.dump import DumpSource
    from talkwright.takeover.open import find_source
    from talkwright.training.load import load_model

    services = read_endpoints(endpoints)
    here = Path.cwd()
    theirs = services if origin is None else read_endpoints(origin)
    folder = here if origin is None else origin.absolute().parent
    source: Source | None = DumpSource(files) if files else find_source(theirs.tracker_store, folder)
    if source is None:
        hint = "Name files with its events, or its endpoints.yml with --from."
        raise RequestError("no Rasa has left conversations in the tracker_store", hint)
    schema = load_model(model).domain.schema
    store = open_store(here, services.tracker_store, Settings())
    if isinstance(store, MemoryStore):
        hint = "Name a tracker_store in endpoints.yml that keeps them."
        raise RequestError("the tracker_store keeps conversations in the memory of the server", hint)
    count = asyncio.run(_take_all(source, store, schema))
    if as_json:
        click.echo(msgspec.json.encode(count).decode())
    else:
        click.echo(_told(count), err=True)


async def _take_all(source: Source, store: Store, schema: Schema) -> _Count:
    """Take one conversation after the other, so that only one is in memory."""
    from talkwright.cli.show import progress
    from talkwright.conversation.ids import ConversationKey
    from talkwright.takeover.take import take

    count = _Count()
    try:
        all_there = max(await asyncio.to_thread(source.count), 1)
        with progress() as say:
            for number, id in enumerate(source.ids(), 1):
                key = ConversationKey(id)
                if await store.load(key) is not None:
                    count.already_here += 1
                else:
                    taken, left_out = await take(source, store, schema, key)
                    count.taken += bool(taken)
                    count.empty += not taken
                    count.events += taken
                    count.left_out += left_out
                say("Taking over", min(number / all_there, 1.0))
    finally:
        await store.close()
        source.close()
    return count


def _told(count: _Count) -> str:
    many = "conversation" if count.taken == 1 else "conversations"
    parts = [f"{count.taken:,} {many} taken over, {count.events:,} events"]
    parts += [f"{count.already_here:,} were here already"] if count.already_here else []
    parts += [f"{count.empty:,} had no events"] if count.empty else []
    parts += [f"{count.left_out:,} events cannot be read and were left out"] if count.left_out else []
    return "; ".join(parts)
