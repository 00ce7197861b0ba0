"""The starter bot's actions, run as rasa_sdk runs them, on a shop of their own."""

from __future__ import annotations

import importlib
import importlib.util
import sqlite3
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from rasa_sdk.executor import ActionExecutor

FOLDER = Path(__file__).parents[2] / "actions"
PACKAGE = "starter_actions_under_test"

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def shop() -> Iterator[ModuleType]:
    """The actions' package under a private name, as a bot's actions are loaded."""
    spec = importlib.util.spec_from_file_location(
        PACKAGE, FOLDER / "__init__.py", submodule_search_locations=[str(FOLDER)]
    )
    assert spec is not None
    assert spec.loader is not None
    package = importlib.util.module_from_spec(spec)
    sys.modules[PACKAGE] = package
    spec.loader.exec_module(package)
    yield importlib.import_module(f"{PACKAGE}.shop")
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "not there yet" / "shop.db"
    monkeypatch.setenv("SHOP_DB", str(path))
    return path


@pytest.fixture
def run(shop: ModuleType, database: Path) -> Run:
    """``await run(action, **slots)`` gives the slots that the action sets."""
    executor = ActionExecutor()
    executor.register_action(importlib.import_module(f"{PACKAGE}.orders").LookUpOrder)
    executor.register_action(importlib.import_module(f"{PACKAGE}.orders").CheckReturn)
    executor.register_action(importlib.import_module(f"{PACKAGE}.orders").StartReturn)
    executor.register_action(importlib.import_module(f"{PACKAGE}.leads").SaveLead)

    async def run_action(action: str, **slots: Any) -> dict[str, Any]:
        tracker = {"sender_id": "robin", "slots": slots, "latest_message": {}, "events": []}
        result = await executor.run({"next_action": action, "tracker": tracker, "domain": {}})
        assert result is not None
        assert all(event["event"] == "slot" for event in result.events)
        return {event["name"]: event["value"] for event in result.events}

    return run_action


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()


def write(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(statement)


async def test_an_order_fills_the_slots_that_the_answers_need(run: Run) -> None:
    arrival = date.today() + timedelta(days=2)
    assert await run("action_look_up_order", order_number="TW-1042") == {
        "order_number": "TW-1042",
        "order_state": "shipped",
        "order_product": "Fellrunner trail shoes",
        "order_delivery_date": f"{arrival:%A}, {arrival.day} {arrival:%B}",
        "order_tracking_code": "LX48213",
    }


@pytest.mark.parametrize("typed", ["TW-1042", "tw1042", "Tw 1042", "1042", "it is tw-1042, I think"])
async def test_an_order_number_may_be_written_in_many_ways(run: Run, typed: str) -> None:
    found = await run("action_look_up_order", order_number=typed)
    assert (found["order_number"], found["order_state"]) == ("TW-1042", "shipped")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("TW-9999", "TW-9999"),
        ("9999", "TW-9999"),
        ("TW-10423", "TW-10423"),
        ("x' OR '1'='1", "x' OR '1'='1"),
        (None, ""),
    ],
)
@pytest.mark.parametrize(
    ("action", "state"), [("action_look_up_order", "order_state"), ("action_check_return", "return_state")]
)
async def test_an_unknown_order_is_not_found(run: Run, action: str, state: str, typed: str | None, shown: str) -> None:
    assert await run(action, order_number=typed) == {"order_number": shown, state: "not_found"}


async def test_every_state_that_the_flow_branches_on_has_a_sample(run: Run) -> None:
    found = [await run("action_look_up_order", order_number=f"TW-{number}") for number in range(1041, 1053)]
    assert {order["order_state"] for order in found} == {"processing", "shipped", "delayed", "delivered", "cancelled"}


@pytest.mark.parametrize(
    ("number", "state"),
    [("TW-1043", "returnable"), ("TW-1046", "too_late"), ("TW-1042", "not_delivered"), ("TW-1047", "not_delivered")],
)
async def test_what_was_delivered_lately_can_go_back(run: Run, number: str, state: str) -> None:
    found = await run("action_check_return", order_number=number)
    assert (found["return_state"], found["return_order"]) == (state, number)


@pytest.mark.parametrize(("days", "state"), [(30, "returnable"), (31, "too_late")])
async def test_the_thirtieth_day_is_the_last(run: Run, database: Path, days: int, state: str) -> None:
    await run("action_check_return", order_number="TW-1043")
    write(database, f"UPDATE sample_orders SET delivery_in_days = -{days} WHERE number = 'TW-1043'")
    assert (await run("action_check_return", order_number="TW-1043"))["return_state"] == state


async def test_a_return_is_started_once_however_often_it_is_asked_for(run: Run, database: Path) -> None:
    first = await run("action_start_return", return_order="TW-1043", return_reason="damaged")
    again = await run("action_start_return", return_order="TW-1043", return_reason="other")
    assert first == again == {"return_number": "RT-1043"}
    assert rows(database, "SELECT order_number, reason FROM returns") == [("TW-1043", "damaged")]


async def test_a_lead_is_kept_once_per_address_as_last_told(run: Run, database: Path) -> None:
    await run("action_save_lead", lead_name="R.", lead_email="Robin@Example.com", lead_interest="hiking")
    await run("action_save_lead", lead_name="Robin 'R' Hale", lead_email="robin@example.com", lead_interest="camping")
    assert rows(database, "SELECT name, email, interest FROM leads") == [
        ("Robin 'R' Hale", "robin@example.com", "camping")
    ]


async def test_what_a_failed_action_wrote_is_not_kept(run: Run, database: Path) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        await run("action_start_return", return_order="TW-1043", return_reason=None)
    assert rows(database, "SELECT * FROM returns") == []


def test_many_at_once_find_one_whole_shop(shop: ModuleType, database: Path) -> None:
    numbers = [f"TW-{1041 + n % 12}" for n in range(48)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(shop.find_order, numbers))
        returned = list(pool.map(shop.start_return, numbers, ["other"] * 48))
    assert [order.number for order in found] == numbers
    assert len(set(returned)) == 12
    assert rows(database, "SELECT count(*) FROM sample_orders") == [(12,)]
    assert rows(database, "SELECT count(*) FROM returns") == [(12,)]


def test_what_the_shop_learnt_is_there_next_time(shop: ModuleType, database: Path) -> None:
    shop.save_lead("Robin", "robin@example.com", "hiking")
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript((FOLDER / "shop.sql").read_text(encoding="utf-8"))
    assert shop.find_order("TW-1041").product == "Ridgeline 35 rucksack"
    assert rows(database, "SELECT name FROM leads") == [("Robin",)]
