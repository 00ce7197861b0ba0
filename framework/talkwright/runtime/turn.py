"""One door, one turn, one transaction. Everything that happens to a conversation happens here.

    lane -> load -> parse -> understand -> (advance -> perform)* -> append

First written, then sent: the answer is handed out, and pushed to channels, only when the store has it. A turn that
began is finished even when the client that asked for it has gone. A message that comes again is answered from the
store. When another process was faster, the turn is thought again on what is there now.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from talkwright import log, metrics
from talkwright.actions.builtin import SESSION_START
from talkwright.conversation import events as ev
from talkwright.conversation.commands import Command
from talkwright.conversation.content import BotMessage, UserMessage
from talkwright.conversation.events import Event, message_of
from talkwright.conversation.ids import ConversationKey, new_turn_id
from talkwright.conversation.state import LISTEN, State
from talkwright.conversation.store import Outgoing, Store, StoredTurn, Turn
from talkwright.conversation.timers import changes
from talkwright.conversation.tracker import Tracker
from talkwright.conversation.utterance import Utterance
from talkwright.dialogue.generate import Generator, combine, request_of, wants_generator
from talkwright.dialogue.mappings import extracting_actions
from talkwright.dialogue.understand import understand
from talkwright.errors import ConversationMoved, OutsideError, Unavailable
from talkwright.flows.engine import Act, ActionEnded, Exhausted, Stimulus, Understood, advance
from talkwright.runtime.account import Account
from talkwright.runtime.journal import Journal
from talkwright.runtime.lanes import Lanes
from talkwright.runtime.release import Release

if TYPE_CHECKING:
    from talkwright.runtime.perform import Performer
    from talkwright.training.load import Model

MOST_ACTIONS = 50  # in one turn; then everything is broken off
MOST_TURNS = 1000  # at once
MOST_WAITING = 50  # in one conversation
_ATTEMPTS = 20
_EXTRACTED = (ev.SlotSet, ev.BotUttered, ev.ActionFailed)  # what an action that extracts slots may do
_SECONDS_A_MINUTE = 60


class Answer(msgspec.Struct, frozen=True):
    """What a turn said. ``repeated``: the message had been answered before, and this is that answer."""

    turn_id: str
    first_seq: int
    last_seq: int
    events: tuple[Event, ...]
    repeated: bool = False

    @property
    def messages(self) -> tuple[BotMessage, ...]:
        """The assistant's messages, in order."""
        return tuple(message_of(event) for event in self.events if isinstance(event, ev.BotUttered))


class Heard(msgspec.Struct, frozen=True):
    """What a turn begins with. ``push_on`` names the channel that delivers the answer from the outbox; None when the
    caller does. ``utterance`` is what the message means, where nobody needs to understand it.
    """

    message: UserMessage
    push_on: str | None = None
    utterance: Utterance | None = None


class Occasion(msgspec.Struct, frozen=True):
    """Why there is a turn. ``source``: the channel, or what else it comes from. ``inbound_key``: that for which a
    conversation has one turn at most. ``hear`` says what is heard, given how things stand; it may raise instead.
    """

    key: ConversationKey
    source: str
    inbound_key: str | None
    hear: Callable[[State], Heard]


class Turns:
    """Takes messages to a model. ``clock`` gives seconds since 1970; ``stored`` is called after each turn that was
    written. More than ``most_turns`` at once, or ``most_waiting`` in one conversation, are refused. ``ids`` names turns
    whose messages brought no id."""

    def __init__(
        self,
        model: Model,
        performer: Performer,
        store: Store,
        clock: Callable[[], float],
        stored: Callable[[Turn, Answer], None] = lambda turn, answer: None,
        *,
        most_turns: int = MOST_TURNS,
        most_waiting: int = MOST_WAITING,
        generator: Generator | None = None,
        ids: Callable[[], str] = new_turn_id,
    ) -> None:
        self._release = Release(model, performer)
        self._store = store
        self._clock = clock
        self._stored = stored
        self._most_turns = most_turns
        self._generator = generator
        self._ids = ids
        self._lanes = Lanes(most_waiting)
        self._running: set[asyncio.Task[Answer]] = set()

    async def handle(self, message: UserMessage, push_on: str | None = None) -> Answer:
        """Take one message through its turn. ``push_on`` names the channel that delivers the answer from the outbox;
        None when the caller does.

        Raises ``StoreError`` when it could not be written, ``Unavailable`` and ``TooMany`` when too much is going on:
        then nothing of it happened. Cancelling the caller does not cancel the turn.
        """
        inbound_key = f"{message.channel}:{message.message_id}" if message.message_id else None
        heard = Heard(message, push_on)
        return await self.begin(
            Occasion(ConversationKey(message.sender), message.channel, inbound_key, lambda _: heard)
        )

    async def begin(self, occasion: Occasion) -> Answer:
        """Take whatever happens to a conversation through its turn. Raises what ``handle`` and ``occasion.hear`` do."""
        if len(self._running) >= self._most_turns:
            metrics.REFUSED.add("turns")
            raise Unavailable(f"{self._most_turns} messages are being answered.", "Send it again in a moment.")
        task = asyncio.create_task(self._in_lane(occasion))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    @property
    def depths(self) -> tuple[int, int]:
        """How many turns are at work or wait, and in how many conversations."""
        return len(self._running), len(self._lanes)

    def swap(self, model: Model, performer: Performer) -> Release:
        """Give the turns that begin from now on another model. Returns the one before, which turns may still use."""
        before, self._release = self._release, Release(model, performer)
        return before

    async def drain(self) -> None:
        """Wait until every turn that began is over."""
        while self._running:
            await asyncio.wait(self._running)

    async def _in_lane(self, occasion: Occasion) -> Answer:
        with Account(occasion.key.id, occasion.source) as account:
            async with self._lanes.of(occasion.key):
                release = self._release
                with release.used():
                    account.answer = await self._attempts(occasion, release)
        return account.answer

    async def _attempts(self, occasion: Occasion, release: Release) -> Answer:
        key, inbound_key = occasion.key, occasion.inbound_key
        # The same message gives the same id, so that the same words are chosen when the turn is thought again.
        turn_id = f"{key.id}/{inbound_key}" if inbound_key else self._ids()
        journal = Journal(self._store, key, inbound_key, turn_id, self._clock)
        try:
            for _ in range(_ATTEMPTS):
                try:
                    return await self._turn(occasion, journal, release)
                except ConversationMoved:
                    log.info("turn.moved", conversation=key.id)
            raise ConversationMoved(f"conversation {key.id!r} moved {_ATTEMPTS} times while one message was answered")
        except Exception:
            await journal.give_up()
            raise

    async def _turn(self, occasion: Occasion, journal: Journal, release: Release) -> Answer:
        key, inbound_key = occasion.key, occasion.inbound_key
        before = await self._store.find(key, inbound_key) if inbound_key is not None else None
        if isinstance(before, StoredTurn):
            return _answer(before, repeated=True)
        journal.begin(before.done if before is not None else ())
        tracker = Tracker(key, release.model.domain.schema, await self._store.load(key))
        heard = occasion.hear(tracker.state)
        run = _Run(self, release, tracker, journal)
        await run.take(heard)
        return await run.write(heard, inbound_key)


class _Run:
    """One attempt at one turn."""

    def __init__(self, turns: Turns, release: Release, tracker: Tracker, journal: Journal) -> None:
        self._turns = turns
        self._tracker = tracker
        self._model = release.model
        self._performer = release.performer
        self._now = turns._clock()
        self._journal = journal
        self._id = journal.turn_id
        self._reminders = tracker.state.reminders
        self._actions = 0

    async def take(self, heard: Heard) -> None:
        """Understand the message and do what it asks, until the assistant listens."""
        message = heard.message
        await self._open_session(message)
        with metrics.PARSE_SECONDS.timed():
            utterance = heard.utterance or self._model.pipeline.parse(message.text, at=self._now)
        await self._record(
            ev.UserUttered(
                text=message.text,
                parse_data=utterance,
                input_channel=message.channel,
                message_id=message.message_id,
                metadata=message.metadata,
            )
        )
        if self._tracker.state.paused and utterance.intent.name != "restart":
            return
        await self._extract()
        await self._obey(await self._understand(utterance))

    async def write(self, heard: Heard, inbound_key: str | None) -> Answer:
        """Store the turn; only then is there an answer."""
        tracker = self._tracker
        events = tuple(tracker.new)
        outgoing: tuple[Outgoing, ...] = ()
        if heard.push_on is not None:
            said = (message_of(event) for event in events if isinstance(event, ev.BotUttered))
            outgoing = tuple(Outgoing(heard.push_on, heard.message.sender, each) for each in said)
        disarmed, armed = changes(self._reminders, tracker.state.reminders)
        turn = Turn(
            key=tracker.key,
            id=self._id,
            expected_seq=tracker.seq,
            events=events,
            state=tracker.state,
            at=self._now,
            inbound_key=inbound_key,
            outgoing=outgoing,
            disarmed=disarmed,
            armed=armed,
            noted=self._journal.kept,
        )
        with metrics.APPEND_SECONDS.timed():
            last_seq = await self._turns._store.append(turn)
        answer = Answer(self._id, tracker.seq + 1, last_seq, events)
        self._turns._stored(turn, answer)
        return answer

    async def _open_session(self, message: UserMessage) -> None:
        """A first message, or one after a long silence, opens a session."""
        state, schema = self._tracker.state, self._tracker.schema
        expires_s = schema.session_expiration_minutes * _SECONDS_A_MINUTE
        last = state.latest_user_time
        if state.session_started and not (expires_s and last is not None and self._now - last > expires_s):
            return
        if message.text.strip() != "/session_start":  # which opens it by itself
            await self._act(Act(SESSION_START))

    async def _extract(self) -> None:
        """Let the bot's own actions fill the slots that are theirs to fill with every message."""
        for name in extracting_actions(self._model.program, self._tracker.state):
            if self._performer.has(name):
                events, _ = await self._perform(Act(name))
                await self._record(*(event for event in events if isinstance(event, _EXTRACTED)))

    async def _understand(self, utterance: Utterance) -> tuple[Command, ...]:
        program, domain, state = self._model.program, self._model.domain, self._tracker.state
        commands = understand(program, state, utterance)
        generator = self._turns._generator
        if generator is None or not wants_generator(commands, utterance, minimize_calls=generator.minimize_calls):
            return commands
        await self._journal.keep()
        try:
            generated = await generator.generate(request_of(program, domain, state, utterance))
        except OutsideError as fault:  # the assistant understands what it would without one
            log.error("generator.failed", exception=fault, conversation=self._tracker.key.id)
            return commands
        return combine(program, domain, state, commands, generated)

    async def _obey(self, commands: tuple[Command, ...]) -> None:
        stimulus: Stimulus = Understood(commands)
        listens = False
        while True:
            outcome = advance(self._model.program, self._tracker.state, stimulus)
            await self._record(*outcome.events)
            if not isinstance(outcome.effect, Act) or self._actions > MOST_ACTIONS + 5:
                break
            done = await self._act(outcome.effect)
            listens = self._tracker.state.latest_action == LISTEN  # a session start ends so
            stimulus = ActionEnded(failed=not done)
            if self._actions == MOST_ACTIONS:
                log.warning("turn.exhausted", conversation=self._tracker.key.id)
                stimulus = Exhausted()
        if not listens:
            await self._act(Act(LISTEN))

    async def _act(self, effect: Act) -> bool:
        events, done = await self._perform(effect)
        await self._record(*events)
        return done

    async def _perform(self, effect: Act) -> tuple[tuple[Event, ...], bool]:
        self._actions += 1
        key = f"{self._id}:{self._actions}"
        return await self._performer.perform(
            effect.name, self._tracker, key, self._journal, effect.arguments, effect.context
        )

    async def _record(self, *events: Event) -> None:
        for event in events:
            if self._tracker.needs_history(event):
                turns = await self._turns._store.turns(self._tracker.key)
                self._tracker.history = [event for turn in turns for event in turn.events]
            self._tracker.record(self._dated(event))

    def _dated(self, event: Event) -> Event:
        """``event`` with its time; a reminder also with a name, as without one nothing could end it."""
        if isinstance(event, ev.ReminderScheduled) and event.name is None:
            event = replace(event, name=f"{self._id}:{len(self._tracker.new)}")
        return event if event.timestamp else replace(event, timestamp=self._now)


def _answer(turn: StoredTurn, *, repeated: bool) -> Answer:
    return Answer(turn.id, turn.first_seq, turn.last_seq, turn.events, repeated)
