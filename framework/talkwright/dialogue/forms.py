"""A form: it asks for one slot after the other until all are filled.

Each time it acts it takes what the last message filled, lets the bot's own ``validate_<form>`` look at that, and asks
for the next slot. A message that fills nothing it wanted makes it refuse, so that rules and stories may answer instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from talkwright.conversation import events as ev
from talkwright.conversation.events import Event
from talkwright.conversation.state import State, fold, reverts
from talkwright.conversation.trail import LISTEN
from talkwright.dialogue.extraction import REQUESTED, extract, unchecked
from talkwright.dialogue.play import Call, Play, Returned
from talkwright.project.domain import Domain, Form

_REFUSED = Returned(outcome="refused")


def fill_form(form: Form, domain: Domain, state: State) -> Play:
    """Let ``form`` act, when things stand at ``state``."""
    return _Filling(form, domain, state).play()


class _Filling:
    """A form at work."""

    def __init__(self, form: Form, domain: Domain, state: State) -> None:
        self._form = form
        self._domain = domain
        self._state = state
        self._begins = state.active_loop is None or state.active_loop.name != form.name
        self._validator = f"validate_{form.name}"

    def play(self) -> Play:
        events: list[Event] = []
        if self._begins:
            opened = yield from self._open()
            if opened.outcome != "done":
                return opened
            events += (ev.ActiveLoop(name=self._form.name), *opened.events)
        if not _is_over(events):
            went_on = yield from self._go_on(events)
            if went_on.outcome != "done":
                return went_on
            events += went_on.events
        if _is_over(events):
            events += (ev.ActiveLoop(name=None), ev.SlotSet(name=REQUESTED, value=None))
        return Returned(tuple(events))

    def _open(self) -> Play:
        """Begin: take what is there already, also what only the message that begins the form can fill."""
        begun = ev.ActiveLoop(name=self._form.name)
        extracted = yield from extract(self._domain, self._after([begun]))
        slots = [event for event in extracted.events if isinstance(event, ev.SlotSet)]
        if not self._validates:
            return Returned(tuple(slots))
        seen = (begun, *extracted.events)
        at = self._after(seen)
        filled = [name for name in self._form.required_slots if at.slots.get(name) is not None]
        checked = yield self._validation(filled, at, seen)
        if checked.outcome != "done":
            return checked
        return msgspec.structs.replace(checked, events=(*checked.events, *unchecked(slots, checked.events)))

    def _go_on(self, so_far: Sequence[Event]) -> Play:
        events: list[Event] = []
        if all(isinstance(event, ev.ActiveLoop) for event in so_far):  # else everything was looked at when it began
            checked = yield from self._check()
            if checked.outcome != "done":
                return checked
            events += checked.events
        if any(isinstance(event, ev.ActionExecutionRejected) for event in events):
            return Returned(tuple(events))
        asked = yield from self._ask([*so_far, *events])
        if asked.outcome != "done":
            return asked
        return msgspec.structs.replace(asked, events=(*events, *asked.events))

    def _check(self) -> Play:
        """Look at what the last message filled. After something else came in between, it was no answer."""
        state = self._state
        loop = state.active_loop
        is_answer = loop is None or (state.latest_action == LISTEN and not loop.is_interrupted)
        asked = None if self._begins else state.slots.get(REQUESTED)
        wanted = {*self._form.required_slots, asked}
        filled = [name for name in state.filled if name in wanted] if is_answer else []
        checked = (yield self._validation(filled, state)) if self._validates else Returned()
        if checked.outcome != "done" or not is_answer or filled or asked is None:
            return checked
        set_others = any(isinstance(event, ev.SlotSet) and event.name != REQUESTED for event in checked.events)
        refuses = any(isinstance(event, ev.ActionExecutionRejected) for event in checked.events)
        return checked if set_others or refuses else _REFUSED

    def _validation(self, names: Iterable[str], at: State, seen: Sequence[Event] = ()) -> Call:
        """The bot's own look at the slots ``names``, as they are ``at`` the state after the events ``seen``."""
        candidates = (ev.SlotSet(name=name, value=at.slots.get(name)) for name in names)
        return Call(self._validator, (*seen, *self._marks(at), *candidates))

    def _marks(self, at: State) -> tuple[Event, ...]:
        """What shows an action of the form where its own part begins: a question of another form is none of this."""
        is_ours = at.active_loop is not None and at.active_loop.name == self._form.name
        asked = ev.SlotSet(name=REQUESTED, value=at.slots.get(REQUESTED) if is_ours else None)
        return (asked, ev.ActionExecuted(name=self._form.name))

    def _ask(self, so_far: Sequence[Event]) -> Play:
        """Ask for the next slot, the one that the bot's validation names or the first that is empty."""
        over = ev.SlotSet(name=REQUESTED, value=None)
        if _is_over(so_far):
            return Returned((over,))
        named = (event.value for event in so_far if isinstance(event, ev.SlotSet) and event.name == REQUESTED)
        slot = next(named, None)
        events: tuple[Event, ...] = ()
        if not slot:
            at = self._after(so_far)
            slot = next((name for name in self._form.required_slots if at.slots.get(name) is None), None)
            events = (ev.SlotSet(name=REQUESTED, value=slot),)
        if not slot:
            return Returned((over,))
        question = self._question(slot)
        if question is None:
            return Returned(events)
        said = yield Call(question, (*self._marks(self._state), *so_far))
        if said.outcome != "done":
            return said
        return msgspec.structs.replace(said, events=(*events, *said.events))

    def _question(self, slot: str) -> str | None:
        """What asks for ``slot``: an action or a response, for this form or for any."""
        form, domain = self._form.name, self._domain
        names = (f"action_ask_{form}_{slot}", f"utter_ask_{form}_{slot}", f"action_ask_{slot}", f"utter_ask_{slot}")
        return next((name for name in names if name in domain.actions or name in domain.responses), None)

    @property
    def _validates(self) -> bool:
        return self._validator in self._domain.actions

    def _after(self, events: Sequence[Event]) -> State:
        """The state after ``events``, none of which is recorded yet: nothing is taken back before it is."""
        at = self._state
        for event in events:
            at = at if reverts(event) else fold(self._domain.schema, at, event)
        return at


def _is_over(events: Sequence[Event]) -> bool:
    """Whether the form ends here: nothing is asked for any more, or somebody ended it. The last word counts."""
    if any(isinstance(event, ev.ActionExecutionRejected) for event in events):
        return False
    asked = [event.value for event in events if isinstance(event, ev.SlotSet) and event.name == REQUESTED]
    loops = [event.name for event in events if isinstance(event, ev.ActiveLoop)]
    return asked[-1:] == [None] or loops[-1:] == [None]
