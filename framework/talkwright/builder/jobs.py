"""What takes long and is asked for by somebody who waits: a table of jobs in this process, each with how far it is.

A job is a coroutine that tells how much is done. The table is bounded: so many at work, so many remembered. It knows
nothing of what a job does.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec.structs import replace

from talkwright import log
from talkwright.accounts.person import Person, Role
from talkwright.errors import AuthorError, NotFound, TalkwrightError, Unavailable

MOST_AT_WORK = 4
MOST_REMEMBERED = 50
_TELLING = 0.01  # of a job: less is not worth telling
_ENOUGH_TO_GUESS = 0.02  # of a job, before its end can be guessed

Said: TypeAlias = Callable[[float, str], None]
"""Called with how much is done, 0..1, and what is being done."""


class Job(msgspec.Struct, frozen=True):
    """A job as it stands. ``left_s`` is a guess, None before there is one; ``said`` is what it does, or why it failed.

    ``result`` is what came of it, JSON; only of one that is done, and for who has ``role``.
    """

    id: str
    kind: str
    person: str = ""
    state: Literal["running", "done", "failed", "cancelled"] = "running"
    progress: float = 0.0
    left_s: float | None = None
    said: str = ""
    result: Any = None
    role: Role = "viewer"

    @property
    def is_over(self) -> bool:
        """Whether nothing of it will change any more."""
        return self.state != "running"

    def told_to(self, person: Person) -> Job:
        """It as ``person`` may see it."""
        return self if person.may(self.role) else replace(self, result=None)


class Jobs:
    """The jobs of one process. ``tell`` gets a job whenever it has changed; ``clock`` counts seconds."""

    def __init__(
        self, tell: Callable[[Job], None] = lambda job: None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._tell = tell
        self._clock = clock
        self._jobs: dict[str, Job] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def begin(self, kind: str, work: Callable[[Said], Awaitable[Any]], person: str = "", role: Role = "viewer") -> Job:
        """Begin ``work``, which gets what it tells its progress with. Who has ``role`` may see what comes of it. Needs
        a running event loop. Raises ``Unavailable`` when too many are at work."""
        if len(self._tasks) >= MOST_AT_WORK:
            raise Unavailable("Too many jobs are at work.", "Wait for one, or cancel one.", retry_after_s=30)
        id = secrets.token_hex(8)
        job = self._jobs[id] = Job(id, kind, person, role=role)
        task = self._tasks[id] = asyncio.create_task(self._run(id, work))
        task.add_done_callback(lambda _: self._over(id))
        self._forget()
        self._tell(job)
        return job

    def get(self, id: str) -> Job:
        """The job as it stands. Raises ``NotFound``."""
        if id not in self._jobs:
            raise NotFound("There is no such job, or it was long ago.")
        return self._jobs[id]

    def all(self) -> tuple[Job, ...]:
        """Those that are remembered, the newest first."""
        return tuple(reversed(self._jobs.values()))

    async def wait(self, id: str) -> Job:
        """The job when it is over. Raises ``NotFound``."""
        task = self._tasks.get(id)
        if task is not None:
            await asyncio.wait((task,))
            await asyncio.sleep(0)  # what is called when it is over is called by now
        return self.get(id)

    async def cancel(self, id: str) -> Job:
        """Break it off and wait until nothing of it is at work. One that is over stays as it is. Raises
        ``NotFound``."""
        if id in self._tasks:
            self._tasks[id].cancel()
        return await self.wait(id)

    async def stop(self) -> None:
        """Break off all that is at work."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
            await asyncio.sleep(0)

    async def _run(self, id: str, work: Callable[[Said], Awaitable[Any]]) -> None:
        began = self._clock()

        def said(done: float, what: str) -> None:
            job, done = self._jobs[id], min(max(done, 0.0), 1.0)
            if what == job.said and abs(done - job.progress) < _TELLING:
                return
            took = self._clock() - began
            left = round(took * (1 - done) / done, 1) if done > _ENOUGH_TO_GUESS else None
            self._put(replace(job, progress=done, left_s=left, said=what))

        try:
            result = await work(said)
        except asyncio.CancelledError:
            self._end(id, "cancelled", "It was cancelled.")
        except Exception as fault:
            if not isinstance(fault, TalkwrightError):
                log.error("job.failed", exception=fault)
            self._end(id, "failed", _reason(fault))
        else:
            self._put(replace(self._jobs[id], state="done", progress=1.0, left_s=0.0, said="", result=result))

    def _over(self, id: str) -> None:
        """One that was cancelled before it began never ran."""
        del self._tasks[id]
        if not self._jobs[id].is_over:
            self._end(id, "cancelled", "It was cancelled.")

    def _end(self, id: str, state: Literal["failed", "cancelled"], said: str) -> None:
        self._put(replace(self._jobs[id], state=state, left_s=None, said=said))

    def _put(self, job: Job) -> None:
        self._jobs[job.id] = job
        self._tell(job)

    def _forget(self) -> None:
        over = [id for id, job in self._jobs.items() if job.is_over]
        for id in over[: max(0, len(self._jobs) - MOST_REMEMBERED)]:
            del self._jobs[id]


def _reason(fault: Exception) -> str:
    """What an author can do something with; of what nobody thought of only that it was."""
    if isinstance(fault, AuthorError):
        return "\n".join(map(str, fault.problems))
    if isinstance(fault, TalkwrightError):
        return f"{fault.message} {fault.hint}".strip()
    return "It failed for a reason that nobody thought of; the log of the server has it."
