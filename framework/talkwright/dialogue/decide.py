"""Several policies, one decision.

The highest confidence wins, and among equals the policy with the higher priority. Before that: what would come whatever
the user said, then what the user's very words decide. An action that has just refused to run has no chance. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from talkwright.conversation import events as ev
from talkwright.conversation.events import Event
from talkwright.conversation.trail import LISTEN
from talkwright.dialogue.policies.prediction import Policy, Prediction, View


class Decision(msgspec.Struct, frozen=True):
    """What happens next, who says so and how sure that is. ``events`` come before it.

    ``predictions`` are what all policies said.
    """

    action: str
    policy: str | None = None
    confidence: float | None = None
    events: tuple[Event, ...] = ()
    hidden: bool = False
    by_text: bool = False
    predictions: tuple[Prediction, ...] = ()


def decide(policies: Sequence[Policy], view: View, refused: str | None = None) -> Decision:
    """What the policies say. ``refused`` is the action that has just refused to run."""
    predictions = tuple(_without(policy.predict(view), refused) for policy in policies)
    best = max(_heard(predictions), key=lambda each: (_confidence(each), each.priority))
    confidence = _confidence(best)
    action = max(best.scores, key=lambda name: best.scores[name]) if confidence > 0 else LISTEN
    events = [event for each in predictions for event in each.events]
    if view.action == LISTEN:
        events.append(ev.UserFeaturization(use_text_for_featurization=best.by_text))
    return Decision(action, best.policy, confidence, tuple(events), best.hidden, best.by_text, predictions)


def _without(prediction: Prediction, refused: str | None) -> Prediction:
    if refused is None or refused not in prediction.scores:
        return prediction
    scores = {name: score for name, score in prediction.scores.items() if name != refused}
    return msgspec.structs.replace(prediction, scores=scores)


def _heard(predictions: Sequence[Prediction]) -> Sequence[Prediction]:
    """Those of which the best wins."""
    certain = [each for each in predictions if each.ignores_user]
    return certain[:1] or [each for each in predictions if each.by_text] or predictions


def _confidence(prediction: Prediction) -> float:
    return max(prediction.scores.values(), default=0.0)
