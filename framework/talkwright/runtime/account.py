"""What operators learn of a turn: a line in the log, a count and a time. Names and numbers, never what was said."""

from __future__ import annotations

from time import perf_counter
from types import TracebackType

from talkwright import log, metrics
from talkwright.conversation.events import ActionExecuted
from talkwright.errors import TooMany
from talkwright.runtime.answer import Answer


class Account:
    """A ``with`` block around a turn. ``answer`` is what came of it, None as long as nothing did."""

    def __init__(self, conversation: str, channel: str) -> None:
        self._conversation = conversation
        self._channel = channel
        self._began = perf_counter()
        self.answer: Answer | None = None

    def __enter__(self) -> Account:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        seconds, channel, answer = perf_counter() - self._began, self._channel, self.answer
        if answer is None:
            metrics.TURNS.add(channel, "refused" if isinstance(fault, TooMany) else "failed")
            return
        metrics.TURNS.add(channel, "repeated" if answer.repeated else "done")
        metrics.TURN_SECONDS.observe(seconds, channel)
        if log.informs():
            actions = [event.name for event in answer.events if isinstance(event, ActionExecuted)]
            log.info(
                "turn.repeated" if answer.repeated else "turn.done",
                conversation=self._conversation,
                turn=answer.turn_id,
                channel=channel,
                ms=round(seconds * 1e3, 2),
                actions=actions,
            )
