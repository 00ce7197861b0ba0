"""One attempt at one turn: from what happens to the turn that is to be stored. It writes nothing.

    parse -> understand -> (advance -> perform)*

That is what a message does. ``runtime/deeds`` has all that can happen to a conversation.

When another process was faster, the attempt is thrown away and the next begins on what is there now.
"""

from __future__ import annotations

from typing import Protocol

from msgspec.structs import replace

from talkwright import log, metrics
from talkwright.actions.builtin import SESSION_START
from talkwright.conversation import events as ev
from talkwright.conversation.bot_message import message_of
from talkwright.conversation.commands import Command
from talkwright.conversation.content import UserMessage
from talkwright.conversation.events import Event
from talkwright.conversation.origin import mark
from talkwright.conversation.store import Outgoing, Store, Turn
from talkwright.conversation.timers import changes
from talkwright.conversation.tracker import Tracker
from talkwright.conversation.trail import FLOWS, LISTEN
from talkwright.conversation.utterance import Utterance
from talkwright.dialogue.coexist import flows_answer
from talkwright.dialogue.decide import Decision
from talkwright.dialogue.generate import Generator, combine, request_of, wants_generator
from talkwright.dialogue.mappings import extracting_actions
from talkwright.dialogue.understand import understand
from talkwright.errors import OutsideError
from talkwright.flows.engine import Act, ActionEnded, Exhausted, GoOn, Pause, Stimulus, Understood, advance
from talkwright.runtime.follow import MOST_PREDICTED, Following
from talkwright.runtime.journal import Journal
from talkwright.runtime.pace import Pace
from talkwright.runtime.parse import Nlu, parse
from talkwright.runtime.release import Release

MOST_ACTIONS = 50  # in one turn; then everything is broken off
_EXTRACTED = (ev.SlotSet, ev.BotUttered, ev.ActionFailed)  # what an action that extracts slots may do
_SECONDS_A_MINUTE = 60


class Deed(Protocol):
    """What happens to a conversation in a turn. ``push_on`` names the channel that delivers the answer from the outbox;
    None when the caller does. ``arms``: whether reminders that are scheduled meanwhile will fire.
    """

    @property
    def push_on(self) -> str | None: ...

    @property
    def arms(self) -> bool: ...

    async def do(self, attempt: Attempt) -> None:
        """Do it, through what ``attempt`` offers. May be asked for again, of another attempt."""


class Attempt:
    """``now`` is when the turn happens, in seconds since 1970. ``store`` is read for a log that events take back from,
    and never written."""

    def __init__(
        self,
        release: Release,
        tracker: Tracker,
        journal: Journal,
        store: Store,
        now: float,
        generator: Generator | None = None,
        nlu: Nlu | None = None,
        pace: Pace | None = None,
        most_predicted: int = MOST_PREDICTED,
    ) -> None:
        self._most_predicted = most_predicted
        self._tracker = tracker
        self._model = release.model
        self._performer = release.performer
        self._store = store
        self._generator = generator
        self._nlu = nlu
        self._pace = pace
        self._now = now
        self._journal = journal
        self._id = journal.turn_id
        self._reminders = tracker.state.reminders
        self._actions = 0

    async def take(self, message: UserMessage, utterance: Utterance | None = None) -> None:
        """Understand the message, where nobody has yet, and do what it asks, until the assistant listens."""
        utterance = await self.note(message, utterance)
        keeps_quiet = self._tracker.state.paused and utterance.intent.name != "restart"
        if not keeps_quiet or self._following is not None:  # who follows rules remembers what is said meanwhile
            await self.extract()
        if not keeps_quiet:
            await self.answer(utterance)

    async def answer(self, utterance: Utterance) -> None:
        """Do what the last message asks, which means ``utterance``."""
        following = self._following
        if following is None:
            await self._obey(await self._understand(utterance))
            return
        if self._model.program.routines:
            commands = await self._understand(utterance)
            if flows_answer(self._tracker.state, commands):
                await self._obey(commands)
                return
        await following.go_on()

    @property
    def _following(self) -> Following | None:
        """The one who follows rules and stories, in a bot that has some."""
        if not self._model.policies:
            return None
        return Following(self._model, self._tracker, self, self._most_predicted)

    async def note(self, message: UserMessage, utterance: Utterance | None = None) -> Utterance:
        """Record the message and what it means, and do nothing about it."""
        await self._open_session(message)
        if self._following is not None:
            await self._following.listen()
        with metrics.PARSE_SECONDS.timed():
            utterance = utterance or await parse(
                self._model.pipeline, message.text, self._now, self._nlu, message.message_id
            )
        await self.record(
            ev.UserUttered(
                text=message.text,
                parse_data=utterance,
                input_channel=message.channel or None,
                message_id=message.message_id,
                metadata=message.metadata,
            )
        )
        return utterance

    async def open_session(self) -> None:
        """Open the first session, if there was none."""
        if not self._tracker.state.session_started:
            await self.execute(Decision(SESSION_START))

    async def execute(self, decision: Decision) -> None:
        """Do what is decided: by whom and how sure they are is recorded, if it is known."""
        if self._following is None:
            await self.act(Act(decision.action), decision.policy, decision.confidence)
            return
        if decision.by_text:
            await self.extract()
        await self._following.do(decision)

    def turn(self, deed: Deed, inbound_key: str | None) -> Turn:
        """The turn, as it is to be stored."""
        tracker = self._tracker
        events = tuple(tracker.new)
        outgoing: tuple[Outgoing, ...] = ()
        if deed.push_on is not None:
            said = (message_of(event) for event in events if isinstance(event, ev.BotUttered))
            outgoing = tuple(Outgoing(deed.push_on, tracker.key.id, each) for each in said)
        disarmed, armed = changes(self._reminders, tracker.state.reminders)
        return Turn(
            key=tracker.key,
            id=self._id,
            expected_seq=tracker.seq,
            events=mark(events, self._performer.origin),
            state=tracker.state,
            at=self._now,
            inbound_key=inbound_key,
            outgoing=outgoing,
            disarmed=disarmed,
            armed=armed if deed.arms else (),
            noted=self._journal.kept,
        )

    async def _open_session(self, message: UserMessage) -> None:
        """A first message, or one after a long silence, opens a session."""
        state, schema = self._tracker.state, self._tracker.schema
        expires_s = schema.session_expiration_minutes * _SECONDS_A_MINUTE
        last = state.latest_user_time
        following = self._following
        # A bot's own start of a session may fail or do something else; it is not tried again with every message.
        is_open = state.session_started or (following is not None and state.latest_action is not None)
        if is_open and not (expires_s and last is not None and self._now - last > expires_s):
            return
        if following is not None:
            await following.open_session()
        elif message.text.strip() != "/session_start":  # which opens it by itself
            await self.act(Act(SESSION_START))

    async def extract(self) -> None:
        """Fill the slots that are filled with every message: here by actions of the bot, in a bot of rules also by what
        is said of the slots."""
        if self._following is not None:
            await self._following.extract()
            return
        for name in extracting_actions(self._model.program, self._tracker.state):
            if self._performer.has(name):
                events, _ = await self._perform(Act(name))
                await self.record(*(event for event in events if isinstance(event, _EXTRACTED)))

    async def _understand(self, utterance: Utterance) -> tuple[Command, ...]:
        program, domain, state = self._model.program, self._model.domain, self._tracker.state
        commands = understand(program, state, utterance)
        generator = self._generator
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
        """Let flows do what is asked. Where policies act as well, they are told who acted."""
        whose: tuple[str | None, float | None] = (FLOWS, 1.0) if self._model.policies else (None, None)
        stimulus: Stimulus = Understood(commands)
        listens = False
        stops = self._pace.stops if self._pace is not None else None
        while True:
            outcome = advance(self._model.program, self._tracker.state, stimulus, stops)
            await self.record(*outcome.events)
            if isinstance(outcome.effect, Pause) and self._pace is not None:
                await self.record(*await self._pace.enter(self._tracker))
                stimulus = GoOn()
                continue
            if not isinstance(outcome.effect, Act) or self._actions > MOST_ACTIONS + 5:
                break
            done = await self.act(outcome.effect, *whose)
            listens = self._tracker.state.latest_action == LISTEN  # a session start ends so
            stimulus = ActionEnded(failed=not done)
            if self._actions == MOST_ACTIONS:
                log.warning("turn.exhausted", conversation=self._tracker.key.id)
                stimulus = Exhausted()
        if not listens:
            await self.act(Act(LISTEN), *whose)

    async def act(self, effect: Act, policy: str | None = None, confidence: float | None = None) -> bool:
        """Perform ``effect`` and record what came of it, and who chose it, if that is known. Returns whether it did its
        work."""
        events, done = await self._perform(effect)
        if policy is not None or confidence is not None:
            events = tuple(_chosen(event, policy, confidence) for event in events)
        await self.record(*events)
        return done

    async def perform(self, action: str, tracker: Tracker) -> tuple[tuple[Event, ...], bool]:
        """The events of ``action`` as ``tracker`` stands, and whether it did its work."""
        return await self._perform(Act(action), tracker)

    async def _perform(self, effect: Act, tracker: Tracker | None = None) -> tuple[tuple[Event, ...], bool]:
        if self._pace is not None:  # who watches looks before it runs
            await self.record(*await self._pace.perform(effect.name, self._tracker))
        self._actions += 1
        name, key = effect.name, f"{self._id}:{self._actions}"
        tracker = tracker or self._tracker
        return await self._performer.perform(name, tracker, key, self._journal, effect.arguments, effect.context)

    async def record(self, *events: Event) -> None:
        """Add ``events`` to the turn, and what they change to the state."""
        for event in events:
            if self._tracker.needs_history(event):
                turns = await self._store.turns(self._tracker.key)
                self._tracker.history = [event for turn in turns for event in turn.events]
            self._tracker.record(self._dated(event))

    def _dated(self, event: Event) -> Event:
        """``event`` with its time; a reminder also with a name, as without one nothing could end it."""
        if isinstance(event, ev.ReminderScheduled) and event.name is None:
            event = replace(event, name=f"{self._id}:{len(self._tracker.new)}")
        return event if event.timestamp else replace(event, timestamp=self._now)


def _chosen(event: Event, policy: str | None, confidence: float | None) -> Event:
    return replace(event, policy=policy, confidence=confidence) if isinstance(event, ev.ActionExecuted) else event
