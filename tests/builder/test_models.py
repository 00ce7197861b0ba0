"""Models in the folder, and the jobs that make and measure them."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest
from tests.small_bot import FILES, small_bot

from talkwright.builder.files.workspace import ValueEdit, Workspace
from talkwright.builder.jobs import Jobs
from talkwright.builder.training.measure import Measuring
from talkwright.builder.training.measured import Talked, Trained, Understood
from talkwright.builder.training.models import Models
from talkwright.builder.training.reviews import Reviewed, Reviews, best_of
from talkwright.errors import Conflict, NotFound, RequestError
from talkwright.nlu.review import Review

__all__ = ["small_bot"]

ADA, BOB = "ada", "bob"


@pytest.fixture
def bot(small_bot: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small_bot, tmp_path / "bot"))


@pytest.fixture
def workspace(bot: Path) -> Workspace:
    return Workspace(bot)


@pytest.fixture
def models(bot: Path, workspace: Workspace) -> Models:
    return Models(bot / "models", workspace.keep / "talked")


def reword(workspace: Workspace, person: str, words: str = "Say hello, kindly.") -> None:
    """Draft another description of a flow."""
    file = "flows/orders.yml"
    edit = ValueEdit(file, ("flows", "greet", "description"), words)
    workspace.edit(person, [edit], {file: workspace.read(person, file).hash})


def test_a_model_says_what_it_was_trained_on(workspace: Workspace, models: Models) -> None:
    (row,) = models.all(workspace.open(ADA), None)
    assert (row.file, row.examples, row.intents, row.language, row.differs) == ("small.tar.gz", 12, 2, "en", ())
    assert row.bytes > 0
    assert not row.runs
    reword(workspace, ADA)
    assert [each.differs for each in models.all(workspace.open(ADA), row.model_id)] == [("flows",)]
    assert [each.differs for each in models.all(workspace.open(BOB), row.model_id)] == [()]
    assert models.all(workspace.open(BOB), row.model_id)[0].runs


def test_training_has_reviewed_the_examples_it_knew(workspace: Workspace, models: Models) -> None:
    reviewed = models.review(workspace.open(ADA))
    assert reviewed is not None
    assert (reviewed.stale, reviewed.model, reviewed.review.examples) == (False, "small.tar.gz", 12)
    file = "nlu-data/nlu.yml"
    edit = ValueEdit(file, ("nlu", 0, "examples"), "- hello\n")
    workspace.edit(ADA, [edit], {file: workspace.read(ADA, file).hash})
    stale = models.review(workspace.open(ADA))
    assert stale is not None
    assert stale.stale
    measured = Reviewed(Review(), 0.0, understood=Understood(2, 1, 1.0, 1.0))
    assert best_of((reviewed, measured)) is measured
    assert best_of((stale, reviewed, None)) is reviewed
    assert best_of(()) is None


def test_a_file_that_is_no_model_says_so(bot: Path, workspace: Workspace, models: Models) -> None:
    (bot / "models/broken.tar.gz").write_bytes(b"no model")
    assert "cannot be read" in models.all(workspace.open(ADA), None)[0].fault
    with pytest.raises(RequestError):
        models.id("broken.tar.gz")


@pytest.mark.parametrize("name", ["../small.tar.gz", "none.tar.gz", "small", "", "..", "/etc/passwd", ".tar.gz"])
def test_only_a_model_of_the_folder_is_named(models: Models, name: str) -> None:
    with pytest.raises(NotFound):
        models.path(name)


def test_the_model_that_runs_is_not_deleted(models: Models) -> None:
    runs = models.id("small.tar.gz")
    with pytest.raises(Conflict):
        models.delete("small.tar.gz", runs)
    models.delete("small.tar.gz", None)
    with pytest.raises(NotFound):
        models.path("small.tar.gz")


async def test_a_draft_is_trained_measured_and_put_to_work(workspace: Workspace, models: Models) -> None:
    served: list[Path] = []

    async def serve(path: Path) -> None:
        served.append(path)

    jobs, reviews = Jobs(), Reviews(workspace.keep / "reviews")
    measuring = Measuring(workspace, jobs, models, reviews, serve)
    reword(workspace, ADA)
    job = await jobs.wait((await measuring.train(ADA, serves=True, name="kind")).id)
    made = msgspec.convert(job.result, Trained)
    assert (job.kind, job.person, made.file, made.reused) == ("training", ADA, "kind.tar.gz", ("nlu",))
    assert served == [models.path("kind.tar.gz")]
    talked = await jobs.wait((await measuring.conversations(ADA, made.file)).id)
    assert msgspec.convert(talked.result, Talked).passed == 2
    row = models.all(workspace.open(ADA), made.model_id)[0]
    assert row.talked is not None
    assert (row.file, row.differs, row.talked.passed, row.runs) == ("kind.tar.gz", (), 2, True)
    reviewed = await jobs.wait((await measuring.understanding(ADA, 2)).id)
    assert reviewed.result["review"]["judged"] == 12
    kept = reviews.latest(workspace.open(ADA))
    assert kept is not None
    assert kept.understood is not None
    assert (kept.stale, kept.understood.asked) == (False, 12)


async def test_models_that_are_begun_in_one_second_are_two(workspace: Workspace, models: Models) -> None:
    jobs = Jobs()
    measuring = Measuring(workspace, jobs, models, Reviews(workspace.keep / "reviews"))
    reword(workspace, ADA)
    reword(workspace, BOB, "Say hi.")
    begun = [await measuring.train(person) for person in (ADA, BOB)]
    made = [msgspec.convert((await jobs.wait(job.id)).result, Trained) for job in begun]
    assert made[0].file != made[1].file
    assert [models.id(each.file) for each in made] == [each.model_id for each in made]


async def test_what_makes_no_sense_is_refused_at_once(bot: Path, workspace: Workspace, models: Models) -> None:
    measuring = Measuring(workspace, Jobs(), models, Reviews(workspace.keep / "reviews"))
    shutil.copy(bot / "models/small.tar.gz", bot / "models/same.tar.gz")
    with pytest.raises(RequestError, match="another model"):
        await measuring.train(ADA, serves=True)
    with pytest.raises(RequestError, match="same model"):
        await measuring.comparison(ADA, "small.tar.gz", "same.tar.gz")
    with pytest.raises(NotFound):
        await measuring.conversations(ADA, "none.tar.gz")
    with pytest.raises(RequestError, match="folds"):
        await measuring.understanding(ADA, 1)


async def test_a_draft_that_cannot_be_trained_fails_with_the_reason(workspace: Workspace, models: Models) -> None:
    jobs = Jobs()
    measuring = Measuring(workspace, jobs, models, Reviews(workspace.keep / "reviews"))
    file = "flows/orders.yml"
    edit = ValueEdit(file, ("flows", "greet", "steps"), [{"action": "utter_none"}])
    workspace.edit(ADA, [edit], {file: workspace.read(ADA, file).hash})
    job = await jobs.wait((await measuring.train(ADA)).id)
    assert job.state == "failed"
    assert "utter_none" in job.said
    assert FILES[file].lstrip() == (workspace.root / file).read_text()
