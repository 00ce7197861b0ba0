"""The actions that every bot has, those included that take several steps and are no function of the state."""

from __future__ import annotations

from talkwright.actions.builtin import BUILT_IN
from talkwright.dialogue import two_stage
from talkwright.project.domain import Domain

EXTRACT = "action_extract_slots"
ACTIONS = frozenset({*BUILT_IN, EXTRACT, two_stage.NAME})


def knows(domain: Domain, action: str) -> bool:
    """Whether a bot has ``action``."""
    if action in ACTIONS or any(action in names for names in (domain.actions, domain.responses, domain.forms)):
        return True
    return action.startswith("utter_") and action.removeprefix("utter_") in domain.retrieval_intents
