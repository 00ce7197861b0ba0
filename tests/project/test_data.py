"""Training data: where each example stands, and everything that can be wrong with it."""

from __future__ import annotations

import pytest

from talkwright.conversation.utterance import Entity
from talkwright.errors import Place
from talkwright.nlu.examples import Lookup, Regex

from .conftest import Bot, told

DOMAIN = "intents: [greet, trip, faq]\nentities: [city]\nresponses: {utter_faq/ask_name: [{text: A bot.}]}\n"


def test_examples_in_every_form(bot: Bot) -> None:
    project = bot(
        {
            "domain.yml": DOMAIN,
            "data/nlu.yml": """\
            version: "3.1"
            nlu:
              - intent: trip
                metadata: {sentiment: good}
                examples: |
                  - to [Rome](city)

                  # not an example
                  -  now
              - intent: faq/ask_name
                examples:
                  - "who are you?"
                  - text: your name
                    metadata: {sentiment: bad, tone: 1}
                  - text: |
                      really?
            """,
        }
    )
    assert project.problems == ()
    rome, now, who, name, really = project.data.examples
    assert (rome.text, rome.intent, rome.metadata) == ("to Rome", "trip", {"sentiment": "good"})
    assert rome.entities == (Entity("city", "Rome", 3, 7),)
    assert rome.place == Place("data/nlu.yml", 6, 9)
    assert (now.text, now.place) == ("now", Place("data/nlu.yml", 9, 10))
    assert (who.text, who.intent, who.response_key) == ("who are you?", "faq", "ask_name")
    assert who.place == Place("data/nlu.yml", 12, 10)
    assert (name.metadata, name.place) == ({"sentiment": "bad", "tone": 1}, Place("data/nlu.yml", 13, 15))
    assert really.text == "really?"


def test_synonyms_patterns_and_words(bot: Bot) -> None:
    project = bot(
        {
            "domain.yml": DOMAIN,
            "nlu-data/a.yml": """\
            nlu:
              - synonym: New York
                examples: |
                  - NYC
                  - Big Apple
              - regex: zip
                examples: |
                  - [0-9]{5}
                  - \\d{3}
              - lookup: city
                examples: [Rome, Oslo]
            """,
        }
    )
    data = project.data
    assert project.problems == ()
    assert data.synonyms == {"nyc": "New York", "big apple": "New York"}
    assert data.regexes == (
        Regex("zip", "[0-9]{5}", Place("nlu-data/a.yml", 8, 9)),
        Regex("zip", r"\d{3}", Place("nlu-data/a.yml", 9, 9)),
    )
    assert data.lookups == (Lookup("city", ("Rome", "Oslo"), Place("nlu-data/a.yml", 10, 5)),)


def test_flows_stories_and_rules_stay_as_written(bot: Bot) -> None:
    project = bot(
        {
            "domain.yml": DOMAIN,
            "data/a.yml": "flows:\n  one: {steps: []}\nstories:\n  - story: s\nrules:\n  - rule: r\n",
            "flows/b.yml": "flows:\n  two: {steps: []}\n  one: {}\n",
        }
    )
    assert [(name, node.plain(), str(place)) for name, node, place in project.flows] == [
        ("one", {"steps": []}, "data/a.yml:2:3"),
        ("two", {"steps": []}, "flows/b.yml:2:3"),
    ]
    assert [node.plain() for node in (*project.stories, *project.rules)] == [{"story": "s"}, {"rule": "r"}]
    assert told(project.problems) == [("flows/b.yml:3:3", "project/duplicate")]


@pytest.mark.parametrize(
    ("entry", "line", "column", "code"),
    [
        ("- intent: greet\n  examples: |\n    - hi\n    hello\n", 4, 5, "nlu/no-dash"),
        ("- intent: greet\n  examples: >\n    - hi\n    - hello\n", 2, 13, "nlu/folded-examples"),
        ("- intent: greet\n  examples: |\n    - hi\n    - [Rome]{city}\n", 4, 13, "nlu/bad-entity"),
        ("- intent: greet\n", 1, 3, "nlu/no-examples"),
        ("- intent: greet\n  examples: |\n", 1, 3, "nlu/no-examples"),
        ("- intent:\n  examples: [a]\n", 1, 3, "yaml/missing-key"),
        ("- intents: greet\n  examples: [a]\n", 1, 3, "nlu/unknown-entry"),
        ("- greet\n", 1, 3, "yaml/wrong-type"),
        ("-\n", 1, 2, "nlu/unknown-entry"),
        ("- intent: 5\n  examples: [a]\n", 1, 11, "yaml/wrong-type"),
        ("- intent: greet\n  exampels: [a]\n  examples: [a]\n", 2, 3, "yaml/unknown-key"),
        ("- intent: greet\n  examples: {a: b}\n", 2, 13, "yaml/wrong-type"),
        ("- intent: greet\n  examples: [5]\n", 2, 14, "yaml/wrong-type"),
        ("- intent: greet\n  examples: [{metadata: {a: 1}}]\n", 2, 14, "yaml/missing-key"),
        ("- regex: r\n  examples: |\n    - (a\n    - b\n", 3, 7, "nlu/bad-regex"),
        ("- regex: r\n  examples: |\n    - a{99999999999}\n", 3, 7, "nlu/bad-regex"),
        ("- synonym: a\n  examples: |\n    - x\n- synonym: b\n  examples: |\n    - X\n", 6, 7, "nlu/synonym-conflict"),
        ("- intent: nope\n  examples: |\n    - x\n    - y\n", 3, 7, "domain/unlisted-intent"),
        ("- intent: greet\n  examples: |\n    - in [Rome](town)\n", 3, 7, "domain/unlisted-entity"),
    ],
)
def test_faults(bot: Bot, entry: str, line: int, column: int, code: str) -> None:
    project = bot({"domain.yml": DOMAIN, "data/nlu.yml": "nlu:\n" + entry})
    assert told(project.problems) == [(f"data/nlu.yml:{line + 1}:{column}", code)]


def test_a_pattern_that_python_only_warns_of_is_fine(bot: Bot) -> None:
    project = bot({"domain.yml": DOMAIN, "data/nlu.yml": "nlu:\n- regex: r\n  examples: ['[[a]']\n"})
    assert project.problems == ()
    assert [each.pattern for each in project.data.regexes] == ["[[a]"]


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("services: {}\n", "data/not-training-data", "Move the file out of the data folders."),
        ("storys: []\n", "data/not-training-data", "Did you mean 'stories'?"),
        ("- a\n", "data/not-training-data", "Move the file out of the data folders."),
        ("rules: []\nslots: {}\n", "data/domain-section", "Move it to the domain."),
        ("rules: []\nstorys: []\n", "yaml/unknown-key", "Did you mean 'stories'?"),
        ("rules: {}\n", "yaml/wrong-type", "Begin each element with '- '."),
    ],
)
def test_files_that_teach_nothing(bot: Bot, text: str, code: str, hint: str) -> None:
    project = bot({"domain.yml": DOMAIN, "data/x.yml": text})
    assert [(p.code, p.hint) for p in project.problems] == [(code, hint)]


FRENCH = """\
language: {}
nlu:
  - intent: greet
    examples: |
      - salut
"""
SAID = "nlu:\n  - intent: greet\n    examples: ['hi']\n"


def test_a_file_says_the_language_of_its_examples(bot: Bot) -> None:
    files = {"config.yml": "language: en_GB\nadditional_languages: [fr]\n", "domain.yml": "intents: [greet]\n"}
    project = bot({**files, "data/fr.yml": FRENCH.format("fr-CH"), "data/other.yml": SAID})
    assert project.problems == ()
    assert [(each.text, each.language) for each in project.data.examples] == [("salut", "fr"), ("hi", None)]
    other = bot({**files, "data/fr.yml": FRENCH.format("en"), "data/other.yml": SAID})
    assert other.fingerprints["nlu"] != project.fingerprints["nlu"]


@pytest.mark.parametrize(
    ("language", "code", "place"),
    [
        ("french", "data/unknown-language", Place("data/nlu.yml", 1, 1)),
        ("de", "data/unlisted-language", Place("data/nlu.yml", 5, 9)),
    ],
)
def test_a_language_has_a_code_and_is_one_of_the_bot(bot: Bot, language: str, code: str, place: Place) -> None:
    files = {"config.yml": "language: en\nadditional_languages: [fr]\n", "domain.yml": "intents: [greet]\n"}
    (problem,) = bot({**files, "data/nlu.yml": FRENCH.format(language)}).problems
    assert (problem.code, problem.place) == (code, place)
