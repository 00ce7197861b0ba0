from __future__ import annotations

from pathlib import Path

import pytest
from tests.postgres import PostgresServer

from .place import Place, make_bot


@pytest.fixture(scope="session")
def echo_bot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The trained bot of the proofs. Not to be changed."""
    return make_bot(tmp_path_factory.mktemp("proofs") / "bot")


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, echo_bot: Path, tmp_path: Path) -> Place:
    """A place on each store."""
    server: PostgresServer | None = None
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres_server")
    return Place(echo_bot, tmp_path / "bot", server)
