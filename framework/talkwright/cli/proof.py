"""Whether a migrated bot does what the old one did: it is checked, trained, and told the old stories."""

from __future__ import annotations

import asyncio
import logging
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from talkwright.errors import AuthorError, Problem, Problems, RequestError
from talkwright.evaluation.oracle_format import read_recording
from talkwright.evaluation.oracles import Replayed, replay_recording, train_bot
from talkwright.evaluation.retrace import Retraced, retrace
from talkwright.evaluation.side_by_side import Compared, scripts, side_by_side
from talkwright.project.open import open_project
from talkwright.project.stories import Story, read_stories
from talkwright.training.load import load_model
from talkwright.training.survey import survey
from talkwright.training.train import train


class Proof(msgspec.Struct, frozen=True):
    """What came of it. ``problems`` are those of the new files; without errors among them it was trained.

    ``stories``: the old ones, None when there are none. ``oracles``: the recording of Rasa, where one was given.
    ``flows``: the bot with flows beside the one with rules and stories.
    """

    target: str
    problems: tuple[Problem, ...]
    stories: Retraced | None = None
    oracles: Replayed | None = None
    flows: Compared | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps the new bot from being trained."""
        return tuple(each for each in self.problems if each.severity == "error")


def old_stories(root: Path) -> tuple[Story, ...]:
    """The stories that the bot at ``root`` has in YAML, as they are now."""
    project = open_project(root, environment={})
    return read_stories(project.stories, project.rules, Problems())


def find_recording(oracles: Path, name: str) -> Path:
    """The recording of the bot called ``name``. Raises ``RequestError``."""
    found = [oracles] if oracles.is_file() else [oracles / f"{name}__migrated.json", oracles / f"{name}.json"]
    for path in found:
        if path.is_file():
            return path
    raise RequestError(f"there is no recording of {name!r} in {oracles}", "Name the file of the recording itself.")


def prove(target: Path, before: tuple[Story, ...], recording: Path | None, plain: Path | None = None) -> Proof:
    """Check and train the bot at ``target``, and tell it the stories ``before``.

    With ``plain``, the same bot without flows, both are told the same instead, and no recording is looked at.
    """
    project = open_project(target)
    proof = Proof(str(target), survey(project, os.environ))
    if proof.errors:
        return proof
    with TemporaryDirectory() as folder:
        try:
            model = load_model(train(project, Path(folder), "migrated").path)
            if plain is not None:
                without = open_project(plain)
                other = load_model(train(without, Path(folder), "plain").path)
                compared = asyncio.run(side_by_side(scripts(without), other, model))
                return msgspec.structs.replace(proof, flows=compared)
        except AuthorError as fault:
            return msgspec.structs.replace(proof, problems=fault.problems)
    told = any(not story.is_rule for story in before) and model.playbook is not None
    return msgspec.structs.replace(
        proof,
        stories=retrace(before, model) if told else None,
        oracles=_replayed(target, recording) if recording is not None else None,
    )


def _replayed(target: Path, path: Path) -> Replayed:
    """The conversations that Rasa had with this bot, had with the new one."""
    recording = read_recording(path)
    logging.disable()  # the stubs of actions fail on purpose
    try:
        return asyncio.run(replay_recording(path.stem, recording, train_bot(recording, target, None)))
    finally:
        logging.disable(logging.NOTSET)
