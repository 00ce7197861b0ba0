"""Which messages answered a question: their words are the value of a slot, and teach no intent. Pure.

The log tells: where a message came, a flow stood at a question; it was answered when its flow then left that question,
or looked at the value and would not have it. Who says something else in the middle of a question answers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from talkwright.builder.talks.path import Path
from talkwright.conversation.events import Event, Frame, StackChanged, UserUttered

_LOOKED_AT = ("heard", "validate", "validated", "retry")


def not_answers(conversation: Iterable[Event]) -> Iterator[UserUttered]:
    """What the user said in a conversation, from its first event on, but for the answers to questions."""
    path = Path()
    said: UserUttered | None = None
    question: Frame | None = None
    for event in conversation:
        if isinstance(event, UserUttered):
            if said is not None:
                yield said
            top = path.stack[-1] if path.stack else None
            said, question = event, top if top is not None and top.waits == "answer" else None
        edges = path.take(event)
        if question is not None and isinstance(event, StackChanged):
            left = any((each.flow, each.step) == (question.flow, question.step) for each in edges)
            if left or any(_is_looked_at(frame, question) for frame in event.frames):
                said = question = None
    if said is not None:
        yield said


def _is_looked_at(frame: Frame, question: Frame) -> bool:
    return (frame.id, frame.flow, frame.step) == (question.id, question.flow, question.step) and (
        frame.waits in _LOOKED_AT
    )
