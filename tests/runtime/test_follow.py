"""How many actions a message may lead to by rules and stories, as Rasa's environment says it."""

from __future__ import annotations

import pytest
from tests.following import model_of
from tests.runtime.stage import Clock, Scripted, said

from talkwright.actions.call import ActionCall, ActionResult
from talkwright.conversation import events as ev
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.errors import RequestError
from talkwright.runtime.follow import most_predicted
from talkwright.runtime.perform import Performer
from talkwright.runtime.turn import Turns

DOMAIN = "intents: [go]\nactions: [action_on]\n"
DATA = "rules:\n- rule: on\n  steps:\n  - intent: go\n  - action: action_on\n"


@pytest.mark.parametrize("most", [1, 3, 10, 25])
async def test_a_bot_that_never_listens_is_broken_off(most: int) -> None:
    model, _ = model_of(DOMAIN, DATA)

    def again(call: ActionCall) -> ActionResult:
        return ActionResult((ev.FollowupAction(name="action_on"),))

    actions, store = Scripted(action_on=again), MemoryStore()
    performer = Performer(model.domain.responses, model.program.conditions, actions, store)
    turns = Turns(model, performer, store, Clock(), most_predicted=most)
    for _ in range(3):
        answer = await turns.handle(said("ada", "/go"))
        ran = [event.name for event in answer.events if isinstance(event, ev.ActionExecuted)]
        assert ran.count("action_on") == most
        assert ran.count("action_listen") == 1, "it listens before the message, and not after it"


def test_the_environment_says_how_many() -> None:
    assert most_predicted({}) == 10
    assert most_predicted({"MAX_NUMBER_OF_PREDICTIONS": ""}) == 10
    assert most_predicted({"MAX_NUMBER_OF_PREDICTIONS": "25"}) == 25


@pytest.mark.parametrize("written", ["0", "-1", "many", "2.5"])
def test_what_is_no_number_of_actions_is_told(written: str) -> None:
    with pytest.raises(RequestError, match="MAX_NUMBER_OF_PREDICTIONS"):
        most_predicted({"MAX_NUMBER_OF_PREDICTIONS": written})
