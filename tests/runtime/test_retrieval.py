"""Retrieval intents, from the files to what is said: one intent, many questions, an answer to each."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from talkwright.conversation import events as ev
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.project.open import open_project
from talkwright.runtime.turn import Answer, Turns
from talkwright.training.load import load_model
from talkwright.training.train import train

from .stage import Clock, Scripted, names, said, turns_of

FILES = {
    "config.yml": """\
        language: en
        pipeline: [{name: WordTokenizer}, {name: NgramClassifier}, {name: FallbackClassifier, threshold: 0.4}]
        """,
    "domain.yml": """\
        intents: [faq, chitchat, order]
        slots: {item: {type: text}}
        responses:
          utter_ask_item: [{text: Which one?}]
          utter_ordered: [{text: "{item} it is."}]
          utter_faq/hours: [{text: Nine to five.}]
          utter_faq/cost: [{text: Three pounds.}, {text: "Three, by phone.", channel: phone}]
        """,
    "data/responses.yml": """\
        responses:
          utter_chitchat/name: [{text: Robin.}]
          utter_chitchat/joke: [{text: Knock knock.}]
        """,
    "data/nlu.yml": """\
        nlu:
          - intent: order
            examples: |
              - I want to order
              - order something for me
              - make an order
          - intent: faq/hours
            examples: |
              - when do you open
              - what are your opening hours
              - are you open on Sundays
          - intent: faq/cost
            examples: |
              - how much is shipping
              - what does delivery cost
              - is delivery free
          - intent: chitchat/name
            examples: |
              - what is your name
              - who are you
          - intent: chitchat/joke
            examples: |
              - tell me a joke
              - say something funny
        """,
    "flows/flows.yml": """\
        flows:
          order:
            description: Orders.
            nlu_trigger: [{intent: order}]
            run_pattern_completed: false
            steps: [{collect: item}, {action: utter_ordered}]
        """,
}

Open = Callable[..., Turns]


@pytest.fixture
def bot(tmp_path: Path) -> Open:
    """Train the files of above, with other ones in their place, and talk to it."""

    def make(**others: str) -> Turns:
        replaced = {name.replace("__", "/") + ".yml": text for name, text in others.items()}
        for name, text in {**FILES, **replaced}.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(textwrap.dedent(text))
        project = open_project(tmp_path, environment={})
        assert project.problems == ()
        train(project, tmp_path / "models", "bot")
        return turns_of(load_model(tmp_path / "models"), MemoryStore(), Scripted(), Clock())

    return make


async def tell(turns: Turns, text: str) -> Answer:
    return await turns.handle(said("ada", text))


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("when are you open?", "utter_faq/hours"),
        ("delivery cost?", "utter_faq/cost"),
        ("your name?", "utter_chitchat/name"),
        ("/faq/cost", "utter_faq/cost"),
        ("/chitchat/joke", "utter_chitchat/joke"),
    ],
)
async def test_a_question_is_answered_without_any_flow(bot: Open, text: str, response: str) -> None:
    answer = await tell(bot(), text)
    assert names(answer) == [response]
    assert f"utter_{response[6:].partition('/')[0]}" in [
        event.name for event in answer.events if isinstance(event, ev.ActionExecuted)
    ]


async def test_a_question_in_between_is_answered_and_the_flow_goes_on(bot: Open) -> None:
    turns = bot()
    assert names(await tell(turns, "make an order")) == ["utter_ask_item"]
    assert names(await tell(turns, "when do you open")) == ["utter_faq/hours", "utter_ask_item"]
    assert names(await tell(turns, "a hat")) == ["utter_ordered"]


async def test_a_flow_of_the_author_comes_first(bot: Open) -> None:
    flows = """\
        flows:
          questions:
            description: Answers, and more.
            nlu_trigger: [{intent: faq}]
            steps: [{action: utter_faq}, {action: utter_more}]
        """
    more = """\
        responses:
          utter_more: [{text: Anything else?}]
          utter_chitchat/name: [{text: Robin.}]
          utter_chitchat/joke: [{text: Knock knock.}]
        """
    turns = bot(flows__more=flows, data__responses=more)
    assert names(await tell(turns, "is delivery free")) == ["utter_faq/cost", "utter_more"]
    assert names(await tell(turns, "say something funny")) == ["utter_chitchat/joke"]


async def test_a_flow_of_the_same_id_takes_its_place(bot: Open) -> None:
    flows = """\
        flows:
          answer_faq:
            description: Is closed.
            nlu_trigger: [{intent: faq}]
            steps: [{action: utter_closed}]
        """
    domain = textwrap.dedent(FILES["domain.yml"]) + "  utter_closed: [{text: Not now.}]\n"
    assert names(await tell(bot(flows__more=flows, domain=domain), "is delivery free")) == ["utter_closed"]


async def test_the_event_says_what_was_selected(bot: Open) -> None:
    answer = await tell(bot(), "is delivery free?")
    (heard,) = (event for event in answer.events if isinstance(event, ev.UserUttered))
    assert heard.parse_data.intent.full_retrieval_intent_name == "faq/cost"
    selected = heard.parse_data.response_selector
    assert isinstance(selected, dict)
    assert selected["all_retrieval_intents"] == ["chitchat", "faq"]
    assert selected["default"]["response"] == {
        "responses": [{"text": "Three pounds."}, {"text": "Three, by phone.", "channel": "phone"}],
        "confidence": selected["default"]["ranking"][0]["confidence"],
        "intent_response_key": "faq/cost",
        "utter_action": "utter_faq/cost",
    }
    assert [each["intent_response_key"] for each in selected["default"]["ranking"]] == ["faq/cost", "faq/hours"]
