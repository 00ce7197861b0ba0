"""The starter bot's actions, run as rasa_sdk runs them, on a shop of their own."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor

FOLDER = Path(__file__).parents[2] / "actions"
PACKAGE = "starter_actions_under_test"

Run = Callable[..., Any]
Part = Callable[[str], ModuleType]


@pytest.fixture(scope="module")
def part() -> Iterator[Part]:
    """``part("shop.orders")`` is that module of the actions, under a private name, as a bot's actions are loaded."""
    spec = importlib.util.spec_from_file_location(
        PACKAGE, FOLDER / "__init__.py", submodule_search_locations=[str(FOLDER)]
    )
    assert spec is not None
    assert spec.loader is not None
    package = importlib.util.module_from_spec(spec)
    sys.modules[PACKAGE] = package
    spec.loader.exec_module(package)
    yield lambda name: importlib.import_module(f"{PACKAGE}.{name}")
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "not there yet" / "shop.db"
    monkeypatch.setenv("SHOP_DB", str(path))
    return path


@pytest.fixture
def run(part: Part, database: Path) -> Run:
    """``await run(action, **slots)`` gives the slots that the action sets; ``run.said`` is what it said last."""
    executor = ActionExecutor()
    for file in FOLDER.glob("*.py"):
        module = part(file.stem) if file.stem != "__init__" else None
        for value in vars(module).values() if module else ():
            if inspect.isclass(value) and issubclass(value, Action) and value is not Action:
                executor.register_action(value)

    async def run_action(action: str, latest: dict[str, Any] | None = None, **slots: Any) -> dict[str, Any]:
        tracker = {"sender_id": "robin", "slots": slots, "latest_message": {}, "events": [], **(latest or {})}
        result = await executor.run({"next_action": action, "tracker": tracker, "domain": {}})
        assert result is not None
        assert all(event["event"] == "slot" for event in result.events)
        run_action.said = result.responses  # type: ignore[attr-defined]
        return {event["name"]: event["value"] for event in result.events}

    return run_action


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()


def write(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(statement)


# -- orders ------------------------------------------------------------------------------------------------------------


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


async def test_what_a_failed_action_wrote_is_not_kept(run: Run, database: Path) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        await run("action_start_return", return_order="TW-1043", return_reason=None)
    assert rows(database, "SELECT * FROM returns") == []


@pytest.mark.parametrize(
    ("number", "state"),
    [("TW-1041", "changeable"), ("TW-1042", "too_late"), ("TW-1044", "too_late"), ("TW-1047", "cancelled")],
)
async def test_an_order_can_be_changed_while_it_is_packed(run: Run, number: str, state: str) -> None:
    found = await run("action_check_change", order_number=number)
    assert (found["change_state"], found["changed_order"]) == (state, number)


async def test_a_new_colour_that_was_said_tells_what_to_change(run: Run) -> None:
    assert (await run("action_check_change", order_number="TW-1041", new_colour="blue"))["change_part"] == "colour"
    assert "change_part" not in await run("action_check_change", order_number="TW-1041")
    said = {"order_number": "TW-1041", "new_colour": "blue", "change_part": "size"}
    assert "change_part" not in await run("action_check_change", **said)


@pytest.mark.parametrize(
    ("number", "part_of_it", "choices"),
    [
        ("TW-1041", "colour", "blue, red"),
        ("TW-1041", "size", None),
        ("TW-1048", "colour", None),
        ("TW-1044", "size", "S, L"),
        ("TW-1044", "colour", "black"),
        ("TW-1042", "size", "39, 40, 41, 43, 44, 45"),
        ("TW-9999", "colour", None),
    ],
)
async def test_an_order_can_be_changed_to_what_is_in_stock(
    run: Run, number: str, part_of_it: str, choices: str | None
) -> None:
    slots = {"changed_order": number, "change_part": part_of_it}
    assert await run("action_look_up_choices", **slots) == {"change_choices": choices}


@pytest.mark.parametrize(
    ("number", "part_of_it", "said", "kept"),
    [
        ("TW-1041", "colour", "Blue", "blue"),
        ("TW-1041", "colour", "the blue one, please", "blue"),
        ("TW-1041", "colour", "green", None),
        ("TW-1041", "colour", "purple", None),
        ("TW-1048", "colour", "green", None),
        ("TW-9999", "colour", "green", None),
        ("TW-1044", "size", "l", "L"),
        ("TW-1044", "size", "L please", "L"),
        ("TW-1044", "size", "XL", None),
        ("TW-1042", "size", "a 43", "43"),
        ("TW-1042", "size", "", None),
    ],
)
async def test_another_size_or_colour_has_to_be_in_stock(
    run: Any, number: str, part_of_it: str, said: str, kept: str | None
) -> None:
    slots = {f"new_{part_of_it}": said, "changed_order": number}
    assert await run(f"validate_new_{part_of_it}", **slots) == {f"new_{part_of_it}": kept}
    assert [each["response"] for each in run.said] == ([] if kept else [f"utter_invalid_{part_of_it}"])


@pytest.mark.parametrize(
    ("part_of_it", "value", "column", "now"),
    [
        ("colour", "blue", "colour", "blue"),
        ("size", "L", "size", "L"),
        ("address", "1 New Row, York YO1 9SB", "address", "1 New Row, York YO1 9SB"),
        ("quantity", 3.0, "quantity, price", (3, 285.0)),
    ],
)
async def test_a_change_is_written_down_until_the_order_leaves(
    run: Run, database: Path, part_of_it: str, value: Any, column: str, now: Any
) -> None:
    slots = {"changed_order": "TW-1041", "change_part": part_of_it, f"new_{part_of_it}": value}
    assert await run("action_change_order", **slots) == {"change_state": "changed"}
    expected = [now if isinstance(now, tuple) else (now,)]
    assert rows(database, f"SELECT {column} FROM sample_orders WHERE number = 'TW-1041'") == expected
    write(database, "UPDATE sample_orders SET state = 'shipped' WHERE number = 'TW-1041'")
    assert await run("action_change_order", **slots) == {"change_state": "too_late"}


@pytest.mark.parametrize(
    ("number", "state"),
    [
        ("TW-1041", "cancellable"),
        ("TW-1044", "cancellable"),
        ("TW-1042", "on_its_way"),
        ("TW-1043", "delivered"),
        ("TW-1047", "cancelled"),
    ],
)
async def test_an_order_can_be_called_off_until_it_is_on_its_way(run: Run, number: str, state: str) -> None:
    assert (await run("action_check_cancel", order_number=number))["cancel_state"] == state


async def test_a_cancelled_order_is_refunded_once(run: Run, database: Path) -> None:
    for _ in range(2):
        assert await run("action_cancel_order", called_off_order="TW-1048") == {"cancel_state": "cancelled"}
    assert rows(database, "SELECT amount, paid_on FROM refunds WHERE order_number = 'TW-1048'") == [(39, None)]
    assert await run("action_cancel_order", called_off_order="TW-1042") == {"cancel_state": "on_its_way"}
    assert await run("action_cancel_order", called_off_order="TW-9999") == {"cancel_state": "on_its_way"}


async def test_a_refund_has_its_stations(run: Run) -> None:
    async def state(number: str) -> Any:
        return (await run("action_look_up_refund", order_number=number))["refund_state"]

    assert [await state(number) for number in ("TW-1047", "TW-1043", "TW-9999")] == ["paid", "none", "not_found"]
    await run("action_start_return", return_order="TW-1043", return_reason="damaged")
    await run("action_cancel_order", called_off_order="TW-1048")
    assert [await state(number) for number in ("TW-1043", "TW-1048")] == ["waiting_for_parcel", "on_its_way"]


# -- goods -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        (200, (0, 200)),
        ({"from": None, "to": 150}, (0, 150)),
        ({"from": 100, "to": 200}, (100, 200)),
        ("about 200", (0, 200)),
        ("100 to 150 pounds", (100, 150)),
        ("£1,250.50", (0, 1250.5)),
        ("at least 300", (300, None)),
        ("no idea", (0, None)),
        ("It doesn't matter", (0, None)),
        ("a fair bit", None),
        ("", None),
        (None, None),
        (-5, None),
        (0, None),
        (True, None),
        ({"from": "a", "to": None}, None),
        (10**12, None),
    ],
)
async def test_a_budget_comes_in_many_ways(run: Run, said: Any, ends: tuple[float, float | None] | None) -> None:
    kept = {"from": ends[0], "to": ends[1]} if ends else None
    assert await run("validate_advice_budget", advice_budget=said) == {"advice_budget": kept}
    again = await run("validate_advice_budget", advice_budget=kept)
    assert again == {"advice_budget": kept}, "what was read stays"


@pytest.mark.parametrize(("said", "kept"), [(200, "up to £200"), ("open", "open"), ("at least 50", "from £50")])
async def test_the_budget_of_a_lead_is_kept_in_words(run: Run, said: Any, kept: str) -> None:
    assert await run("validate_lead_budget", lead_budget=said) == {"lead_budget": kept}
    assert await run("validate_lead_budget", lead_budget=kept) == {"lead_budget": kept}, "what was read stays"


CATEGORIES = ("tent", "sleeping bag", "boots", "jacket", "backpack", "stove", "lamp")


def test_every_picture_that_is_named_is_there() -> None:
    bot = FOLDER.parent
    named = {
        name
        for folder, pattern in (("domain", "*.yml"), ("actions", "**/*.sql"))
        for file in (bot / folder).glob(pattern)
        for name in re.findall(r"/(assets/[\w-]+\.svg)", file.read_text())
    }
    assert named == {f"assets/{file.name}" for file in (bot / "assets").iterdir()}


@pytest.mark.parametrize("category", CATEGORIES)
async def test_there_is_something_of_each_kind_and_it_can_be_asked_for(run: Any, part: Part, category: str) -> None:
    assert (await run("action_find_products", advice_category=category))["advice_found"] > 0
    intro, cards = run.said
    assert intro["response"] == "utter_advice"
    for card in cards["elements"]:
        assert (FOLDER.parent / card["image_url"].lstrip("/")).is_file()
        named = part("shop.catalogue").find_named(card["title"].split(",")[0])
        assert [product.category for product in named] == [category], "the button finds the one it stands on"
        assert named[0].name in card["buttons"][0]["payload"]


async def test_what_has_to_fit_fits_and_the_activity_comes_first(run: Any) -> None:
    found = await run("action_find_products", advice_category="tent", advice_people=3.0)
    assert found == {"advice_found": 1, "stock_product": "Fairfield 4 tent"}, "it is known what 'it' is"
    assert "Fairfield 4" in run.said[1]["elements"][0]["title"]
    await run("action_find_products", advice_category="tent", advice_activity="climbing")
    assert "Helm 2" in run.said[1]["elements"][0]["title"]
    limits = {"advice_budget": {"from": None, "to": 50}, "advice_season": "winter"}
    assert await run("action_find_products", advice_category="jacket", **limits) == {"advice_found": 0}
    assert run.said == []


@pytest.mark.parametrize(
    ("product", "more", "state"),
    [
        ("Larch tent", {}, "in_stock"),
        ("the LARCH", {"stock_colour": "Orange"}, "in_stock"),
        ("Kestrel", {"stock_colour": "red", "stock_size": "XL"}, "sold_out"),
        ("Kestrel", {"stock_size": "xl"}, "in_stock"),
        ("Helm 2", {}, "last_ones"),
        ("Nightjar", {}, "sold_out"),
        ("tents", {}, "several"),
        ("a down jacket", {}, "several"),
        ("Flux Compensator", {}, "unknown"),
        (None, {}, "unknown"),
    ],
)
async def test_what_is_in_stock(run: Run, product: str | None, more: dict[str, str], state: str) -> None:
    assert (await run("action_check_stock", stock_product=product, **more))["stock_state"] == state


def test_every_product_of_the_lists_is_known_by_one_name(part: Part) -> None:
    import yaml

    entries = yaml.safe_load((FOLDER.parent / "nlu-data" / "entities.yml").read_text())["nlu"]
    (lookup,) = (entry["examples"] for entry in entries if entry.get("lookup") == "product")
    names = [line.removeprefix("- ") for line in lookup.splitlines()]
    assert len(names) > 20
    assert [name for name in names if len(part("shop.catalogue").find_named(name)) != 1] == []


# -- hours -------------------------------------------------------------------------------------------------------------


def hours_of(part: Part, now: str, day: str | None = None) -> dict[str, Any]:
    hours = part("shop.hours")
    moment = datetime.fromisoformat(now).replace(tzinfo=hours.ZONE)
    events = part("stores").hour_slots(hours.STORES["Kendal"], moment, date.fromisoformat(day) if day else None)
    return {event["name"]: event["value"] for event in events}


@pytest.mark.parametrize(
    ("now", "is_open", "closes", "opens"),
    [
        ("2026-07-01T08:59", False, None, "today at 9.00"),
        ("2026-07-01T09:00", True, "17.30", "tomorrow at 9.00"),
        ("2026-07-01T17:30", False, None, "tomorrow at 9.00"),
        ("2026-07-04T18:00", False, None, "tomorrow at 10.30"),
        ("2026-07-05T12:00", True, "16.30", "tomorrow at 9.00"),
    ],
)
def test_a_store_knows_the_time_of_day(part: Part, now: str, is_open: bool, closes: str | None, opens: str) -> None:
    found = hours_of(part, now)
    assert (found["store_is_open"], found["store_closes"], found["store_opens"]) == (is_open, closes, opens)
    assert found["visit_day"] is None


def test_a_store_knows_the_days_to_come(part: Part) -> None:
    found = hours_of(part, "2026-07-01T12:00", "2026-07-05")
    assert (found["visit_day"], found["visit_hours"]) == ("on Sunday, 5 July", "10.30 to 16.30")
    assert hours_of(part, "2026-07-01T12:00", "2026-07-02")["visit_day"] == "tomorrow"
    assert hours_of(part, "2026-07-01T12:00", "2026-07-01")["visit_day"] is None


@pytest.mark.parametrize(
    "said",
    [
        "2030-07-01T10:15:00.000+01:00",
        {"from": "2030-07-01T04:00:00.000+01:00", "to": "2030-07-01T12:00:00.000+01:00"},
        {"from": None, "to": "2030-07-01T12:00:00.000+01:00"},
    ],
)
async def test_a_day_comes_as_a_moment_or_an_interval(run: Run, said: Any) -> None:
    assert (await run("action_look_up_hours", store="Leeds", visit_time=said))["visit_day"] == "on Monday, 1 July"


@pytest.mark.parametrize("said", [None, "", "soon", 5, {}, {"from": None, "to": None}])
async def test_what_is_no_day_means_now(run: Run, said: Any) -> None:
    assert (await run("action_look_up_hours", store="Leeds", visit_time=said))["visit_day"] is None


@pytest.mark.parametrize(
    ("now", "is_there", "answers"),
    [
        ("2026-07-01T16:59", True, "within the hour"),
        ("2026-07-01T17:00", False, "tomorrow from 9.00"),
        ("2026-07-03T20:00", False, "on Monday, 6 July from 9.00"),
        ("2026-07-06T06:00", False, "today from 9.00"),
    ],
)
def test_the_team_is_there_on_weekdays(part: Part, now: str, is_there: bool, answers: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=part("shop.hours").ZONE)
    found = {event["name"]: event["value"] for event in part("service").team_slots(moment)}
    assert found == {"team_is_there": is_there, "team_answers": answers}


# -- the desk ----------------------------------------------------------------------------------------------------------


async def test_a_lead_is_kept_once_per_address_as_last_told(run: Run, database: Path) -> None:
    await run("action_save_lead", lead_name="R.", lead_email="Robin@Example.com", lead_interest="hiking")
    more = {"lead_phone": "07700 900123", "lead_budget": "up to £200"}
    lead = {"lead_name": "Robin 'R' Hale", "lead_email": "robin@example.com", "lead_interest": "camping", **more}
    await run("action_save_lead", **lead)
    kept = ("Robin 'R' Hale", "robin@example.com", "camping", "07700 900123", "up to £200")
    assert rows(database, "SELECT name, email, interest, phone, budget FROM leads") == [kept]
    await run("action_save_lead", **{**lead, "lead_phone": "none"})
    assert rows(database, "SELECT phone FROM leads") == [(None,)]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Robin", "Robin"),
        ("my name is Robin Hale.", "Robin Hale"),
        ("It's Mina O'Kafor", "Mina O'Kafor"),
        ("I'm Jo", "Jo"),
        ("robin@example.com", None),
        ("12345", None),
        ("", None),
        ("x" * 200, None),
    ],
)
async def test_a_name_is_kept_without_its_sentence(run: Any, said: str, name: str | None) -> None:
    assert await run("validate_lead_name", lead_name=said) == {"lead_name": name}
    assert [each["response"] for each in run.said] == ([] if name else ["utter_invalid_name"])


@pytest.mark.parametrize(
    ("said", "phone"),
    [
        ("07700 900123", "07700 900123"),
        ("it is +44 7700 900987", "+44 7700 900987"),
        ("no", "none"),
        ("No, thanks", "none"),
        ("I'd rather not", "none"),
        ("none", "none"),
        ("123", None),
        ("maybe", None),
        ("1" * 30, None),
    ],
)
async def test_a_telephone_number_or_rather_none(run: Run, said: str, phone: str | None) -> None:
    assert await run("validate_lead_phone", lead_phone=said) == {"lead_phone": phone}


async def test_tickets_have_numbers_and_a_repeated_run_opens_no_second_one(part: Part, database: Path) -> None:
    desk = part("shop.desk")
    first = desk.open_ticket("turn:1", "problem", "broken", order_number="TW-1043")
    assert [desk.open_ticket("turn:2", "complaint", "slow", email="a@b.c"), first] == ["T-0002", "T-0001"]
    assert desk.open_ticket("turn:1", "problem", "broken") == first
    assert rows(database, "SELECT kind, words, order_number, email FROM tickets") == [
        ("problem", "broken", "TW-1043", None),
        ("complaint", "slow", None, "a@b.c"),
    ]


async def test_what_was_said_comes_with_the_ticket(run: Run, database: Path) -> None:
    said = [{"event": "user", "text": text} for text in ("hello", "a person please", "now")]
    assert await run("action_ask_person", {"events": said}, desk_email="a@b.c") == {"ticket_number": "T-0001"}
    problem = {"problem_kind": "damaged", "problem_wish": "refund", "problem_details": "{x} torn"}
    await run("action_report_problem", problem_order="TW-1043", **problem)
    await run("action_save_complaint", complaint_text="too slow", desk_email=None)
    assert rows(database, "SELECT words, email FROM tickets") == [
        ("hello\na person please\nnow", "a@b.c"),
        ("damaged, wants refund: {x} torn", None),
        ("too slow", None),
    ]


def test_many_at_once_find_one_whole_shop(part: Part, database: Path) -> None:
    orders = part("shop.orders")
    numbers = [f"TW-{1041 + n % 12}" for n in range(48)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(orders.find_order, numbers))
        returned = list(pool.map(orders.start_return, numbers, ["other"] * 48))
    assert [order.number for order in found] == numbers
    assert len(set(returned)) == 12
    assert rows(database, "SELECT count(*) FROM sample_orders") == [(12,)]
    assert rows(database, "SELECT count(*) FROM returns") == [(12,)]


def test_what_the_shop_learnt_is_there_next_time(part: Part, database: Path) -> None:
    part("shop.desk").save_lead("Robin", "robin@example.com", "hiking")
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript((FOLDER / "shop" / "shop.sql").read_text(encoding="utf-8"))
    assert part("shop.orders").find_order("TW-1041").product == "Ridgeline 35 rucksack"
    assert rows(database, "SELECT name FROM leads") == [("Robin",)]


def test_a_shop_of_an_older_version_says_what_to_do(part: Part, database: Path) -> None:
    part("shop.orders").find_order("TW-1041")
    write(database, "PRAGMA user_version = 1")
    with pytest.raises(RuntimeError, match="delete it"):
        part("shop.orders").find_order("TW-1041")


# -- not understood ----------------------------------------------------------------------------------------------------


def turn(text: str, *actions: str) -> list[dict[str, str]]:
    return [{"event": "user", "text": text}, *({"event": "action", "name": name} for name in actions)]


@pytest.mark.parametrize(
    ("before", "fallback"),
    [
        ([], "rephrase"),
        (turn("hm", "action_choose_fallback", "utter_ask_rephrase", "action_listen"), "offer"),
        (turn("hm", "action_choose_fallback", "utter_fallback_offer", "action_listen"), "offer"),
        (turn("hm", "utter_ask_rephrase") + turn("hello", "utter_greet"), "rephrase"),
    ],
)
async def test_help_is_offered_the_second_time(run: Run, before: list[dict[str, str]], fallback: str) -> None:
    latest = {"events": [*before, *turn("zzz", "action_choose_fallback")]}
    assert await run("action_choose_fallback", latest) == {"fallback": fallback}


async def test_an_ok_is_taken_when_nothing_goes_on(run: Run) -> None:
    heard = {"latest_message": {"intent": {"name": "affirm"}}, "events": turn("ok")}
    pattern = {"flow_id": "pattern_cannot_handle"}
    assert await run("action_choose_fallback", {**heard, "stack": [pattern]}) == {"fallback": "acknowledge"}
    number = {"latest_message": {"entities": [{"entity": "order_number"}]}, "events": turn("TW-1042")}
    assert await run("action_choose_fallback", {**number, "stack": [pattern]}) == {"fallback": "order"}
    stack = [{"flow_id": "lead_capture"}, pattern]
    assert await run("action_choose_fallback", {**heard, "stack": stack}) == {"fallback": "rephrase"}


async def test_there_is_something_to_repeat_once_something_was_said(run: Run) -> None:
    assert await run("action_look_back", {"events": turn("hm")}) == {"said_before": False}
    assert await run("action_look_back", {"events": [*turn("hm"), {"event": "bot"}]}) == {"said_before": True}
