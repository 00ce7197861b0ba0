"""Domains of Rasa 1 and 2 become domains of Rasa 3, and nothing else in their files changes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from talkwright.errors import Problems
from talkwright.migrate.domain import migrate_domain
from talkwright.migrate.notes import Notes
from talkwright.migrate.old_domain import read_old_domain
from talkwright.project.domain import Domain
from talkwright.project.merge import read_domain
from talkwright.yaml import parse

OF_RASA_2 = """\
# Mine.
version: '2.0'  # old

intents:
- greet
- restart_all:
    triggers: action_restart   # at once
- ask:
    triggers: action_ask
    use_entities: []
entities: [city, size]
slots:
  city:   # where to
    type: text
    auto_fill: false
  size:
    type: rasa.shared.core.slots.TextSlot
    influence_conversation: false
  done: {type: bool, auto_fill: true}
  other:
    type: unfeaturized
    initial_value: x
forms:
  # asks for all
  order:
    ignored_intents: [greet]
    required_slots:
      city:
      - type: from_entity
        entity: city
      - type: from_text   # as it is
        not_intent: greet
  again:
    city:
    - type: from_entity
      entity: city
actions:
- action_ask
- order
responses:
  utter_hi:
  - text: "Hi!"  # friendly
"""
OF_RASA_3 = """\
# Mine.
version: "3.1"  # old

intents:
- greet
- restart_all   # at once
- ask:
    use_entities: []
entities: [city, size]
slots:
  city:   # where to
    type: text
    mappings:
      - type: from_entity
        entity: city
        conditions:
          - active_loop: order
          - active_loop: again
      - type: from_text
        not_intent: greet
        conditions:
          - active_loop: order
            requested_slot: city
  size:
    type: text
    influence_conversation: false
    mappings:
      - type: from_entity
        entity: size
  done:
    type: bool
    mappings:
      - type: custom
  other:
    type: any
    initial_value: x
    influence_conversation: false
    mappings:
      - type: custom
forms:
  # asks for all
  order:
    required_slots:
      - city
    ignored_intents:
      - greet
  again:
    required_slots:
      - city
actions:
- action_ask
responses:
  utter_hi:
  - text: "Hi!"  # friendly
"""


def migrated(text: str, file: str = "domain.yml") -> str:
    texts = {file: text}
    return migrate_domain(texts, read_old_domain(texts), [], Notes()).get(file, text)


def meant(text: str) -> Domain:
    problems = Problems()
    node = parse(text, "domain.yml", problems)
    assert node is not None
    domain = read_domain([node], problems)
    assert not [each for each in problems.all if each.code == "domain/legacy"]
    return domain


def test_a_domain_of_rasa_2() -> None:
    assert migrated(OF_RASA_2) == OF_RASA_3
    assert not meant(OF_RASA_3).is_legacy


def test_line_ends_and_the_mark_of_bytes_stay() -> None:
    strange = "\ufeff" + OF_RASA_2.replace("\n", "\r\n")
    assert migrated(strange) == "\ufeff" + OF_RASA_3.replace("\n", "\r\n")


@pytest.mark.parametrize("text", [OF_RASA_3, 'version: "3.1"\nslots:\n  a: {type: text}\n', "intents: [a]\n", "[", ""])
def test_what_is_current_or_no_domain_stays(text: str) -> None:
    assert migrated(text) == text


def test_a_slot_without_mappings_belongs_to_flows_where_there_are_any() -> None:
    texts = {"domain.yml": "slots:\n  a: {type: text}\n"}
    assert not read_old_domain(texts, has_flows=True).is_old
    assert read_old_domain(texts).is_old


def test_a_domain_of_rasa_1() -> None:
    old = (
        "intents: [greet]\nforms:\n- order\ntemplates:\n  utter_hi:\n  - Hi!\n  utter_bye: Bye\n"
        "actions: [respond_faq, order]\n"
    )
    notes = Notes()
    texts = {"domain.yml": old}
    new = migrate_domain(texts, read_old_domain(texts), [], notes)["domain.yml"]
    assert new == (
        'version: "3.1"\nintents: [greet]\nforms:\n  order:\n    required_slots: []\n'
        "responses:\n  utter_hi:\n  - text: Hi!\n  utter_bye:\n    - text: Bye\nactions: [respond_faq]\n"
        "\nsession_config:\n  session_expiration_time: 0\n"
    ).replace("respond_faq", "utter_faq")
    assert [note.kind for note in notes.all] == ["look", "done", "left", "done"]
    assert meant(new).responses["utter_bye"][0].message.text == "Bye"


def test_files_of_a_folder_know_each_other() -> None:
    texts = {
        "domain/a.yml": "version: '2.0'\nslots:\n  city:\n    type: text\n    auto_fill: false\n",
        "domain/b.yml": "version: '2.0'\nforms:\n  order:\n    city: [{type: from_text}]\n",
    }
    new = migrate_domain(texts, read_old_domain(texts), [], Notes())
    assert "active_loop: order" in new["domain/a.yml"]
    assert new["domain/b.yml"] == 'version: "3.1"\nforms:\n  order:\n    required_slots:\n      - city\n'


_FOLDER = os.environ.get("TALKWRIGHT_DATA")
_MIGRATED = sorted((Path(_FOLDER) / "oracles").glob("*__migrated.domain.yml")) if _FOLDER else []


@pytest.mark.skipif(not _FOLDER, reason="TALKWRIGHT_DATA names no folder with oracles/ in it")
@pytest.mark.parametrize("theirs", _MIGRATED, ids=lambda path: path.name)
def test_a_real_domain_comes_to_the_same_as_with_rasa(theirs: Path) -> None:
    bot = theirs.name.removesuffix("__migrated.domain.yml")
    ours = migrated((theirs.parents[1] / "bots" / bot / "domain.yml").read_text(encoding="utf-8"))
    assert meant(ours).plain() == meant(theirs.read_text(encoding="utf-8")).plain()
    assert migrated(ours) == ours
