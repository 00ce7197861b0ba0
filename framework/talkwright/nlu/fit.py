"""Fits components in a row to a bot's examples: what comes out is a ``Pipeline``. It knows none of them by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from talkwright.errors import AuthorError, Place, Problems
from talkwright.nlu.arrays import unpack
from talkwright.nlu.component import Before, Component, Draft, Lesson, Saved
from talkwright.nlu.examples import Example, TrainingData
from talkwright.nlu.growth import fresh, marks
from talkwright.nlu.held_out import HeldOut
from talkwright.nlu.language import LanguageDetector
from talkwright.nlu.language_words import WORDS
from talkwright.nlu.learnt import learnt
from talkwright.nlu.locale import code_of
from talkwright.nlu.options import read_options
from talkwright.nlu.own import OWN_COMPONENT
from talkwright.nlu.pipeline import DEFAULT_INTENTS, FILE, MARKS, Contents, Pipeline
from talkwright.nlu.registry import HERE, Part, find, resolve
from talkwright.nlu.retrieval import Retrieval, retrieval_names
from talkwright.nlu.titles import titles
from talkwright.own import is_own


def fit_pipeline(
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
            problems.extend([OWN_COMPONENT.blame(fault, name, root, "cannot be trained")])
            continue
        components.append((name, component))
    progress("", 1.0)
    intents = DEFAULT_INTENTS.union(data.intents, domain_intents)
    fitted = Pipeline(components, intents, entities, retrieval, detector)
    fitted.learnt = learnt(data, drafts, held_out[0] if held_out else None)
    fitted.is_grown = bool(past)
    fitted.marks = before[MARKS] if before and past else marks(data.examples)
    return fitted


def _past(before: Mapping[str, bytes], data: TrainingData, names: Sequence[str]) -> tuple[Before, ...]:
    """What the components called ``names`` were ``before``; none when all is to be learnt anew."""
    came = fresh(data.examples, before.get(MARKS, b""))
    entries = msgspec.json.decode(before[FILE], type=Contents).components
    if came is None or [entry.component for entry in entries] != [*names]:
        return ()
    saved = (Saved(unpack(before[entry.arrays]) if entry.arrays else {}, entry.values) for entry in entries)
    return tuple(Before(each, came) for each in saved)


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
