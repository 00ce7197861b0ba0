"""The items that the store in DynamoDB keeps. It asks for nothing by itself.

In the partition of a conversation, ``["tenant", "id"]``:
head              seq, state, began_at                     how it stands; seq 0: it is being forgotten
turn#<last>       id, first, last, events                  a turn, with the seqs of its events
inbound#<key>     last                                     which turn a message caused
note#<key>        done                                     what actions did in a turn that is not written yet
queue#<channel>   waiting                                  the ids of what is to be pushed, oldest first
timer#<name>      id, name, rings_at                       what is to ring
dead#<id>         what a delivery was                      given up
Each in a partition of its own:
delivery#<id>     conversation, channel, recipient, message, attempts, due_at
timer#<id>        conversation, name
counter#<what>    last                                     the last id that was given

Heads, queues, timers and notes stand in lines, by time. A line is in several parts, so that no partition of the index
is written to more than it can bear. Times are texts, because a number of DynamoDB does not hold all of ours; texts that
are long are compressed.
"""

from __future__ import annotations

import struct
import zlib
from hashlib import sha256
from typing import Any

import msgspec

from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.store import Delivery, Known, Outgoing, StoredTurn, Turn
from talkwright.conversation.stores.codec import pack, pack_events, unpack_events, unpack_message
from talkwright.conversation.stores.dynamo_changes import ABSENT, Change, Item, Key, delete, named, put, update

PARTS = 4  # as long as a table lives: what stands in a part is not looked for in others
LAST = "~"
"""It is behind every other text in a line, and behind what follows a ``#``."""
PROJECTED = ("seq", "began_at", "waiting")

_LONG = 60_000  # characters; an item has 400 kB at most
_LONGEST_NAME = 900  # bytes; a sort key has 1,024 at most
_keys: msgspec.json.Decoder[tuple[str, str]] = msgspec.json.Decoder(tuple[str, str])


def partition_of(key: ConversationKey) -> str:
    """Where everything lies that there is of a conversation."""
    return pack((key.tenant, key.id))


def key_of(partition: str) -> ConversationKey:
    """The conversation of a partition."""
    tenant, id = _keys.decode(partition)
    return ConversationKey(id, tenant)


def head_key(key: ConversationKey) -> Key:
    return partition_of(key), "head"


def turn_key(key: ConversationKey, last: int) -> Key:
    return partition_of(key), f"turn#{last:020d}"


def named_key(key: ConversationKey, kind: str, name: str) -> Key:
    """The key of what has a name of somebody else's choice; of a very long one a digest."""
    short = name if len(name.encode()) <= _LONGEST_NAME else sha256(name.encode()).hexdigest()
    return partition_of(key), f"{kind}#{short}"


def own_key(kind: str, id: int | str) -> Key:
    """The key of what lies in a partition of its own."""
    return f"{kind}#{id}", "-"


def keys_with(item: Item) -> list[Key]:
    """The key of an item of a conversation, and those of what lies elsewhere and belongs to it."""
    elsewhere = [own_key("delivery", id) for id in item.get("waiting", ())]
    if item["sk"].startswith("timer#"):
        elsewhere.append(own_key("timer", item["id"]))
    return [(item["pk"], item["sk"]), *elsewhere]


def lines_of(kind: str, tenant: str = "") -> list[str]:
    """The parts of a line."""
    return [pack((kind, tenant, part)) for part in range(PARTS)]


def line_of(kind: str, key: ConversationKey, tenant: str = "") -> str:
    """The part of a line that a conversation stands in."""
    return lines_of(kind, tenant)[zlib.crc32(partition_of(key).encode()) % PARTS]


def when(at: float, id: int = 0) -> str:
    """A text that is ordered as times are, and those of one time by their ids."""
    (bits,) = struct.unpack(">q", struct.pack(">d", at + 0.0))
    ordered = bits ^ 0x7FFF_FFFF_FFFF_FFFF if bits < 0 else bits
    return f"{ordered + 2**63:016x}#{id:020d}"


def until(at: float) -> str:
    """A text that is behind every ``when`` of that time."""
    return when(at)[:16] + LAST


def time_of(when: str) -> float:
    """The time of such a text."""
    ordered = int(when[:16], 16) - 2**63
    bits = ordered ^ 0x7FFF_FFFF_FFFF_FFFF if ordered < 0 else ordered
    (at,) = struct.unpack(">d", struct.pack(">q", bits))
    return float(at)


def id_of(when: str) -> int:
    """The id in such a text."""
    return int(when[17:])


def folded(text: str) -> str | bytes:
    """A text as it is kept."""
    return text if len(text) < _LONG else zlib.compress(text.encode())


def unfolded(kept: Any) -> str:
    """What ``folded`` was given."""
    return kept if isinstance(kept, str) else zlib.decompress(bytes(kept)).decode()


def changes_of(turn: Turn) -> list[Change]:
    """A turn but for what waits. It can be written only where its writer saw the conversation stand."""
    key, last = turn.key, turn.expected_seq + len(turn.events)
    where: dict[str, Any] = {"seq": turn.expected_seq} if turn.expected_seq else {"pk": ABSENT}
    head = {
        "seq": last,
        "state": folded(pack(turn.state)),
        "line": line_of("recent", key, key.tenant),
        "when": when(turn.at),
    }
    row = {"id": turn.id, "first": turn.expected_seq + 1, "last": last, "events": folded(pack_events(turn.events))}
    changes = [
        update(head_key(key), head, kept={"began_at": str(turn.at)}, where=where),
        put({**named(turn_key(key, last)), **row}),
    ]
    if turn.inbound_key is not None:
        inbound = named(named_key(key, "inbound", turn.inbound_key))
        changes.append(put({**inbound, "last": last}, {"pk": ABSENT}))
        if turn.noted:
            changes.append(delete(named_key(key, "note", turn.inbound_key)))
    return changes


def turn_of(item: Item) -> StoredTurn:
    return StoredTurn(str(item["id"]), int(item["first"]), int(item["last"]), unpack_events(unfolded(item["events"])))


def known_of(item: Item) -> Known:
    """A conversation, of what the index has of its head."""
    return Known(key_of(item["pk"]), int(item["seq"]), float(item["began_at"]), time_of(item["when"]))


def delivery_item(id: int, key: ConversationKey, outgoing: Outgoing, due_at: float) -> Item:
    """A message that waits."""
    whose = {"id": id, "conversation": partition_of(key), "attempts": 0, "due_at": str(due_at)}
    told = {"channel": outgoing.channel, "recipient": outgoing.recipient, "message": folded(pack(outgoing.message))}
    return {**named(own_key("delivery", id)), **whose, **told}


def delivery_of(item: Item) -> Delivery:
    outgoing = Outgoing(item["channel"], item["recipient"], unpack_message(unfolded(item["message"])))
    return Delivery(int(item["id"]), key_of(item["conversation"]), outgoing, int(item["attempts"]))
