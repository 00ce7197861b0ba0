"""Who listens hears what concerns them, and the disk is looked at only while somebody does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from talkwright.builder.changes import Changes, Event
from talkwright.builder.files.workspace import Workspace

from .bot import ORDERS, bot, edit

__all__ = ["bot"]


class Ear:
    """Somebody who listens until the end."""

    def __init__(self, changes: Changes, person: str) -> None:
        self.heard: list[Event] = []
        self.task = asyncio.create_task(self._listen(changes, person))

    async def _listen(self, changes: Changes, person: str) -> None:
        async for event in changes.listen(person, beat_s=60):
            assert event is not None
            self.heard.append(event)

    def kinds(self) -> list[str]:
        return [event.kind for event in self.heard]


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 - what is waited for knows nothing of tests
            await asyncio.sleep(0.01)


@pytest.fixture
def workspace(bot: Path) -> Workspace:
    return Workspace(bot)


async def test_everybody_hears_of_files_and_each_of_the_own_conflicts(bot: Path, workspace: Workspace) -> None:
    changes = Changes(workspace, look_s=0.02)
    edit(workspace, "ada", ("flows", "greet", "description"), "A.")
    ada, ben = Ear(changes, "ada"), Ear(changes, "ben")
    await asyncio.sleep(0.1)
    text = (bot / ORDERS).read_text()
    (bot / ORDERS).write_text(text.replace("Say hello.", "By hand."))
    await until(lambda: bool(ada.heard and ben.heard))
    await until(lambda: "conflict" in ada.kinds())
    assert ada.heard[0].data == {"revision": workspace.revision("ada"), "files": [ORDERS]}
    assert ben.heard[0].data["revision"] == workspace.revision("ben")
    assert ben.kinds() == ["files"]
    changes.tell(Event("draft", {"x": 1}, "ben"))
    changes.tell(Event("model", {"x": 2}))
    await until(lambda: ben.kinds() == ["files", "draft", "model"])
    assert ada.kinds() == ["files", "conflict", "model"]
    changes.stop()
    await asyncio.wait_for(asyncio.gather(ada.task, ben.task), 20)


async def test_nobody_looks_when_nobody_listens(workspace: Workspace) -> None:
    looked = 0
    hashes = workspace.disk.hashes

    def count() -> dict[str, str]:
        nonlocal looked
        looked += 1
        return hashes()

    workspace.disk.hashes = count  # type: ignore[method-assign]
    changes = Changes(workspace, look_s=0.01)
    await asyncio.sleep(0.1)
    assert looked == 0
    ear = Ear(changes, "ada")
    await until(lambda: looked > 2)
    ear.task.cancel()
    await asyncio.wait([ear.task])
    await asyncio.sleep(0.1)
    before = looked
    await asyncio.sleep(0.1)
    assert looked == before
    again = Ear(changes, "ada")
    await until(lambda: looked > before + 2)
    changes.stop()
    await asyncio.wait_for(again.task, 20)


async def test_who_takes_nothing_is_let_go(workspace: Workspace) -> None:
    changes = Changes(workspace, look_s=60)
    slow = changes.listen("ada", beat_s=60)
    first = asyncio.ensure_future(anext(slow))
    await asyncio.sleep(0)
    for number in range(1000):
        changes.tell(Event("job", {"number": number}))
    assert (await first) == Event("job", {"number": 0})
    rest = [event async for event in slow]
    assert 0 < len(rest) < 999
    changes.stop()


async def test_silence_is_told_as_well(workspace: Workspace) -> None:
    changes = Changes(workspace, look_s=60)
    line = changes.listen("ada", beat_s=0.01)
    assert await anext(line) is None
    assert await anext(line) is None
    changes.stop()
    assert [event async for event in line if event is not None] == []
    assert [event async for event in changes.listen("ada", beat_s=1)] == [], "it is over for those who come later"


async def test_a_file_that_goes_back_between_two_looks_is_told(bot: Path, workspace: Workspace) -> None:
    ada = Ear(Changes(workspace, look_s=0.3), "ada")
    await asyncio.sleep(0.1)
    text = (bot / ORDERS).read_text()
    (bot / ORDERS).write_text(text.replace("Say hello.", "By hand."))
    assert workspace.read("ada", ORDERS).text != text, "somebody sees it"
    (bot / ORDERS).write_text(text)
    await until(lambda: ada.kinds() == ["files"])
    ada.task.cancel()
