"""A swap between turns: each turn ends on the model it began with, and nothing of the old one is left open."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from talkwright.actions.call import ActionCall, ActionResult, Said
from talkwright.conversation.content import UserMessage
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.runtime.assemble import Assistant
from talkwright.runtime.reload import Reloader
from talkwright.training.load import Model


class Waiting:
    """Actions that wait at a gate and say who they are."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.gate = asyncio.Event()
        self.began = asyncio.Event()
        self.closed = 0

    def has(self, name: str) -> bool:
        return name == "action_look_up_order"

    async def run(self, call: ActionCall) -> ActionResult:
        assert not self.closed
        self.began.set()
        await self.gate.wait()
        return ActionResult(messages=(Said(text=self.name),))

    async def close(self) -> None:
        self.closed += 1


def ask(assistant: Assistant, sender: str) -> asyncio.Task[Any]:
    return asyncio.create_task(assistant.handle(UserMessage(sender, "where is my order TW-1042", "rest")))


async def test_a_turn_ends_on_what_it_began_with(model: Model) -> None:
    old, new = Waiting("the old one"), Waiting("the new one")
    assistant = Assistant(model, MemoryStore(), old)
    first = ask(assistant, "a")
    await old.began.wait()
    waits_in_line = ask(assistant, "a")
    await asyncio.sleep(0)
    newer = replace_id(model, "newer")
    retired = assistant.swap(newer, new)
    assert assistant.model is newer
    new.gate.set()
    second = await ask(assistant, "b")
    assert "the new one" in [message.text for message in second.messages]
    assert not retired.done()
    assert not old.closed
    old.gate.set()
    assert "the old one" in [message.text for message in (await first).messages]
    await waits_in_line
    await retired
    assert old.closed == 1
    await assistant.close()
    assert (old.closed, new.closed) == (1, 1)


async def test_what_nobody_uses_is_closed_at_once(model: Model) -> None:
    old = Waiting("old")
    assistant = Assistant(model, MemoryStore(), old)
    await assistant.swap(model, Waiting("new"))
    assert old.closed == 1
    await assistant.close()


async def test_a_reload_swaps_and_says_so_and_refuses_what_is_none(model: Model, tmp_path: Path) -> None:
    told: list[Model] = []
    assistant = Assistant(model, MemoryStore(), Waiting("old"))
    reloader = Reloader(assistant, model.path, lambda found: Waiting("new"), swapped=told.append)
    assert await reloader.swap()
    assert [each.metadata.model_id for each in told] == [model.metadata.model_id]
    assert assistant.model is told[0]
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(b"nothing")
    assert not await Reloader(assistant, broken, lambda found: Waiting("newer")).swap()
    assert assistant.model is told[0]
    await assistant.close()


def replace_id(model: Model, id: str) -> Model:
    return Model(model.path, replace(model.metadata, model_id=id), model.domain, model.pipeline, model.program)
