"""All test conversations of a bot, one after the other, each by what decides in that bot."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from talkwright.actions.call import Actions
from talkwright.evaluation.cases import Case
from talkwright.evaluation.conversations import Result, talk_through
from talkwright.evaluation.coverage import Coverage, Walked
from talkwright.evaluation.predicted import goes_by_policies, predict_through
from talkwright.training.load import Model


async def go_through(
    model: Model, actions: Actions, cases: Sequence[Case], say: Callable[[str, float], None]
) -> tuple[list[Result], Coverage]:
    """What came of ``cases``, in order, and where they walked. Of a bot of rules and stories alone the policies are
    asked about its stories; all else is talked through. ``say`` hears how much is done, 0..1. ``actions`` are closed in
    the end."""
    walked = Walked(model.program)
    by_policies = goes_by_policies(model)
    results = []
    try:
        for number, case in enumerate(cases, 1):
            if case.is_story and by_policies:
                results.append(predict_through(model, case))
            else:
                results.append(await talk_through(model, actions, case, hear=walked.hear))
            say("Talking", number / len(cases))
    finally:
        await actions.close()
    return results, walked.coverage()
