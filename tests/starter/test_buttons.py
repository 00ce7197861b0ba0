"""Whoever types what a button says is understood as if they had pressed it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from talkwright.project.open import open_project
from talkwright.project.starter import starter_files
from talkwright.training.load import Model

ROOT = Path(__file__).parents[2]
TITLES = {
    button.title: intent[1]
    for variations in open_project(ROOT).domain.responses.values()
    for variation in variations
    for button in variation.message.buttons
    if (intent := re.match(r"/([a-z_]+)(?![a-z_(])", button.payload))
}


@pytest.mark.parametrize(("title", "intent"), TITLES.items())
def test_a_title_means_what_its_button_says(title: str, intent: str, model: Model) -> None:
    assert model.pipeline.parse(title).intent.name == intent


def test_there_are_buttons() -> None:
    assert len(TITLES) > 10


def test_what_is_suggested_first_starts_a_flow(model: Model) -> None:
    suggested = yaml.safe_load(starter_files(ROOT)["credentials.yml"].read_text())["web"]["suggestions"]
    assert len(suggested) > 2
    for words in suggested:
        assert model.pipeline.parse(words).intent.name in model.program.triggers
