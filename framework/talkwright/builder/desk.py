"""Everything the builder's routes work with, as one value: ``app.ctx.builder``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec

from talkwright.builder.changes import Changes, Event
from talkwright.builder.files.history import History, history_of
from talkwright.builder.files.layout import Layouts
from talkwright.builder.files.publish import carry_out, is_broken_off
from talkwright.builder.files.workspace import Workspace
from talkwright.builder.jobs import Job, Jobs
from talkwright.builder.presence import Presence
from talkwright.builder.responses import Responses
from talkwright.builder.search.search import Search
from talkwright.builder.talks.count import Counting
from talkwright.builder.talks.rehearsals import Rehearsals
from talkwright.builder.teaching.annotate import Annotating
from talkwright.builder.teaching.examples import Examples
from talkwright.builder.teaching.handled import Handled
from talkwright.builder.teaching.word_lists import WordLists
from talkwright.builder.training.measure import Measuring
from talkwright.builder.training.models import Models
from talkwright.builder.training.reviews import Reviews
from talkwright.runtime.assemble import Assistant


class Builder:
    """The parts, for the bot at ``root``, whose models are in ``models``. ``assistant`` is at work; ``serve``
    puts another model in the place of its own. Nothing is done before somebody asks, but what a crash broke off in
    publishing is ended."""

    def __init__(
        self,
        root: Path,
        models: Path,
        assistant: Assistant,
        serve: Callable[[Path], Awaitable[None]] | None = None,
    ) -> None:
        self.workspace = Workspace(root)
        self.layouts = Layouts(self.workspace)
        self.changes = Changes(self.workspace)
        self.presence = Presence(self.changes)
        self.jobs = Jobs(self._tell_of)
        self.models = Models(models, self.workspace.keep / "talked")
        self.reviews = Reviews(self.workspace.keep / "reviews")
        swap = None if serve is None else self._telling(serve)
        self.measuring = Measuring(self.workspace, self.jobs, self.models, self.reviews, swap)
        if is_broken_off(self.workspace):
            carry_out(self.workspace, self.history())
        self.examples = Examples(self.workspace, self.reviews, self.models)
        self.word_lists = WordLists(self.examples)
        self.responses = Responses(self.workspace)
        self.search = Search(self.workspace, self.layouts)
        self.rehearsals = Rehearsals(
            self.workspace, lambda: assistant.model, lambda: assistant.actions, nlu=assistant.nlu, nlg=assistant.nlg
        )
        self.counting = Counting()
        self.annotating = Annotating(self.workspace, self.examples, Handled(self.workspace.keep / "handled.json"))

    def history(self) -> History:
        """What was published. Looked up each time: a folder may become a git work tree."""
        return history_of(self.workspace.root, self.workspace.keep, self.workspace.texts)

    async def stop(self) -> None:
        """End what goes on beside requests."""
        self.changes.stop()
        self.rehearsals.stop()
        await self.jobs.stop()

    def _telling(self, serve: Callable[[Path], Awaitable[None]]) -> Callable[[Path], Awaitable[None]]:
        async def serve_and_tell(path: Path) -> None:
            await serve(path)
            self.changes.tell(Event("model", {"file": path.name}))

        return serve_and_tell

    def _tell_of(self, job: Job) -> None:
        """What came of a job is asked for when it is wanted."""
        self.changes.tell(Event("job", msgspec.to_builtins(msgspec.structs.replace(job, result=None))))
