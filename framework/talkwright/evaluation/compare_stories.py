"""Models that were trained to be compared, and the test conversations that went well with each. Pure.

As ``rasa test core --evaluate-model-directory``. Two configurations are compared on the conversations of the first run,
with as many stories learnt as there are: asked again in another run a conversation would count twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from talkwright.evaluation.comparison import Comparison, Pair
from talkwright.evaluation.comparison import Trial as Scored
from talkwright.evaluation.significance import compare_paired
from talkwright.training.trials import Trial


def compare_stories(passed: Mapping[Trial, Sequence[bool]], counts: Sequence[float]) -> Comparison:
    """The comparison of models with each of which the same conversations ``passed`` or did not.

    ``counts`` are the stories that were learnt with each percentage, as far as it is known.
    """
    configs = tuple(dict.fromkeys(trial.config for trial in sorted(passed, key=lambda each: each.config)))
    percentages = tuple(sorted({trial.excluded for trial in passed}))
    learnt = dict(zip(percentages, counts, strict=False)) if len(counts) == len(percentages) else {}
    scored = tuple(
        Scored(each.config, each.run, each.excluded, round(learnt.get(each.excluded, 0)), _share(passed[each]))
        for each in sorted(passed)
    )
    first = {
        config: next((passed[each] for each in sorted(passed) if each == Trial(each.run, percentages[0], config)), ())
        for config in configs
    }
    pairs = tuple(
        Pair(one, other, compare_paired(first[one], first[other]))
        for one, other in combinations(configs, 2)
        if len(first[one]) == len(first[other])
    )
    return Comparison(configs, percentages, scored, pairs, learnt="stories", asked="conversations")


def counts_by_run(passed: Mapping[Trial, Sequence[bool]]) -> dict[str, list[list[int]]]:
    """How many conversations passed by configuration, run and percentage: the form of Rasa's ``results.json``."""
    runs = sorted({trial.run for trial in passed})
    return {
        config: [
            [sum(passed[each]) for each in sorted(passed) if (each.config, each.run) == (config, run)] for run in runs
        ]
        for config in sorted({trial.config for trial in passed})
    }


def _share(passed: Sequence[bool]) -> float:
    return sum(passed) / len(passed) if passed else 0.0
