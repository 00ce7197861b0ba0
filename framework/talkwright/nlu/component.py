"""What a component is: it learns from examples, adds to a draft what it understood, and can be saved.

A component knows nothing of the others; it reads what earlier ones left in the draft. The suite that every component
passes is ``talkwright.testing.component_contract``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self

import msgspec
from msgspec.structs import replace

from talkwright.conversation.content import JSON
from talkwright.conversation.utterance import Entity, Intent
from talkwright.errors import Place, Problems
from talkwright.nlu.examples import TrainingData
from talkwright.nlu.locale import code_of
from talkwright.nlu.words import in_language

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from talkwright.encoders.encoder import States
    from talkwright.nlu.held_out import HeldOut

LONGEST_RANKING = 10


@dataclass(slots=True)
class Draft:
    """An utterance in the making.

    ``spans`` are the words' [start, end) in ``text`` and ``words`` their folded forms; ``ranking`` is best first.
    ``at`` is when the message was sent, in seconds since 1970: "tomorrow" is seen from there. ``selected`` are rankings
    of full names of retrieval intents, best first, by the name of their selector. ``vector`` makes what ``text`` means,
    float32 [width] of length 1, if somebody can. ``language`` is one of the bot's, when it has several and it is sure
    which. ``tokens`` makes what its tokens mean, if somebody can.
    """

    text: str
    spans: list[tuple[int, int]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    ranking: list[Intent] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    at: float = 0.0
    selected: dict[str, list[tuple[str, float]]] = field(default_factory=dict)
    language: str | None = None
    vector: Callable[[], NDArray[Any]] | None = field(default=None, compare=False)
    tokens: Callable[[], States] | None = field(default=None, compare=False)

    @property
    def spoken(self) -> list[str]:
        """The words, and where the language is known once more as words of it, for those who learn from n-grams."""
        return in_language(self.words, self.language) if self.language else self.words

    def copy(self) -> Draft:
        """One that may be changed without changing this."""
        lists = [*self.spans], [*self.words], [*self.ranking], [*self.entities]
        return Draft(self.text, *lists, self.at, {**self.selected}, self.language, self.vector, self.tokens)

    def add_entity(self, found: Entity) -> None:
        """Add an entity unless one of its name overlaps it: who came first was surer.

        A list knows that "blue" is a colour, what stands around it that it is the one wanted: an entity without role
        and group takes those of ``found``.
        """
        for index, known in enumerate(self.entities):
            if known.entity == found.entity and known.start < found.end and found.start < known.end:
                if not (known.role or known.group):
                    self.entities[index] = replace(known, role=found.role, group=found.group)
                return
        self.entities.append(found)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a component is taught with.

    ``drafts`` go with ``data.examples``: each example's text as the components before left it. ``entities`` are the
    names worth finding, None when all are. ``place`` is where the configuration names the component. ``cache`` is a
    folder for what costs time to make again. ``say`` hears how much of the component is fitted, 0..1; ``judged`` what a
    classifier of intents thought of examples that it had not learnt. ``language`` and ``additional_languages`` are
    those of the configuration. ``titles`` are what the names of intents say, and of retrieval intents the full names,
    as the components before left it. ``before`` is there when a component may go on from what it was.
    """

    data: TrainingData
    drafts: Sequence[Draft]
    problems: Problems
    place: Place
    language: str | None = None
    entities: frozenset[str] | None = None
    cache: Path | None = None
    say: Callable[[float], None] = lambda done: None
    judged: Callable[[HeldOut], None] = lambda held_out: None
    additional_languages: Sequence[str] = ()
    titles: Mapping[str, Draft] = field(default_factory=dict)
    before: Before | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """What users write in, two letters each."""
        return tuple(dict.fromkeys(map(code_of, filter(None, (self.language, *self.additional_languages)))))

    def wants(self, entity: str) -> bool:
        """Whether an entity of that name is worth finding."""
        return self.entities is None or entity in self.entities


@dataclass(frozen=True, slots=True)
class Saved:
    """A component as data: arrays without objects in them, and plain values."""

    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    values: Mapping[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Before:
    """A component as it was ``saved``; the rows ``fresh`` of the examples have come since all were learnt."""

    saved: Saved
    fresh: frozenset[int]


class NoOptions(msgspec.Struct, frozen=True):
    """Of a component that has none."""


class Component(Protocol):
    """One step of a pipeline. Fitting may import heavy libraries; loading and processing import numpy at most.

    ``Options`` is a frozen struct with a default for everything. ``prepares`` says that later components learn from
    what this one adds, so that it goes over the drafts of a lesson as soon as it is fitted. One that may take long
    has besides a true attribute ``blocks``: then the whole pipeline works in a thread. ``draft.vector``
    may raise ``OutsideError``, which nobody needs to catch: a component that it ends is asked again without.
    """

    Options: ClassVar[type[msgspec.Struct]] = NoOptions
    prepares: ClassVar[bool] = False

    @classmethod
    def fit(cls, lesson: Lesson, options: Any) -> Self:
        """Learn. The same lesson gives the same component, byte for byte; a poor lesson gives problems, not errors.

        What a component was ``before`` may save time; who makes nothing of it learns all anew.
        """

    def process(self, draft: Draft) -> None:
        """Add to ``draft`` what is understood of it. Quick, bounded, and never raises for what a user wrote."""

    def save(self) -> Saved:
        """Everything that ``load`` needs."""

    @classmethod
    def load(cls, saved: Saved) -> Self:
        """What ``save`` gave, understanding every text as before."""
