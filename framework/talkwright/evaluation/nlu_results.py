"""What was counted, as the files that ``rasa test nlu`` leaves in its folder of results. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from talkwright.conversation.utterance import Entity
from talkwright.evaluation.nlu import BINS, NO_ENTITY, Reading, Understanding, confidences, key_of, name_of
from talkwright.evaluation.nlu_scores import Score, Scores


def nlu_results(found: Understanding, *, errors: bool = True, successes: bool = False) -> dict[str, bytes]:
    """The files by name: reports, and what was wrong and right as far as it is asked for."""
    files: dict[str, Any] = {}

    def add(name: str, scores: Scores, entry: Callable[[Reading], Any], is_right: Callable[[Reading], bool]) -> None:
        files[f"{name}_report.json"] = report(scores)
        files[f"{name}_confusion_matrix.json"] = matrix(scores)
        for wanted, kind, right in ((errors, "errors", False), (successes, "successes", True)):
            if wanted:
                files[f"{name}_{kind}.json"] = [entry(each) for each in of[name] if is_right(each) is right]

    meant = [each for each in found.readings if each.example.intent]
    of: dict[str, Sequence[Reading]] = {"intent": meant}
    add("intent", found.intents, _intent, lambda each: each.is_right)
    for extractor, scores in found.extractors.items():
        of[extractor] = found.readings
        add(extractor, scores, _of(extractor), _finds(extractor, found.readings))
    if found.responses is not None:
        of["response_selection"] = [each for each in meant if each.example.response_key]
        add("response_selection", found.responses, _response, _chooses)
    right, wrong = confidences(meant)
    files["intent_histogram.json"] = {"bins": BINS, "right": right, "wrong": wrong}
    return {name: json_file(value) for name, value in files.items()}


def json_file(value: Any) -> bytes:
    """A value as a file that people can read."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2)


def report(scores: Scores, nothing: str = NO_ENTITY) -> dict[str, Any]:
    """sklearn's classification report, with what each label was confused with."""
    report: dict[str, Any] = {}
    for label, score in scores.labels.items():
        confused = {e.came: e.count for e in scores.confusions if e.wanted == label and e.came != nothing}
        report[label] = {**_plain(score), "confused_with": confused}
    means = {"micro avg": scores.micro, "macro avg": scores.macro, "weighted avg": scores.weighted}
    return {**report, "accuracy": scores.accuracy, **{name: _plain(score) for name, score in means.items()}}


def matrix(scores: Scores) -> dict[str, Any]:
    """How often each label (a row) was taken for each (a column)."""
    labels = sorted({*scores.labels, *(name for each in scores.confusions for name in (each.wanted, each.came))})
    counts = {(each.wanted, each.came): each.count for each in scores.confusions}
    counts |= {(name, name): round(score.recall * score.support) for name, score in scores.labels.items()}
    return {"labels": labels, "matrix": [[counts.get((row, column), 0) for column in labels] for row in labels]}


def _plain(score: Score) -> dict[str, float]:
    return {"precision": score.precision, "recall": score.recall, "f1-score": score.f1, "support": score.support}


def _intent(reading: Reading) -> dict[str, Any]:
    guessed = {"name": reading.intent.name, "confidence": reading.intent.confidence}
    near = {"nearest": reading.near} if reading.near else {}
    return {"text": reading.example.text, "intent": reading.example.intent, "intent_prediction": guessed, **near}


def _response(reading: Reading) -> dict[str, Any]:
    chosen = reading.response
    guessed = {"name": chosen and chosen.name, "confidence": chosen.confidence if chosen else 0.0}
    key = key_of(reading)
    return {
        "text": reading.example.text,
        "intent_response_key_target": key,
        "intent_response_key_prediction": guessed,
    }


def _chooses(reading: Reading) -> bool:
    return reading.response is not None and reading.response.name == key_of(reading)


def _of(extractor: str) -> Callable[[Reading], dict[str, Any]]:
    def entry(reading: Reading) -> dict[str, Any]:
        found = [entity for entity in reading.heard.entities if entity.extractor == extractor]
        return {"text": reading.example.text, "entities": reading.example.entities, "predicted_entities": found}

    return entry


def _finds(extractor: str, readings: Sequence[Reading]) -> Callable[[Reading], bool]:
    """Whether an extractor found what is annotated and nothing else, but for entities that nobody annotates."""
    annotated = {entity.entity for each in readings for entity in each.example.entities}

    def right(reading: Reading) -> bool:
        found = (e for e in reading.heard.entities if e.extractor == extractor and e.entity in annotated)
        return {_span(entity) for entity in found} == {_span(entity) for entity in reading.example.entities}

    return right


def _span(entity: Entity) -> tuple[str, int, int]:
    return name_of(entity), entity.start, entity.end
