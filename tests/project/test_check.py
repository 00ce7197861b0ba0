"""Whether the parts of a project agree."""

from __future__ import annotations

import pytest

from talkwright.errors import Problems
from talkwright.project.check import check_responses

from .conftest import Bot, told


def test_each_name_is_told_once_and_where_it_is_first(bot: Bot) -> None:
    nlu = "nlu:\n- intent: gret\n  examples: |\n    - a [b](c)\n    - d [e](c)\n- intent: greet\n  examples: [x]\n"
    project = bot({"domain.yml": "intents: [greet]\n", "data/nlu.yml": nlu})
    assert told(project.problems) == [
        ("data/nlu.yml:4:7", "domain/unlisted-entity"),
        ("data/nlu.yml:4:7", "domain/unlisted-intent"),
    ]
    assert project.problems[1].hint == "Did you mean 'greet'?"
    assert {problem.severity for problem in project.problems} == {"warning"}


def test_retrieval_intents_are_listed_by_their_first_half(bot: Bot) -> None:
    nlu = "nlu:\n- intent: faq/a\n  examples: [x, y]\n- intent: faq/b\n  examples: [z]\n"
    responses = "responses: {utter_faq/a: [{text: A}], utter_faq/bb: [{text: B}]}\n"
    project = bot({"domain.yml": "intents: [faq, greet]\n", "data/nlu.yml": nlu, "data/responses.yml": responses})
    assert told(project.problems) == [("data/nlu.yml:5:14", "domain/no-answer")]
    assert project.problems[0].hint == "Did you mean 'utter_faq/bb'?"
    assert project.domain.retrieval_intents == ("faq",)


@pytest.mark.parametrize(("key", "hint"), [("hours", None), ("ours", "Did you mean 'faq/hours'?")])
def test_a_button_names_a_question_that_has_an_answer(bot: Bot, key: str, hint: str | None) -> None:
    buttons = f"utter_a: [{{text: t, buttons: [{{title: x, payload: /faq/{key}}}]}}]"
    project = bot(
        {
            "domain.yml": f"intents: [faq]\nresponses:\n  {buttons}\n  utter_faq/hours: [{{text: Nine.}}]\n",
            "data/nlu.yml": "nlu:\n- intent: faq/hours\n  examples: [when]\n",
        }
    )
    problems = Problems()
    check_responses(project.domain, problems)
    assert [problem.hint for problem in problems.all] == ([hint] if hint else [])
    assert {problem.code for problem in problems.all} <= {"domain/unknown-intent"}


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ("/greet", None),
        ('/greet{"city": "Rome"}', None),
        ('/greet{{"city": "Rome"}}', None),
        ("/greet@0.9", None),
        ("/restart", None),
        ("/SetSlots(city=Rome, city=x)", None),
        ("/", None),
        ("/{intent}", None),
        ("/tmp/some file", None),
        ("any words", None),
        ("/gret", "domain/unknown-intent"),
        ('/gret{"city": "Rome"}', "domain/unknown-intent"),
        ("/faq/ask_name", "domain/unknown-intent"),
        ("/SetSlots(city=Rome, town=x)", "domain/unknown-slot"),
    ],
)
def test_buttons_say_what_there_is(domain_of: Bot, payload: str, code: str | None) -> None:
    project = domain_of(
        f"""\
        intents: [greet]
        slots: {{city: {{type: any, mappings: [{{type: custom}}]}}}}
        responses:
          utter_a:
            - text: t
              buttons:
                - title: x
                  payload: '{payload}'
        """
    )
    problems = Problems()
    check_responses(project.domain, problems)
    assert project.problems == ()
    assert told(problems.all) == ([("domain.yml:5:7", code)] if code else [])


def test_conditions_of_responses_say_what_there_is(domain_of: Bot) -> None:
    project = domain_of("responses:\n  utter_a:\n    - text: x\n      condition: [{name: nope, value: 1}]\n")
    problems = Problems()
    check_responses(project.domain, problems)
    assert told(problems.all) == [("domain.yml:3:7", "domain/unknown-slot")]


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ("{type: from_entity, entity: town}", "domain/unknown-entity"),
        ("{type: from_text, intent: [greet, nope]}", "domain/unknown-intent"),
        ("{type: from_text, not_intent: nope}", "domain/unknown-intent"),
        ("{type: from_text, conditions: [{active_loop: nope}]}", "domain/unknown-form"),
        ("{type: from_text, conditions: [{requested_slot: nope}]}", "domain/unknown-slot"),
        ("{type: from_text, conditions: [{active_flow: nope}]}", "domain/unknown-flow"),
        ("{type: custom, action: nope}", "domain/unknown-action"),
    ],
)
def test_mappings_name_what_there_is(domain_of: Bot, mapping: str, code: str) -> None:
    project = domain_of(f"intents: [greet]\nslots:\n  x:\n    type: any\n    mappings:\n      - {mapping}\n")
    assert told(project.problems) == [("domain.yml:6:9", code)]
    assert "nope" in project.problems[0].message or "town" in project.problems[0].message


def test_intents_name_entities_there_are(domain_of: Bot) -> None:
    project = domain_of("entities: [city]\nintents:\n  - a: {use_entities: [town], ignore_entities: [city]}\n")
    assert told(project.problems) == [("domain.yml:3:5", "domain/unknown-entity")]


def test_slots_without_mappings_are_told_unless_flows_fill_them(bot: Bot) -> None:
    domain = "slots:\n  x: {type: text}\n"
    flows = bot({"domain.yml": domain, "flows/a.yml": "flows: {f: {steps: []}}\n"})
    assert flows.problems == ()
    rules = bot({"domain.yml": domain, "flows/a.yml": "rules: [{rule: r}]\n"})
    assert told(rules.problems) == [("domain.yml:2:3", "domain/no-mappings")]


def test_nothing_is_called_unknown_when_a_file_could_not_be_read(bot: Bot) -> None:
    project = bot({"domain.yml": "a: b: c\n", "data/nlu.yml": "nlu:\n- intent: a\n  examples: [x]\n"})
    assert told(project.problems) == [("domain.yml:1:5", "yaml/syntax")]
