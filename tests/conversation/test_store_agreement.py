"""Whatever one does to them, in whatever order, SQLite, MongoDB, DynamoDB and memory say the same."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from typing import Any

import mongomock
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tests.dynamodb import DynamoServer

from talkwright.conversation.content import BotMessage
from talkwright.conversation.events import SlotSet
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.state import State
from talkwright.conversation.store import Done, Outgoing, Store, Timer, Turn
from talkwright.conversation.stores.dynamo import DynamoStore
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.conversation.stores.mongo import MongoStore
from talkwright.conversation.stores.sql import SqlStore
from talkwright.errors import StoreError
from talkwright.storage.engine import open_database

from .values import JSON, TRIED

KEYS = st.builds(ConversationKey, st.sampled_from(["anna", "bert"]), st.sampled_from(["t1", "t2"]))
TIMERS = st.sampled_from(["tea", "eggs"])
INBOUND = st.sampled_from(["web:1", "web:2", "web:3"])
OUTGOING = st.builds(Outgoing, st.sampled_from(["sms", "mail"]), st.text(), st.builds(BotMessage, text=st.text()))


class Agreement(RuleBasedStateMachine):
    """Several stores, one clock."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.stores = (SqlStore(open_database(f"sqlite:///{self.folder.name}/a.db")), *self.others())
        self.memory = MemoryStore()
        self.now = 0.0

    def others(self) -> tuple[Store, ...]:
        return (MongoStore(mongomock.MongoClient()["bots"]),)

    def teardown(self) -> None:
        for store in self.stores:
            self.runner.run(store.close())
        self.runner.close()
        self.folder.cleanup()

    def all(self, do: Callable[[Store], Awaitable[Any]]) -> Any:
        """The answer of all stores, or the type of error that they raise."""

        async def outcome(store: Store) -> Any:
            try:
                return await do(store)
            except StoreError as problem:
                return type(problem)

        expected = self.runner.run(outcome(self.memory))
        for store in self.stores:
            assert self.runner.run(outcome(store)) == expected
        return expected

    @rule(
        key=KEYS,
        late=st.sampled_from([0, 0, 0, 0, 1, -1]),
        values=st.lists(JSON, min_size=1, max_size=3),
        inbound_key=st.none() | INBOUND,
        outgoing=st.lists(OUTGOING, max_size=3),
        disarmed=st.sets(TIMERS, max_size=2).map(tuple),
        armed=st.dictionaries(TIMERS, st.floats(0, 60), max_size=2),
        noted=st.booleans(),
    )
    def append(
        self,
        key: ConversationKey,
        late: int,
        values: list[Any],
        inbound_key: str | None,
        outgoing: list[Outgoing],
        disarmed: tuple[str, ...],
        armed: dict[str, float],
        noted: bool,
    ) -> None:
        stored = self.all(lambda store: store.load(key))
        events = tuple(SlotSet(name="x", value=value) for value in values)
        state = State(slots={"x": values[-1]})
        seq = max(0, (stored.seq if stored else 0) + late)
        timers = tuple(Timer(name, self.now + delay_s) for name, delay_s in armed.items())
        turn = Turn(key, "id", seq, events, state, self.now, inbound_key, tuple(outgoing), disarmed, timers, noted)
        self.all(lambda store: store.append(turn))

    @rule(key=KEYS, inbound_key=INBOUND)
    def find(self, key: ConversationKey, inbound_key: str) -> None:
        self.all(lambda store: store.find(key, inbound_key))

    @rule(key=KEYS, inbound_key=INBOUND, values=st.lists(JSON, max_size=2))
    def note(self, key: ConversationKey, inbound_key: str, values: list[Any]) -> None:
        done = tuple(Done("action", "", (SlotSet(name="x", value=value),)) for value in values)
        self.all(lambda store: store.note(key, inbound_key, done, self.now))

    @rule(wait=st.floats(0, 20), lease_s=st.floats(1, 10), limit=st.integers(0, 4))
    def claim_timers(self, wait: float, lease_s: float, limit: int) -> None:
        self.now += wait
        self.all(lambda store: store.claim_timers(self.now, lease_s, limit))

    @rule(timer_id=st.integers(1, 8), delay_s=st.none() | st.floats(-5, 20))
    def settle_timer(self, timer_id: int, delay_s: float | None) -> None:
        again_at = None if delay_s is None else self.now + delay_s
        self.all(lambda store: store.settle_timer(timer_id, again_at))

    @rule(key=KEYS)
    def forget(self, key: ConversationKey) -> None:
        self.all(lambda store: store.forget(key))

    @rule(age_s=st.floats(0, 30), limit=st.integers(0, 3), tenant=st.sampled_from(["t1", "t2"]))
    def forget_before(self, age_s: float, limit: int, tenant: str) -> None:
        self.all(lambda store: store.forget_before(self.now - age_s, limit, tenant))

    @rule(key=KEYS, after_seq=st.integers(-1, 20))
    def turns(self, key: ConversationKey, after_seq: int) -> None:
        self.all(lambda store: store.turns(key, after_seq))

    @rule(wait=st.floats(0, 20), lease_s=st.floats(1, 10), limit=st.integers(0, 4))
    def claim(self, wait: float, lease_s: float, limit: int) -> None:
        self.now += wait
        self.all(lambda store: store.claim(self.now, lease_s, limit))

    @rule(delivery_id=st.integers(1, 8), sent=st.booleans())
    def settle(self, delivery_id: int, sent: bool) -> None:
        self.all(lambda store: store.settle(delivery_id, sent=sent))

    @rule(delivery_id=st.integers(1, 8), delay_s=st.floats(-5, 20))
    def postpone(self, delivery_id: int, delay_s: float) -> None:
        self.all(lambda store: store.postpone(delivery_id, self.now + delay_s))

    @invariant()
    def the_lists_agree(self) -> None:
        self.all(lambda store: store.next_timer())
        self.all(lambda store: store.recent(10, "t1"))

    @invariant()
    def every_conversation_is_whole(self) -> None:
        for key in (ConversationKey("anna", "t1"), ConversationKey("bert", "t2")):
            stored = self.all(lambda store, key=key: store.load(key))
            turns = self.all(lambda store, key=key: store.turns(key))
            assert [turn.first_seq for turn in turns] == [1, *(turn.last_seq + 1 for turn in turns)][: len(turns)]
            assert (stored.seq if stored else 0) == (turns[-1].last_seq if turns else 0)


TestAgreement = Agreement.TestCase
TestAgreement.settings = settings(TRIED, max_examples=30, stateful_step_count=30)


@pytest.mark.parametrize("examples", [2, pytest.param(40, id="long", marks=pytest.mark.long)])
def test_dynamodb_agrees(examples: int, dynamo_server: DynamoServer) -> None:
    class WithDynamo(Agreement):
        def others(self) -> tuple[Store, ...]:
            return (DynamoStore(dynamo_server.client(), dynamo_server.name()),)

    tried = settings(TRIED, max_examples=examples, stateful_step_count=20)
    run_state_machine_as_test(WithDynamo, settings=tried)
