from __future__ import annotations

from pathlib import Path

import pytest

from talkwright.training.load import Model, load_model


@pytest.fixture(scope="session")
def model(starter: Path) -> Model:
    """The starter bot's."""
    return load_model(starter / "models")
