"""Choosing among the response keys of a retrieval intent, in pipelines of several kinds."""

from __future__ import annotations

import pytest

from talkwright.errors import Place, Problem, Problems
from talkwright.nlu.examples import TrainingData, read_example
from talkwright.nlu.fit import fit_pipeline
from talkwright.nlu.pipeline import Pipeline
from talkwright.nlu.registry import Part

HERE = Place("config.yml", 3, 5)
INTENTS = {
    "greet": "hello\nhi there\ngood morning",
    "faq/hours": "when do you open\nwhat are your opening hours\nare you open on Sundays",
    "faq/cost": "how much is shipping\nwhat does delivery cost\nis delivery free",
    "chitchat/name": "what is your name\nwho are you",
    "chitchat/joke": "tell me a joke\nsay something funny",
}


def taught(*parts: Part, intents: dict[str, str] = INTENTS) -> tuple[Pipeline, tuple[Problem, ...]]:
    problems = Problems()
    examples = [
        read_example(line, Place("nlu.yml"), problems, intent)
        for intent, lines in intents.items()
        for line in lines.splitlines()
    ]
    data = TrainingData(tuple(example for example in examples if example))
    pipeline = fit_pipeline(data, parts, "en", problems)
    said = {"utter_faq/cost": [{"text": "Three pounds."}]}
    return Pipeline.load(pipeline.save(), said), problems.all


@pytest.mark.parametrize("parts", [(), (("NgramClassifier", {}, HERE),)], ids=["default", "not named"])
def test_a_selector_is_there_when_there_is_something_to_select(parts: tuple[Part, ...]) -> None:
    pipeline, problems = taught(*parts)
    assert problems == ()
    heard = pipeline.parse("is your delivery free of charge")
    assert heard.intent.name == "faq"
    assert heard.intent.full_retrieval_intent_name == "faq/cost"


def test_without_retrieval_intents_nothing_is_said_of_them() -> None:
    pipeline, _ = taught(intents={"greet": "hello\nhi", "leave": "bye\nsee you"})
    heard = pipeline.parse("hello")
    assert not heard.response_selector
    assert not heard.intent.full_retrieval_intent_name


def test_another_intent_selects_nothing() -> None:
    heard = taught()[0].parse("good morning")
    assert heard.response_selector == {"all_retrieval_intents": ["chitchat", "faq"]}


def test_a_selector_of_one_intent_leaves_the_others_alone() -> None:
    one = ("ResponseSelector", {"retrieval_intent": "faq", "epochs": 100}, HERE)
    other = ("ResponseSelector", {"retrieval_intent": "chitchat"}, HERE)
    pipeline, problems = taught(one, other)
    assert problems == ()
    heard = pipeline.parse("tell me another joke")
    assert isinstance(heard.response_selector, dict)
    assert heard.response_selector.keys() == {"all_retrieval_intents", "chitchat"}
    assert heard.intent.full_retrieval_intent_name == "chitchat/joke"
    alone, _ = taught(one)
    assert alone.parse("tell me another joke").response_selector == {"all_retrieval_intents": ["chitchat", "faq"]}


def test_a_selector_of_an_intent_that_is_none_is_told() -> None:
    _, (problem,) = taught(("ResponseSelector", {"retrieval_intent": "greet"}, HERE))
    assert (problem.code, problem.place, problem.severity) == ("nlu/nothing-to-select", HERE, "warning")


def test_the_only_response_key_is_always_the_one() -> None:
    pipeline, _ = taught(intents={"greet": "hello\nhi", "faq/cost": "what does it cost\nhow much is it"})
    assert pipeline.parse("how much").intent.full_retrieval_intent_name == "faq/cost"


def test_a_payload_names_the_response_key() -> None:
    heard = taught()[0].parse("/faq/cost@0.8")
    assert heard.intent.name == "faq"
    assert heard.intent.full_retrieval_intent_name == "faq/cost"
    assert isinstance(heard.response_selector, dict)
    assert heard.response_selector["default"] == {
        "response": {
            "responses": [{"text": "Three pounds."}],
            "confidence": 0.8,
            "intent_response_key": "faq/cost",
            "utter_action": "utter_faq/cost",
        },
        "ranking": [{"confidence": 0.8, "intent_response_key": "faq/cost"}],
    }


def test_a_payload_of_a_key_that_is_none_is_ordinary_text() -> None:
    assert taught()[0].parse("/faq/nothing").intent.confidence < 1
