"""A rehearsal: somebody who builds the bot talks to it as its files are for them now, and looks at every turn.

It lives in a store of its own in memory, so nothing of it gets into real conversations. Each message is answered by the
newest version of the files. The rule: a turn of a rehearsal is a turn like any other, of the same runtime; only who
watches it differs. The same words to the same files come to the same answers: turns are named by their number.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Sequence
from typing import Any

import msgspec

from talkwright import log
from talkwright.builder.talks.candidate import Candidate
from talkwright.builder.talks.debugger import Debugger, Paused, Spot
from talkwright.builder.talks.services import RehearsedServices
from talkwright.builder.talks.stand_in import RehearsedActions
from talkwright.builder.talks.trace import TracedTurn, trace, trace_turn
from talkwright.builder.threads import in_thread
from talkwright.conversation import events as ev
from talkwright.conversation.content import UserMessage
from talkwright.conversation.events import Frame
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.state import State, fold, initial
from talkwright.conversation.store import StoredTurn, Turn
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.conversation.tracker import Tracker
from talkwright.errors import Conflict, RequestError, TalkwrightError
from talkwright.flows.coerce import REFUSED, coerce
from talkwright.runtime.answer import Answer
from talkwright.runtime.perform import Performer
from talkwright.runtime.turn import Turns

KEY = ConversationKey("rehearsal")
CHANNEL = "builder"
MOST_TURNS = 500


class Rehearsed(msgspec.Struct, frozen=True):
    """A rehearsal as it stands. ``stale``: the files are others since the last message; the next is answered by them.

    ``turns``: the last one is not over while ``paused`` says where it stands. ``loop`` is the active form. ``stubbed``
    are actions that were asked for and did not run, ``silent`` services that did not answer to the last message: nlu,
    nlg. ``left_out`` are flows with errors, ``unlearnt`` are intents that
    the model has not learnt, ``older`` the parts of the project that were others when it was trained.
    """

    id: str
    stale: bool
    turns: tuple[TracedTurn, ...]
    paused: Paused | None
    slots: dict[str, Any]
    stack: tuple[Frame, ...]
    loop: str | None
    run_actions: bool = True
    stubbed: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    unlearnt: tuple[str, ...] = ()
    older: tuple[str, ...] = ()


class Rehearsal:
    """``refresh`` gives the assistant that the files make now; it may take a moment and runs in a thread. ``actions``
    are the bot's, or stand-ins, and so are ``services``. Whoever changes it holds ``lock`` meanwhile."""

    def __init__(
        self,
        id: str,
        refresh: Callable[[], Candidate],
        candidate: Candidate,
        actions: RehearsedActions,
        services: RehearsedServices,
        *,
        run_actions: bool,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.id = id
        self._refresh = refresh
        self._candidate = candidate
        self._actions = actions
        self._services = services
        self.run_actions = run_actions
        self._clock = clock
        self._debugger = Debugger()
        self._task: asyncio.Task[Answer] | None = None
        self._said = ""
        self._fault: TracedTurn | None = None
        self._store = MemoryStore()
        self._turns = self._cast()
        self._traced: list[TracedTurn] = []
        self._state = initial(candidate.model.domain.schema)
        self.lock = asyncio.Lock()

    @property
    def candidate(self) -> Candidate:
        """The assistant that answered last."""
        return self._candidate

    async def begin(self, turns: Sequence[StoredTurn] = ()) -> None:
        """Begin anew, with ``turns`` as if they had been here."""
        self._store, self._debugger, self._fault = MemoryStore(), Debugger(), None
        schema = self._candidate.model.domain.schema
        tracker = Tracker(KEY, schema)
        for turn in turns:
            seq = len(tracker.new)
            tracker.record(*turn.events)
            await self._store.append(Turn(KEY, turn.id, seq, turn.events, tracker.state, self._clock()))
        self._turns = self._cast()
        self._traced = list(await in_thread(trace, schema, self._candidate.model.program, turns))
        self._state = tracker.state

    async def say(self, text: str, breakpoints: Collection[Spot] = (), *, stepping: bool = False) -> None:
        """Say ``text``, and wait until it is answered or the turn stands. Raises ``Conflict`` when one stands."""
        await self._require_ready()
        if len(self._traced) >= MOST_TURNS:
            raise Conflict(f"A rehearsal has at most {MOST_TURNS} turns.", "Go back, or begin another.")
        await self._renew()
        self._fault, self._said = None, text
        self._services.silent.clear()
        self._debugger.breakpoints, self._debugger.stepping = frozenset(breakpoints), stepping
        self._task = asyncio.create_task(self._turns.handle(UserMessage(KEY.id, text, CHANNEL)))
        await self._settle()

    async def go_on(self, breakpoints: Collection[Spot] | None = None, *, stepping: bool = False) -> None:
        """Let the turn that stands go on, to the next stop or to its end. Raises ``Conflict`` when none stands."""
        if self._debugger.at is None:
            raise Conflict("Nothing stands at a step.", "Say something first.")
        if breakpoints is not None:
            self._debugger.breakpoints = frozenset(breakpoints)
        self._debugger.stepping = stepping
        self._debugger.go_on()
        await self._settle()

    async def set_slot(self, name: str, value: Any) -> None:
        """Give a slot another value, also while a turn stands. Raises ``RequestError`` for one that it cannot have."""
        schema = self._candidate.model.domain.schema
        if name not in schema.slots:
            raise RequestError(f"There is no slot '{name}'.", "Name one that the domain lists.")
        fitting = coerce(schema.slots[name], value)
        if fitting is REFUSED:
            raise RequestError(
                f"The slot '{name}' cannot have this value.", f"It is of type {schema.slots[name].type}."
            )
        event = ev.SlotSet(name=name, value=fitting, timestamp=self._clock())
        if self._debugger.at is not None:
            self._debugger.edit(event)
            return
        await self._require_ready()
        stored = await self._store.load(KEY)
        tracker = Tracker(KEY, schema, stored)
        tracker.record(event)
        await self._store.append(
            Turn(KEY, self._next_id(), tracker.seq, tuple(tracker.new), tracker.state, self._clock())
        )
        self._note((event,), tracker.state)

    async def back(self, turn: int) -> None:
        """Go back to where turn number ``turn`` was over; 0 is the beginning. A turn that stands is given up."""
        turns = await self.kept(turn)
        self.close()
        await self._renew()
        await self.begin(turns)

    async def kept(self, turn: int | None = None) -> tuple[StoredTurn, ...]:
        """The first ``turn`` turns, or all. Raises ``RequestError`` when there are not so many."""
        turns = await self._store.turns(KEY)
        if turn is not None and not 0 <= turn <= len(turns):
            raise RequestError(f"There is no turn {turn}.", f"There are {len(turns)}; 0 is the beginning.")
        return turns[:turn]

    async def show(self) -> Rehearsed:
        """The rehearsal as it stands."""
        if self._task is not None and self._task.done() and not self.lock.locked():  # it stood for too long
            await self._settle()
        now = await in_thread(self._refresh)
        state, turns = self._state, list(self._traced)
        if self._debugger.tracker is not None:
            state, pending = self._pending(self._debugger.tracker)
            turns.append(pending)
        elif self._fault is not None:
            turns.append(self._fault)
        return Rehearsed(
            id=self.id,
            stale=now.mark != self._candidate.mark,
            turns=tuple(turns),
            paused=self._debugger.at,
            slots=state.slots,
            stack=state.stack,
            loop=state.active_loop.name if state.active_loop else None,
            run_actions=self.run_actions,
            stubbed=tuple(self._actions.stubbed),
            silent=tuple(self._services.silent),
            left_out=now.left_out,
            unlearnt=now.unlearnt,
            older=now.older,
        )

    def close(self) -> None:
        """Give up a turn that is not over."""
        if self._task is not None:
            self._task.add_done_callback(lambda task: task.cancelled() or task.exception())  # which nobody asks for
            self._debugger.give_up()
            self._task.cancel()
            self._task = None

    async def _require_ready(self) -> None:
        if self._task is not None and self._task.done():  # it stood for too long
            await self._settle()
        if self._task is not None:
            raise Conflict("A message stands at a step.", "Let it go on, or go back.")

    async def _renew(self) -> None:
        """Let what follows be answered by the files of now."""
        now = await in_thread(self._refresh)
        if now.mark != self._candidate.mark:
            self._candidate = now
            self._turns.swap(now.model, self._performer())

    async def _settle(self) -> None:
        """Wait until the turn is over, or stands."""
        task = self._task
        assert task is not None
        reached = asyncio.create_task(self._debugger.reached())
        await asyncio.wait((task, reached), return_when=asyncio.FIRST_COMPLETED)
        reached.cancel()
        if not task.done() or self._task is not task:  # it stands, or was given up
            return
        self._task = None
        try:
            answer = task.result()
        except TalkwrightError as fault:
            self._fail(f"{fault.message} {fault.hint}".strip())
        except Exception as fault:
            log.error("rehearsal.failed", exception=fault)
            self._fail("It failed for a reason that nobody thought of; the log of the server has it.")
        else:
            stored = await self._store.load(KEY)
            if stored is not None:
                self._note(answer.events, stored.state)

    def _note(self, events: Sequence[ev.Event], after: State) -> None:
        """A turn is over."""
        number = len(self._traced) + 1
        self._traced.append(trace_turn(number, events, self._state, after, self._candidate.model.program))
        self._state = after

    def _fail(self, why: str) -> None:
        """A turn came to nothing."""
        number, slots = len(self._traced) + 1, self._state.slots
        self._fault = TracedTurn(number, self._clock(), self._said, slots=slots, stack=self._state.stack, fault=why)

    def _pending(self, tracker: Tracker) -> tuple[State, TracedTurn]:
        """The state of the turn that stands, and what happened in it so far."""
        state = tracker.state
        for edit in self._debugger.edits:
            state = fold(tracker.schema, state, edit)
        events = (*tracker.new, *self._debugger.edits)
        program = self._candidate.model.program
        return state, trace_turn(len(self._traced) + 1, events, self._state, state, program)

    def _next_id(self) -> str:
        return f"{KEY.id}/{len(self._traced) + 1}"

    def _performer(self) -> Performer:
        model = self._candidate.model
        self._actions.use(model.domain)
        return Performer(
            model.domain.responses, model.program.conditions, self._actions, self._store, self._services.nlg
        )

    def _cast(self) -> Turns:
        model, performer = self._candidate.model, self._performer()
        return Turns(
            model,
            performer,
            self._store,
            self._clock,
            ids=self._next_id,
            nlu=self._services.nlu,
            pace=self._debugger,
        )
