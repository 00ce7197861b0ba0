"""Patterns as users meet them: a whole model, messages in, words out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from talkwright.actions.call import ActionCall, ActionResult
from talkwright.conversation import events as ev
from talkwright.conversation.commands import SetSlot, StartFlow
from talkwright.conversation.content import UserMessage
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.dialogue.generate import Generator
from talkwright.errors import OutsideError
from talkwright.project.open import open_project
from talkwright.runtime.answer import Answer
from talkwright.runtime.perform import Performer
from talkwright.runtime.turn import Turns
from talkwright.testing.scripted_generator import ScriptedGenerator
from talkwright.training.load import Model, load_model
from talkwright.training.train import train

FILES = {
    "config.yml": """
        language: en
        pipeline:
          - name: WordTokenizer
          - name: NgramClassifier
          - name: RegexEntityExtractor
          - name: FallbackClassifier
            threshold: 0.7
            ambiguity_threshold: 0.1
        """,
    "domain.yml": """
        intents: [book, order, stop, inform, human_handoff, again]
        entities: [code]
        slots:
          code: {type: text, mappings: [{type: from_entity, entity: code}]}
          nights: {type: float, mappings: [{type: from_llm}]}
          mood: {type: text, mappings: [{type: custom, action: action_mood}]}
        actions: [action_mood]
        responses:
          utter_ask_code: [{text: "Your code?"}]
          utter_ask_nights: [{text: "How many nights?"}]
          utter_ask_dish: [{text: "Which dish?"}]
          utter_done: [{text: "Done: {code} {nights}."}]
          utter_ordered: [{text: "Ordered."}]
          utter_vip: [{text: "Welcome back."}]
        """,
    "data/nlu.yml": """
        nlu:
          - intent: book
            examples: |
              - book a room
              - I want to book a room
              - a room please
              - reserve a room for me
          - intent: order
            examples: |
              - order a meal
              - I want to order a meal
              - bring me a meal
              - a meal to my place
          - intent: stop
            examples: |
              - stop that
              - forget it
              - never mind
              - stop it please
          - intent: inform
            examples: |
              - it is [AB12](code)
              - my code is [CD34](code)
              - [EF56](code)
          - intent: human_handoff
            examples: |
              - talk to a person
              - give me a human being
              - somebody real
          - intent: again
            examples: |
              - say that again
              - what did you say
              - once more
          - regex: code
            examples: |
              - [A-Z]{2}[0-9]{2}
        """,
    "flows/flows.yml": """
        flows:
          room:
            name: book a room
            description: Books a room.
            nlu_trigger: [{intent: book}]
            steps: [{collect: code}, {collect: nights}, {action: utter_done}]
          meal:
            name: order a meal
            description: Orders a meal.
            nlu_trigger: [{intent: order}]
            run_pattern_completed: false
            steps: [{action: utter_ordered}]
          vip:
            description: Not for everybody.
            if: slots.code is "ZZ99"
            run_pattern_completed: false
            steps: [{action: utter_vip}]
          pattern_cancel_flow:
            description: Ours, with another intent.
            nlu_trigger: [{intent: stop}]
            steps: [{action: utter_flow_cancelled_rasa}]
          pattern_repeat_bot_messages:
            description: Ours, with another intent.
            nlu_trigger: [{intent: again}]
            steps: [{action: action_repeat_bot_messages}]
          pattern_session_start:
            description: Greets.
            steps: [{action: action_session_start}, {action: utter_vip}]
          pattern_restart:
            description: Says so.
            steps: [{action: action_restart}, {action: utter_ordered}]
        """,
}


class NoActions:
    """Custom actions by name: the events that they give back."""

    def __init__(self, actions: Mapping[str, tuple[ev.Event, ...]]) -> None:
        self._actions = actions

    def has(self, name: str) -> bool:
        return name in self._actions

    async def run(self, call: ActionCall) -> ActionResult:
        return ActionResult(self._actions[call.name])

    async def close(self) -> None:
        pass


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    root = tmp_path_factory.mktemp("bot")
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        lines = text.strip("\n").splitlines()
        path.write_text("\n".join(line.removeprefix(" " * 8) for line in lines) + "\n")
    train(open_project(root, environment={}), root / "models", "bot")
    return load_model(root / "models")


class Chat:
    """One visitor."""

    def __init__(self, model: Model, generator: Generator | None = None, **actions: tuple[ev.Event, ...]) -> None:
        store = MemoryStore()
        performer = Performer(model.domain.responses, model.program.conditions, NoActions(actions), store)
        self._turns = Turns(model, performer, store, lambda: 1_800_000_000.0, generator=generator)
        self.last: Answer | None = None

    async def say(self, text: str) -> list[str | None]:
        self.last = await self._turns.handle(UserMessage("ada", text, "test"))
        return [message.text for message in self.last.messages]

    @property
    def events(self) -> tuple[Any, ...]:
        assert self.last is not None
        return self.last.events


async def test_an_intent_cancels_and_another_calls_for_a_person(model: Model) -> None:
    chat = Chat(model)
    assert await chat.say("book a room") == ["Your code?"]
    assert await chat.say("talk to a person") == ["There is nobody I can hand you over to right now.", "Your code?"]
    assert await chat.say("never mind") == ["All right, we leave that."]
    assert await chat.say("never mind") == ["There is nothing going on that I could stop."]


async def test_what_was_said_is_said_again(model: Model) -> None:
    chat = Chat(model)
    await chat.say("order a meal")
    assert await chat.say("what did you say") == ["Ordered."]


async def test_another_value_is_confirmed_with_the_value(model: Model) -> None:
    chat = Chat(model)
    await chat.say("book a room")
    assert await chat.say("it is AB12") == ["How many nights?"]
    assert await chat.say("my code is CD34") == ["Changed: CD34.", "How many nights?"]
    assert await chat.say("2") == ["Done: CD34 2.", "Is there anything else I can do for you?"]
    assert await chat.say("no") == ["Then all the best to you."]


async def test_small_talk_in_between_is_not_spoken_of(model: Model) -> None:
    chat = Chat(model)
    await chat.say("book a room")
    assert await chat.say("AB12") == ["How many nights?"]
    assert await chat.say("order a meal") == ["Ordered.", "How many nights?"]


async def test_a_message_between_two_flows_offers_both(model: Model) -> None:
    chat = Chat(model)
    (words,) = await chat.say("I want to book order a room a meal")
    assert words in {
        "Which of these do you mean: book a room or order a meal?",
        "Which of these do you mean: order a meal or book a room?",
    }
    assert chat.last is not None
    (message,) = chat.last.messages
    assert {(button.title, button.payload) for button in message.buttons} == {
        ("book a room", "/StartFlow(room)"),
        ("order a meal", "/StartFlow(meal)"),
    }
    assert await chat.say("/StartFlow(meal)") == ["Ordered."]


async def test_a_button_opens_no_flow_that_is_closed(model: Model) -> None:
    chat = Chat(model)
    assert await chat.say("/StartFlow(vip)") == ["I did not get that. Could you put it another way?"]
    await chat.say("/SetSlots(code=ZZ99)")
    assert await chat.say("/StartFlow(vip)") == ["Welcome back."]


async def test_a_channel_that_opens_the_conversation_is_greeted(model: Model) -> None:
    chat = Chat(model)
    assert await chat.say("/session_start") == ["Welcome back."]
    assert [event.name for event in chat.events if isinstance(event, ev.ActionExecuted)] == [
        "action_session_start",
        "action_listen",
        "utter_vip",
        "action_listen",
    ]
    assert await chat.say("book a room") == ["Your code?"]
    assert await chat.say("/session_start") == ["Welcome back."]
    assert await chat.say("2") == ["I did not get that. Could you put it another way?"], "the question went with it"


async def test_a_restart_forgets_all_and_the_pattern_goes_on(model: Model) -> None:
    chat = Chat(model)
    await chat.say("book a room")
    await chat.say("AB12")
    assert await chat.say("/restart") == ["Let us start again.", "Ordered."]
    assert await chat.say("book a room") == ["Your code?"]


async def test_an_action_of_a_mapping_runs_with_every_message_and_does_no_more_than_fill(model: Model) -> None:
    chat = Chat(model, action_mood=(ev.SlotSet(name="mood", value="good"), ev.Restarted()))
    assert await chat.say("order a meal") == ["Ordered."]
    assert ev.SlotSet(name="mood", value="good", timestamp=1_800_000_000.0) in chat.events
    assert not any(isinstance(event, ev.Restarted) for event in chat.events)


async def test_a_generator_adds_what_the_words_do_not_say(model: Model) -> None:
    generator = ScriptedGenerator({"the usual, for three nights": (StartFlow("room"), SetSlot("nights", 3))})
    chat = Chat(model, generator)
    assert await chat.say("the usual, for three nights") == ["Your code?"]
    assert await chat.say("AB12") == ["Done: AB12 3.", "Is there anything else I can do for you?"]
    assert [request.asked for request in generator.requests] == [None, "code"]


async def test_without_its_generator_an_assistant_understands_what_it_can(model: Model) -> None:
    chat = Chat(model, ScriptedGenerator({"order a meal": OutsideError("the model is away", retryable=True)}))
    assert await chat.say("order a meal") == ["Ordered."]
