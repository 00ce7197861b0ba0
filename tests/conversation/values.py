"""Strategies for the values of a conversation, read off their types: a new kind of event needs no word here."""

from __future__ import annotations

import types
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from talkwright.conversation.bot_message import uttered
from talkwright.conversation.content import BotMessage, Button
from talkwright.conversation.events import BotUttered, Event, SessionStarted, UserUttered

TRIED = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # whatever the load

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
SCALARS = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | NUMBERS | st.text(max_size=8)
JSON = SCALARS | st.lists(SCALARS, max_size=2) | st.dictionaries(st.text(max_size=4), SCALARS, max_size=2)
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    Any: JSON,
    str: st.text(max_size=12),
    int: st.integers(-(2**53), 2**53),
    float: NUMBERS,
    bool: st.booleans(),
    type(None): st.none(),
    msgspec.UnsetType: st.just(msgspec.UNSET),
}


def of(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a type."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    if get_origin(hint) in (types.UnionType, Union):
        return st.one_of(*map(of, get_args(hint)))
    if get_origin(hint) is tuple:
        inner, *more = get_args(hint)
        if more == [...]:
            return st.lists(of(inner), max_size=2).map(tuple)
        return st.tuples(of(inner), *map(of, more))
    if get_origin(hint) is dict:
        return st.dictionaries(*map(of, get_args(hint)), max_size=2)
    return st.builds(hint, **{name: of(inner) for name, inner in get_type_hints(hint).items()})


KINDS = get_args(Event)
EVENTS = st.one_of(*map(of, KINDS))
MESSAGES = of(BotMessage)
BUTTONS = of(Button)


@st.composite
def logs(draw: st.DrawFn) -> list[Event]:
    """Events as a conversation holds them: in order of time, what the assistant says well formed."""
    spoken = MESSAGES.map(lambda message: uttered(message, 0.0))
    usual = st.one_of(
        spoken, of(UserUttered), of(SessionStarted), EVENTS.filter(lambda e: not isinstance(e, BotUttered))
    )
    found = draw(st.lists(usual, max_size=8))
    return [msgspec.structs.replace(event, timestamp=1000.0 + n) for n, event in enumerate(found)]
