"""Responses in every form that bots have."""

from __future__ import annotations

import pytest

from talkwright.conversation.content import BotMessage, Button
from talkwright.errors import Place
from talkwright.project.responses import Response, ResponseCondition

from .conftest import Bot, told


def test_all_that_a_variation_can_hold(domain_of: Bot) -> None:
    project = domain_of(
        """\
        intents: [greet]
        slots: {vip: {type: bool, mappings: [{type: custom}]}}
        responses:
          utter_all:
            - text: "Hello {name}"
              image: https://example.org/a.png
              id: 7
              channel: slack
              metadata: {rephrase: true}
              custom: {blocks: [1, {a: null}]}
              attachment: {type: file}
              elements: [{title: x}]
              buttons:
                - title: Hi
                  payload: /greet
                - {title: Site, type: web_url, url: https://example.org}
              quick_replies:
                - {title: Yes, payload: /greet, content_type: text}
              condition:
                - {type: slot, name: vip, value: true}
            - text: Hi
              condition: slots.vip is true
        """
    )
    assert project.problems == ()
    first, second = project.domain.responses["utter_all"]
    assert first == Response(
        BotMessage(
            text="Hello {name}",
            image="https://example.org/a.png",
            buttons=(Button("Hi", "/greet"), Button("Site", "https://example.org", "web_url")),
            quick_replies=(Button("Yes", "/greet", "text"),),
            attachment={"type": "file"},
            elements=({"title": "x"},),
            custom={"blocks": [1, {"a": None}]},
            metadata={"rephrase": True},
        ),
        channel="slack",
        id="7",
        conditions=(ResponseCondition("slot", "vip", True),),
        place=Place("domain.yml", 5, 7),
    )
    assert second.condition_text == "slots.vip is true"
    assert second.plain() == {"text": "Hi", "condition": "slots.vip is true"}


def test_texts_alone_will_do(domain_of: Bot) -> None:
    project = domain_of("responses:\n  utter_a:\n    - Hello\n    - text: Hi\n  utter_b: Bye\n")
    assert project.problems == ()
    assert [each.message.text for each in project.domain.responses["utter_a"]] == ["Hello", "Hi"]
    assert project.domain.responses["utter_b"][0].message == BotMessage(text="Bye")


@pytest.mark.parametrize(
    ("written", "said"),
    [("5", "5"), ("true", "true"), ("1.5", "1.5"), ("yes", "yes"), ("[a, 1]", '["a", 1]'), ("", ""), ("'/x'", "/x")],
)
def test_payloads_become_text(domain_of: Bot, written: str, said: str) -> None:
    buttons = f"      buttons:\n        - title: 1\n          payload: {written}\n"
    text = f"intents: [x]\nresponses:\n  utter_a:\n    - text: t\n{buttons}"
    project = domain_of(text)
    assert project.problems == ()
    assert project.domain.responses["utter_a"][0].message.buttons == (Button("1", said),)


@pytest.mark.parametrize(
    ("variations", "place", "code"),
    [
        ("", "domain.yml:2:3", "domain/empty-response"),
        ("[]", "domain.yml:2:3", "domain/empty-response"),
        ("\n    - text: ''", "domain.yml:3:7", "domain/empty-response"),
        ("\n    - text:", "domain.yml:3:7", "domain/empty-response"),
        ("\n    - channel: rest", "domain.yml:3:7", "domain/empty-response"),
        ("\n    -", "domain.yml:3:6", "domain/empty-response"),
        ("5", "domain.yml:2:12", "domain/bad-response"),
        ("{text: x}", "domain.yml:2:12", "domain/bad-response"),
        ("\n    - text: 5", "domain.yml:3:13", "yaml/wrong-type"),
        ("\n    - [x]", "domain.yml:3:7", "yaml/wrong-type"),
        ("\n    - text: x\n      buttons: [x]", "domain.yml:4:17", "yaml/wrong-type"),
        ("\n    - text: x\n      buttons: [{payload: x}]", "domain.yml:4:17", "yaml/missing-key"),
        ("\n    - text: x\n      butons: []", "domain.yml:4:7", "yaml/unknown-key"),
        ("\n    - text: x\n      condition: [{type: mood, name: x}]", "domain.yml:4:20", "domain/bad-condition"),
        ("\n    - text: x\n      condition: [{value: x}]", "domain.yml:4:19", "yaml/missing-key"),
    ],
)
def test_faults(domain_of: Bot, variations: str, place: str, code: str) -> None:
    project = domain_of(f"responses:\n  utter_a: {variations}\n")
    assert told(project.problems) == [(place, code)]
    assert "utter_a" in project.domain.responses


def test_a_variation_in_other_languages(domain_of: Bot) -> None:
    project = domain_of(
        """\
        responses:
          utter_size:
            - text: Which size?
              image: https://example.org/sizes.png
              translation:
                de: Welche Größe?
                fr: {text: "Quelle taille ?"}
              buttons:
                - {title: Small, payload: small, translation: {de: Klein, it: {title: Piccola}}}
                - {title: XL, payload: xl}
        """
    )
    assert project.problems == ()
    (variation,) = project.domain.responses["utter_size"]
    said = {
        language: (message.text, [button.title for button in message.buttons], message.image)
        for language, message in variation.translations.items()
    }
    image = "https://example.org/sizes.png"
    assert said == {
        "de": ("Welche Größe?", ["Klein", "XL"], image),
        "fr": ("Quelle taille ?", ["Small", "XL"], image),
        "it": ("Which size?", ["Piccola", "XL"], image),
    }
    assert [button.payload for button in variation.translations["de"].buttons] == ["small", "xl"]


@pytest.mark.parametrize("translation", ["[de]", "Hallo", "{de: [Hallo]}", "{de: {text: [Hallo]}}", "{de: null}"])
def test_a_translation_of_another_kind_is_told_or_left_out(domain_of: Bot, translation: str) -> None:
    project = domain_of(f"responses:\n  utter_a:\n    - {{text: Hello, translation: {translation}}}\n")
    (variation,) = project.domain.responses["utter_a"]
    assert variation.message.text == "Hello"
    assert all(message.text == "Hello" for message in variation.translations.values())
    codes = {problem.code for problem in project.problems}
    assert codes == (set() if "null" in translation or "text" in translation else {"yaml/wrong-type"})
