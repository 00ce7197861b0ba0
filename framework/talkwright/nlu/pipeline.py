"""Components in a row: fitted together, asked together, saved together. It knows none of them by name.

The files of a saved pipeline are ``nlu.json``, which names the components and holds their plain values, and one
``.npz`` for each that has arrays.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from talkwright import log
from talkwright.conversation.content import JSON
from talkwright.conversation.utterance import Intent, Utterance
from talkwright.errors import AuthorError, OutsideError, Place, Problems
from talkwright.nlu.arrays import pack, unpack
from talkwright.nlu.component import Before, Component, Draft, Lesson, Saved
from talkwright.nlu.examples import Example, TrainingData
from talkwright.nlu.growth import fresh, marks
from talkwright.nlu.held_out import HeldOut
from talkwright.nlu.language import LanguageDetector
from talkwright.nlu.language_words import WORDS
from talkwright.nlu.learnt import Learnt, learnt
from talkwright.nlu.locale import code_of
from talkwright.nlu.neighbours import Neighbours
from talkwright.nlu.options import read_options
from talkwright.nlu.own import blame, is_own
from talkwright.nlu.payload import read_payload
from talkwright.nlu.reasons import Explains, Reason
from talkwright.nlu.registry import HERE, Part, find, is_timeless, resolve
from talkwright.nlu.retrieval import DEFAULT, Retrieval, retrieval_names
from talkwright.nlu.titles import titles

FILE = "nlu.json"
LANGUAGES = "languages.npz"
MARKS = "marks.bin"

_REMEMBERED = 1_000  # messages
_LONGEST_REMEMBERED = 80  # characters

DEFAULT_INTENTS = frozenset({"restart", "back", "out_of_scope", "session_start", "nlu_fallback"})
"""Rasa's, which every assistant has: ``/restart`` needs no example."""


class _Entry(msgspec.Struct, frozen=True):
    """A component in ``nlu.json``. ``arrays`` is the name of its file, if it has any."""

    component: str
    values: dict[str, Any]
    arrays: str | None = None


class _Contents(msgspec.Struct, frozen=True):
    """What ``nlu.json`` holds."""

    components: tuple[_Entry, ...]
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
        ``is_grown``: it went on from another.
        """
        self.learnt: Learnt | None = None
        self.is_grown = False
        self._marks = b""
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

    @classmethod
    def fit(
        cls,
        data: TrainingData,
        parts: Sequence[Part],
        language: str | None,
        problems: Problems,
        progress: Callable[[str, float], None] = lambda what, done: None,
        *,
        domain_intents: Iterable[str] = (),
        domain_entities: Iterable[str] | None = None,
        additional_languages: Sequence[str] = (),
        cache: Path | None = None,
        root: Path = HERE,
        before: Mapping[str, bytes] | None = None,
    ) -> Pipeline:
        """Train the components that ``parts`` come to. Faults of an author go to ``problems``; nothing is raised.

        When ``domain_entities`` are given, only they and those annotated in examples are looked for, and a payload may
        name only them. ``progress`` is told the name of the component at work and how much of the pipeline is done,
        0..1. ``cache`` is a folder for what costs time to make again, ``root`` the bot's, which may have components of
        its own. Components may go on from those of ``before``, the files of a pipeline of the same ``parts``, unless
        too many examples have come or gone since one was trained as a whole.
        """
        entities = None if domain_entities is None else frozenset(domain_entities)
        annotated = {entity.entity for example in data.examples for entity in example.entities}
        wanted = None if entities is None else entities | annotated
        detector = _detector(language, additional_languages, data, problems)
        drafts = [_draft(example, detector) for example in data.examples]
        named = {name: Draft(text) for name, text in titles(data.examples).items()}
        components: list[tuple[str, Component]] = []
        retrieval = Retrieval(retrieval_names(data.examples))
        chosen = resolve(parts, problems, ("ResponseSelector",) if retrieval.names else (), root)
        held_out: list[HeldOut] = []
        past = _past(before, data, [name for name, _, _ in chosen]) if before else ()
        for index, (name, options, place) in enumerate(chosen):
            progress(name, index / len(chosen))
            try:
                kind = find(name, root)
            except AuthorError as fault:  # a component of the bot's own
                problems.extend(fault.problems)
                continue

            def say(done: float, name: str = name, index: int = index) -> None:
                progress(name, (index + done) / len(chosen))

            lesson = Lesson(
                data,
                drafts,
                problems,
                place,
                language,
                wanted,
                cache,
                say,
                held_out.append,
                additional_languages,
                named,
                past[index] if past else None,
            )
            try:
                component = kind.fit(lesson, read_options(kind, name, options, place, problems))
                if kind.prepares:
                    for draft in (*drafts, *named.values()):
                        component.process(draft)
            except Exception as fault:
                if not is_own(name):
                    raise
                problems.extend([blame(fault, name, root, "cannot be trained")])
                continue
            components.append((name, component))
        progress("", 1.0)
        intents = DEFAULT_INTENTS.union(data.intents, domain_intents)
        fitted = cls(components, intents, entities, retrieval, detector)
        fitted.learnt = learnt(data, drafts, held_out[0] if held_out else None)
        fitted.is_grown = bool(past)
        fitted._marks = before[MARKS] if before and past else marks(data.examples)
        return fitted

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
        entries: list[_Entry] = []
        for index, (name, component) in enumerate(self._components):
            saved = component.save()
            arrays = f"{index}_{name}.npz" if saved.arrays else None
            if arrays:
                files[arrays] = pack(saved.arrays)
            entries.append(_Entry(name, dict(saved.values), arrays))
        entities = None if self._entities is None else tuple(sorted(self._entities))
        names = tuple(sorted(self._retrieval.names))
        languages = None
        if self._detector is not None:
            saved = self._detector.save()
            languages = dict(saved.values)
            if saved.arrays:
                files[LANGUAGES] = pack(saved.arrays)
        contents = _Contents(tuple(entries), tuple(sorted(self._intents)), entities, names, languages)
        return {
            FILE: msgspec.json.encode(contents, order="deterministic"),
            **files,
            MARKS: self._marks,
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
        contents = msgspec.json.decode(files[FILE], type=_Contents)
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
        loaded._marks = files.get(MARKS, b"")
        return loaded


def _past(before: Mapping[str, bytes], data: TrainingData, names: Sequence[str]) -> tuple[Before, ...]:
    """What the components called ``names`` were ``before``; none when all is to be learnt anew."""
    came = fresh(data.examples, before.get(MARKS, b""))
    entries = msgspec.json.decode(before[FILE], type=_Contents).components
    if came is None or [entry.component for entry in entries] != [*names]:
        return ()
    saved = (Saved(unpack(before[entry.arrays]) if entry.arrays else {}, entry.values) for entry in entries)
    return tuple(Before(each, came) for each in saved)


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


def _draft(example: Example, detector: LanguageDetector | None) -> Draft:
    """An example as a message would come."""
    if detector is None:
        return Draft(example.text)
    return Draft(example.text, language=example.language or detector.detect(example.text))


def _detector(
    language: str | None, additional: Sequence[str], data: TrainingData, problems: Problems
) -> LanguageDetector | None:
    """What tells the bot's languages apart, if it has several."""
    languages = tuple(dict.fromkeys(map(code_of, filter(None, (language, *additional)))))
    if len(languages) < 2:
        return None
    detector = LanguageDetector.fit(languages, ((example.text, example.language) for example in data.examples))
    for unknown in filter(detector.lacks, languages):
        message = f"Nothing tells messages in '{unknown}' from those in other languages."
        hint = f"Begin files of examples in it with 'language: {unknown}'. Without any are known {', '.join(WORDS)}."
        problems.warning("nlu/unknown-language", message, Place("config.yml"), hint)
    return detector
