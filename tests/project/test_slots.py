"""Slots and mappings, and what authors get wrong about them."""

from __future__ import annotations

import pytest

from .conftest import Bot, told


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("text", "text"),
        ("list", "list"),
        ("rasa.shared.core.slots.TextSlot", "text"),
        ("rasa.shared.core.slots.FloatSlot", "float"),
        ("rasa.core.slots.BooleanSlot", "bool"),
    ],
)
def test_types(domain_of: Bot, written: str, kind: str) -> None:
    project = domain_of(f"slots:\n  x:\n    type: {written}\n    mappings: [{{type: custom}}]\n")
    assert project.problems == ()
    assert project.domain.schema.slots["x"].type == kind


@pytest.mark.parametrize(
    ("written", "code", "hint"),
    [
        ("txet", "domain/unknown-slot-type", "Did you mean 'text'?"),
        ("string", "domain/unknown-slot-type", "Did you mean 'text'?"),
        ("int", "domain/unknown-slot-type", "Did you mean 'float'?"),
        ("actions.slots.Mine", "domain/custom-slot-type", "Choose one of text, bool, categorical, float, list, any."),
        ("unfeaturized", "domain/legacy", "Write 'type: any'."),
        ("5", "yaml/wrong-type", "Put the value in quotes."),
    ],
)
def test_types_there_are_not(domain_of: Bot, written: str, code: str, hint: str) -> None:
    project = domain_of(f"slots:\n  x:\n    mappings: [{{type: custom}}]\n    type: {written}\n")
    column = 11 if code == "yaml/wrong-type" else 5
    assert told(project.problems) == [(f"domain.yml:4:{column}", code)]
    assert project.problems[0].hint == hint
    assert project.domain.schema.slots["x"].type == "any"


def test_any_does_not_influence_the_conversation(domain_of: Bot) -> None:
    slots = domain_of("slots:\n  a: {type: any}\n  t: {type: text}\n").domain.schema.slots
    assert (slots["a"].influence_conversation, slots["t"].influence_conversation) == (False, True)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("type: categorical", "domain/no-values"),
        ("type: categorical\n    values: [a]\n    initial_value: b", "domain/initial-value"),
        ("type: bool\n    initial_value: yes", "domain/initial-value"),
        ("type: float\n    initial_value: true", "domain/initial-value"),
        ("type: list\n    initial_value: a", "domain/initial-value"),
        ("type: float\n    min_value: 2\n    max_value: 1", "domain/bounds"),
        ("type: text\n    auto_fill: true", "domain/legacy"),
        ("type: text\n    initial_vlaue: a", "yaml/unknown-key"),
        ("mappings: []", "yaml/missing-key"),
        ("type: text\n    influence_conversation: no", "yaml/wrong-type"),
    ],
)
def test_values_that_do_not_fit(bot: Bot, said: str, code: str) -> None:
    project = bot({"domain.yml": f"slots:\n  x:\n    {said}\n", "flows/f.yml": "flows: {}\n"})
    assert [problem.code for problem in project.problems] == [code]
    assert project.problems[0].place.file == "domain.yml"
    assert "x" in project.domain.schema.slots


@pytest.mark.parametrize(
    ("mapping", "code", "hint"),
    [
        ("{type: from_entities, entity: e}", "domain/unknown-mapping", "Did you mean 'from_entity'?"),
        ("{type: from_entity}", "yaml/missing-key", "Add 'entity: ...'."),
        ("{type: from_intent, intent: i}", "yaml/missing-key", "Add 'value: ...'."),
        ("{entity: e}", "yaml/missing-key", "Add 'type: ...'."),
        ("from_text", "yaml/wrong-type", "Write it as 'key: value' lines."),
        ("{type: from_text, conditions: [{active_lop: f}]}", "yaml/unknown-key", "Did you mean 'active_loop'?"),
        ("{type: from_text, entty: e}", "yaml/unknown-key", "Did you mean 'entity'?"),
    ],
)
def test_mappings_that_are_none(bot: Bot, mapping: str, code: str, hint: str) -> None:
    domain = f"entities: [e]\nintents: [i]\nslots:\n  x:\n    type: text\n    mappings:\n      - {mapping}\n"
    project = bot({"domain.yml": domain, "flows/f.yml": "flows: {}\n"})
    assert [(p.code, p.hint, p.place.line) for p in project.problems] == [(code, hint, 7)]


def test_a_condition_tells_null_from_absent(domain_of: Bot) -> None:
    project = domain_of(
        """\
        slots:
          x:
            type: text
            mappings:
              - type: from_text
                conditions:
                  - active_loop: null
                  - requested_slot: x
        """
    )
    nowhere, asked = project.domain.mappings["x"][0].conditions
    assert (nowhere.active_loop, nowhere.names) == (None, ("active_loop",))
    assert (asked.active_loop, asked.names) == (None, ("requested_slot",))


def test_a_mapping_may_give_null(domain_of: Bot) -> None:
    project = domain_of(
        "intents: [i]\nslots: {x: {type: text, mappings: [{type: from_intent, intent: i, value: null}]}}\n"
    )
    assert project.problems == ()
    assert project.domain.mappings["x"][0].plain() == {"type": "from_intent", "intent": "i", "value": None}
