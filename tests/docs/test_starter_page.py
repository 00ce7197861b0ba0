"""docs/starter.md is true of the starter bot: what is said starts the flow, the files are there, the examples work."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from tests.conftest import talkwright
from tests.docs.pages import DOCS, ROOT, blocks, section

from talkwright.project.starter import starter_files
from talkwright.training.load import Model

PAGE = DOCS / "starter.md"
ROWS = [line.split("|") for line in section(PAGE, "What it can do").splitlines() if line.startswith("|")][2:]
SAID = [(text, flow) for _, _, said, flow, _ in ROWS for text in re.findall("`([^`]+)`", said) if "none" not in flow]


@pytest.mark.parametrize(("said", "flows"), SAID, ids=[said for said, _ in SAID])
def test_what_one_may_say_starts_the_flow(said: str, flows: str, model: Model) -> None:
    intent = model.pipeline.parse(said).intent.name
    started = [flow for flow, _ in model.program.triggers.get(intent or "", ())]
    if "..." in flows:
        assert started
    else:
        assert started == re.findall("`([^`]+)`", flows)


@pytest.mark.parametrize("said", ["how much is delivery?", "do you have gift cards?"])
def test_a_common_question_has_its_answer(said: str, model: Model) -> None:
    name = model.pipeline.parse(said).intent.full_retrieval_intent_name
    assert f"utter_{name}" in model.domain.responses


def test_every_flow_that_does_something_has_its_row(model: Model) -> None:
    told = set(re.findall("`([^`]+)`", " ".join(flow for *_, flow, _ in ROWS)))
    asking = {
        routine.flow.id
        for routine in model.program.routines.values()
        if routine.collects and routine.flow.triggers and not routine.flow.is_pattern
    }
    assert asking <= told <= model.program.routines.keys()


def test_every_file_and_name_of_the_page_is_there(model: Model) -> None:
    text = PAGE.read_text()
    files = starter_files(ROOT)
    folders = {f"{parent}/" for name in files for parent in Path(name).parents}
    new = {block.file for block in blocks(PAGE)}
    named = set(re.findall(r"`((?:[\w-]+/)+(?:[\w-]+\.\w+)?)`", text)) - new
    assert named <= files.keys() | folders
    known = {*model.domain.responses, *model.domain.actions, *model.domain.schema.slots, *model.program.routines}
    names = set(re.findall(r"`((?:utter|action|validate)_\w+)`", text))
    assert names - known == set()
    assert set(re.findall(r"TW-\d{4}", text)) <= set(
        re.findall(r"TW-\d{4}", files["actions/shop/shop.sql"].read_text())
    )


def test_what_is_to_be_added_works(starter: Path, tmp_path: Path) -> None:
    bot = tmp_path / "bot"
    shutil.copytree(starter, bot)
    added = [block for block in blocks(PAGE) if block.file and not (starter / block.file).exists()]
    assert len(added) == 5
    for block in added:
        assert block.file is not None
        (bot / block.file).write_text(block.text)
    case = (
        "test_cases:\n  - test_case: what is new\n    steps:\n"
        "      - user: I'd like to book a climbing class\n      - utter: utter_ask_class_day\n"
        "      - user: are dogs allowed in the store\n"
        "      - utter: utter_faq/dogs\n      - utter: utter_ask_class_day\n"
        "      - user: Sunday\n      - bot: See you on Sunday at ten, in our store in Leeds.\n"
        "      - utter: utter_can_do_something_else\n"
    )
    (bot / "new.yml").write_text(case)
    assert talkwright("check", cwd=bot).stdout.startswith("No problems")
    trained = talkwright("train", cwd=bot)
    assert trained.returncode == 0, trained.stdout + trained.stderr
    tested = talkwright("test", "e2e", "new.yml", cwd=bot)
    assert tested.returncode == 0, tested.stdout


def test_a_shortened_flow_says_what_the_flow_says() -> None:
    (block,) = (each for each in blocks(PAGE) if "cancel_order:" in each.text)
    shown = yaml.safe_load(block.text)["flows"]["cancel_order"]
    whole = (ROOT / "flows" / "cancel_order.yml").read_text()
    for name in re.findall(r"(?:action|utter|collect|intent|id|name|description): (\S.*)", block.text):
        assert name in whole
    assert len(shown["steps"]) == 3
