"""The review of examples that a cross-validation allows: every one was judged without having been learnt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from talkwright.evaluation.nlu import FALLBACK, Reading
from talkwright.nlu.examples import Example, TrainingData
from talkwright.nlu.held_out import HeldOut
from talkwright.nlu.learnt import Learnt
from talkwright.nlu.review import Review, review
from talkwright.nlu.words import split


def review_readings(data: TrainingData, readings: Sequence[Reading]) -> Review:
    """Look ``data`` over by what was understood of it. An intent below the ten best counts as impossible."""
    taught = [example for example in data.examples if example.intent and example.text.strip()]
    row_of = {id(example): row for row, example in enumerate(taught)}
    judged = [(row_of[id(each.example)], each) for each in readings if id(each.example) in row_of]
    names = sorted({example.intent or "" for example in taught})
    return review(Learnt(data, taught, _words(taught), None, _held_out(names, judged)))


def _words(examples: Sequence[Example]) -> list[list[str]]:
    return [split(example.text)[1] for example in examples]


def _held_out(names: Sequence[str], judged: Sequence[tuple[int, Reading]]) -> HeldOut:
    index = {name: number for number, name in enumerate(names)}
    said = np.zeros((len(judged), len(names)))
    for at, (_, reading) in enumerate(judged):
        for intent in reading.heard.intent_ranking:
            if intent.name in index and intent.name != FALLBACK:
                said[at, index[intent.name]] = intent.confidence
    return HeldOut(names, said, np.array([row for row, _ in judged], np.intp))
