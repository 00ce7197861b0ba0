"""A bot of two flows and one action, trained once: what a test of the tools needs, whatever becomes of the starter."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import talkwright

FILES = {
    "config.yml": """
language: en
pipeline:
- name: WhitespaceTokenizer
- name: NgramClassifier
- name: RegexEntityExtractor
- name: FallbackClassifier
  threshold: 0.3
""",
    "endpoints.yml": "tracker_store: {type: SQL, dialect: sqlite, db: .talkwright/small.db}\n",
    "domain.yml": """
intents: [greet, check_order]
entities: [order_number]
slots:
  order_number:
    type: text
    mappings: [{type: from_entity, entity: order_number}]
  order_state:
    type: text
    mappings: [{type: custom}]
actions: [action_look_up_order]
responses:
  utter_greet:
  - text: Hello <b>there</b>
    buttons: [{title: My order, payload: /check_order}]
  utter_ask_order_number: [{text: Which order?}]
  utter_on_its_way: [{text: "{order_number} is on its way."}]
  utter_unknown: [{text: I do not know that order.}]
""",
    "flows/orders.yml": """
flows:
  greet:
    description: Say hello.
    nlu_trigger: [greet]
    steps:
    - action: utter_greet
  order_status:
    description: Say where an order is.
    nlu_trigger: [check_order]
    steps:
    - collect: order_number
    - action: action_look_up_order
      next:
      - if: slots.order_state is "sent"
        then:
        - action: utter_on_its_way
          next: END
      - else:
        - action: utter_unknown
          next: END
""",
    "nlu-data/nlu.yml": """
nlu:
- intent: greet
  examples: |
    - hello
    - hello there
    - hi
    - hi there
    - good morning
    - good evening
- intent: check_order
  examples: |
    - where is my order
    - where is my order [TW-1042](order_number)
    - what about order [TW-7](order_number)
    - track my order
    - has my order been sent
    - order [TW-12](order_number)
- regex: order_number
  examples: |
    - TW-\\d+
""",
    "actions/__init__.py": """
from rasa_sdk import Action
from rasa_sdk.events import SlotSet


class LookUpOrder(Action):
    def name(self):
        return "action_look_up_order"

    def run(self, dispatcher, tracker, domain):
        known = tracker.get_slot("order_number") == "TW-1042"
        return [SlotSet("order_state", "sent" if known else "unknown")]
""",
    "tests/orders.yml": """
test_cases:
  - test_case: an order that is on its way
    steps:
      - user: where is my order TW-1042
      - utter: utter_on_its_way

  - test_case: a greeting
    steps:
      - user: hello
      - utter: utter_greet
""",
}


@pytest.fixture(scope="session")
def small_bot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the trained bot. Not to be changed by a test: ``shutil.copytree`` it for that."""
    folder = tmp_path_factory.mktemp("small")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text.lstrip())
    done = talkwright("train", "--fixed-model-name", "small", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder
