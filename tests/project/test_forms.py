"""Forms, in each of the four ways in which they were ever written."""

from __future__ import annotations

import pytest

from .conftest import Bot, told

SLOTS = "entities: [city]\nslots:\n  city: {type: text}\n  fine: {type: bool}\nintents: [yes, other]\n"


@pytest.mark.parametrize("head", ["required_slots:\n      ", ""])
def test_the_mappings_of_rasa_2_move_to_the_slots(domain_of: Bot, head: str) -> None:
    indent = "  " if head else ""
    project = domain_of(
        f"{SLOTS}forms:\n  trip:\n    {head}city:\n"
        f"    {indent}- type: from_entity\n    {indent}  entity: city\n"
        f"    {indent}fine:\n    {indent}- type: from_intent\n    {indent}  intent: yes\n    {indent}  value: true\n"
    )
    assert told(project.problems) == [("domain.yml:7:3", "domain/legacy")]
    assert project.domain.forms["trip"].required_slots == ("city", "fine")
    city, by_name = project.domain.mappings["city"]
    assert city.plain()["conditions"] == [{"active_loop": "trip"}]
    assert by_name.plain() == {"type": "from_entity", "entity": "city"}
    (fine,) = project.domain.mappings["fine"]
    assert fine.plain()["conditions"] == [{"active_loop": "trip", "requested_slot": "fine"}]
    assert fine.value is True


def test_the_list_of_rasa_1_has_forms_without_slots(domain_of: Bot) -> None:
    project = domain_of("forms:\n  - trip_form\n")
    assert told(project.problems) == [("domain.yml:2:3", "domain/legacy")]
    assert project.domain.forms["trip_form"].required_slots == ()
    assert project.domain.schema.slots["requested_slot"].type == "text"


def test_without_forms_nothing_is_requested(domain_of: Bot) -> None:
    assert list(domain_of("forms: {}\n").domain.schema.slots) == ["session_started_metadata"]


@pytest.mark.parametrize(
    ("form", "told_of"),
    [
        ("{required_slots: [city, town]}", ("domain.yml:7:3", "domain/unknown-slot")),
        ("{required_slots: [], ignored_intents: [nope]}", ("domain.yml:7:3", "domain/unknown-intent")),
        ("{required_slots: [5]}", ("domain.yml:7:27", "yaml/wrong-type")),
        ("{requierd_slots: x}", ("domain.yml:7:10", "yaml/unknown-key")),
        ("x", ("domain.yml:7:9", "yaml/wrong-type")),
    ],
)
def test_forms_that_cannot_work(domain_of: Bot, form: str, told_of: tuple[str, str]) -> None:
    slots = SLOTS.replace("}", ", mappings: [{type: custom}]}")
    project = domain_of(f"{slots}forms:\n  trip: {form}\n")
    assert told(project.problems) == [told_of]
