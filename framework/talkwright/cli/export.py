"""``talkwright export``: stored conversations as Rasa's brokers send them, to such a broker or as JSON lines."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager, nullcontext
from datetime import timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple, TypeAlias
from uuid import uuid4

import click

from talkwright.cli.options import Age
from talkwright.cli.rasa import Command

if TYPE_CHECKING:
    from talkwright.brokers.broker import Message
    from talkwright.conversation.ids import ConversationKey
    from talkwright.conversation.store import Store, StoredTurn
    from talkwright.project.endpoints import Endpoint

_Write: TypeAlias = "Callable[[Sequence[Message]], Awaitable[None]]"
_PATH = click.Path(path_type=Path)
_ALL = 2**31 - 1
_PROCESS = uuid4().hex


class _Span(NamedTuple):
    """Events from ``begin`` until ``end``, in seconds since 1970, and what is added to their timestamps."""

    begin: float
    end: float
    offset: float


@click.command(cls=Command)
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--conversation-ids", help="IDs with commas between them, as in Rasa.")
@click.option("--last", type=click.IntRange(min=1), help="This many of the newest conversations.")
@click.option("--since", type=Age(), help="Only events that are younger: 7d, 12h, 2w.")
@click.option("--minimum-timestamp", type=float, help="Only events from this second since 1970 on.")
@click.option("--maximum-timestamp", type=float, help="Only events before this second since 1970.")
@click.option("--offset-timestamps-by-seconds", "offset", type=float, default=0.0, help="Add to each timestamp.")
@click.option("--out", type=_PATH, help="Write to this file.  [default: the event_broker, or standard output]")
@click.option("--endpoints", type=_PATH, default=Path("endpoints.yml"), show_default=True, help="Store and broker.")
def export(
    ids: tuple[str, ...],
    conversation_ids: str | None,
    last: int | None,
    since: timedelta | None,
    minimum_timestamp: float | None,
    maximum_timestamp: float | None,
    offset: float,
    out: Path | None,
    endpoints: Path,
) -> None:
    """Send the events of conversations, oldest first, to the event_broker; without one, or with --out, write them, one
    a line. Without an ID, of all conversations."""
    from talkwright.cli.open import read_endpoints
    from talkwright.conversation.stores.memory import MemoryStore
    from talkwright.errors import RequestError
    from talkwright.runtime.stores import open_store
    from talkwright.settings import Settings

    named = (*ids, *filter(None, (each.strip() for each in (conversation_ids or "").split(","))))
    if named and last is not None:
        raise click.UsageError("Name conversations, or say how many of the newest with --last.")
    begin = max(minimum_timestamp or 0.0, time.time() - since.total_seconds() if since else 0.0)
    end = maximum_timestamp if maximum_timestamp is not None else float("inf")
    services = read_endpoints(endpoints)
    store = open_store(Path.cwd(), services.tracker_store, Settings())
    if isinstance(store, MemoryStore):
        hint = "Name a tracker_store in endpoints.yml that keeps them."
        raise RequestError("the tracker_store keeps conversations in the memory of the server", hint)
    broker = services.event_broker if out is None else None
    conversations, events = asyncio.run(_export(store, named, last, _Span(begin, end, offset), out, broker))
    click.echo(f"{conversations:,} conversation{'' if conversations == 1 else 's'}, {events:,} events", err=True)


async def _export(
    store: Store, ids: tuple[str, ...], last: int | None, span: _Span, out: Path | None, broker: Endpoint | None
) -> tuple[int, int]:
    """Send one conversation after the other, so that only one is in memory. How many, and how many events."""
    from talkwright.cli.show import progress

    conversations = events = 0
    quiet = out is None and broker is None and sys.stdout.isatty()  # a bar and lines on one screen are neither
    try:
        async with _destination(out, broker) as write:
            with nullcontext(lambda what, done: None) if quiet else progress() as say:
                keys = await _keys(store, ids, last, span.begin)
                for number, key in enumerate(keys, 1):
                    messages = _messages(key, await store.turns(key), span)
                    if messages:
                        await write(messages)
                    conversations += bool(messages)
                    events += len(messages)
                    say("Exporting", number / len(keys))
    finally:
        await store.close()
    return conversations, events


@asynccontextmanager
async def _destination(out: Path | None, broker: Endpoint | None) -> AsyncIterator[_Write]:
    """What takes the messages of a conversation: a broker, else a file, else standard output."""
    if broker is not None:
        from talkwright.brokers.open import open_broker

        opened = open_broker(broker, Path.cwd())
        try:
            yield opened.publish
        finally:
            await opened.close()
        return
    with ExitStack() as closing:
        file = sys.stdout.buffer if out is None else closing.enter_context(_open(out))

        async def write(messages: Sequence[Message]) -> None:
            file.writelines(each.body() + b"\n" for each in messages)

        yield write
        file.flush()


async def _keys(store: Store, ids: tuple[str, ...], last: int | None, begin: float) -> list[ConversationKey]:
    """The conversations that were named, else the newest, the oldest of them first. Raises ``NotFound``."""
    from talkwright.conversation.ids import ConversationKey
    from talkwright.errors import NotFound

    if not ids:
        known = await store.recent(_ALL if last is None else last)
        return [each.key for each in reversed(known) if each.at >= begin]
    keys = [ConversationKey(id) for id in ids]
    for key in keys:
        if await store.load(key) is None:
            raise NotFound(f"there is no conversation {key.id!r} in the store", "Its id is what Rasa calls the sender.")
    return keys


def _messages(key: ConversationKey, turns: Sequence[StoredTurn], span: _Span) -> list[Message]:
    from talkwright.brokers.broker import EXPORTED, Message
    from talkwright.conversation.origin import spread
    from talkwright.conversation.tracker import plain_events

    headers = {EXPORTED: _PROCESS}
    events = plain_events(spread(event for turn in turns for event in turn.events))
    wanted = [event for event in events if span.begin <= (event.get("timestamp") or 0.0) < span.end]
    for event in wanted:
        event["timestamp"] = (event.get("timestamp") or 0.0) + span.offset
    return [Message(key.id, event, headers) for event in wanted]


def _open(path: Path) -> IO[bytes]:
    from talkwright.errors import RequestError

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("wb")
    except OSError as fault:
        raise RequestError(f"{path} cannot be written: {fault.strerror}", "Name another file.") from None
