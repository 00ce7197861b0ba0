"""Conversations that real people had, as whoever builds the bot looks at them: a list, and each one turn by turn.

They are read and never written.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from talkwright.builder.talks.rehearse import Rehearsed
from talkwright.builder.talks.trace import trace
from talkwright.conversation import events as ev
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.schema import Schema
from talkwright.conversation.state import align, replay
from talkwright.conversation.store import Known, Store, StoredTurn
from talkwright.errors import NotFound, RequestError
from talkwright.flows.program import Program

MOST_LISTED = 100
_SEARCHED = 2000
MOST_SHOWN = 500  # turns of one conversation, the newest


class ListedConversation(msgspec.Struct, frozen=True):
    """``turns`` is how many there are. ``last`` is what the user said last. Times are in seconds since 1970."""

    id: str
    began_at: float
    at: float
    turns: int
    channel: str | None
    last: str


async def listed(
    store: Store, limit: int, before: float | None = None, words: str = ""
) -> tuple[ListedConversation, ...]:
    """The ``limit`` conversations that were gone on with last, the newest first; with ``before``, before that time.
    With ``words`` only those that have them in a message, the id or the channel; the newest 2000 are looked through."""
    wanted = words.casefold().strip()
    found: list[ListedConversation] = []
    for each in await store.recent(_SEARCHED if wanted else limit, before=before):
        turns = await store.turns(each.key)
        if not wanted or wanted in each.key.id.casefold() or _has(turns, wanted):
            found.append(await _row(store, each, len(turns)))
            if len(found) == limit:
                break
    return tuple(found)


async def turns_of(store: Store, id: str, most: int | None = None) -> tuple[StoredTurn, ...]:
    """The turns of a conversation, or the first ``most`` of them. Raises ``NotFound`` and ``RequestError``."""
    turns = await store.turns(ConversationKey(id))
    if not turns:
        raise NotFound(f"There is no conversation {id!r}.")
    if most is not None and not 0 <= most <= len(turns):
        raise RequestError(f"There is no turn {most}.", f"There are {len(turns)}; 0 is the beginning.")
    return turns[:most]


def shown(id: str, turns: Sequence[StoredTurn], schema: Schema, program: Program) -> Rehearsed:
    """A conversation as a rehearsal that nobody can go on with."""
    state = align(schema, replay(schema, [event for turn in turns for event in turn.events]))
    return Rehearsed(
        id=id,
        stale=False,
        turns=trace(schema, program, turns)[-MOST_SHOWN:],
        paused=None,
        slots=state.slots,
        stack=state.stack,
        loop=state.active_loop.name if state.active_loop else None,
    )


def _has(turns: Sequence[StoredTurn], words: str) -> bool:
    """Whether somebody says ``words``, or came by a channel of this name."""
    return any(
        words in (event.text or "").casefold()
        or (isinstance(event, ev.UserUttered) and words == (event.input_channel or "").casefold())
        for turn in turns
        for event in turn.events
        if isinstance(event, (ev.UserUttered, ev.BotUttered))
    )


async def _row(store: Store, known: Known, turns: int) -> ListedConversation:
    stored = await store.load(known.key)
    channel, last = None, ""
    if stored is not None:
        channel, last = stored.state.latest_input_channel, stored.state.latest_message.text
    return ListedConversation(known.key.id, known.began_at, known.at, turns, channel, last)
