"""Two bots hear the same; what one says otherwise is found."""

from __future__ import annotations

from pathlib import Path

from talkwright.evaluation.side_by_side import Unlike, scripts, side_by_side
from talkwright.project.open import Project, open_project
from talkwright.training.load import Model, load_model
from talkwright.training.train import train

DOMAIN = """
intents: [hi, look, bye]
actions: [action_look]
slots: {open: {type: bool, mappings: [{type: custom}]}}
responses:
  utter_hi: [{text: Hi}]
  utter_open: [{text: Open}]
  utter_closed: [{text: Closed}]
"""
NLU = "nlu:\n- intent: hi\n  examples: '- hi'\n- intent: look\n  examples: '- are you open'\n"
RULES = """
rules:
- rule: hi
  steps: [{intent: hi}, {action: utter_hi}]
stories:
- story: open
  steps: [{intent: look}, {action: action_look}, {slot_was_set: [{open: true}]}, {action: utter_open}]
"""
FLOWS = """
flows:
  hi:
    description: Greets.
    nlu_trigger: [{intent: hi}]
    run_pattern_completed: false
    steps: [{action: utter_hi}]
  look:
    description: Looks.
    nlu_trigger: [{intent: look}]
    run_pattern_completed: false
    steps:
    - action: action_look
      next:
      - if: slots.open
        then: [{action: utter_open}]
      - else: [{action: utter_closed}]
"""


def bot(root: Path, data: str) -> tuple[Project, Model]:
    (root / "data").mkdir(parents=True)
    (root / "config.yml").write_text("language: en\npipeline: [{name: KeywordIntentClassifier}]\n")
    (root / "domain.yml").write_text(DOMAIN)
    (root / "data" / "nlu.yml").write_text(NLU)
    (root / "data" / "all.yml").write_text(data)
    project = open_project(root)
    return project, load_model(train(project, root / "models", "one").path)


async def test_flows_that_do_what_rules_and_stories_did_are_like_them(tmp_path: Path) -> None:
    project, before = bot(tmp_path / "before", RULES)
    _, after = bot(tmp_path / "after", FLOWS)
    compared = await side_by_side(scripts(project), before, after)
    assert (compared.messages, compared.same, compared.unlike) == (2, 2, ())


async def test_what_is_otherwise_is_told(tmp_path: Path) -> None:
    project, before = bot(tmp_path / "before", RULES)
    _, after = bot(tmp_path / "after", FLOWS.replace("if: slots.open", "if: not slots.open"))
    compared = await side_by_side(scripts(project), before, after)
    assert compared.unlike == (Unlike("open", "/look", ("action_look", "utter_open"), ("action_look", "utter_closed")),)
