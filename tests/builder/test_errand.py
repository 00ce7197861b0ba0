"""Errands: training and measuring in a process of its own, with a draft's texts, and broken off at once."""

from __future__ import annotations

import asyncio
import os
import shutil
from pathlib import Path

import msgspec
import pytest
from tests.small_bot import FILES, small_bot

from talkwright.builder.jobs import Jobs, Said
from talkwright.builder.training.errand import Errand, Errands
from talkwright.builder.training.measured import Compared, Talked, Trained, Understood
from talkwright.errors import RequestError

__all__ = ["small_bot"]


@pytest.fixture(scope="module")
def bot(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trained bot of this file's own."""
    return Path(shutil.copytree(small_bot, tmp_path_factory.mktemp("errand") / "bot"))


@pytest.fixture
def errands() -> Errands:
    return Errands()


def errand(bot: Path, kind: str, **more: object) -> Errand:
    return msgspec.convert({"kind": kind, "root": str(bot), "folder": str(bot / "models"), **more}, Errand)


async def test_a_draft_is_trained_and_not_what_is_on_disk(bot: Path, errands: Errands) -> None:
    told: list[tuple[float, str]] = []
    text = FILES["nlu-data/nlu.yml"].replace("intent: greet", "intent: welcome")
    domain = FILES["domain.yml"].replace("greet,", "greet, welcome,")
    texts = {"nlu-data/nlu.yml": text, "domain.yml": domain}
    given = errand(bot, "train", models=["draft"], texts=texts)
    made = msgspec.convert(await errands.run(given, lambda done, what: told.append((done, what))), Trained)
    assert made.file == "draft.tar.gz"
    assert (bot / "models" / made.file).exists()
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (1.0, "Packing")
    labelled = {"tests/nlu.yml": "nlu: [{intent: greet, examples: [hello, hello you]}]"}
    given = errand(bot, "comparison", models=["small.tar.gz", made.file], texts=labelled)
    found = msgspec.convert(await errands.run(given, lambda *_: None), Compared)
    assert found.conversations is not None
    assert found.messages is not None
    assert (found.passed, found.accuracy) == ((2, 1), (1.0, 0.0))
    # What both have learnt is not asked.
    assert [(each.text, each.wanted, each.one, each.other) for each in found.heard] == [
        ("hello you", "greet", "greet", "welcome")
    ]
    assert (found.messages.count, found.messages.one_only, found.messages.p) == (1, 1, 1.0)
    assert [(each.name, each.one, each.other) for each in found.turned] == [("a greeting", "passed", "failed")]


async def test_what_cannot_be_trained_says_why(bot: Path, errands: Errands) -> None:
    given = errand(bot, "train", models=["bad"], texts={"flows/orders.yml": "flows: {a: {steps: [{action: none}]}}"})
    with pytest.raises(RequestError, match=r"flows/orders.yml:1"):
        await errands.run(given, lambda *_: None)
    assert not (bot / "models" / "bad.tar.gz").exists()


async def test_conversations_are_had_with_a_model(bot: Path, errands: Errands) -> None:
    tests = FILES["tests/orders.yml"].replace("- utter: utter_greet", "- utter: utter_unknown")
    known = """
test_cases:
  - test_case: a number that is known
    fixtures: [ordered]
    steps:
      - user: where is my order
      - utter: utter_on_its_way
"""
    fixtures = "fixtures: [{ordered: [{order_number: TW-1042}]}]"
    texts = {"tests/orders.yml": tests, "tests/more/known.yml": known, "tests/conftest.yml": fixtures}
    given = errand(bot, "conversations", models=["small.tar.gz"], texts=texts)
    found = msgspec.convert(await errands.run(given, lambda *_: None), Talked)
    assert (found.passed, found.failed) == (2, 1)
    failed = found.conversations[0]
    assert (failed.name, failed.file, failed.outcome) == ("a greeting", "tests/orders.yml", "failed")
    assert failed.differences
    assert failed.lines


async def test_a_cross_validation_reviews_the_examples(bot: Path, errands: Errands) -> None:
    found = msgspec.convert(await errands.run(errand(bot, "understanding", folds=3), lambda *_: None), Understood)
    assert (found.asked, found.review.judged, set(found.labels)) == (12, 12, {"greet", "check_order"})


async def test_one_that_is_cancelled_leaves_no_process(bot: Path, errands: Errands) -> None:
    (bot / "slow.py").write_text("import time\ntime.sleep(60)\n")
    config = FILES["config.yml"] + "- name: slow.Component\n"
    begun = asyncio.Event()
    children: list[int] = []

    async def work(said: Said) -> None:
        task = asyncio.create_task(
            errands.run(errand(bot, "train", models=["slow"], texts={"config.yml": config}), said)
        )
        try:
            await asyncio.sleep(0.3)
            children.extend(_children())
            begun.set()
            await task
        finally:
            task.cancel()
            await asyncio.wait((task,))

    jobs = Jobs()
    job = jobs.begin("train", work)
    await begun.wait()
    assert (await jobs.cancel(job.id)).state == "cancelled"
    assert children
    assert not set(children) & set(_children())


def _children() -> list[int]:
    """The processes of errands that this one has."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            is_ours = f"\nPPid:\t{os.getpid()}\n" in (path / "status").read_text()
            if is_ours and b"\0talkwright.builder.training.do_errand\0" in (path / "cmdline").read_bytes():
                found.append(int(path.name))
        except OSError:
            continue
    return found
