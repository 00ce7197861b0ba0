"""A lesson: a conversation in which somebody looks at each step and says what is right.

It has the conversation step by step through a real assistant, and keeps what was taught: examples, responses, stories.
It asks nobody anything and writes no file.
"""

from __future__ import annotations

from talkwright.conversation import events as ev
from talkwright.conversation.content import UserMessage
from talkwright.conversation.events import Event
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.state import State, initial
from talkwright.conversation.trail import LISTEN
from talkwright.conversation.utterance import Utterance
from talkwright.dialogue.coexist import flows_answer
from talkwright.dialogue.decide import Decision, decide
from talkwright.dialogue.policies.prediction import view_of
from talkwright.dialogue.understand import understand
from talkwright.evaluation.taught import Taught, story_of
from talkwright.runtime.assemble import Assistant
from talkwright.runtime.attempt import Deed
from talkwright.runtime.deeds import Answered, Appended, Noted, Performed

CHANNEL = "interactive"
UTTER_ACTION = "utter_action"


class Lesson:
    """One conversation, and what is taught in it. ``name`` is that of its story."""

    def __init__(self, assistant: Assistant, conversation: str) -> None:
        self.name = conversation
        self._assistant = assistant
        self._key = ConversationKey(conversation)
        self._refused: str | None = None
        self._examples: list[Utterance] = []
        self._responses: dict[str, str] = {}
        self._heard: list[int] = []  # how many examples there were before each message

    async def hear(self, utterance: Utterance, *, is_taught: bool) -> None:
        """The user says something, which means ``utterance``. ``is_taught``: it becomes an example."""
        self._heard.append(len(self._examples))
        if is_taught:
            self._examples.append(utterance)
        self._refused = None
        await self._do(Noted(UserMessage(self._key.id, utterance.text, CHANNEL), utterance))

    async def answered_by_flows(self) -> bool:
        """Whether flows answer what was just said, and not rules and stories."""
        model = self._assistant.model
        if not model.policies:
            return True
        state = await self.state()
        return flows_answer(state, understand(model.program, state, state.latest_message))

    async def answer(self) -> tuple[Event, ...]:
        """Answer what was just said as the assistant would. What came of it."""
        state = await self.state()
        return await self._do(Answered(state.latest_message))

    async def next(self) -> Decision:
        """What comes next, as the policies say."""
        model, state = self._assistant.model, await self.state()
        assert model.playbook is not None
        ordered = state.followup_action
        if ordered and ordered != self._refused and self._assistant.can_do(ordered):
            return Decision(ordered, "followup_action", 1.0)
        return decide(model.policies, view_of(state, model.playbook.lens), self._refused)

    async def act(self, decision: Decision) -> tuple[Event, ...]:
        """Do it. What came of it."""
        events = await self._do(Performed(decision))
        refused = any(isinstance(event, ev.ActionExecutionRejected) for event in events)
        self._refused = decision.action if refused else None
        return events

    async def say(self, response: str, text: str) -> tuple[Event, ...]:
        """Say a response that the bot does not have yet."""
        self._responses[response] = text
        said = ev.BotUttered(text=text, metadata={UTTER_ACTION: response})
        return await self._do(Appended((ev.ActionExecuted(name=response, confidence=1.0), said)))

    async def pretend(self, action: str) -> tuple[Event, ...]:
        """Note that an action ran which nobody has written yet."""
        return await self._do(Appended((ev.ActionExecuted(name=action, confidence=1.0),)))

    async def undo(self) -> bool:
        """Take the last message back with all that came of it. Whether there was one."""
        if not self._heard:
            return False
        del self._examples[self._heard.pop() :]
        self._refused = None
        await self._do(Appended((ev.UserUtteranceReverted(), ev.ActionExecuted(name=LISTEN))))
        return True

    async def state(self) -> State:
        """How things stand."""
        stored = await self._assistant.store.load(self._key)
        return stored.state if stored else initial(self._assistant.model.domain.schema)

    async def taught(self, *, with_words: bool) -> Taught:
        """All of it so far. ``with_words``: the story tells what the user said, too."""
        turns = await self._assistant.store.turns(self._key)
        story = story_of(self.name, [event for turn in turns for event in turn.events], with_words=with_words)
        used = {step["action"] for step in story["steps"] if "action" in step} if story else set()
        responses = {name: text for name, text in self._responses.items() if name in used}
        return Taught((story,) if story else (), tuple(self._examples), responses)

    async def _do(self, deed: Deed) -> tuple[Event, ...]:
        return (await self._assistant.do(self._key.id, CHANNEL, deed)).events
