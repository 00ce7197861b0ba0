"""Performs one effect of the engine: a response, a built-in action or a custom one. What came of it are events.

A failing action is an event too: the conversation knows of it and goes on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import Any

import msgspec
from msgspec.structs import asdict, replace

from talkwright import log, metrics
from talkwright.actions.builtin import BUILT_IN, OFFERED, SESSION_START, SPOKEN, start_session
from talkwright.actions.call import ActionCall, ActionResult, Actions
from talkwright.actions.history import History
from talkwright.actions.nlg import Asked, Nlg
from talkwright.actions.respond import fill_message, respond, response_of, words_of
from talkwright.conversation import events as ev
from talkwright.conversation.bot_message import read_message, uttered
from talkwright.conversation.content import JSON, BotMessage, Button
from talkwright.conversation.events import Event
from talkwright.conversation.origin import mark, spread
from talkwright.conversation.store import Store
from talkwright.conversation.tracker import Tracker
from talkwright.errors import ActionError, OutsideError
from talkwright.flows.condition import Condition
from talkwright.project.domain import Response
from talkwright.runtime.journal import Journal

UTTER = "utter_"


class Performer:
    """Performs actions for one assistant. ``conditions`` are those that responses write as text, by their text. What
    the domain says is said in the words of ``nlg``, if there is one. ``origin`` says who writes the events."""

    def __init__(
        self,
        responses: Mapping[str, tuple[Response, ...]],
        conditions: Mapping[str, Condition],
        actions: Actions,
        store: Store,
        nlg: Nlg | None = None,
        origin: Mapping[str, JSON] | None = None,
    ) -> None:
        self.origin = origin or {}
        self._responses = responses
        self._conditions = conditions
        self._actions = actions
        self._store = store
        self._nlg = nlg

    def has(self, name: str) -> bool:
        """Whether somebody has written the custom action ``name``."""
        return self._actions.has(name)

    async def perform(
        self,
        name: str,
        tracker: Tracker,
        key: str,
        journal: Journal,
        arguments: dict[str, Any] | None = None,
        context: Mapping[str, Any] | None = None,
    ) -> tuple[tuple[Event, ...], bool]:
        """Run ``name`` and return its events, and whether it did its work. ``key`` is ``turn id:number``.

        A custom action that ``journal`` knows does not run again. ``context`` is what the acting pattern knows;
        responses name it as ``{context.name}``.
        """
        began = perf_counter()
        events, done = await self._perform(name, tracker, key, journal, arguments or {}, context or {})
        known = name if name in self._responses or name in BUILT_IN or self._actions.has(name) else metrics.OTHER
        rejected = not done and any(isinstance(event, ev.ActionExecutionRejected) for event in events)
        metrics.ACTIONS.add(known, "done" if done else "rejected" if rejected else "failed")
        metrics.ACTION_SECONDS.observe(perf_counter() - began, known)
        return events, done

    async def _perform(
        self,
        name: str,
        tracker: Tracker,
        key: str,
        journal: Journal,
        arguments: dict[str, Any],
        context: Mapping[str, Any],
    ) -> tuple[tuple[Event, ...], bool]:
        if self._actions.has(name):
            return await self._once(name, tracker, journal, arguments)
        if name.startswith(UTTER):
            said = await self._say(name, tracker, key, {**arguments, **words_of(context)} if context else arguments)
            return (ev.ActionExecuted(name=name), *said), True
        rule = BUILT_IN.get(name)
        if rule is None:
            return self._failed(name, "there is no such action", tracker), False
        events = rule(tracker.schema, tracker.state)
        spoken = SPOKEN.get(name)
        if spoken is not None and spoken in self._responses:
            buttons = OFFERED[name](context) if name in OFFERED else ()
            said = await self._say(spoken, tracker, key, words_of(context), buttons)
            events = (events[0], *said, *events[1:])
        return events, True

    async def _say(
        self, name: str, tracker: Tracker, key: str, values: Mapping[str, Any], buttons: tuple[Button, ...] = ()
    ) -> tuple[Event, ...]:
        state = tracker.state
        slots = {**state.slots, **values} if values else state.slots

        def holds(text: str) -> bool:
            condition = self._conditions.get(text)
            return condition is not None and condition.test(slots, {})

        name = response_of(name, self._responses, state.latest_message)
        variations, channel = self._responses.get(name, ()), state.latest_input_channel
        # Where rules and stories speak, slots keep what they were given.
        follows = tracker.schema.depth is not None and not state.stack
        message = respond(name, variations, slots, channel, key, holds, as_given=follows)
        if self._nlg is not None:
            message = await self._worded(self._nlg, name, tracker, values, variations) or message
        if message is None:
            log.warning("response.missing", response=name)
            return ()
        return (uttered(replace(message, buttons=(*message.buttons, *buttons)) if buttons else message, 0.0),)

    async def _worded(
        self, nlg: Nlg, name: str, tracker: Tracker, values: Mapping[str, Any], variations: Sequence[Response]
    ) -> BotMessage | None:
        """The response ``name`` in the words of ``nlg``. None when it does not answer: the domain speaks."""
        id = variations[0].id if len(variations) == 1 else None
        channel = tracker.state.latest_input_channel
        asked = Asked(name, id, values, tracker.key.id, tracker.state, self._history(tracker), channel)
        try:
            message = await nlg.generate(asked)
        except OutsideError as fault:
            log.error("nlg.failed", exception=fault.__cause__, response=name, reason=fault.message)
            return None
        return replace(message, metadata={**message.metadata, "utter_action": name})

    async def _once(
        self, name: str, tracker: Tracker, journal: Journal, arguments: dict[str, Any]
    ) -> tuple[tuple[Event, ...], bool]:
        """What a custom action does, or did when this turn was thought before."""
        before = journal.recall(name, arguments)
        if before is not None:
            return before.events, before.worked
        await journal.keep()
        events, worked = await self._custom(name, tracker, journal.next_key(), arguments)
        journal.add(name, arguments, events, worked=worked)
        return events, worked

    async def _custom(
        self, name: str, tracker: Tracker, key: str, arguments: dict[str, Any]
    ) -> tuple[tuple[Event, ...], bool]:
        call = ActionCall(name, tracker.key.id, tracker.state, self._history(tracker), key, arguments)
        try:
            result = await self._actions.run(call)
        except ActionError as failure:
            came_from = failure.__cause__  # lines of the author's; where there is none the reason says all
            log.error("action.failed", exception=came_from, action=name, key=key, words=failure.reason)
            return self._failed(name, failure.reason, tracker), False
        if result.rejected:
            return (ev.ActionExecutionRejected(name=name),), False
        try:
            messages = await self._messages(result, tracker, key)
        except msgspec.ValidationError as fault:
            log.error("action.failed", exception=fault, action=name, key=key, words=str(fault))
            return self._failed(name, f"it said what is no message: {fault}", tracker), False
        return (ev.ActionExecuted(name=name), *messages, *result.events), True

    async def _messages(self, result: ActionResult, tracker: Tracker, key: str) -> Sequence[Event]:
        found: list[Event] = []
        for number, said in enumerate(result.messages):
            if said.response is not None:
                found.extend(await self._say(said.response, tracker, f"{key}.{number}", said.values))
                continue
            parts = {key: value for key, value in asdict(said).items() if key not in ("response", "values", "text")}
            message = read_message(said.text, parts)
            found.append(uttered(fill_message(message, said.values) if said.values else message, 0.0))
        return found

    def _failed(self, name: str, reason: str, tracker: Tracker) -> tuple[Event, ...]:
        failed = ev.ActionFailed(name=name, reason=reason)
        if name == SESSION_START:  # a bot whose own start fails begins as others do, or it would answer nobody
            executed, *began = start_session(tracker.schema, tracker.state)
            return (executed, failed, *began)
        return (ev.ActionExecuted(name=name), failed)

    def _history(self, tracker: Tracker) -> History:
        """All events so far, read when the action looks."""
        new, stored, seq = mark(tuple(tracker.new), self.origin), tracker.history, tracker.seq

        async def read() -> Sequence[Event]:
            if stored is not None:
                return spread((*stored, *new))
            turns = await self._store.turns(tracker.key)
            return spread([*(event for turn in turns if turn.last_seq <= seq for event in turn.events), *new])

        return History(read)
