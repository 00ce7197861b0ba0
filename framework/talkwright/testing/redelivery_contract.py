"""The part of a store's suite on messages that come twice, and on what actions did in turns that are not written yet.

``StoreContract`` is the whole.
"""

from __future__ import annotations

import asyncio

import pytest

from talkwright.conversation.events import ActionExecuted, ActionFailed, SlotSet
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.store import Done, Store, StoredTurn, Unfinished
from talkwright.errors import ConversationMoved
from talkwright.testing.turns import ANNA, BERT, START, turn


class RedeliveryContract:
    """What ``conversation.store.Store`` promises of inbound keys and of notes."""

    async def test_a_redelivered_message_is_found(self, store: Store) -> None:
        await store.append(turn(inbound_key="web:1"))
        await store.append(turn(expected_seq=2, text="again"))
        with pytest.raises(ConversationMoved):
            await store.append(turn(expected_seq=4, inbound_key="web:1", pushes=("never",)))
        found = await store.find(ANNA, "web:1")
        assert isinstance(found, StoredTurn)
        assert (found.id, found.first_seq, found.last_seq) == ("turn-of-hello", 1, 2)
        stored = await store.load(ANNA)
        assert stored is not None
        assert (stored.seq, stored.state.slots) == (4, {"said": "again"})
        assert await store.claim(START, 1, 10) == ()

    async def test_two_deliveries_at_once_are_one_turn(self, store: Store) -> None:
        attempts = [store.append(turn(inbound_key="web:1", text=str(n))) for n in range(10)]
        answers = await asyncio.gather(*attempts, return_exceptions=True)
        assert answers.count(2) == 1
        assert sum(isinstance(answer, ConversationMoved) for answer in answers) == 9
        assert len(await store.turns(ANNA)) == 1

    async def test_an_inbound_key_belongs_to_its_conversation(self, store: Store) -> None:
        await store.append(turn(ANNA, inbound_key="web:1"))
        await store.append(turn(BERT, inbound_key="web:1", text="bert's"))
        found = await store.find(BERT, "web:1")
        assert isinstance(found, StoredTurn)
        assert found.id == "turn-of-bert's"

    # -- what actions did in a turn that is not written yet

    async def test_a_note_is_found_until_its_turn_is_written(self, store: Store) -> None:
        first = Done("action_pay", "d1", (SlotSet(name="paid", value={"n": [1, None]}), ActionExecuted(name="x")))
        second = Done("action_mail", "", (ActionFailed(name="action_mail", reason="no"),), worked=False)
        await store.note(ANNA, "web:1", (first,), START)
        assert await store.find(ANNA, "web:1") == Unfinished((first,))
        await store.note(ANNA, "web:1", (first, second), START + 1)
        assert await store.find(ANNA, "web:1") == Unfinished((first, second))
        for key, inbound_key in ((BERT, "web:1"), (ANNA, "web:2"), (ConversationKey("anna", "there"), "web:1")):
            assert await store.find(key, inbound_key) is None
        assert await store.load(ANNA) is None

        await store.append(turn(inbound_key="web:2", noted=True))
        assert await store.find(ANNA, "web:1") == Unfinished((first, second))
        await store.append(turn(expected_seq=2, text="paid", inbound_key="web:1", noted=True))
        found = await store.find(ANNA, "web:1")
        assert isinstance(found, StoredTurn)
        assert found.id == "turn-of-paid"

    async def test_a_note_that_came_too_late_does_not_hide_the_turn(self, store: Store) -> None:
        await store.append(turn(inbound_key="web:1"))
        await store.note(ANNA, "web:1", (Done("action_pay", "", ()),), START)
        assert isinstance(await store.find(ANNA, "web:1"), StoredTurn)

    async def test_a_turn_that_is_turned_away_leaves_the_note(self, store: Store) -> None:
        note = Done("action_pay", "", ())
        await store.append(turn())
        await store.note(ANNA, "web:1", (note,), START)
        with pytest.raises(ConversationMoved):
            await store.append(turn(inbound_key="web:1", text="late", noted=True))
        assert await store.find(ANNA, "web:1") == Unfinished((note,))
