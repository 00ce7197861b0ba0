"""What training, evaluation and comparison come to, as the builder shows and keeps it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from talkwright.conversation.utterance import Utterance
from talkwright.evaluation.conversations import Result
from talkwright.evaluation.coverage import Coverage
from talkwright.evaluation.nlu import FALLBACK, Understanding
from talkwright.evaluation.nlu_scores import Confusion, Score
from talkwright.evaluation.significance import Paired, compare_paired
from talkwright.evaluation.transcript import Line
from talkwright.nlu.examples import Example
from talkwright.nlu.review import Review
from talkwright.training import train

_MOST = 100  # of each list that is for people to read


class Trained(msgspec.Struct, frozen=True):
    """A model that was made, or the one that is ``unchanged``. ``accuracy`` is that on examples held out in training,
    None where none were."""

    file: str
    model_id: str
    unchanged: bool = False
    reused: tuple[str, ...] = ()
    accuracy: float | None = None
    warnings: int = 0


def trained(made: train.Trained) -> Trained:
    """What came of training."""
    warnings = sum(problem.severity == "warning" for problem in made.problems)
    return Trained(made.path.name, made.metadata.model_id, made.unchanged, made.reused, made.review.accuracy, warnings)


class Understood(msgspec.Struct, frozen=True):
    """A cross-validation. ``labels`` are the intents; ``untested`` have fewer examples than ``folds``."""

    folds: int
    asked: int
    accuracy: float
    f1: float
    entity_f1: float | None = None
    response_accuracy: float | None = None
    labels: dict[str, Score] = {}
    confusions: tuple[Confusion, ...] = ()
    untested: tuple[str, ...] = ()
    review: Review = Review()


class Had(msgspec.Struct, frozen=True):
    """A test conversation that was had; ``lines`` of one that failed tell how it went."""

    name: str
    file: str
    line: int
    outcome: str
    differences: tuple[str, ...] = ()
    lines: tuple[tuple[str, tuple[Line, ...]], ...] = ()


class Talked(msgspec.Struct, frozen=True):
    """All test conversations, failed ones first, and how much of the flows they went through, 0..100."""

    passed: int
    failed: int
    not_judged: int
    coverage: float
    conversations: tuple[Had, ...]


class Heard(msgspec.Struct, frozen=True):
    """A message that two models understood differently, one of them rightly or none."""

    text: str
    wanted: str
    one: str
    other: str


class Turned(msgspec.Struct, frozen=True):
    """A test conversation that ended differently with two models."""

    name: str
    file: str
    line: int
    one: str
    other: str


class Compared(msgspec.Struct, frozen=True):
    """Two ``models`` on messages that neither has learnt, and on test conversations. None where there was nothing.

    ``accuracy`` is of messages, by model, and empty without any; ``passed`` counts conversations."""

    models: tuple[str, ...]
    messages: Paired | None
    conversations: Paired | None
    accuracy: tuple[float, ...]
    passed: tuple[int, ...]
    heard: tuple[Heard, ...] = ()
    turned: tuple[Turned, ...] = ()


def understood(found: Understanding, review: Review) -> Understood:
    """The sums of a cross-validation."""
    return Understood(
        folds=found.folds,
        asked=sum(bool(each.example.intent) for each in found.readings),
        accuracy=found.intents.accuracy,
        f1=found.intents.weighted.f1,
        entity_f1=found.entities.micro.f1 if found.entities is not None else None,
        response_accuracy=found.responses.accuracy if found.responses is not None else None,
        labels=found.intents.labels,
        confusions=found.intents.confusions[:_MOST],
        untested=found.untested,
        review=review,
    )


def talked(had: tuple[Sequence[Result], Coverage], root: Path) -> Talked:
    """The sums of test conversations; files are named from ``root``."""
    results, coverage = had
    outcomes = [each.outcome for each in results]
    shown = sorted((_had(each, root) for each in results), key=lambda each: each.outcome != "failed")
    counts = (outcomes.count("passed"), outcomes.count("failed"), outcomes.count("not judged"))
    return Talked(*counts, coverage.percent, tuple(shown))


def compared(
    models: tuple[str, ...],
    runs: Sequence[tuple[Sequence[Result], Coverage]],
    asked: Sequence[Example],
    readings: Sequence[Sequence[Utterance]],
    root: Path,
) -> Compared:
    """Two models side by side: ``runs`` of the same cases, ``readings`` of the same messages."""
    wanted = [example.intent or "" for example in asked]
    guessed = [[_best(utterance) for utterance in each] for each in readings]
    right = [[name == want for name, want in zip(each, wanted, strict=True)] for each in guessed]
    passed = [[each.outcome == "passed" for each in results] for results, _ in runs]
    heard = [
        Heard(example.text, example.intent or "", one, other)
        for example, one, other in zip(asked, *guessed, strict=True)
        if one != other
    ]
    return Compared(
        models,
        compare_paired(*right) if asked else None,
        compare_paired(*passed) if passed[0] else None,
        tuple(sum(each) / len(each) for each in right if each),
        tuple(map(sum, passed)),
        tuple(heard[:_MOST]),
        tuple(_turned(runs, root))[:_MOST],
    )


def _turned(runs: Sequence[tuple[Sequence[Result], Coverage]], root: Path) -> list[Turned]:
    (one, _), (other, _) = runs
    pairs = [(_had(a, root), _had(b, root)) for a, b in zip(one, other, strict=True)]
    return [Turned(a.name, a.file, a.line, a.outcome, b.outcome) for a, b in pairs if a.outcome != b.outcome]


def _best(utterance: Utterance) -> str:
    """The best intent. Where the fallback came first, the one that it came before."""
    return next((each.name or "" for each in utterance.intent_ranking if each.name != FALLBACK), "")


def _had(result: Result, root: Path) -> Had:
    place = result.case.place
    file = Path(place.file)
    name = file.relative_to(root).as_posix() if file.is_relative_to(root) else place.file
    said = tuple(
        f"{each.words!r}: {each.expected} was expected, {each.came} came" for each in result.differences[:_MOST]
    )
    lines = tuple((told.words, told.lines) for told in result.told) if result.outcome == "failed" else ()
    return Had(result.case.name, name, place.line, result.outcome, said, lines)
