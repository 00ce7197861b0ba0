"""Components in a row: fitted together, asked together, saved together. It knows none of them by name.

The files of a saved pipeline are ``nlu.json``, which names the components and holds their plain values, and one
``.npz`` for each that has arrays.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from talkwright import log
from talkwright.conversation.content import JSON
from talkwright.conversation.utterance import Intent, Utterance
from talkwright.errors import OutsideError
from talkwright.nlu.arrays import pack, unpack
from talkwright.nlu.component import Component, Draft, Saved
from talkwright.nlu.language import LanguageDetector
from talkwright.nlu.learnt import Learnt
from talkwright.nlu.neighbours import Neighbours
from talkwright.nlu.payload import read_payload
from talkwright.nlu.reasons import Explains, Reason
from talkwright.nlu.registry import HERE, find, is_timeless
from talkwright.nlu.retrieval import DEFAULT, Retrieval
from talkwright.own import is_own

FILE = "nlu.json"
LANGUAGES = "languages.npz"
MARKS = "marks.bin"

_REMEMBERED = 1_000  # messages
_LONGEST_REMEMBERED = 80  # characters

DEFAULT_INTENTS = frozenset({"restart", "back", "out_of_scope", "session_start", "nlu_fallback"})
"""Rasa's, which every assistant has: ``/restart`` needs no example."""


class Entry(msgspec.Struct, frozen=True):
    """A component in ``nlu.json``. ``arrays`` is the name of its file, if it has any."""

    component: str
    values: dict[str, Any]
    arrays: str | None = None


class Contents(msgspec.Struct, frozen=True):
    """What ``nlu.json`` holds."""

    components: tuple[Entry, ...]
    intents: tuple[str, ...]
    entities: tuple[str, ...] | None
    retrieval: tuple[str, ...] = ()
    languages: dict[str, Any] | None = None


class Pipeline:
    """Understands one message at a time. Safe to share between threads. Of short messages, which are said again and
    again, it remembers what does not depend on the time. ``blocks`` says that it may take long, or wait for another
    machine: then it is to be used in a thread."""

    def __init__(
        self,
        components: Sequence[tuple[str, Component]],
        intents: Collection[str],
        entities: Collection[str] | None,
        retrieval: Retrieval,
        detector: LanguageDetector | None = None,
        neighbours: Neighbours | None = None,
    ) -> None:
        """``components`` with their names; ``intents`` and ``entities`` are those that a payload may name. Without a
        ``detector`` there is but one language. ``learnt`` is what it was fitted with, None for one that was loaded.
        ``is_grown``: it went on from another. ``marks`` are those of the examples that it was trained with as a whole.
        """
        self.learnt: Learnt | None = None
        self.is_grown = False
        self.marks = b""
        self._neighbours = neighbours
        self._components = tuple(components)
        self._intents = frozenset(intents)
        self._retrieval = retrieval
        self._detector = detector
        self._sayable = self._intents | retrieval.names
        self._entities = None if entities is None else frozenset(entities)
        timed = (place for place, (name, _) in enumerate(self._components) if not is_timeless(name))
        self._timed = next(timed, len(self._components))
        self.blocks = any(getattr(component, "blocks", False) for _, component in self._components)
        # What another machine could not say is not remembered as what is meant.
        self._begun = self._begin if self.blocks else lru_cache(_REMEMBERED)(self._begin)

    def parse(
        self,
        text: str,
        message_id: str | None = None,
        metadata: Mapping[str, JSON] | None = None,
        *,
        at: float | None = None,
    ) -> Utterance:
        """Understand ``text``. ``message_id`` and ``metadata`` are passed on when given.

        ``at`` is when the message was sent, in seconds since 1970; None is now.
        """
        understood = self._read_payload(text) if text.lstrip().startswith("/") else None
        if understood is None:
            understood = self._understand(text, time.time() if at is None else at)
        if message_id is None and not metadata:
            return understood
        return msgspec.structs.replace(
            understood,
            message_id=msgspec.UNSET if message_id is None else message_id,
            metadata=dict(metadata) if metadata else msgspec.UNSET,
        )

    def reading(self, intents: Iterable[str], entities: Iterable[str]) -> Pipeline:
        """This pipeline, whose payloads may name ``intents`` and ``entities`` besides what it was trained with."""
        other = copy(self)
        other._intents = self._intents.union(intents)
        other._sayable = self._sayable.union(intents)
        other._entities = None if self._entities is None else self._entities.union(entities)
        return other

    def _read_payload(self, text: str) -> Utterance | None:
        said = read_payload(text, self._sayable, self._entities)
        if said is None or not said.intent.full_retrieval_intent_name:
            return said
        chosen = {DEFAULT: [(said.intent.full_retrieval_intent_name, said.intent.confidence)]}
        return msgspec.structs.replace(said, response_selector=self._retrieval.selection(chosen))

    def _understand(self, text: str, at: float) -> Utterance:
        draft = (self._begun if len(text) <= _LONGEST_REMEMBERED else self._begin)(text).copy()
        draft.at = at
        for name, component in self._components[self._timed :]:
            _process(name, component, draft)
        return Utterance(
            text=text,
            intent=draft.ranking[0] if draft.ranking else Intent(),
            entities=tuple(sorted(draft.entities, key=lambda entity: entity.start)),
            text_tokens=tuple(draft.spans),
            intent_ranking=tuple(draft.ranking),
            language=draft.language or msgspec.UNSET,
            response_selector=self._retrieval.selection(draft.selected) if self._retrieval.names else msgspec.UNSET,
        )

    def _begin(self, text: str) -> Draft:
        """What the components before the first that minds the time understand of ``text``."""
        draft = self._draft(text)
        for name, component in self._components[: self._timed]:
            _process(name, component, draft)
        return draft

    def _draft(self, text: str) -> Draft:
        draft = Draft(text)
        if self._detector is not None:
            draft.language = self._detector.detect(text)
        return draft

    def reasons(self, text: str) -> tuple[Draft, tuple[Reason, ...]]:
        """What is understood of ``text`` at no time in particular, and the reasons of the components that have some."""
        draft = self._draft(text)
        found: list[Reason] = []
        for name, component in self._components:
            if isinstance(component, Explains):
                found.append(_explained(component, draft))
            _process(name, component, draft)
        return draft, tuple(found)

    @property
    def neighbours(self) -> Neighbours:
        """The examples, to be looked at."""
        if self._neighbours is None:
            self._neighbours = Neighbours.of(self.learnt) if self.learnt else Neighbours.load({})
        return self._neighbours

    def save(self) -> dict[str, bytes]:
        """The pipeline as files by name: the same bytes for the same pipeline."""
        files: dict[str, bytes] = {}
        entries: list[Entry] = []
        for index, (name, component) in enumerate(self._components):
            saved = component.save()
            arrays = f"{index}_{name}.npz" if saved.arrays else None
            if arrays:
                files[arrays] = pack(saved.arrays)
            entries.append(Entry(name, dict(saved.values), arrays))
        entities = None if self._entities is None else tuple(sorted(self._entities))
        names = tuple(sorted(self._retrieval.names))
        languages = None
        if self._detector is not None:
            saved = self._detector.save()
            languages = dict(saved.values)
            if saved.arrays:
                files[LANGUAGES] = pack(saved.arrays)
        contents = Contents(tuple(entries), tuple(sorted(self._intents)), entities, names, languages)
        return {
            FILE: msgspec.json.encode(contents, order="deterministic"),
            **files,
            MARKS: self.marks,
            **self.neighbours.save(),
        }

    @classmethod
    def load(
        cls, files: Mapping[str, bytes], responses: Mapping[str, JSON] | None = None, root: Path = HERE
    ) -> Pipeline:
        """What ``save`` gave. Raises ``KeyError`` or ``ValueError`` for files that are something else.

        ``responses``: what can be said for retrieval intents, by the name of the response. ``root`` is the bot's
        folder, for components of its own. Imports numpy and the components, and none of what training needs.
        """
        contents = msgspec.json.decode(files[FILE], type=Contents)
        components: list[tuple[str, Component]] = []
        for entry in contents.components:
            arrays = unpack(files[entry.arrays]) if entry.arrays else {}
            components.append((entry.component, find(entry.component, root).load(Saved(arrays, entry.values))))
        retrieval = Retrieval(frozenset(contents.retrieval), responses or {})
        detector = None
        if contents.languages is not None:
            arrays = unpack(files[LANGUAGES]) if LANGUAGES in files else {}
            detector = LanguageDetector.load(Saved(arrays, contents.languages))
        neighbours = Neighbours.load(files)
        loaded = cls(components, contents.intents, contents.entities, retrieval, detector, neighbours)
        loaded.marks = files.get(MARKS, b"")
        return loaded


def _explained(component: Explains, draft: Draft) -> Reason:
    try:
        return component.explain(draft)
    except OutsideError:
        draft.vector = None
        return component.explain(draft)


def _process(name: str, component: Component, draft: Draft) -> None:
    """Let ``component`` see the draft; where the meaning cannot be had, its words alone.

    One of the bot's own that fails costs what it would have added, and no message.
    """
    try:
        component.process(draft)
    except OutsideError:
        draft.vector = None
        component.process(draft)
    except Exception as fault:
        if not is_own(name):
            raise
        log.error("nlu.component_failed", exception=fault, component=name)
