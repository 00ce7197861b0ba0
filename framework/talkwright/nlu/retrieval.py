"""What is selected for a retrieval intent, as Rasa's ``response_selector`` of a parsed message. Pure.

A retrieval intent ``faq`` is many questions in one: ``faq/opening_hours``, ``faq/shipping``. Each has its response,
``utter_faq/opening_hours``. It must not know how one was chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from talkwright.conversation.content import JSON
from talkwright.nlu.examples import Example

DEFAULT = "default"
"""What a selector of all retrieval intents is called."""

Ranking = Sequence[tuple[str, float]]
"""Full names with their confidences, best first."""


class Retrieval:
    """``names`` are the full names of all retrieval intents, ``responses`` what can be said, by its action's name.

    ``intents``: the retrieval intents, sorted: what stands before the slash.
    """

    def __init__(self, names: frozenset[str] = frozenset(), responses: Mapping[str, JSON] | None = None) -> None:
        self.names = names
        self.responses = responses or {}
        self.intents = tuple(sorted({name.partition("/")[0] for name in names}))

    def selection(self, rankings: Mapping[str, Ranking]) -> dict[str, JSON]:
        """The choices of the selectors, by the selector's name."""
        return {
            "all_retrieval_intents": list(self.intents),
            **{selector: self._choice(ranking) for selector, ranking in rankings.items()},
        }

    def _choice(self, ranking: Ranking) -> JSON:
        name, confidence = ranking[0]
        action = f"utter_{name}"
        return {
            "response": {
                "responses": self.responses.get(action),
                "confidence": confidence,
                "intent_response_key": name,
                "utter_action": action,
            },
            "ranking": [{"confidence": confidence, "intent_response_key": name} for name, confidence in ranking],
        }


def retrieval_names(examples: Iterable[Example]) -> frozenset[str]:
    """The full names of the retrieval intents that have examples."""
    return frozenset(f"{each.intent}/{each.response_key}" for each in examples if each.intent and each.response_key)
