"""Events go to the broker once they are stored: all of them, in order, also when it was away or the process died."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.runtime.stage import Scripted, said

from talkwright.brokers.broker import Message
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.store import Store
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.errors import OutsideError
from talkwright.runtime import deliver
from talkwright.runtime.assemble import Assistant
from talkwright.training.load import Model


class Flaky:
    """A broker that fails the first ``failures`` times, each time after the first message."""

    def __init__(self, failures: int = 0, *, keeps: bool = True) -> None:
        self.keeps = keeps
        self.sent: list[dict[str, Any]] = []
        self.failures = failures
        self.is_closed = False

    async def publish(self, messages: Sequence[Message]) -> None:
        for message in messages:
            self.sent.append(json.loads(message.body()))
            if self.failures:
                self.failures -= 1
                raise OutsideError("it is away", retryable=self.keeps)

    async def close(self) -> None:
        self.is_closed = True


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliver, "_FIRST_WAIT_S", 0.01)
    monkeypatch.setattr(deliver, "_IDLE_S", 0.01)


async def stored(store: Store, *senders: str) -> list[tuple[str, str]]:
    turns = [(sender, await store.turns(ConversationKey(sender))) for sender in senders]
    return [(sender, event.__struct_config__.tag) for sender, each in turns for turn in each for event in turn.events]


async def settled(store: Store) -> None:
    async with asyncio.timeout(30):
        while await store.undelivered():  # noqa: ASYNC110 - a store tells nobody
            await asyncio.sleep(0.01)


async def test_what_is_stored_is_published_in_order(model: Model) -> None:
    store, broker = MemoryStore(), Flaky()
    assistant = Assistant(model, store, Scripted(), broker=broker)
    assistant.start()
    for text in ("hello", "hello"):
        for sender in ("ada", "bert"):
            await assistant.handle(said(sender, text))
    await settled(store)
    for sender in ("ada", "bert"):
        sent = [(each["sender_id"], each["event"]) for each in broker.sent if each["sender_id"] == sender]
        assert sent == await stored(store, sender)
        assert len(sent) > 4
    await assistant.close()
    assert broker.is_closed


async def test_a_broker_that_was_away_gets_everything(model: Model) -> None:
    store, broker = MemoryStore(), Flaky(failures=25)
    assistant = Assistant(model, store, Scripted(), broker=broker)
    assistant.start()
    await assistant.handle(said("ada", "hello"))
    deliver_times = len(await stored(store, "ada"))
    await settled_slowly(store)
    whole = [(each["sender_id"], each["event"]) for each in broker.sent[-deliver_times:]]
    assert whole == await stored(store, "ada")
    await assistant.close()


async def settled_slowly(store: Store) -> None:
    """As ``settled``, with every wait of an attempt over at once."""
    async with asyncio.timeout(30):
        while await store.undelivered():
            for waiting in store._outbox.values():  # type: ignore[attr-defined]
                waiting.due_at = min(waiting.due_at, 0.0) if waiting.attempts else waiting.due_at
            await asyncio.sleep(0.01)


async def test_what_waits_outlives_the_process(model: Model) -> None:
    store = MemoryStore()
    before = Assistant(model, store, Scripted(), broker=Flaky())  # never started: it dies before it delivers
    await before.handle(said("ada", "hello"))
    broker = Flaky()
    after = Assistant(model, store, Scripted(), broker=broker)
    after.start()
    await settled(store)
    assert [(each["sender_id"], each["event"]) for each in broker.sent] == await stored(store, "ada")
    await after.close()


async def test_a_forgotten_conversation_is_not_published(model: Model) -> None:
    store = MemoryStore()
    before = Assistant(model, store, Scripted(), broker=Flaky())
    await before.handle(said("ada", "hello"))
    await store.forget(ConversationKey("ada"))
    broker = Flaky()
    after = Assistant(model, store, Scripted(), broker=broker)
    after.start()
    await after.handle(said("bert", "hello"))
    await settled(store)
    assert {each["sender_id"] for each in broker.sent} == {"bert"}
    await after.close()


async def test_what_is_not_to_be_kept_is_tried_once(model: Model) -> None:
    store, broker = MemoryStore(), Flaky(failures=1, keeps=False)
    assistant = Assistant(model, store, Scripted(), broker=broker)
    assistant.start()
    await assistant.handle(said("ada", "hello"))
    await settled(store)
    assert len(broker.sent) == 1
    await assistant.close()


async def test_without_a_broker_nothing_waits_for_one(model: Model) -> None:
    store = MemoryStore()
    assistant = Assistant(model, store, Scripted())
    await assistant.handle(said("ada", "hello"))
    assert await store.undelivered() == 0
    await assistant.close()


def test_the_paths_of_a_bot_are_those_of_its_folder(model: Model, tmp_path: Path) -> None:
    from talkwright.project.endpoints import Endpoint, Endpoints
    from talkwright.runtime.assemble import assemble
    from talkwright.settings import Settings

    endpoints = Endpoints(tracker_store=Endpoint(type="memory"), event_broker=Endpoint(type="file"))

    async def talk() -> None:
        assistant = assemble(tmp_path, model, endpoints, Settings())
        assistant.start()
        await assistant.handle(said("ada", "hello"))
        await settled(assistant.store)
        await assistant.close()

    asyncio.run(talk())
    events = [json.loads(line)["event"] for line in (tmp_path / "rasa_event.log").read_text().splitlines()]
    assert events[:2] == ["action", "session_started"]
    assert "bot" in events
