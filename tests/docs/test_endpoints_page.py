"""The views of docs/endpoints.md give what the broker wrote the columns of Rasa's table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, create_engine, text
from tests.docs.pages import DOCS, blocks
from tests.postgres import PostgresServer

from talkwright.brokers.broker import messages_of
from talkwright.brokers.sql import SqlBroker
from talkwright.conversation.events import ActionExecuted, SlotSet, UserUttered
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.utterance import Intent, Utterance
from talkwright.project.endpoints import Endpoint
from talkwright.project.sql_address import sql_address

SQLITE, POSTGRES = (block.text for block in blocks(DOCS / "endpoints.md") if block.language == "sql")
HEARD = Utterance("one, please", Intent("order", 0.9))
EVENTS = (
    UserUttered(text="one, please", parse_data=HEARD, timestamp=1.25),
    SlotSet(name="size", value="s: 'é\\u0000\"", timestamp=1.5),
    ActionExecuted(name="action_listen", timestamp=2.0),
)
ROWS = [
    (1, "ada", "user", 1.25, "order", None),
    (2, "ada", "slot", 1.5, None, "size"),
    (3, "ada", "action", 2.0, None, "action_listen"),
]


async def seen(url: URL, view: str) -> list[tuple[Any, ...]]:
    broker = SqlBroker(url)
    await broker.publish(messages_of(ConversationKey("ada"), EVENTS))
    await broker.close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(view)
        names = "id, sender_id, type_name, timestamp, intent_name, action_name, data"
        rows = [tuple(row) for row in connection.execute(text(f"SELECT {names} FROM rasa_events ORDER BY id"))]
    engine.dispose()
    assert [json.loads(row[-1])["event"] for row in rows] == [row[2] for row in rows]
    return [row[:-1] for row in rows]


async def test_the_view_of_sqlite(tmp_path: Path) -> None:
    assert await seen(sql_address(Endpoint(type="sql"), tmp_path, "events.db"), SQLITE) == ROWS


async def test_the_view_of_postgresql(postgres_server: PostgresServer, tmp_path: Path) -> None:
    endpoint = Endpoint(type="sql", url=postgres_server.url(postgres_server.create()))
    assert await seen(sql_address(endpoint, tmp_path, "events"), POSTGRES) == ROWS


@pytest.mark.parametrize("view", [SQLITE, POSTGRES])
def test_it_has_all_columns_of_rasas(view: str) -> None:
    named = {line.split(" AS ")[-1].strip(" ,") for line in view.splitlines() if line.startswith("  ")}
    assert named == {"id", "sender_id", "type_name", "timestamp", "intent_name", "action_name", "data"}
