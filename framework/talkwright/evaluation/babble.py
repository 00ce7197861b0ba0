"""What somebody might say: sense, near-sense and nonsense, from a seeded generator. Knows the bot's words only.

A conversation is the choices of one ``Random``: the same seed says the same. What the assistant said last is heard, so
that buttons are pressed and questions answered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from talkwright.conversation.content import BotMessage
from talkwright.nlu.examples import TrainingData
from talkwright.project.domain import Domain
from talkwright.training.load import Model

_PLAIN = ("yes", "no", "maybe", "ok", "12", "3.5", "1,000", "a@b.example", "AB-1042", "tomorrow", "?", "...", "why")
_ODD = (
    "\u200b",
    "👩‍👩‍👧",
    "مرحبا",
    "{slot}",
    "{{",
    "<b>hi</b>",
    "/",
    "//",
    "/SetSlots(",
    "/StartFlow(nowhere)",
    "/nowhere{",
    "null",
    "x" * 2000,
    "' OR 1=1 --",
    "\u0000",
    "a\n\nb",
)
_ALWAYS = ("/restart", "/session_start", "/nlu_fallback")


class Babble:
    """Says the messages of conversations with one bot."""

    def __init__(self, model: Model, data: TrainingData, random: Random) -> None:
        self._random = random
        self._domain: Domain = model.domain
        self._examples = [example.text for example in data.examples]
        self._flows = [id for id, routine in model.program.routines.items() if not routine.flow.is_pattern]
        self._slots = list(model.domain.schema.slots.values())
        self._intents = list(model.domain.intents)
        self._kinds: list[tuple[Callable[[Sequence[BotMessage]], str], int]] = [
            (self._example, 30 if self._examples else 0),
            (self._answer, 20),
            (self._press, 20),
            (self._misspelt, 8 if self._examples else 0),
            (self._set_slots, 8),
            (self._intent, 6),
            (self._flow, 4 if self._flows else 0),
            (self._odd, 3),
            (self._begin_again, 1),
        ]

    def say(self, heard: Sequence[BotMessage]) -> str:
        """The next message, after ``heard``."""
        kinds, weights = zip(*self._kinds, strict=True)
        kind = self._random.choices(kinds, weights)[0]
        return kind(heard) or "hello"

    def value(self, name: str) -> object:
        """A value for a slot: mostly one of its type."""
        slot = self._domain.schema.slots[name]
        if self._random.random() < 0.1:
            return self._random.choice((None, "", "nonsense", -1, [], 10**12))
        if slot.type == "bool":
            return self._random.random() < 0.5
        if slot.type == "categorical" and slot.values:
            return self._random.choice(slot.values)
        if slot.type == "float":
            return self._random.choice((0, 1, 2.5, 1000, -3))
        return [self._plain()] if slot.type == "list" else self._plain()

    def _example(self, _: Sequence[BotMessage]) -> str:
        return self._random.choice(self._examples)

    def _answer(self, _: Sequence[BotMessage]) -> str:
        return self._plain()

    def _plain(self) -> str:
        return self._random.choice(_PLAIN)

    def _press(self, heard: Sequence[BotMessage]) -> str:
        buttons = [button for message in heard for button in (*message.buttons, *message.quick_replies)]
        if not buttons:
            return self._plain()
        chosen = self._random.choice(buttons)
        return chosen.payload or chosen.title

    def _misspelt(self, _: Sequence[BotMessage]) -> str:
        letters = list(self._random.choice(self._examples))
        for _number in range(self._random.randint(1, 3)):
            at = self._random.randrange(len(letters) + 1)
            letters[at : at + self._random.randint(0, 1)] = self._random.choice(("", "e", " ", "x"))
        return "".join(letters)

    def _set_slots(self, _: Sequence[BotMessage]) -> str:
        some = self._random.sample(self._slots, min(len(self._slots), self._random.randint(1, 3)))
        return f"/SetSlots({', '.join(f'{slot.name}={self.value(slot.name)}' for slot in some)})"

    def _intent(self, _: Sequence[BotMessage]) -> str:
        return f"/{self._random.choice(self._intents)}" if self._intents else "/hello"

    def _flow(self, _: Sequence[BotMessage]) -> str:
        return f"/StartFlow({self._random.choice(self._flows)})"

    def _odd(self, _: Sequence[BotMessage]) -> str:
        return self._random.choice(_ODD)

    def _begin_again(self, _: Sequence[BotMessage]) -> str:
        return self._random.choice(_ALWAYS)
