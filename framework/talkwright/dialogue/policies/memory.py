"""Memory: what the stories tell, word for word.

A conversation that went like a story so far goes on like it. ``augmented``: it may also be like the end of a
conversation, as if it had begun only then, so that what was said before does not count. Compiled by ``training``. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec

from talkwright.conversation.trail import LISTEN, Step
from talkwright.dialogue.moments import Moment, told
from talkwright.dialogue.policies.prediction import Prediction, View

PLAIN, AUGMENTED, PRIORITY = "MemoizationPolicy", "AugmentedMemoizationPolicy", 3


class Memory(msgspec.Struct, frozen=True, omit_defaults=True, tag="memory"):
    """What follows what. ``moments`` are all there are; ``follows`` are sequences of their numbers, each with the
    action that comes then. ``most`` is how many of the last moments count, None for all.
    """

    moments: tuple[Moment, ...] = ()
    follows: tuple[tuple[tuple[int, ...], str], ...] = ()
    most: int | None = None
    augmented: bool = False
    nlu_confidence: bool = False

    @property
    def depth(self) -> int:
        """How many moments the longest sequence has."""
        return max((len(numbers) for numbers, _ in self.follows), default=0)


class MemoryPolicy:
    """Recalls stories."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    @cached_property
    def _numbers(self) -> dict[Moment, int]:
        return {moment: number for number, moment in enumerate(self._memory.moments)}

    @cached_property
    def _follows(self) -> dict[tuple[int, ...], str]:
        return dict(self._memory.follows)

    @cached_property
    def _ends(self) -> frozenset[tuple[object, ...]]:
        """How sequences end, slots aside: what does not end like this is like no story, however far one looks."""
        return frozenset(_end(self._memory.moments[numbers[-1]]) for numbers, _ in self._memory.follows)

    @cached_property
    def _begins(self) -> frozenset[str | None]:
        """The actions that stories begin with: what begins otherwise is like none."""
        begun = (numbers[1] for numbers, _ in self._memory.follows if len(numbers) > 1)
        return frozenset(self._memory.moments[number].action for number in begun)

    def predict(self, view: View) -> Prediction:
        """The action that a story tells, with a score of 1, or nothing."""
        memory = self._memory
        name = AUGMENTED if memory.augmented else PLAIN
        action = self._recall(view)
        score = view.confidence if memory.nlu_confidence else 1.0
        return Prediction(name, PRIORITY, {action: score} if action else {})

    def _recall(self, view: View) -> str | None:
        seen = view.told
        if not seen or _end(seen[-1]) not in self._ends:
            return None
        if view.trail.whole or self._memory.most is not None:
            action = self._look_up(seen)
            if action is not None:
                return action
        if not self._memory.augmented:
            return None
        for steps in self._ways_back(view.steps):
            action = self._look_up(told(steps, view.lens))
            if action is not None:
                return action
        return None

    def _look_up(self, seen: Sequence[Moment]) -> str | None:
        most = self._memory.most
        numbers = tuple(self._numbers.get(moment, -1) for moment in (seen[-most:] if most else seen))
        return self._follows.get(numbers)

    def _ways_back(self, steps: Sequence[Step]) -> Iterator[Sequence[Step]]:
        """Ever shorter ends of the conversation, each as if it had begun with its first action."""
        first = 1
        most = self._memory.most
        if most:
            behind = (index for index in range(len(steps) - most - 1, 0, -1) if steps[index].action == LISTEN)
            first = next(behind, 1)
        for index in range(first, len(steps)):
            if most or steps[index].action in self._begins:
                yield (Step(), *steps[index:])


def _end(moment: Moment) -> tuple[object, ...]:
    return moment.action, moment.is_text, moment.intent, moment.entities
