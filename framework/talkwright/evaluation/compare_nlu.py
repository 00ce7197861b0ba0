"""Configurations compared, and how much more examples would help: each is trained on the same parts of the examples.

As ``rasa test nlu --config a.yml b.yml``: a run keeps a fifth of the examples for asking and trains each configuration
on the rest, less and less of it. Two configurations are then compared on messages that both were asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from random import Random

import msgspec

from talkwright.errors import RequestError
from talkwright.evaluation.comparison import Comparison, Pair, Trial
from talkwright.evaluation.nlu import Progress, Reading, Understanding, ask, cross_validate, fit, judge, split
from talkwright.evaluation.significance import compare_paired
from talkwright.nlu.examples import Example
from talkwright.project.open import Project

PERCENTAGES = (0, 25, 50, 75)
RUNS = 3
_PARTS = 5  # one of which is asked

_Right = dict[tuple[str, str, str], bool]  # by example, named by place, text and intent


def compare(
    projects: Mapping[str, Project], percentages: Sequence[int], runs: int, seed: int, say: Progress
) -> Comparison:
    """Try every configuration, by name, ``runs`` times with each of ``percentages`` of the training examples left out.

    Raises ``AuthorError`` for one that cannot be trained, ``RequestError`` for too few examples.
    """
    percentages = sorted(set(percentages))
    trials: list[Trial] = []
    right: dict[str, _Right] = {name: {} for name in projects}
    steps, done = runs * len(percentages) * len(projects), 0
    examples = next(iter(projects.values())).data.examples
    for run in range(runs):
        asked, learnt = _parts(examples, seed + run)
        for excluded in percentages:
            kept = _some(learnt, excluded, seed + run)
            for name, project in projects.items():
                say("Comparing", done / steps)
                found = _try(project, kept, asked)
                done += 1
                trials.append(_trial(name, run, excluded, len(kept), found))
                if excluded == percentages[0]:
                    _note(right[name], found.readings)
    say("Comparing", 1.0)
    return Comparison(tuple(projects), tuple(percentages), tuple(trials), _pairs(right))


def compare_by_folds(projects: Mapping[str, Project], folds: int, seed: int, say: Progress) -> Comparison:
    """Cross-validate every configuration on the same folds. Raises as ``cross_validate``."""
    trials: list[Trial] = []
    right: dict[str, _Right] = {}
    for number, (name, project) in enumerate(projects.items()):

        def part(what: str, done: float, number: int = number) -> None:
            say("Comparing", (number + done) / len(projects))

        found = cross_validate(project, folds, seed, part)
        count = len(project.data.examples) * (folds - 1) // folds
        trials.append(_trial(name, 0, 0, count, found))
        right[name] = {}
        _note(right[name], found.readings)
    return Comparison(tuple(projects), (0,), tuple(trials), _pairs(right), folds)


def scores_by_run(found: Comparison) -> dict[str, list[list[float]]]:
    """The weighted F1 by configuration, run and percentage: the form of Rasa's ``results.json``."""
    return {
        name: [
            [each.f1 or 0.0 for each in found.trials if (each.config, each.run) == (name, run)]
            for run in sorted({each.run for each in found.trials})
        ]
        for name in found.configs
    }


def _parts(examples: Sequence[Example], seed: int) -> tuple[tuple[Example, ...], tuple[Example, ...]]:
    """A fifth of the examples of each intent that has five, and the rest."""
    asked = split(examples, _PARTS, seed)[0]
    if not any(example.intent for example in asked):
        hint = f"Write at least {_PARTS} examples of each intent."
        raise RequestError(f"no intent has the {_PARTS} examples that a comparison needs", hint)
    held_out = {id(example) for example in asked}
    return asked, tuple(example for example in examples if id(example) not in held_out)


def _some(examples: Sequence[Example], excluded: int, seed: int) -> tuple[Example, ...]:
    """The examples without so many percent of each intent; one at least is left of each."""
    random = Random(seed)  # noqa: S311 - it shuffles
    kinds: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, example in enumerate(examples):
        kinds[example.intent or "", example.response_key or ""].append(place)
    kept: list[int] = []
    for kind in sorted(kinds):
        mine = random.sample(kinds[kind], len(kinds[kind]))
        kept += mine[: max(1, round(len(mine) * (100 - excluded) / 100))]
    return tuple(examples[place] for place in sorted(kept))


def _try(project: Project, learnt: Sequence[Example], asked: Sequence[Example]) -> Understanding:
    data = msgspec.structs.replace(project.data, examples=tuple(learnt))
    return judge(ask(fit(project, data, lambda what, done: None), asked))


def _trial(name: str, run: int, excluded: int, count: int, found: Understanding) -> Trial:
    f1 = found.intents.weighted.f1
    entities = found.entities.micro.f1 if found.entities is not None else None
    return Trial(name, run, excluded, count, found.intents.accuracy, f1, entities)


def _note(right: _Right, readings: Sequence[Reading]) -> None:
    """Remember of each example the first answer: asked again in another run it would count twice."""
    for each in readings:
        if each.example.intent:
            right.setdefault((str(each.example.place), each.example.text, each.example.intent), each.is_right)


def _pairs(right: Mapping[str, _Right]) -> tuple[Pair, ...]:
    names = list(right)
    found = []
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            both = sorted(right[one].keys() & right[other].keys())
            paired = compare_paired([right[one][key] for key in both], [right[other][key] for key in both])
            found.append(Pair(one, other, paired))
    return tuple(found)
