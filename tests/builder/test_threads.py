"""Work of the builder waits beside the assistant's, not before it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from talkwright import log
from talkwright.builder.files.workspace import Workspace
from talkwright.builder.threads import in_thread


async def test_who_waits_for_the_files_keeps_nobody_else_waiting(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with workspace.lock:
        waiting = [asyncio.create_task(in_thread(workspace.settle, f"person {number}")) for number in range(50)]
        async with asyncio.timeout(30):
            assert await asyncio.to_thread(int, "1") == 1
        assert not any(task.done() for task in waiting)
    await asyncio.gather(*waiting)


async def test_what_is_done_there_belongs_to_the_request() -> None:
    log.request_id.set("one")
    assert await in_thread(log.request_id.get) == "one"
