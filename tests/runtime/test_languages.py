"""A bot of two languages, from the files to what is said: it answers in the language of its user."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from talkwright.conversation.stores.memory import MemoryStore
from talkwright.project.open import open_project
from talkwright.runtime.turn import Answer, Turns
from talkwright.training.load import load_model
from talkwright.training.train import train

from .stage import Clock, Scripted, said, turns_of

FILES = {
    "config.yml": "language: en\nadditional_languages: [de]\n",
    "domain.yml": """\
        intents: [greet, order]
        slots:
          size: {type: text}
          sure: {type: bool}
        responses:
          utter_greet:
            - text: Hello!
              translation: {de: Guten Tag!}
          utter_ask_size:
            - text: Which size?
              translation: {de: {text: Welche Größe?}}
              buttons:
                - {title: Small, payload: small, translation: {de: Klein}}
                - {title: XL, payload: xl}
          utter_ask_sure:
            - text: Sure?
              translation: {de: Sicher?}
          utter_done:
            - text: "{size} it is."
              condition: slots.language is "en"
            - text: "{size}, gern."
              condition: slots.language is "de"
        """,
    "data/nlu.yml": """\
        nlu:
          - intent: greet
            examples: |
              - hello there
              - good morning to you
              - guten Morgen
              - hallo zusammen
          - intent: order
            examples: |
              - i would like to order
              - can i order something
              - ich möchte etwas bestellen
              - kann ich hier bestellen
        """,
    "flows/flows.yml": """\
        flows:
          greet:
            description: Greets.
            nlu_trigger: [{intent: greet}]
            steps: [{action: utter_greet}]
          order:
            description: Orders.
            nlu_trigger: [{intent: order}]
            run_pattern_completed: false
            steps: [{collect: size}, {collect: sure}, {action: utter_done}]
        """,
}


@pytest.fixture
def turns(tmp_path: Path) -> Turns:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(textwrap.dedent(text))
    project = open_project(tmp_path, environment={})
    assert project.problems == ()
    train(project, tmp_path / "models", "bot")
    return turns_of(load_model(tmp_path / "models"), MemoryStore(), Scripted(), Clock())


async def tell(turns: Turns, text: str) -> Answer:
    return await turns.handle(said("ada", text))


async def test_it_answers_in_the_language_of_its_user(turns: Turns) -> None:
    assert [message.text for message in (await tell(turns, "hello there")).messages] == ["Hello!"]
    assert [message.text for message in (await tell(turns, "guten Morgen")).messages] == ["Guten Tag!"]
    (asked,) = (await tell(turns, "ich möchte etwas bestellen")).messages
    assert (asked.text, [button.title for button in asked.buttons]) == ("Welche Größe?", ["Klein", "XL"])
    # What answers a question is no change of language.
    assert [message.text for message in (await tell(turns, "the big one")).messages] == ["Sicher?"]
    assert [message.text for message in (await tell(turns, "ja klar")).messages] == ["the big one, gern."]


async def test_what_is_said_to_nobody_in_particular_is_in_the_main_language(turns: Turns) -> None:
    assert [message.text for message in (await tell(turns, "/greet")).messages] == ["Hello!"]
