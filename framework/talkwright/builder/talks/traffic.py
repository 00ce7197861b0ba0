"""How many people went which way through the flows: edge by edge, who never answered, and whose answers were refused.

It is counted from the events of conversations, one event after the other, and nothing of a conversation is kept but the
numbers. The rules:

* An edge counts once for each time that it was gone, and once for each session that went it.
* A question is dropped when it was asked and then, without an answer that was taken, its flow was broken off, another
  session began, or everything went silent. A question that a correction led away from is put again, and counts then.
* An answer is rejected when the question is put again because a condition or an action would not have it.

Pure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from talkwright.builder.talks.path import Path
from talkwright.conversation import events as ev
from talkwright.conversation.events import Edge, Event, Frame
from talkwright.flows.step import END

MOST_TEXTS = 500  # of rejected answers to a question that are told apart; rare ones make room
MOST_TOLD = 10
_OPEN = ("question", "answer", "retry", "validate")  # what a frame waits for whose question was put


class Span(msgspec.Struct, frozen=True):
    """Events from ``begin`` on and before ``end`` count. What has been silent for ``silent_s`` at ``now`` is over.
    Times are in seconds since 1970."""

    now: float
    begin: float = 0.0
    end: float = float("inf")
    silent_s: float = 3600.0


class EdgeTraffic(msgspec.Struct, frozen=True, rename={"step": "from"}):
    """``step`` ("" where the flow begins) was left for ``to`` by its exit number ``exit``; None: by none of them.

    ``count`` is how often, ``sessions`` in how many sessions.
    """

    step: str
    exit: int | None
    to: str
    count: int
    sessions: int


class AnswerTraffic(msgspec.Struct, frozen=True):
    """A text that was refused, and how often."""

    text: str
    count: int


class StepTraffic(msgspec.Struct, frozen=True):
    """``entered``: how often somebody came to the step. ``dropped``: how often its question was never answered,
    ``rejected``: how often an answer was refused, ``answers``: the texts of these, the most frequent first."""

    id: str
    entered: int
    dropped: int = 0
    rejected: int = 0
    answers: tuple[AnswerTraffic, ...] = ()


class FlowTraffic(msgspec.Struct, frozen=True):
    """A flow: in how many ``sessions`` it began, its edges and its steps."""

    flow: str
    sessions: int
    edges: tuple[EdgeTraffic, ...]
    steps: tuple[StepTraffic, ...]


_Step = tuple[str, str]  # of a flow


class Tally:
    """The numbers of all flows in a span of time."""

    def __init__(self, span: Span) -> None:
        self.span = span
        self._edges: Counter[Edge] = Counter()
        self._edge_sessions: Counter[Edge] = Counter()
        self._sessions: Counter[str] = Counter()
        self._dropped: Counter[_Step] = Counter()
        self._rejected: Counter[_Step] = Counter()
        self._answers: defaultdict[_Step, Counter[str]] = defaultdict(Counter)

    def take(self, conversation: Iterable[Event]) -> None:
        """Count all events of a conversation, from its first on."""
        watch = _Watch(self)
        for event in conversation:
            watch.take(event)
        watch.end()

    @property
    def flows(self) -> tuple[str, ...]:
        """Those that anything was counted of."""
        found = (*(edge.flow for edge in self._edges), *(flow for flow, _ in (*self._dropped, *self._rejected)))
        return tuple(dict.fromkeys(found))

    def of(self, flow: str) -> FlowTraffic:
        """The numbers of one flow."""
        edges = {edge: count for edge, count in self._edges.items() if edge.flow == flow}
        entered: Counter[str] = Counter()
        for edge, count in edges.items():
            if edge.to != END:
                entered[edge.to] += count
        counted = (*self._dropped, *self._rejected)
        steps = dict.fromkeys((*entered, *(step for other, step in counted if other == flow)))
        return FlowTraffic(
            flow=flow,
            sessions=self._sessions[flow],
            edges=tuple(
                EdgeTraffic(edge.step, edge.exit, edge.to, count, self._edge_sessions[edge])
                for edge, count in sorted(edges.items(), key=lambda each: (-each[1], each[0].step, each[0].to))
            ),
            steps=tuple(self._step(flow, step, entered[step]) for step in sorted(steps)),
        )

    def _step(self, flow: str, step: str, entered: int) -> StepTraffic:
        texts = self._answers[flow, step].most_common(MOST_TOLD) if (flow, step) in self._answers else ()
        answers = tuple(AnswerTraffic(text, count) for text, count in texts)
        return StepTraffic(step, entered, self._dropped[flow, step], self._rejected[flow, step], answers)

    def go(self, edge: Edge, *, is_new: bool) -> None:
        """An edge was gone; ``is_new``: for the first time in its session."""
        self._edges[edge] += 1
        self._edge_sessions[edge] += is_new

    def begin(self, flow: str) -> None:
        """A flow began, for the first time in its session."""
        self._sessions[flow] += 1

    def drop(self, at: _Step) -> None:
        """A question was not answered."""
        self._dropped[at] += 1

    def reject(self, at: _Step, text: str) -> None:
        """An answer was refused."""
        self._rejected[at] += 1
        texts = self._answers[at]
        texts[text] += 1
        if len(texts) > MOST_TEXTS:
            del texts[min(texts, key=lambda each: texts[each])]


class _Watch:
    """One conversation. Everything in a turn counts at the time of its message: ``_at``."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._path = Path()
        self._gone: set[Edge] = set()  # in this session
        self._begun: set[str] = set()
        self._broken_off: list[Frame] = []  # since the stack was told last
        self._text = ""
        self._at = self._last = 0.0
        self._heard = False

    def take(self, event: Event) -> None:
        self._last = max(self._last, event.timestamp)
        if isinstance(event, ev.UserUttered):
            self._at, self._text, self._heard = event.timestamp, event.text or "", True
        elif not self._heard:
            self._at = event.timestamp
        if isinstance(event, (ev.SessionStarted, ev.Restarted)):
            self._drop(self._standing())
            self._gone, self._begun, self._broken_off = set(), set(), []
        elif isinstance(event, ev.FlowCancelled):
            frames = (frame for frame in reversed(self._standing()) if frame.flow == event.flow_id)
            self._broken_off += [frame for frame in frames if frame.step == event.step_id][:1]
        before = self._path.stack
        edges = self._path.take(event)
        if isinstance(event, ev.StackChanged):
            self._stand(before, event.frames, edges)

    def end(self) -> None:
        """The log is at its end: who has been silent for long will not answer."""
        self._drop(self._broken_off)
        if self._tally.span.now - self._last >= self._tally.span.silent_s:
            self._drop(self._standing())

    @property
    def _counts(self) -> bool:
        return self._tally.span.begin <= self._at < self._tally.span.end

    def _standing(self) -> list[Frame]:
        """The frames that were not broken off since the stack was told."""
        return [frame for frame in self._path.stack if not any(frame is each for each in self._broken_off)]

    def _stand(self, before: Sequence[Frame], now: Sequence[Frame], edges: Sequence[Edge]) -> None:
        """Flows stand elsewhere."""
        is_corrected = any(edge.exit is None and edge.step and edge.to != END for edge in edges)
        self._drop(frame for frame in self._broken_off if not (is_corrected and frame.kind == "call"))
        self._broken_off = []
        if not self._counts:
            return
        for edge in edges:
            self._tally.go(edge, is_new=edge not in self._gone)
            self._gone.add(edge)
            if not edge.step and edge.flow not in self._begun:
                self._begun.add(edge.flow)
                self._tally.begin(edge.flow)
        if now and (now[-1].waits == "retry" or _is_asked_again(before, now[-1])):
            self._tally.reject((now[-1].flow, now[-1].step), self._text)

    def _drop(self, frames: Iterable[Frame]) -> None:
        if self._counts:
            for frame in frames:
                if frame.waits in _OPEN:
                    self._tally.drop((frame.flow, frame.step))


def _is_asked_again(before: Sequence[Frame], now: Frame) -> bool:
    """Whether an action looked at the answer to the question of ``now``, and it is put again."""
    looked = (frame for frame in before if frame.waits == "validate")
    return now.waits == "question" and any(
        (each.id, each.flow, each.step) == (now.id, now.flow, now.step) for each in looked
    )
