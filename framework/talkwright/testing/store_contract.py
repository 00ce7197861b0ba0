"""The suite that every conversation store passes.

Subclass ``StoreContract`` in a test file and give it a ``store`` fixture that yields a fresh, empty store:

    class TestMyStore(StoreContract):
        @pytest.fixture
        async def store(self):
            store = MyStore()
            yield store
            await store.close()
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from msgspec.structs import replace

from talkwright.conversation.content import BotMessage, Button
from talkwright.conversation.events import BotUttered, Edge, Event, Frame, SlotSet, StackChanged, UserUttered
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.state import State
from talkwright.conversation.store import Done, Known, Outgoing, Store, Timer, Turn, Unfinished
from talkwright.conversation.utterance import Entity, Intent, Utterance
from talkwright.errors import ConversationMoved, StoreError
from talkwright.testing.delivery_contract import DeliveryContract
from talkwright.testing.redelivery_contract import RedeliveryContract
from talkwright.testing.turns import ANNA, BERT, START, texts, turn


class StoreContract(DeliveryContract, RedeliveryContract):
    """What ``conversation.store.Store`` promises. ``writers`` write at once: fewer where a store is slow to ask."""

    writers = 50

    @pytest.fixture
    def store(self) -> Store:
        """A fresh store; close it afterwards. A fixture cannot be abstract: this says so to whoever forgot it."""
        raise NotImplementedError("a subclass of StoreContract gives the store fixture")

    # -- conversations

    async def test_a_conversation_nobody_wrote_is_not_there(self, store: Store) -> None:
        assert await store.load(ANNA) is None
        assert await store.turns(ANNA) == ()
        assert await store.find(ANNA, "web:1") is None

    async def test_what_was_appended_is_loaded(self, store: Store) -> None:
        first = turn(size=3)
        assert await store.append(first) == 3
        stored = await store.load(ANNA)
        assert stored is not None
        assert (stored.seq, stored.state) == (3, first.state)

        second = turn(expected_seq=3, text="and then?")
        assert await store.append(second) == 5
        stored = await store.load(ANNA)
        assert stored is not None
        assert (stored.seq, stored.state) == (5, second.state)

    async def test_everything_in_events_and_state_survives(self, store: Store) -> None:
        value: dict[str, Any] = {"deep": [1, 2.5, None, True, {"né": "日本 \u0000 🙂"}], "": "'; DROP TABLE turn; --"}
        heard = Utterance("12 cats", Intent("count", 0.9), (Entity("number", 12, 0, 2),))
        frames = (Frame(id="f1", flow="count", step="ask", context={"n": 1}),)
        events: tuple[Event, ...] = (
            UserUttered(text="12 cats", parse_data=heard, metadata=value, timestamp=START + 0.123456),
            SlotSet(name="pets", value=value),
            SlotSet(name="empty", value=None),
            BotUttered(text="Really?", data={"buttons": [{"title": "Yes", "payload": "/affirm"}]}),
            StackChanged(frames=frames, edges=(Edge("count", "", None, "ask"),)),
        )
        said = BotMessage(text="Really?", buttons=(Button("Yes", "/affirm"),))
        state = State(
            slots={"pets": value, "empty": None}, latest_message=heard, stack=frames, said=(said,), paused=True
        )
        await store.append(Turn(ANNA, "id", 0, events, state, START, "web:1", (Outgoing("x", "y", said),)))

        stored = await store.load(ANNA)
        assert stored is not None
        assert stored.state == state
        (written,) = await store.turns(ANNA)
        assert (written.id, written.first_seq, written.last_seq, written.events) == ("id", 1, 5, events)
        (delivery,) = await store.claim(START, 1, 10)
        assert delivery.outgoing == Outgoing("x", "y", said)

    async def test_a_value_that_is_not_json_is_refused_and_nothing_is_written(self, store: Store) -> None:
        strange = Turn(ANNA, "id", 0, (SlotSet(name="x", value=object()),), State(), START)
        with pytest.raises(StoreError, match="JSON"):
            await store.append(strange)
        assert await store.load(ANNA) is None

    async def test_a_turn_without_events_is_a_mistake(self, store: Store) -> None:
        with pytest.raises(ValueError, match="at least one event"):
            await store.append(Turn(ANNA, "id", 0, (), State(), START))

    async def test_a_writer_who_saw_less_is_turned_away(self, store: Store) -> None:
        await store.append(turn())
        for stale in (0, 1, 3, 99):
            with pytest.raises(ConversationMoved):
                await store.append(turn(expected_seq=stale, text="late", pushes=("never",)))
        assert [written.last_seq for written in await store.turns(ANNA)] == [2]
        assert await store.claim(START, 1, 10) == ()

    async def test_a_new_conversation_begins_at_zero(self, store: Store) -> None:
        with pytest.raises(ConversationMoved):
            await store.append(turn(expected_seq=7))
        assert await store.load(ANNA) is None

    async def test_many_writers_leave_no_gap_and_nothing_twice(self, store: Store) -> None:
        async def write(n: int) -> int:
            while True:
                stored = await store.load(ANNA)
                try:
                    return await store.append(
                        turn(expected_seq=stored.seq if stored else 0, text=str(n), size=1 + n % 4)
                    )
                except ConversationMoved:
                    await asyncio.sleep(0)

        answers = await asyncio.gather(*map(write, range(self.writers)))
        turns = await store.turns(ANNA)
        assert sorted(answers) == [written.last_seq for written in turns]
        assert sorted(int(written.id.removeprefix("turn-of-")) for written in turns) == list(range(self.writers))
        following = [1, *(written.last_seq + 1 for written in turns)]
        assert following[:-1] == [written.first_seq for written in turns]
        assert all(written.last_seq - written.first_seq + 1 == len(written.events) for written in turns)

    async def test_turns_begin_after_any_seq(self, store: Store) -> None:
        seq = 0
        for size in (3, 1, 4):
            seq = await store.append(turn(expected_seq=seq, size=size))

        async def firsts(after_seq: int) -> list[int]:
            return [written.first_seq for written in await store.turns(ANNA, after_seq)]

        assert [await firsts(after) for after in (-1, 0, 2)] == [[1, 4, 5]] * 3
        assert await firsts(3) == [4, 5]
        assert [await firsts(after) for after in (4, 5, 7)] == [[5]] * 3
        assert [await firsts(after) for after in (8, 1000)] == [[]] * 2

    async def test_a_cancelled_writer_has_written_all_or_nothing(self, store: Store) -> None:
        writers = [asyncio.create_task(store.append(turn(ConversationKey(str(n)), pushes=("x",)))) for n in range(20)]
        await asyncio.sleep(0)
        for writer in writers:
            writer.cancel()
        await asyncio.gather(*writers, return_exceptions=True)
        await store.append(turn(BERT))  # what was accepted before this is written now
        for n in range(20):
            stored, turns = await store.load(ConversationKey(str(n))), await store.turns(ConversationKey(str(n)))
            assert [stored.seq] * bool(turns) == [written.last_seq for written in turns] if stored else turns == ()

    # -- forgetting

    async def test_a_forgotten_conversation_starts_as_new(self, store: Store) -> None:
        elsewhere = ConversationKey("anna", "elsewhere")
        for key in (ANNA, BERT, elsewhere):
            await store.append(turn(key, inbound_key="web:1", pushes=("hi",), armed=(Timer("tea", START),)))
            await store.note(key, "web:2", (Done("action_pay", "", ()),), START)
        assert await store.forget(ANNA)
        assert not await store.forget(ANNA)

        assert await store.load(ANNA) is None
        assert await store.turns(ANNA) == ()
        assert await store.find(ANNA, "web:1") is None
        assert await store.find(ANNA, "web:2") is None
        assert [delivery.key for delivery in await store.claim(START, 60, 10)] == [BERT, elsewhere]
        assert [wake.key for wake in await store.claim_timers(START, 60, 10)] == [BERT, elsewhere]
        assert isinstance(await store.find(BERT, "web:2"), Unfinished)
        with pytest.raises(ConversationMoved):
            await store.append(turn(expected_seq=2))
        assert await store.append(turn(inbound_key="web:1", text="new")) == 2

    async def test_a_conversation_that_is_only_noted_can_be_forgotten(self, store: Store) -> None:
        await store.note(ANNA, "web:1", (Done("action_pay", "", ()),), START)
        assert await store.forget(ANNA)
        assert await store.find(ANNA, "web:1") is None

    async def test_what_is_old_is_forgotten_oldest_first(self, store: Store) -> None:
        for n, name in enumerate("abcd"):
            await store.append(
                replace(turn(ConversationKey(name), pushes=(name,), armed=(Timer("tea", START),)), at=START + n)
            )
        await store.append(replace(turn(ConversationKey("a"), 2), at=START + 9))
        await store.append(turn(ConversationKey("b", "elsewhere")))
        await store.note(ANNA, "web:1", (), START)
        await store.note(BERT, "web:1", (), START + 3)

        assert await store.forget_before(START, 10) == 0
        assert await store.forget_before(START + 3, 1) == 1
        assert await store.load(ConversationKey("b")) is None
        assert await store.load(ConversationKey("c")) is not None
        assert await store.forget_before(START + 3, 10) == 1
        assert await store.forget_before(START + 3, 10) == 0
        assert [known.key.id for known in await store.recent(9)] == ["a", "d"]
        assert [known.key.id for known in await store.recent(9, "elsewhere")] == ["b"]
        assert sorted(wake.key.id for wake in await store.claim_timers(START, 60, 10)) == ["a", "d"]
        assert sorted(text or "" for text in texts(await store.claim(START + 9, 60, 10))) == ["a", "d"]
        assert await store.find(ANNA, "web:1") is None
        assert await store.find(BERT, "web:1") == Unfinished(())

    # -- a list of them

    async def test_the_newest_conversations_come_first(self, store: Store) -> None:
        assert await store.recent(10) == ()
        for n, name in enumerate("abc"):
            await store.append(replace(turn(ConversationKey(name)), at=START + n))
        await store.append(replace(turn(ConversationKey("a"), 2), at=START + 10))
        await store.append(replace(turn(ConversationKey("a", "elsewhere")), at=START + 20))
        expected = (
            Known(ConversationKey("a"), 4, START, START + 10),
            Known(ConversationKey("c"), 2, START + 2, START + 2),
            Known(ConversationKey("b"), 2, START + 1, START + 1),
        )
        assert await store.recent(10) == expected
        assert await store.recent(2) == expected[:2]
        assert await store.recent(0) == ()
        assert await store.recent(10, before=START + 10) == expected[1:]
        assert await store.recent(1, before=START + 2) == expected[2:]
        assert await store.recent(10, before=START) == ()
        assert [known.key.tenant for known in await store.recent(10, "elsewhere")] == ["elsewhere"]

    # -- tenants

    async def test_tenants_do_not_see_each_other(self, store: Store) -> None:
        here, there = ConversationKey("anna", "here"), ConversationKey("anna", "there")
        await store.append(turn(here, text="mine", inbound_key="web:1", pushes=("to here",)))
        assert await store.load(there) is None
        assert await store.turns(there) == ()
        assert await store.find(there, "web:1") is None

        await store.append(turn(there, text="yours", inbound_key="web:1", size=5, pushes=("to there",)))
        mine, yours = await store.load(here), await store.load(there)
        assert mine is not None
        assert yours is not None
        assert (mine.seq, mine.state.slots["said"]) == (2, "mine")
        assert (yours.seq, yours.state.slots["said"]) == (5, "yours")
        assert [delivery.key for delivery in await store.claim(START, 1, 10)] == [here, there]

    # -- the end

    async def test_close_finishes_what_was_accepted(self, store: Store) -> None:
        writing = [asyncio.create_task(store.append(turn(ConversationKey(str(n))))) for n in range(100)]
        await asyncio.sleep(0)
        await store.close()
        assert await asyncio.gather(*writing) == [2] * 100

    async def test_a_closed_store_says_so(self, store: Store) -> None:
        await store.close()
        await store.close()
        with pytest.raises(StoreError, match="closed"):
            await store.load(ANNA)
        with pytest.raises(StoreError, match="closed"):
            await store.append(turn())
        with pytest.raises(StoreError, match="closed"):
            await store.turns(ANNA)
        with pytest.raises(StoreError, match="closed"):
            await store.claim(START, 60, 10)
        with pytest.raises(StoreError, match="closed"):
            await store.claim_timers(START, 60, 10)
        with pytest.raises(StoreError, match="closed"):
            await store.forget(ANNA)
