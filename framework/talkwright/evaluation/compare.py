"""Compares what a turn brought with what was expected of it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from talkwright.conversation import events as ev
from talkwright.conversation.bot_message import message_of
from talkwright.conversation.content import BotMessage
from talkwright.conversation.events import Event
from talkwright.errors import Place
from talkwright.evaluation.cases import Exchange, Follows
from talkwright.evaluation.expectations import Expectation
from talkwright.evaluation.messages import messages_of, name_of, shown
from talkwright.flows.stack_actions import STACK_ACTIONS

A = TypeVar("A")
B = TypeVar("B")

NOTHING = "nothing"
# Actions of the machinery, which no story names.
UNNAMED = frozenset({"action_listen", "action_session_start", "action_extract_slots", None, *STACK_ACTIONS})


class Difference(msgspec.Struct, frozen=True):
    """One thing that came otherwise than expected, after the user said ``words``."""

    place: Place
    words: str
    expected: str
    came: str


class Done(msgspec.Struct, frozen=True):
    """Something the assistant did: an action with what it said, or a message alone."""

    action: str | None
    messages: tuple[BotMessage, ...]

    def __str__(self) -> str:
        return f"action {self.action}" if self.action else "; ".join(map(shown, self.messages))


def compare(exchange: Exchange, events: Sequence[Event], *, is_story: bool = False) -> list[Difference]:
    """What in the ``events`` of a turn is otherwise than ``exchange`` expects, but for what needs a judge."""
    differences = [Difference(e.place, exchange.text, e.wanted(), came) for e, came in _unmet(exchange, events)]
    for wanted, came in _followed(exchange, events, is_story):
        if wanted is None or came is None or not _is(wanted, came):
            place = exchange.place if wanted is None else wanted.place
            expected, instead = str(wanted or "nothing more"), str(came or NOTHING)
            differences.append(Difference(place, exchange.text, expected, instead))
    return differences


def labels(exchange: Exchange, events: Sequence[Event], *, is_story: bool = False) -> list[tuple[str, str]]:
    """The names of what should have followed, and beside each the name of what did; ``NOTHING`` for none."""
    return [
        (wanted.value if wanted else NOTHING, wanted.value if wanted and came and _is(wanted, came) else _name(came))
        for wanted, came in _followed(exchange, events, is_story)
    ]


def _followed(exchange: Exchange, events: Sequence[Event], is_story: bool) -> list[tuple[Follows | None, Done | None]]:
    """What should have followed and what did, beside each other. Empty where anything may."""
    if exchange.follows is None:
        return []
    done = actions_of(events) if is_story else [Done(None, (each,)) for each in messages_of(events)]
    return align(exchange.follows, done, _is)


def _name(done: Done | None) -> str:
    if done is None:
        return NOTHING
    return done.action or next((name_of(each) for each in done.messages if name_of(each)), str(done))


def actions_of(events: Sequence[Event]) -> list[Done]:
    """The actions that a story would name, each with what it said."""
    done: list[Done] = []
    for event in events:
        if isinstance(event, ev.ActionExecuted) and event.name not in UNNAMED:
            done.append(Done(event.name, ()))
        elif isinstance(event, ev.BotUttered) and done:
            done[-1] = Done(done[-1].action, (*done[-1].messages, message_of(event)))
    return done


def align(left: Sequence[A], right: Sequence[B], same: Callable[[A, B], bool]) -> list[tuple[A | None, B | None]]:
    """Both in order, beside each other where they are the same, with as few gaps as can be.

    What stands on neither side's match is paired as it comes, so that one thing in place of another is one row.
    """
    longest = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            if same(left[i], right[j]):
                longest[i][j] = longest[i + 1][j + 1] + 1
            else:
                longest[i][j] = max(longest[i + 1][j], longest[i][j + 1])
    rows: list[tuple[A | None, B | None]] = []
    gone: list[A] = []
    new: list[B] = []
    i = j = 0
    while i < len(left) or j < len(right):
        if i < len(left) and j < len(right) and same(left[i], right[j]):
            rows += [*_paired(gone, new), (left[i], right[j])]
            gone, new, i, j = [], [], i + 1, j + 1
        elif j == len(right) or (i < len(left) and longest[i + 1][j] >= longest[i][j + 1]):
            gone.append(left[i])
            i += 1
        else:
            new.append(right[j])
            j += 1
    return rows + _paired(gone, new)


def _paired(gone: list[A], new: list[B]) -> list[tuple[A | None, B | None]]:
    longer = max(len(gone), len(new))
    left = [*gone, *[None] * (longer - len(gone))]
    right = [*new, *[None] * (longer - len(new))]
    return list(zip(left, right, strict=True))


def _unmet(exchange: Exchange, events: Sequence[Event]) -> list[tuple[Expectation, str]]:
    unmet = []
    begin = 0
    for each in exchange.expected:
        if not isinstance(each, Expectation):  # which only a judge can say
            continue
        at = each.met_at(events, begin)
        if at is not None:
            begin = at if exchange.in_order else 0
        elif begin and each.met_at(events, 0) is not None:
            unmet.append((each, "it came, but before what the assertion above it names"))
        else:
            unmet.append((each, each.came(events)))
    return unmet


def _is(wanted: Follows, came: Done) -> bool:
    if wanted.kind == "action":
        return came.action == wanted.value
    if wanted.kind == "utter":
        return any(name_of(message) == wanted.value for message in came.messages) or came.action == wanted.value
    return any(message.text == wanted.value for message in came.messages)
