"""``talkwright forget``: delete conversations, by name or by age."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwright.cli.options import Age, json_option
from talkwright.cli.rasa import Command

if TYPE_CHECKING:
    from talkwright.conversation.store import Store

_ALL = 2**31 - 1


@click.command(cls=Command)
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--older-than", type=Age(), help="Every conversation whose last turn is older: 90d, 12h, 2w.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--endpoints", type=click.Path(path_type=Path), default=Path("endpoints.yml"), show_default=True, help="Services."
)
@json_option
def forget(ids: tuple[str, ...], older_than: timedelta | None, yes: bool, endpoints: Path, as_json: bool) -> None:
    """Delete conversations and everything that belongs to them. They start as new when their users write again."""
    from talkwright.cli.open import read_endpoints
    from talkwright.conversation.stores.memory import MemoryStore
    from talkwright.errors import RequestError
    from talkwright.runtime.stores import open_store
    from talkwright.settings import Settings

    if bool(ids) == (older_than is not None):
        raise click.UsageError("Give the IDs of conversations, or --older-than.")
    store = open_store(Path.cwd(), read_endpoints(endpoints).tracker_store, Settings())
    if isinstance(store, MemoryStore):
        hint = "The server forgets them when it ends."
        raise RequestError("the tracker_store keeps conversations in the memory of the server", hint)
    before = time.time() - older_than.total_seconds() if older_than is not None else None
    if not yes:
        click.confirm(f"Delete {_what(ids, before)}? This cannot be undone", abort=True, err=True)
    if before is None:
        _tell_ids(asyncio.run(_forget(store, ids)), as_json=as_json)
    else:
        _tell_count(asyncio.run(_forget_before(store, before)), as_json=as_json)


def _what(ids: tuple[str, ...], before: float | None) -> str:
    if before is not None:
        return f"every conversation whose last turn was before {datetime.fromtimestamp(before):%Y-%m-%d %H:%M}"
    return f"the conversation {ids[0]!r}" if len(ids) == 1 else f"{len(ids)} conversations"


async def _forget(store: Store, ids: tuple[str, ...]) -> dict[str, bool]:
    """Which of ``ids`` there was anything of."""
    from talkwright.conversation.ids import ConversationKey

    try:
        return {id: await store.forget(ConversationKey(id)) for id in ids}
    finally:
        await store.close()


async def _forget_before(store: Store, before: float) -> int:
    from talkwright.cli.show import progress
    from talkwright.runtime.retention import forget_before

    try:
        total = sum(known.at < before for known in await store.recent(_ALL))
        with progress() as say:
            return await forget_before(store, before, lambda done: say("Forgetting", done / max(total, done, 1)))
    finally:
        await store.close()


def _tell_ids(found: dict[str, bool], *, as_json: bool) -> None:
    forgotten, unknown = ([id for id, known in found.items() if known is wanted] for wanted in (True, False))
    if as_json:
        _print_json({"forgotten": forgotten, "unknown": unknown})
        return
    for id, known in found.items():
        click.echo(f"{id}: forgotten" if known else f"{id}: there is no such conversation")


def _tell_count(count: int, *, as_json: bool) -> None:
    if as_json:
        _print_json({"count": count})
    else:
        click.echo(f"{count} conversation{'' if count == 1 else 's'} forgotten")


def _print_json(value: object) -> None:
    import msgspec

    click.echo(msgspec.json.encode(value))
