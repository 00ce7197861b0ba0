"""A conversation that began with a Rasa, and goes on with us in the database where that kept it."""

from __future__ import annotations

from pathlib import Path

from talkwright.conversation.schema import Schema, Slot
from talkwright.project.endpoints import Endpoint
from talkwright.runtime.stores import open_store
from talkwright.settings import Settings
from talkwright.takeover.open import find_source
from talkwright.takeover.take import TakingOver
from talkwright.testing.turns import ANNA, BERT, turn

SAID_TO_RASA = [{"event": "slot", "timestamp": 1.0, "name": "size", "value": "small"}]


async def anna_goes_on(endpoint: Endpoint) -> None:
    """At ``endpoint`` a Rasa kept what Anna said to it, and nothing of Bert."""
    source = find_source(endpoint, Path())
    assert source is not None
    store = TakingOver(open_store(Path(), endpoint, Settings()), source, lambda: Schema({"size": Slot("size")}))
    stored = await store.load(ANNA)
    assert stored is not None
    assert (stored.seq, stored.state.slots) == (1, {"size": "small"})
    assert await store.append(turn(expected_seq=1)) == 3
    assert await store.load(BERT) is None
    await store.close()
