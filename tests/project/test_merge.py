"""The domain, from one file or many."""

from __future__ import annotations

import msgspec

from talkwright.conversation.schema import Slot
from talkwright.errors import Place
from talkwright.project.domain import DEFAULT_INTENTS, Domain, EntitySettings, IntentSettings

from .conftest import Bot, told

WHOLE = """\
version: "3.1"
intents:
  - greet
  - order:
      use_entities: [city]
  - faq:
      is_retrieval_intent: true
      use_entities: false
      ignore_entities: city
entities:
  - city:
      roles: [from, to]
      groups: [1]
      influence_conversation: false
slots:
  city:
    type: text
    influence_conversation: false
    mappings:
      - type: from_entity
        entity: city
        role: from
        conditions:
          - active_loop: trip
            requested_slot: city
          - active_loop: null
  size:
    type: categorical
    values: [small, 2, true]
    initial_value: small
    mappings:
      - type: from_intent
        intent: order
        not_intent: [greet, faq]
        value: yes
  price:
    type: float
    min_value: 0
    max_value: 100
    mappings: [{type: custom, action: action_price}]
forms:
  trip:
    required_slots: [city, size]
    ignored_intents: greet
actions:
  - action_price
  - action_whole: {send_domain: true}
responses:
  utter_greet:
    - text: Hello
      channel: rest
      condition: [{type: slot, name: city, value: Rome}]
session_config:
  session_expiration_time: 0
  carry_over_slots_to_new_session: false
"""


def test_a_whole_domain(domain_of: Bot) -> None:
    project = domain_of(WHOLE)
    domain = project.domain
    assert project.problems == ()
    assert list(domain.intents) == ["greet", "order", "faq", *DEFAULT_INTENTS]
    assert domain.intents["order"] == IntentSettings(use_entities=("city",))
    assert domain.intents["faq"] == IntentSettings(False, ("city",), True)
    assert domain.entities == {"city": EntitySettings(("from", "to"), ("1",), False)}
    assert list(domain.schema.slots) == ["city", "size", "price", "requested_slot", "session_started_metadata"]
    assert domain.schema.slots["size"] == Slot("size", "categorical", "small", ("small", 2, True))
    assert domain.schema.slots["price"] == Slot("price", "float", min_value=0, max_value=100)
    assert domain.schema.initial()["size"] == "small"
    assert domain.schema.session_expiration_minutes == 0
    assert domain.schema.carry_over_slots is False
    assert domain.forms["trip"].required_slots == ("city", "size")
    assert domain.actions == ("action_price", "action_whole")
    assert domain.send_domain == ("action_whole",)
    assert domain.places["slot:price"] == Place("domain.yml", 36, 3)
    assert domain.places["intent:order"] == Place("domain.yml", 4, 5)
    assert domain.is_legacy is False


def test_actions_get_the_domain_as_it_was_written(domain_of: Bot) -> None:
    plain = domain_of(WHOLE).domain.plain()
    assert plain["intents"][:2] == ["greet", {"order": {"use_entities": ["city"]}}]
    assert len(plain["intents"]) == 3
    assert plain["slots"]["city"] == {
        "type": "text",
        "initial_value": None,
        "influence_conversation": False,
        "mappings": [
            {
                "type": "from_entity",
                "entity": "city",
                "role": "from",
                "conditions": [{"active_loop": "trip", "requested_slot": "city"}, {"active_loop": None}],
            }
        ],
    }
    assert plain["slots"]["size"]["mappings"] == [
        {"type": "from_intent", "intent": "order", "not_intent": ["greet", "faq"], "value": "yes"}
    ]
    assert list(plain["slots"]) == ["city", "size", "price"]
    assert plain["forms"] == {"trip": {"required_slots": ["city", "size"], "ignored_intents": ["greet"]}}
    assert plain["actions"] == ["action_price", {"action_whole": {"send_domain": True}}]
    assert plain["responses"]["utter_greet"] == [
        {"text": "Hello", "channel": "rest", "condition": [{"type": "slot", "name": "city", "value": "Rome"}]}
    ]
    assert plain["session_config"] == {"session_expiration_time": 0, "carry_over_slots_to_new_session": False}


def test_a_domain_goes_through_json_unchanged(domain_of: Bot) -> None:
    domain = domain_of(WHOLE).domain
    assert msgspec.json.decode(msgspec.json.encode(domain), type=Domain) == domain
    assert msgspec.json.decode(msgspec.json.encode(domain.plain())) == domain.plain()


def test_files_of_a_folder_are_merged(bot: Bot) -> None:
    project = bot(
        {
            "domain/a.yml": "intents: [greet]\nslots: {x: {type: any}}\nresponses: {utter_a: [{text: first}]}\n",
            "domain/deep/b.yaml": "intents:\n  - bye\n  - greet\nresponses:\n  utter_a:\n    - text: second\n",
            "domain/notes.txt": "nothing",
            "data/flows.yml": "flows: {}\n",
        }
    )
    assert list(project.domain.intents)[:2] == ["greet", "bye"]
    assert project.domain.responses["utter_a"][0].message.text == "first"
    assert told(project.problems) == [
        ("domain/deep/b.yaml:3:5", "project/duplicate"),
        ("domain/deep/b.yaml:5:3", "project/duplicate"),
    ]
    assert "domain/a.yml:1:11" in project.problems[0].message


def test_responses_may_stand_with_the_data(bot: Bot) -> None:
    project = bot(
        {
            "domain.yml": "responses: {utter_a: [{text: x}]}\n",
            "data/faq.yml": "responses:\n  utter_faq/name:\n    - text: Ada\n  utter_a:\n    - text: y\n",
        }
    )
    assert project.domain.responses["utter_faq/name"][0].message.text == "Ada"
    assert told(project.problems) == [("data/faq.yml:4:3", "project/duplicate")]


def test_names_that_are_none_are_told(domain_of: Bot) -> None:
    project = domain_of("intents:\n  - 5\n  - {a: , b: }\n  - greet:\n    use_entities: []\nactions: hello\n")
    assert told(project.problems) == [
        ("domain.yml:2:5", "domain/bad-name"),
        ("domain.yml:3:5", "domain/bad-name"),
        ("domain.yml:4:5", "domain/bad-name"),
        ("domain.yml:6:10", "yaml/wrong-type"),
    ]


def test_settings_that_are_none_are_left_out(domain_of: Bot) -> None:
    project = domain_of("entities:\n  - synonyms:\n    - a\n")
    assert project.domain.entities == {"synonyms": EntitySettings()}
    assert told(project.problems) == [("domain.yml:3:5", "domain/bad-settings")]
    assert project.problems[0].severity == "warning"


def test_unknown_sections_are_told_with_the_nearest(domain_of: Bot) -> None:
    project = domain_of("intends: [greet]\n")
    assert [(p.code, p.hint) for p in project.problems] == [("yaml/unknown-key", "Did you mean 'intents'?")]


def test_a_session_cannot_end_before_it_begins(domain_of: Bot) -> None:
    project = domain_of("session_config:\n  session_expiration_time: -5\n")
    assert told(project.problems) == [("domain.yml:1:1", "domain/session-time")]
    assert project.domain.schema.session_expiration_minutes == 60


def test_what_rasa_1_wrote_is_understood(domain_of: Bot) -> None:
    project = domain_of(
        """\
        intents:
          - hi: {triggers: action_hi}
        entities: [city, number]
        slots:
          city: {type: unfeaturized}
          number: {type: text, auto_fill: false}
          other: {type: text}
        templates:
          utter_hi: [Hello, {text: Hi}]
        """
    )
    domain = project.domain
    assert {p.code for p in project.problems} == {"domain/legacy"}
    assert len(project.problems) == 4
    assert domain.is_legacy
    assert domain.schema.slots["city"] == Slot("city", "any", influence_conversation=False)
    assert [mapping.plain() for mapping in domain.mappings["city"]] == [{"type": "from_entity", "entity": "city"}]
    assert [mapping.plain() for mapping in domain.mappings["number"]] == [{"type": "custom"}]
    assert [mapping.plain() for mapping in domain.mappings["other"]] == [{"type": "custom"}]
    assert [each.message.text for each in domain.responses["utter_hi"]] == ["Hello", "Hi"]


def test_entities_need_not_fill_slots(domain_of: Bot) -> None:
    project = domain_of(
        """\
        version: "2.0"
        entities: [city]
        slots: {city: {type: text}}
        config: {store_entities_as_slots: false}
        """
    )
    assert [mapping.type for mapping in project.domain.mappings["city"]] == ["custom"]
    assert project.domain.plain()["config"] == {"store_entities_as_slots": False}
