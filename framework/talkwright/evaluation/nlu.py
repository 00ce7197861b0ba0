"""How well messages are understood: examples asked of a pipeline, or of pipelines that have not seen them.

A ``Reading`` is an example and what was understood of it; everything else is counted from readings. The same data,
folds and seed give the same readings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from random import Random

import msgspec

from talkwright.conversation.utterance import Entity, Intent, Utterance
from talkwright.errors import Problems, RequestError
from talkwright.evaluation.nlu_scores import Scores, score
from talkwright.nlu.examples import Example, TrainingData
from talkwright.nlu.explanation import near
from talkwright.nlu.fit import fit_pipeline
from talkwright.nlu.neighbours import Neighbour
from talkwright.nlu.pipeline import Pipeline
from talkwright.nlu.review import Review
from talkwright.project.open import Project
from talkwright.training.train import CACHE

FALLBACK = "nlu_fallback"
NO_ENTITY = "no_entity"
BINS = 20
_FITTING = 0.6  # of the time for a part of a cross-validation, more or less
_NEAR = 3  # examples shown beside an error
_AT = 0.0  # when examples are said to have been sent: any time will do, as long as it stays

Progress = Callable[[str, float], None]


class Reading(msgspec.Struct, frozen=True):
    """An example and what was understood of it. Where that was wrong, ``near`` are the examples nearest to it that were
    learnt."""

    example: Example
    heard: Utterance
    near: tuple[Neighbour, ...] = ()

    @property
    def intent(self) -> Intent:
        """The best intent. Where the fallback came first, the one that it came before."""
        return next((each for each in self.heard.intent_ranking if each.name != FALLBACK), Intent())

    @property
    def is_right(self) -> bool:
        """Whether the intent is that of the example."""
        return self.intent.name == self.example.intent

    @property
    def asked_back(self) -> bool:
        """Whether the fallback came first."""
        return self.heard.intent.name == FALLBACK

    @property
    def response(self) -> Intent | None:
        """The response key that a selector chose, as ``faq/ask_name``; None when none did."""
        chosen = self.heard.response_selector
        if not isinstance(chosen, dict):
            return None
        selector = chosen.get(self.example.intent or "") or chosen.get("default") or {}
        response = selector.get("response") or {}
        key = response.get("intent_response_key")
        return Intent(key, float(response.get("confidence", 0.0))) if key else None


class Understanding(msgspec.Struct, frozen=True):
    """What the readings come to.

    ``entities`` counts words, and is None when nothing is annotated; ``extractors`` are the same for what each found
    alone. ``responses`` is None when nothing selects responses. Of ``folds`` so many ``parts`` were asked, none when a
    trained model was; ``untested`` are intents with too few examples for that. ``review`` is what is worth knowing of
    the examples, after a cross-validation.
    """

    readings: tuple[Reading, ...]
    intents: Scores
    entities: Scores | None = None
    extractors: dict[str, Scores] = {}
    responses: Scores | None = None
    untested: tuple[str, ...] = ()
    folds: int = 0
    parts: int = 0
    review: Review | None = None


def ask(pipeline: Pipeline, examples: Sequence[Example], say: Progress = lambda what, done: None) -> list[Reading]:
    """What ``pipeline`` understands of each example."""
    readings = []
    for number, example in enumerate(examples, 1):
        reading = Reading(example, pipeline.parse(example.text, at=_AT))
        if example.intent and not reading.is_right:
            reading = msgspec.structs.replace(reading, near=near(pipeline, example.text, _NEAR))
        readings.append(reading)
        say("Asking", number / len(examples))
    return readings


def cross_validate(project: Project, folds: int, seed: int, say: Progress, parts: int | None = None) -> Understanding:
    """Ask for each example a pipeline that was trained without its fold; of the first ``parts`` of the folds alone.

    Raises ``AuthorError`` for a configuration that cannot be trained, ``RequestError`` when no intent can be tested.
    """
    data = project.data
    dealt = split(data.examples, folds, seed)[:parts]
    tested = {example.intent for part in dealt for example in part if example.intent}
    if not tested:
        hint = f"Write at least {folds} examples of each intent, or ask for fewer with --folds."
        raise RequestError(f"no intent has the {folds} examples that {folds} folds need", hint)
    readings: list[Reading] = []
    for number, part in enumerate(dealt):
        held_out = {id(example) for example in part}
        rest = tuple(example for example in data.examples if id(example) not in held_out)

        def part_done(what: str, done: float, number: int = number) -> None:
            mine = _FITTING * done if what != "Asking" else _FITTING + (1 - _FITTING) * done
            say("Measuring", (number + mine) / len(dealt))

        pipeline = fit(project, msgspec.structs.replace(data, examples=rest), part_done)
        readings += ask(pipeline, part, part_done)
    untested = tuple(intent for intent in data.intents if intent not in tested)
    return msgspec.structs.replace(judge(readings), untested=untested, folds=folds, parts=len(dealt))


def split(examples: Sequence[Example], folds: int, seed: int) -> tuple[tuple[Example, ...], ...]:
    """The examples dealt out so that each fold has its share of each intent and response key.

    Intents and keys with fewer examples than folds are in no fold: they are only learnt from.
    """
    kinds: dict[tuple[str, str], list[Example]] = defaultdict(list)
    for example in examples:
        kinds[example.intent or "", example.response_key or ""].append(example)
    random = Random(seed)  # noqa: S311 - it shuffles
    dealt: list[list[Example]] = [[] for _ in range(folds)]
    place = 0
    for kind in sorted(kinds):
        mine = kinds[kind]
        if len(mine) < folds:
            continue
        for example in random.sample(mine, len(mine)):
            dealt[place % folds].append(example)
            place += 1
    return tuple(map(tuple, dealt))


def judge(readings: Sequence[Reading]) -> Understanding:
    """Count ``readings``. Entities that no example annotates are not counted: nobody said they were wrong. A question
    that was taken for something else has the wrong response."""
    meant = [each for each in readings if each.example.intent]
    intents = score([each.example.intent or "" for each in meant], [each.intent.name or "" for each in meant])
    annotated = {entity.entity for each in readings for entity in each.example.entities}
    found = {e.extractor for each in readings for e in each.heard.entities if e.extractor and e.entity in annotated}
    keyed = [each for each in meant if each.example.response_key]
    return Understanding(
        readings=tuple(readings),
        intents=intents,
        entities=_entities(readings, annotated) if annotated else None,
        extractors={name: _entities(readings, annotated, name) for name in sorted(found)},
        responses=score(list(map(key_of, keyed)), list(map(_selected, keyed))) if keyed else None,
    )


def confidences(readings: Sequence[Reading]) -> tuple[list[int], list[int]]:
    """How many right and how many wrong intents there are in each of ``BINS`` equal bins of confidence."""
    right, wrong = [0] * BINS, [0] * BINS
    for each in readings:
        place = min(BINS - 1, int(each.intent.confidence * BINS))
        (right if each.is_right else wrong)[place] += 1
    return right, wrong


def key_of(reading: Reading) -> str:
    """The response key that the example has, with its intent."""
    return f"{reading.example.intent}/{reading.example.response_key}"


def _selected(reading: Reading) -> str:
    """The response that was selected; none when the message was taken for something else."""
    return (reading.response.name if reading.response else None) or ""


def name_of(entity: Entity) -> str:
    """An entity with its role and group, as ``city.to``."""
    return ".".join((entity.entity, *(str(part) for part in (entity.role, entity.group) if part)))


def _entities(readings: Sequence[Reading], annotated: set[str], extractor: str | None = None) -> Scores:
    """Word by word. With an ``extractor``, only what it found."""
    wanted: list[str] = []
    came: list[str] = []
    for each in readings:
        found = [e for e in each.heard.entities if e.entity in annotated and extractor in (None, e.extractor)]
        words = each.heard.text_tokens or ()
        wanted += _labels(words, each.example.entities)
        came += _labels(words, found)
    return score(wanted, came, nothing=NO_ENTITY)


def _labels(words: Sequence[tuple[int, int]], entities: Sequence[Entity]) -> list[str]:
    """For each word the entity that it is in."""
    return [next((name_of(e) for e in entities if e.start < end and start < e.end), NO_ENTITY) for start, end in words]


def fit(project: Project, data: TrainingData, say: Progress) -> Pipeline:
    """The pipeline of ``project``, trained on ``data``. Raises ``AuthorError``."""
    problems = Problems()
    pipeline = fit_pipeline(
        data,
        [(part.name, part.options, part.place) for part in project.config.pipeline],
        project.config.language,
        problems,
        say,
        domain_intents=frozenset(project.domain.intents),
        domain_entities=frozenset(project.domain.entities),
        additional_languages=project.config.additional_languages,
        cache=project.root / CACHE,
        root=project.root,
    )
    problems.raise_errors()
    return pipeline
