"""What tests of several rooms share: a database server, and the starter bot, made and trained as a person would."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from tests.dynamodb import dynamo_server  # noqa: F401 - a fixture
from tests.postgres import postgres_server  # noqa: F401 - a fixture
from tests.redis import redis_server  # noqa: F401 - a fixture
from tests.warm import run_warm

from talkwright.encoders.shelf import Shelf
from talkwright.encoders.source import DEFAULT

if TYPE_CHECKING:
    from talkwright.training.load import Model

_SHELF = str(Shelf().folder)  # the user's, as tests find it
os.environ["TALKWRIGHT_ENCODERS"] = str(Path(__file__).parent / "no-encoders")  # quick, and the same on any machine
for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")  # as the command has it: a second thread mostly spins
settings.register_profile("whatever the load", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("whatever the load")  # tests run side by side, so time tells nothing of the code
TALKWRIGHT = [sys.executable, "-m", "talkwright"]


@pytest.fixture(autouse=True)
def _untouched_log() -> None:
    """The log as a process finds it: what ran before in this one may have sent it elsewhere, or turned it off."""
    logging.disable(logging.NOTSET)
    logger = logging.getLogger("talkwright")
    logger.handlers.clear()
    logger.propagate, logger.disabled = True, False
    logger.setLevel(logging.NOTSET)


def talkwright(*arguments: str | Path, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command as a person would."""
    return run_warm(["talkwright", *map(str, arguments)], cwd, stdin)


@pytest.fixture
def encoders(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """The shelf of this machine, with the encoder of the default pipeline on it."""
    monkeypatch.setenv("TALKWRIGHT_ENCODERS", _SHELF)
    shelf = Shelf()
    if shelf.label(DEFAULT) is None:
        pytest.skip("the encoder is not on this machine: talkwright encoder fetch")
    return shelf


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a trained starter bot. Not to be changed by a test: ``shutil.copytree`` it for that."""
    folder = tmp_path_factory.mktemp("starter")
    for command in (["init", "."], ["train", "--fixed-model-name", "starter"]):
        done = talkwright(*command, cwd=folder)
        assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def model(starter: Path) -> Model:
    """The starter's, loaded. Nothing that answers with a model changes it."""
    from talkwright.training.load import load_model

    return load_model(starter / "models")
