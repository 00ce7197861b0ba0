"""Nonsense finds what is wrong with a bot, and nothing in one that is sound."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from talkwright.evaluation.fuzz import Talked, shorten, talk
from talkwright.project.open import Project, open_project
from talkwright.training.load import Model, load_model
from talkwright.training.train import train

BOT = {
    "config.yml": "pipeline: [{name: WordTokenizer}, {name: NgramClassifier}]\n",
    "data/nlu.yml": 'nlu:\n- {intent: go, examples: "- go\\n- go on"}\n- {intent: stop, examples: "- stop"}\n',
    "domain.yml": """
intents: [go, stop]
slots:
  size: {type: float, mappings: [{type: from_llm}]}
  price: {type: float, mappings: [{type: custom}]}
actions: [action_price]
responses:
  utter_ask_size: [{text: "Which size?", buttons: [{title: Ten, payload: "/SetSlots(size=10)"}]}]
  utter_done: [{text: "Done."}]
  utter_vip:
    - text: "Only here."
      channel: elsewhere
""",
    "flows/flows.yml": """
flows:
  go:
    description: Goes.
    nlu_trigger: [{intent: go}]
    steps:
      - collect: size
      - action: action_price
      - action: utter_done
""",
}


CIRCLE = """      - id: on
        action: utter_done
        next:
          - if: slots.size > 1000000
            then: END
          - else: on
"""


def bot(tmp_path: Path, **changes: tuple[str, str]) -> tuple[Model, Project]:
    """The bot above, with ``(before, after)`` replaced in ``flows`` and ``domain``."""
    for name, text in BOT.items():
        before, after = changes.get(Path(name).stem, ("", ""))
        assert before in text
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.replace(before, after) if before else text)
    project = open_project(tmp_path, environment={})
    train(project, tmp_path / "models", "bot")
    return load_model(tmp_path / "models"), project


async def first_fault(model: Model, project: Project) -> tuple[int, Talked]:
    for seed in range(200):
        talked = await talk(model, project.data, seed, 15)
        if talked.what is not None:
            return seed, talked
    raise AssertionError("200 conversations found nothing")


async def test_a_sound_bot_has_no_faults(tmp_path: Path) -> None:
    model, project = bot(tmp_path)
    for seed in range(60):
        talked = await talk(model, project.data, seed, 15)
        assert talked.what is None, talked
        assert len(talked.messages) == 15


async def test_the_same_seed_says_the_same(tmp_path: Path) -> None:
    model, project = bot(tmp_path)
    assert await talk(model, project.data, 7, 30) == await talk(model, project.data, 7, 30)
    assert await talk(model, project.data, 7, 30) != await talk(model, project.data, 8, 30)


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"flows": ("      - action: utter_done\n", CIRCLE)}, "broken off"),
        ({"flows": ("utter_done", "utter_vip")}, "the response 'utter_vip' has no variation that fits"),
    ],
)
async def test_what_is_wrong_is_found_and_shortened(
    tmp_path: Path, changes: dict[str, tuple[str, str]], what: str
) -> None:
    model, project = bot(tmp_path, **changes)
    seed, talked = await first_fault(model, project)
    assert talked.what is not None
    assert what in talked.what
    fault = await shorten(model, project.data, seed, talked)
    assert fault.what == talked.what
    assert len(fault.messages) <= 3
    assert (await talk(model, project.data, seed, 0, fault.messages)).what == fault.what


def test_no_action_of_the_bot_is_run(tmp_path: Path) -> None:
    (tmp_path / "actions").mkdir()
    (tmp_path / "actions" / "actions.py").write_text("raise SystemExit('it was imported')\n")
    model, project = bot(tmp_path)
    assert asyncio.run(talk(model, project.data, 0, 30)).what is None
