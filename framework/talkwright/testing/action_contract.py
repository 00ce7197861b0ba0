"""The suite that a custom action passes, and a way to run one by itself.

Subclass ``ActionContract`` in a test file, name the action, and say what its flow has asked for:

    class TestLookUpWeather(ActionContract):
        action = LookUpWeather
        slots = {"city": "Rome"}

        async def test_it_is_sunny(self):
            result = await self.run()
            assert result.events == (SlotSet(name="weather", value="sunny"),)

The action runs as on a server. Needs pytest-asyncio in its auto mode.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, ClassVar

from talkwright.actions.call import ActionCall, ActionResult
from talkwright.actions.sdk import SdkActions
from talkwright.conversation.event_json import decode, encode, to_plain
from talkwright.conversation.events import SlotSet, UserUttered
from talkwright.conversation.state import State
from talkwright.conversation.utterance import Utterance

if TYPE_CHECKING:
    from rasa_sdk.interfaces import Action

TIMEOUT_S = 30.0


class ActionContract:
    """``slots`` are the conversation's, ``text`` is what was said last, ``arguments`` what the step has under ``with``.

    ``domain`` is the bot's, as the dictionary that actions get; where it is left out, any slot and response will do.
    """

    action: type[Action]
    slots: ClassVar[dict[str, Any]] = {}
    text: ClassVar[str] = "hello"
    arguments: ClassVar[dict[str, Any]] = {}
    domain: ClassVar[dict[str, Any]] = {}

    async def run(self, **slots: Any) -> ActionResult:
        """What the action does. ``slots`` go before those of the class. Raises ``ActionError`` when it fails."""
        action, heard = self.action(), Utterance(self.text)
        said = UserUttered(text=self.text, parse_data=heard, timestamp=1.0)
        state = State(slots={**self.slots, **slots}, latest_message=heard)
        actions = SdkActions({action.name(): action}, self.domain, TIMEOUT_S, threads=1)
        try:
            call = ActionCall(action.name(), "ada", state, [to_plain(said)], "turn:1", dict(self.arguments))
            return await actions.run(call)
        finally:
            await actions.close()

    def test_it_has_a_name(self) -> None:
        name = self.action().name()
        assert isinstance(name, str)
        assert name.strip() == name != ""
        assert not name.startswith("utter_"), "what begins with utter_ is a response"

    async def test_what_it_gives_back_can_be_stored(self) -> None:
        result = await self.run()
        assert decode(encode(result.events)) == result.events

    async def test_it_sets_slots_and_says_responses_of_the_domain(self) -> None:
        result = await self.run()
        slots, responses = self.domain.get("slots"), self.domain.get("responses")
        assert not slots or {event.name for event in result.events if isinstance(event, SlotSet)} <= {*slots}
        assert not responses or {said.response for said in result.messages if said.response} <= {*responses}

    async def test_it_leaves_the_domain_alone(self) -> None:
        before = deepcopy(self.domain)
        await self.run()
        assert self.domain == before
