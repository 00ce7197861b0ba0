"""The documents that the store in MongoDB keeps, and the indexes that find them. It asks for nothing by itself.

turns     tenant, conversation, first, last, id, at, began_at   what a turn is, with the seqs of its events
          events, state                                         as JSON text; only the last turn has its state
          inbound                                               the message that caused it, if it has a key
          newest                                                it is, or was when its process died, the last one
          outbox, dead                                          messages to be pushed, those given up
          timers, off                                           what is to ring; names that ring no more
notes     what actions did in turns that are not written yet
counters  the last ids of deliveries and of timers
"""

from __future__ import annotations

from typing import Any

from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.store import Delivery, Outgoing, StoredTurn, Turn
from talkwright.conversation.stores.codec import pack, pack_events, unpack_events, unpack_message

Element = dict[str, Any]
Document = dict[str, Any]

UP, DOWN = 1, -1


def make_indexes(turns: Any, notes: Any) -> None:
    """Make the indexes, if they are not there. An array's elements are in them each by itself."""
    here = [("tenant", UP), ("conversation", UP)]
    turns.create_index([*here, ("first", UP)], unique=True)
    turns.create_index([("inbound", UP)], unique=True, sparse=True)
    turns.create_index([("tenant", UP), ("newest", UP), ("at", UP), ("conversation", UP)])
    for field in ("outbox.id", "outbox.due_at", "timers.id", "timers.due_at"):
        turns.create_index([(field, UP)], sparse=True)
    notes.create_index(here)
    notes.create_index([("tenant", UP), ("at", UP)])


def document_of(turn: Turn) -> Document:
    """The whole turn, but for the ids of what waits in it, and when its conversation began."""
    document: Document = {
        **named(turn.key),
        "first": turn.expected_seq + 1,
        "last": turn.expected_seq + len(turn.events),
        "id": turn.id,
        "at": turn.at,
        "events": pack_events(turn.events),
        "state": pack(turn.state),
        "newest": True,
        "off": sorted({*turn.disarmed, *(each.name for each in turn.armed)}),
    }
    if turn.inbound_key is not None:
        document["inbound"] = inbound_of(turn.key, turn.inbound_key)
    if turn.outgoing:
        document["outbox"] = [_waiting(each, turn.at) for each in turn.outgoing]
    if turn.armed:
        document["timers"] = [{"name": each.name, "at": each.at, "due_at": each.at} for each in turn.armed]
    return document


def _waiting(outgoing: Outgoing, due_at: float) -> Element:
    told = {"channel": outgoing.channel, "recipient": outgoing.recipient, "message": pack(outgoing.message)}
    return {**told, "attempts": 0, "due_at": due_at}


def named(key: ConversationKey) -> Document:
    """The fields that name a conversation."""
    return {"tenant": key.tenant, "conversation": key.id}


def key_of(document: Document) -> ConversationKey:
    """The conversation of a document."""
    return ConversationKey(document["conversation"], document["tenant"])


def inbound_of(key: ConversationKey, inbound_key: str) -> str:
    """One name for a message that no other has: of several fields an index would also take those without one."""
    return pack((key.tenant, key.id, inbound_key))


def turn_of(document: Document) -> StoredTurn:
    """The turn that a document is."""
    return StoredTurn(document["id"], document["first"], document["last"], unpack_events(document["events"]))


def delivery_of(document: Document, element: Element) -> Delivery:
    """What waits in the outbox of a document."""
    outgoing = Outgoing(element["channel"], element["recipient"], unpack_message(element["message"]))
    return Delivery(element["id"], key_of(document), outgoing, element["attempts"])
