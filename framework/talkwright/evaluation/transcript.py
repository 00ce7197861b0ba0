"""A conversation as people read it: who said and did what, line by line, and where it went otherwise. Pure.

A ``Line`` is the same for a terminal, a report and a comparison; how it looks is not known here.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from talkwright.conversation import events as ev
from talkwright.conversation.bot_message import message_of
from talkwright.conversation.content import BotMessage, Button
from talkwright.conversation.events import Event
from talkwright.evaluation.compare import UNNAMED, Difference, align
from talkwright.evaluation.expectations import brief
from talkwright.evaluation.messages import name_of
from talkwright.flows.flow import PATTERN

_ELSE = ("image", "attachment", "elements", "custom")


class Line(msgspec.Struct, frozen=True):
    """One thing that happened. ``who`` is user, bot, action, flow or slot, or expected and came for a difference.

    ``mark`` is ``-`` for what is gone or was expected and did not come, ``+`` for what is new or came instead.
    ``name`` is that of the response, when the bot says one.
    """

    who: str
    text: str
    name: str = ""
    mark: str = ""

    def __str__(self) -> str:
        name = f" {self.name}" if self.name else ""
        return f"{self.mark or ' '} {self.who}{name}  {self.text}"


class Told(msgspec.Struct, frozen=True):
    """A message of the user, what came of it, and what was otherwise than expected.

    ``followed``: the names of what should have been said or done, each with the name of what was. ``chosen``: for each
    of these which policy says it and how sure it is, where policies were asked.
    """

    words: str
    lines: tuple[Line, ...]
    differences: tuple[Difference, ...] = ()
    followed: tuple[tuple[str, str], ...] = ()
    chosen: tuple[tuple[str | None, float | None], ...] = ()


def tell(events: Sequence[Event]) -> tuple[Line, ...]:
    """What came of a user's message: what was said, done, begun and ended, in order, then the slots as they were left.

    Patterns are left out, but for their words: they are how the assistant talks, not what about.
    """
    lines: list[Line] = []
    slots: dict[str, object] = {}
    for event in after_user(events):
        if isinstance(event, ev.BotUttered):
            message = message_of(event)
            lines.append(Line("bot", words_of(message), name_of(message)))
        elif isinstance(event, ev.SlotSet):
            slots[event.name] = event.value
        elif isinstance(event, ev.ActionExecuted):
            lines += [Line("action", event.name)] if event.name and _is_telling(event.name) else []
        elif isinstance(event, ev.ActionFailed):
            lines.append(Line("action", f"{event.name} failed"))
        elif isinstance(event, ev.ActionExecutionRejected):
            lines.append(Line("action", f"{event.name} refused"))
        elif isinstance(event, (ev.FlowStarted, ev.FlowCompleted, ev.FlowCancelled)):
            is_own = not event.flow_id.startswith(PATTERN)
            lines += [Line("flow", f"{event.flow_id} {_WHAT[type(event)]}")] if is_own else []
    return (*lines, *(Line("slot", f"{name} = {brief(value)}") for name, value in sorted(slots.items())))


def after_user(events: Sequence[Event]) -> Sequence[Event]:
    """The events of a turn from the user's message on: without the session that may have been opened for it."""
    index = next((i for i, event in enumerate(events) if isinstance(event, ev.UserUttered)), -1)
    return events[index + 1 :]


def words_of(message: BotMessage) -> str:
    """All that a message shows, as one text."""
    buttons = (*message.buttons, *message.quick_replies)
    parts = [message.text or "", " ".join(map(_button, buttons))]
    parts += [f"{name}: {brief(value)}" for name in _ELSE if (value := getattr(message, name))]
    return "\n".join(filter(None, parts))


def between(old: Sequence[Line], new: Sequence[Line]) -> tuple[Line, ...]:
    """Both as one: what is only in ``old`` is marked ``-``, what is only in ``new`` is marked ``+``."""
    lines: list[Line] = []
    for left, right in align(old, new, same):
        if left is not None and right is not None and same(left, right):
            lines.append(right)
            continue
        if left is not None:
            lines.append(msgspec.structs.replace(left, mark="-"))
        if right is not None:
            lines.append(msgspec.structs.replace(right, mark="+"))
    return tuple(lines)


def same(left: Line, right: Line) -> bool:
    """Whether two lines show the same. The name of a response is not shown to anybody."""
    return (left.who, left.text) == (right.who, right.text)


def until_first_difference(told: Sequence[Told]) -> tuple[Line, ...]:
    """A failed conversation up to the first message that went otherwise, and what was expected there against what came.

    Empty when nothing went otherwise.
    """
    lines: list[Line] = []
    for each in told:
        lines.append(Line("user", each.words))
        lines += each.lines
        for difference in each.differences:
            lines.append(Line("expected", f"{difference.expected}  ({difference.place})", mark="-"))
            lines.append(Line("came", difference.came, mark="+"))
        if each.differences:
            return tuple(lines)
    return ()


def _is_telling(action: str) -> bool:
    """Whether an action is worth a line: what a response says is one already."""
    return action not in UNNAMED and not action.startswith("utter_")


def _button(button: Button) -> str:
    return f"[{button.title}]" if button.payload in ("", button.title) else f"[{button.title}: {button.payload}]"


_WHAT: dict[type[Event], str] = {
    ev.FlowStarted: "started",
    ev.FlowCompleted: "completed",
    ev.FlowCancelled: "cancelled",
}
