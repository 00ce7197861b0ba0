"""``tracker_store`` says where conversations live, in the words that Rasa has for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.postgres import PASSWORD, PostgresServer

from talkwright.conversation.content import UserMessage
from talkwright.errors import RequestError
from talkwright.project.endpoints import Endpoint, Endpoints
from talkwright.runtime.assemble import assemble
from talkwright.runtime.stores import open_store
from talkwright.settings import Settings
from talkwright.testing.turns import ANNA, turn
from talkwright.training.load import Model


async def test_postgresql_in_parts_and_in_one_address_are_one_database(
    postgres_server: PostgresServer, tmp_path: Path
) -> None:
    name = postgres_server.create()
    role = "o'hara@home/%"
    postgres_server.run(f"""CREATE ROLE "{role}" SUPERUSER LOGIN PASSWORD 'p:@/?#%{PASSWORD}'""")
    options = {"dialect": "postgresql", "port": postgres_server.port, "db": name, "username": role}
    options |= {"password": f"p:@/?#%{PASSWORD}", "query": {"sslmode": "prefer", "driver": "some"}}
    parts = open_store(tmp_path, Endpoint(type="SQL", url="127.0.0.1", options=options), Settings())
    whole = open_store(tmp_path, Endpoint(type="SQL", url=postgres_server.url(name)), Settings())
    await parts.append(turn())
    stored = await whole.load(ANNA)
    assert stored is not None
    assert stored.seq == 2
    await parts.close()
    await whole.close()


@pytest.mark.parametrize("endpoint", [Endpoint(type="neo4j"), Endpoint(type="SQL", options={"dialect": "oracle"})])
def test_what_is_not_served_is_said_with_what_is(endpoint: Endpoint, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="not served yet") as caught:
        open_store(tmp_path, endpoint, Settings())
    assert "dialect: postgresql" in caught.value.hint


async def test_a_source_that_cannot_be_opened_does_not_keep_a_bot_from_starting(
    model: Model, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "rasa.db").write_bytes(b"no database" * 100)
    endpoints = Endpoints(tracker_store=Endpoint(type="SQL"))
    assistant = assemble(tmp_path, model, endpoints, Settings())
    answer = await assistant.handle(UserMessage("ada", "hello", "test"))
    assert answer.messages
    assert "takeover.failed" in caplog.text
    await assistant.close()
