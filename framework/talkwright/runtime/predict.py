"""What the assistant would do next, and does not do. Pure.

In a bot of rules and stories its policies say it; where flows answer the engine, which is sure.
"""

from __future__ import annotations

import msgspec

from talkwright.conversation.state import State
from talkwright.conversation.trail import FLOWS, LISTEN
from talkwright.dialogue.actions import ACTIONS, knows
from talkwright.dialogue.coexist import flows_answer
from talkwright.dialogue.decide import Decision, decide
from talkwright.dialogue.policies.prediction import view_of
from talkwright.dialogue.understand import understand
from talkwright.flows.engine import Act, ActionEnded, Understood, advance
from talkwright.training.load import Model

FOLLOWUP = "followup_action"


class Forecast(msgspec.Struct, frozen=True):
    """``scores``: of each action how likely it is, 0..1. ``policy`` says the best, and how sure it is."""

    scores: dict[str, float]
    policy: str | None
    confidence: float | None


def predict(model: Model, state: State, refused: str | None = None) -> Forecast:
    """What comes next of ``state``. ``refused`` is the action that has just refused to run."""
    ordered = state.followup_action
    if ordered and ordered != refused and knows(model.domain, ordered):
        return _certain(model, ordered, FOLLOWUP)
    if model.playbook is None or _flows_act(model, state):
        return _certain(model, _walk(model, state), FLOWS)
    return forecast(model, decide(model.policies, view_of(state, model.playbook.lens), refused))


def forecast(model: Model, decision: Decision) -> Forecast:
    """What a decision of the policies says of every action."""
    said = next((each for each in decision.predictions if each.policy == decision.policy), None)
    return Forecast(_over(model, said.scores if said else {}), decision.policy, decision.confidence)


def _flows_act(model: Model, state: State) -> bool:
    """Whether flows answer in a bot that has rules or stories as well."""
    if not model.program.routines:
        return False
    if state.latest_action == LISTEN:
        return flows_answer(state, understand(model.program, state, state.latest_message))
    return state.trail is not None and state.trail.steps[-1].aside


def _walk(model: Model, state: State) -> str:
    """The action that the engine asks for: after a message what it means, after an action how it went on."""
    listens = state.latest_action == LISTEN
    stimulus = Understood(understand(model.program, state, state.latest_message)) if listens else ActionEnded()
    effect = advance(model.program, state, stimulus).effect
    return effect.name if isinstance(effect, Act) else LISTEN


def _certain(model: Model, action: str, policy: str) -> Forecast:
    return Forecast(_over(model, {action: 1.0}), policy, 1.0)


def _over(model: Model, scores: dict[str, float]) -> dict[str, float]:
    """A score for every action that the bot has."""
    domain = model.domain
    responses = (name for name in domain.responses if "/" not in name)
    names = (*sorted(ACTIONS), *domain.actions, *responses, *domain.forms, *domain.e2e_actions, *scores)
    return {name: scores.get(name, 0.0) for name in dict.fromkeys(names)}
