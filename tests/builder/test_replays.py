"""Stored conversations in the builder: looked at, gone on with, and answered again by a draft."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from talkwright.builder.talks.replays import Compared, compare
from talkwright.builder.talks.stored import listed, shown, turns_of
from talkwright.conversation.content import BotMessage, UserMessage
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.errors import NotFound, RequestError
from talkwright.evaluation.babble import Babble
from talkwright.runtime.assemble import Assistant

from .rehearsing import Desk


async def talked(desk: Desk, **said: list[str]) -> MemoryStore:
    """A store with conversations that the model at work had."""
    store = MemoryStore()
    assistant = Assistant(desk.model, store, desk.actions)
    for sender, messages in said.items():
        for text in messages:
            await assistant.handle(UserMessage(sender, text, "rest"))
    return store


async def compared(desk: Desk, store: MemoryStore, person: str = "ada") -> Compared:
    told: list[Any] = []
    drafted = desk.rehearsals.candidates.of(person, desk.model).model
    found = await compare(drafted, desk.model, store, 50, lambda done, what: told.append((done, what)))
    assert told[-1][0] == 1.0
    return found


async def test_a_stored_conversation_looks_like_a_rehearsal(desk: Desk) -> None:
    store = await talked(desk, cleo=["hello", "where is my order TW-1042"])
    rehearsal = await desk.rehearsals.begin("ada")
    for text in ("hello", "where is my order TW-1042"):
        await rehearsal.say(text)
    seen = shown("cleo", await turns_of(store, "cleo"), desk.model.domain.schema, desk.model.program)
    mine = await rehearsal.show()
    assert [(t.user, t.bot, t.path, t.commands, t.nlu, t.slots, t.changed, t.stack) for t in seen.turns] == [
        (t.user, t.bot, t.path, t.commands, t.nlu, t.slots, t.changed, t.stack) for t in mine.turns
    ]
    (row,) = await listed(store, 10)
    assert (row.id, row.turns, row.channel, row.last) == ("cleo", 2, "rest", "where is my order TW-1042")
    assert await listed(store, 10, before=row.at) == ()
    for words, count in {"cle": 1, "tw-1042 IS on": 1, "rest": 1, "res": 0, "refund": 0}.items():
        assert len(await listed(store, 10, words=words)) == count, words
    with pytest.raises(NotFound):
        await turns_of(store, "nobody")
    with pytest.raises(RequestError):
        await turns_of(store, "cleo", 3)


async def test_a_stored_conversation_is_gone_on_with_from_a_turn_and_stays_as_it_was(desk: Desk) -> None:
    store = await talked(desk, cleo=["where is my order", "TW-7", "bye"])
    rehearsal = await desk.rehearsals.begin("ada", await turns_of(store, "cleo", 1), run_actions=False)
    await rehearsal.say("TW-1042")
    turns = (await rehearsal.show()).turns
    assert [turn.user for turn in turns] == ["where is my order", "TW-1042"]
    assert turns[-1].bot[0].text == "I do not know that order."  # its action did not run
    assert [event for turn in await turns_of(store, "cleo") for event in turn.events if event.timestamp == 0] == []
    assert len(await turns_of(store, "cleo")) == 3


async def test_which_conversations_a_draft_changes_and_where(desk: Desk) -> None:
    store = await talked(desk, cleo=["hello", "where is my order TW-1042"], dan=["where is my order TW-7"], eve=["hi"])
    nothing = await compared(desk, store)
    assert (nothing.conversations, nothing.same, nothing.changes) == (3, 3, ())
    desk.edit("responses", "utter_on_its_way", 0, "text", value="It is coming.", file="domain.yml")
    found = await compared(desk, store)
    assert (found.same, found.already, found.changed) == (2, 0, 1)
    (change,) = found.changes
    assert (change.conversation, change.turn, change.words) == ("cleo", 2, "where is my order TW-1042")
    assert [str(line) for line in change.lines if line.mark] == [
        "- bot utter_on_its_way  TW-1042 is on its way.",
        "+ bot utter_on_its_way  It is coming.",
    ]
    assert (await compared(desk, store, "bob")).changed == 0


async def test_what_the_model_at_work_would_change_too_is_not_the_drafts_doing(desk: Desk) -> None:
    store = await talked(desk, cleo=["hello"])
    desk.edit("responses", "utter_greet", 0, "text", value="Good day", file="domain.yml")
    desk.model = desk.rehearsals.candidates.of("ada", desk.model).model  # as if it had been published
    found = await compared(desk, store)
    assert (found.already, found.changed) == (1, 0)


async def test_an_action_that_would_run_now_has_nothing_to_give(desk: Desk) -> None:
    store = await talked(desk, cleo=["hello"])
    desk.edit("flows", "greet", "steps", value=[{"action": "action_look_up_order"}, {"action": "utter_greet"}])
    (change,) = (await compared(desk, store)).changes
    assert change.unknown == ("action_look_up_order",)


async def test_whatever_people_say_the_same_files_answer_the_same(desk: Desk) -> None:
    random = Random(7)
    babble = Babble(desk.model, desk.workspace.open("ada").data, random)
    said: dict[str, list[str]] = {}
    store = MemoryStore()
    assistant = Assistant(desk.model, store, desk.actions)
    for number in range(12):
        heard: tuple[BotMessage, ...] = ()
        for _ in range(6):
            said.setdefault(f"user{number}", []).append(babble.say(heard))
            heard = (await assistant.handle(UserMessage(f"user{number}", said[f"user{number}"][-1], "rest"))).messages
    found = await compared(desk, store)
    assert (found.conversations, found.same) == (12, 12)
    for sender, messages in list(said.items())[:4]:
        rehearsal = await desk.rehearsals.begin("ada")
        for text in messages:
            await rehearsal.say(text)
        seen = shown(sender, await turns_of(store, sender), desk.model.domain.schema, desk.model.program)
        mine = await rehearsal.show()
        assert [(t.user, t.path, t.commands, t.slots) for t in mine.turns] == [
            (t.user, t.path, t.commands, t.slots) for t in seen.turns
        ]
