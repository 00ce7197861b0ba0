"""The rehearsals of one process: who has which, how many there may be, for how long; and one kept as a test."""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Callable, Sequence

import msgspec

from talkwright.actions.call import Actions
from talkwright.actions.nlg import Nlg
from talkwright.builder.files.disk import TESTS
from talkwright.builder.files.workspace import Workspace
from talkwright.builder.talks.candidate import Candidate, Candidates
from talkwright.builder.talks.rehearse import Rehearsal
from talkwright.builder.talks.services import RehearsedServices
from talkwright.builder.talks.stand_in import RehearsedActions
from talkwright.builder.threads import in_thread
from talkwright.conversation.store import StoredTurn
from talkwright.errors import NotFound
from talkwright.evaluation.record import record, secrets_of
from talkwright.runtime.parse import Nlu
from talkwright.training.load import Model

MOST = 100
MOST_OF_ONE = 10
IDLE_S = 60 * 60
FOLDER = f"{TESTS}/conversations"


class SavedTest(msgspec.Struct, frozen=True):
    """The ``file`` that a rehearsal was written to, as a draft. ``left_out``: turns that no test can repeat."""

    file: str
    left_out: tuple[str, ...]


class Rehearsals:
    """``trained`` and ``actions`` give the model and the actions that are at work, ``nlu`` and ``nlg`` are what these
    ask. The oldest rehearsal makes room; one that nobody looked at for an hour is gone. ``clock`` counts seconds."""

    def __init__(
        self,
        workspace: Workspace,
        trained: Callable[[], Model],
        actions: Callable[[], Actions],
        clock: Callable[[], float] = time.monotonic,
        *,
        nlu: Nlu | None = None,
        nlg: Nlg | None = None,
    ) -> None:
        self.candidates = Candidates(workspace)
        self._workspace = workspace
        self._trained = trained
        self._actions = actions
        self._clock = clock
        self._nlu, self._nlg = nlu, nlg
        self._kept: dict[str, tuple[str, Rehearsal, float]] = {}  # person, rehearsal, last use; the oldest use first

    async def begin(self, person: str, turns: Sequence[StoredTurn] = (), *, run_actions: bool = True) -> Rehearsal:
        """A new rehearsal of ``person``, that goes on after ``turns``."""

        def refresh() -> Candidate:
            return self.candidates.of(person, self._trained())

        actions = RehearsedActions(self._actions if run_actions else None)
        found = await in_thread(refresh)
        rehearsal = Rehearsal(
            secrets.token_hex(8),
            refresh,
            found,
            actions,
            RehearsedServices(self._nlu, self._nlg),
            run_actions=run_actions,
        )
        await rehearsal.begin(turns)
        self._put(person, rehearsal)
        return rehearsal

    def get(self, person: str, id: str) -> Rehearsal:
        """The rehearsal ``id`` of ``person``. Raises ``NotFound``."""
        self._forget(person, 0)
        owner, rehearsal, _ = self._kept.get(id, ("", None, 0.0))
        if rehearsal is None or owner != person:
            raise NotFound("There is no such rehearsal any more.", "Begin another.")
        self._put(person, rehearsal)
        return rehearsal

    def end(self, person: str, id: str) -> None:
        """Let the rehearsal ``id`` of ``person`` go. Raises ``NotFound``."""
        self.get(person, id).close()
        del self._kept[id]

    async def save(self, person: str, rehearsal: Rehearsal, name: str) -> SavedTest:
        """Write a rehearsal into the draft of ``person`` as a test that expects the same again."""
        turns, domain = await rehearsal.kept(), rehearsal.candidate.model.domain
        recording = record(turns, domain, name or None, secrets_of(os.environ))
        return await in_thread(self._write, person, name, recording.text, recording.left_out)

    def stop(self) -> None:
        """Let all of them go."""
        for _, rehearsal, _ in self._kept.values():
            rehearsal.close()
        self._kept.clear()

    def _write(self, person: str, name: str, text: str, left_out: tuple[str, ...]) -> SavedTest:
        stem = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60] or "rehearsal"
        with self._workspace.lock:
            file, number = f"{FOLDER}/{stem}.yml", 1
            while self._is_there(person, file):
                number += 1
                file = f"{FOLDER}/{stem}-{number}.yml"
            self._workspace.put(person, {file: text.encode()}, {file: None})
        return SavedTest(file, left_out)

    def _is_there(self, person: str, file: str) -> bool:
        try:
            self._workspace.read(person, file)
        except NotFound:
            return False
        return True

    def _put(self, person: str, rehearsal: Rehearsal) -> None:
        self._kept.pop(rehearsal.id, None)
        self._forget(person, 1)
        self._kept[rehearsal.id] = person, rehearsal, self._clock()

    def _forget(self, person: str, more: int) -> None:
        """Let go of what nobody looks at, and make room for ``more`` of ``person``."""
        now = self._clock()
        old = [id for id, (_, _, used) in self._kept.items() if now - used > IDLE_S]
        own = [id for id, (owner, _, _) in self._kept.items() if owner == person]
        everyone = list(self._kept)
        surplus = (*own[: max(0, len(own) + more - MOST_OF_ONE)], *everyone[: max(0, len(everyone) + more - MOST)])
        for id in dict.fromkeys((*old, *surplus)):
            self._kept.pop(id)[1].close()
