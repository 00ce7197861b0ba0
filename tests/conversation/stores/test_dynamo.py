"""The store in DynamoDB: what a writer that died leaves behind does no harm, an index that is late loses nothing, and
Rasa's words open it."""

from __future__ import annotations

import random
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tests.dynamodb import DynamoServer

from talkwright.conversation.content import BotMessage
from talkwright.conversation.events import SlotSet
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.state import State
from talkwright.conversation.store import Outgoing, Store, StoredTurn, Timer
from talkwright.conversation.stores import dynamo_table
from talkwright.conversation.stores.dynamo import DynamoStore
from talkwright.conversation.stores.dynamo_items import changes_of
from talkwright.errors import ConversationMoved, RequestError, StoreBusy, StoreError
from talkwright.project.endpoints import Endpoint
from talkwright.runtime.stores import open_store
from talkwright.settings import Settings
from talkwright.takeover.open import find_source
from talkwright.testing.turns import ANNA, BERT, START, texts, turn

from .begun import SAID_TO_RASA, anna_goes_on


class Death(BaseException):
    """The end of a process."""


class Client:
    """A client whose calls go through ``on``, by their names: each gets the real one and what it is called with."""

    def __init__(self, client: Any, **on: Callable[..., Any]) -> None:
        self._client = client
        self._on = on

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._client, name)
        return (lambda *given, **told: self._on[name](real, *given, **told)) if name in self._on else real


class Bot:
    """A table, and stores on it."""

    def __init__(self, server: DynamoServer) -> None:
        self._server = server
        self.name = server.name()
        self._open: list[DynamoStore] = []

    def client(self) -> Any:
        return self._server.client()

    def store(self, **on: Callable[..., Any]) -> DynamoStore:
        store = DynamoStore(Client(self.client(), **on), self.name)
        self._open.append(store)
        return store

    def items(self, prefix: str = "") -> list[dict[str, Any]]:
        found = self.client().scan(TableName=self.name)["Items"]
        return [item for item in found if item["sk"].startswith(prefix) and not item["pk"].startswith("counter")]

    async def close(self) -> None:
        for store in self._open:
            await store.close()


@pytest.fixture
async def bot(dynamo_server: DynamoServer) -> AsyncIterator[Bot]:
    bot = Bot(dynamo_server)
    yield bot
    await bot.close()


def refused(code: str, *reasons: str) -> Exception:
    from botocore.exceptions import ClientError

    told = {"Error": {"Code": code, "Message": "User: arn:aws:iam::123:user/anna"}}
    return ClientError({**told, "CancellationReasons": [{"Code": each} for each in reasons]}, "Some")


async def test_a_forgetting_that_died_is_finished_by_who_asks_next(bot: Bot) -> None:
    def die(real: Any, **_: Any) -> None:
        raise Death

    store = bot.store()
    await store.append(turn(inbound_key="web:1", pushes=("hi",), armed=(Timer("tea", START),)))
    with pytest.raises(Death):
        await bot.store(transact_write_items=die).forget(ANNA)
    assert len(bot.items("turn#")) == 1
    assert await store.recent(10) == ()
    with pytest.raises(ConversationMoved):
        await store.append(turn())
    assert await store.load(ANNA) is None
    assert bot.items() == []
    assert await store.append(turn(inbound_key="web:1")) == 2


async def test_what_begins_while_another_still_forgets_is_left_alone(bot: Bot) -> None:
    fast = bot.store()

    def be_late(real: Any, **told: Any) -> Any:
        if not asked:  # between looking what there is and taking it away, all is forgotten and begun anew
            asked.append(True)
            fast._forget_rest(ANNA)
            assert fast._append(turn(text="new"), changes_of(turn(text="new")))
        return real(**told)

    asked: list[bool] = []
    await fast.append(turn())
    assert await bot.store(transact_write_items=be_late).forget(ANNA)
    assert [each.id for each in await fast.turns(ANNA)] == ["turn-of-new"]
    stored = await fast.load(ANNA)
    assert stored is not None
    assert stored.seq == 2


async def test_more_than_one_transaction_holds_is_forgotten_too(bot: Bot) -> None:
    store = bot.store()
    for n in range(2):
        pushes = tuple(str(each) for each in range(10))
        await store.append(turn(expected_seq=2 * n, text=str(n), inbound_key=f"web:{n}", pushes=pushes))
    assert await store.undelivered() == 20
    assert await store.forget(ANNA)
    assert bot.items() == []


async def test_an_index_that_is_late_hides_nothing_from_who_wrote_it(bot: Bot) -> None:
    store = bot.store(query=lambda real, **told: {"Items": []} if "IndexName" in told else real(**told))
    await store.append(turn(pushes=("one", "two"), armed=(Timer("tea", START + 60),)))
    assert await store.next_timer() == START + 60
    (delivery,) = await store.claim(START, 60, 10)
    assert await store.claim(START, 60, 10) == ()
    await store.settle(delivery.id, sent=True)
    assert texts(await store.claim(START, 60, 10)) == ["two"]
    (wake,) = await store.claim_timers(START + 60, 10, 10)
    assert await store.next_timer() == START + 70
    await store.settle_timer(wake.id)
    assert await store.next_timer() is None
    await store.append(turn(BERT, armed=(Timer("tea", START),)))
    await store.forget(BERT)
    assert await store.next_timer() is None


async def test_what_an_index_still_has_is_neither_sent_nor_rung_twice(bot: Bot) -> None:
    kept: dict[str, Any] = {}

    def remembered(real: Any, **told: Any) -> Any:
        if "IndexName" not in told:
            return real(**told)
        line = told["ExpressionAttributeValues"][":line"]
        found = real(**told)
        return kept.setdefault(line, found) if found["Items"] or line in kept else found

    one, other = bot.store(), bot.store(query=remembered)
    await one.append(turn(pushes=("one",), armed=(Timer("tea", START),)))
    (delivery,) = await other.claim(START, 60, 10)
    (wake,) = await other.claim_timers(START, 60, 10)
    await one.settle(delivery.id, sent=True)
    await one.settle_timer(wake.id)
    assert await other.claim(START + 60, 60, 10) == ()
    assert await other.claim_timers(START + 60, 60, 10) == ()
    assert await other.next_timer() is None, "so that nobody looks for it all the time"


async def test_a_turn_asks_little_and_scans_nothing(bot: Bot) -> None:
    asked: list[str] = []

    def noted(name: str) -> Callable[..., Any]:
        return lambda real, **told: (asked.append(name), real(**told))[1]

    names = ("get_item", "query", "scan", "put_item", "update_item", "delete_item", "transact_write_items")
    store = bot.store(**{name: noted(name) for name in names})
    for n in range(3):
        asked.clear()
        stored = await store.load(ANNA)
        await store.append(turn(expected_seq=stored.seq if stored else 0, text=str(n), inbound_key=f"web:{n}"))
        assert asked == ["get_item", "transact_write_items"]


async def test_a_table_that_another_server_is_still_making_is_waited_for(bot: Bot) -> None:
    def early(real: Any, **told: Any) -> Any:
        found = real(**told)
        return {"Table": {**found["Table"], "TableStatus": "CREATING"}} if not waited else found

    class Waiter:
        def wait(self, **_: Any) -> None:
            waited.append(True)

    waited: list[bool] = []
    await bot.store().load(ANNA)
    late = DynamoStore(Client(bot.client(), describe_table=early, get_waiter=lambda real, name: Waiter()), bot.name)
    assert await late.load(ANNA) is None
    assert waited
    await late.close()


async def test_a_lost_answer_loses_and_doubles_nothing(bot: Bot) -> None:
    from botocore.exceptions import ReadTimeoutError

    def lose(real: Any, **told: Any) -> None:
        real(**told)
        raise ReadTimeoutError(endpoint_url="http://geheim")

    with pytest.raises(StoreError, match="cannot be used: ReadTimeoutError"):
        await bot.store(transact_write_items=lose).append(turn(inbound_key="web:1", pushes=("hi",)))
    store = bot.store()
    with pytest.raises(ConversationMoved):
        await store.append(turn(inbound_key="web:1", pushes=("hi",)))
    assert isinstance(await store.find(ANNA, "web:1"), StoredTurn)
    assert texts(await store.claim(START, 60, 10)) == ["hi"]


async def test_who_is_throttled_or_meets_another_tries_again(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dynamo_table, "_FIRST_PAUSE_S", 0.0)
    faults = [
        refused("TransactionCanceledException", "None", "TransactionConflict"),
        refused("TransactionCanceledException", "ThrottlingError", "None"),
        refused("ProvisionedThroughputExceededException"),
    ]

    def fail(real: Any, **told: Any) -> Any:
        if faults:
            raise faults.pop()
        return real(**told)

    store = bot.store(transact_write_items=fail)
    assert await store.append(turn()) == 2
    faults += [refused("ThrottlingException") for _ in range(20)]
    with pytest.raises(StoreBusy, match="busy: ThrottlingException"):
        await store.append(turn(expected_seq=2))
    faults[:] = [refused("TransactionCanceledException", "ConditionalCheckFailed", "TransactionConflict")]
    with pytest.raises(ConversationMoved):
        await store.append(turn(expected_seq=2))


async def test_a_large_turn_is_compressed_and_one_that_is_too_large_leaves_nothing(bot: Bot) -> None:
    store = bot.store()
    large = {"words": "all work and no play " * 100_000}
    first = replace(turn(), events=(SlotSet(name="x", value=large),), state=State(slots={"x": large}))
    await store.append(first)
    stored = await store.load(ANNA)
    assert stored is not None
    assert stored.state == first.state
    assert (await store.turns(ANNA))[0].events == first.events

    noise = random.Random(1).randbytes(400_000).hex()
    with pytest.raises(StoreError, match="DynamoDB refuses") as caught:
        await store.append(replace(turn(expected_seq=1), events=(SlotSet(name="x", value=noise),)))
    assert "400 kB" in caught.value.hint
    stored = await store.load(ANNA)
    assert stored is not None
    assert stored.seq == 1

    many = tuple(Outgoing("sms", "x", BotMessage(text=str(n))) for n in range(200))
    with pytest.raises(StoreError, match="more messages and timers"):
        await store.append(replace(turn(expected_seq=1), outgoing=many))
    assert await store.undelivered() == 0


async def test_a_conversation_of_many_pages_is_read_from_any_of_them(bot: Bot) -> None:
    store = bot.store()
    noise = random.Random(2).randbytes(120_000).hex()  # a page has a megabyte
    for n in range(8):
        event = SlotSet(name="x", value=noise)
        await store.append(replace(turn(expected_seq=n, text=str(n)), events=(event,), state=State()))
    assert [each.first_seq for each in await store.turns(ANNA)] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [each.first_seq for each in await store.turns(ANNA, 6)] == [7, 8]


async def test_names_of_any_length_and_time_are_kept(bot: Bot) -> None:
    store, long = bot.store(), "né" * 2000
    key = ConversationKey("#~\u0000 ,\"'")
    timers = (Timer(long, -3.5), Timer(long + "x", 0.0), Timer("", 5e-324))
    await store.append(turn(key, inbound_key=long, pushes=("hi",), channel="", armed=timers))
    assert isinstance(await store.find(key, long), StoredTurn)
    assert await store.find(key, long + "x") is None
    assert await store.next_timer() == -3.5
    assert {wake.timer for wake in await store.claim_timers(1.0, 60, 10)} == {*timers}
    assert texts(await store.claim(START, 60, 10)) == ["hi"]


async def test_tables_keep_bots_apart_and_rasas_is_only_read(dynamo_server: DynamoServer) -> None:
    client, name = dynamo_server.client(), dynamo_server.table_of_rasa({"anna": SAID_TO_RASA})
    await anna_goes_on(Endpoint(type="dynamo", options=dynamo_server.options(table_name=name)))
    left = client.scan(TableName=name)["Items"]
    assert [(each["sender_id"], len(each["events"])) for each in left] == [("anna", 1)], "Rasa's stays as it was"
    assert {f"{name}.talkwright"} <= {*client.list_tables()["TableNames"]}

    with pytest.raises(StoreError, match=f"{name}' of DynamoDB is not one of Talkwright's"):
        await DynamoStore(client, name).append(turn())
    assert client.scan(TableName=name)["Items"] == left


async def test_where_no_rasa_ever_was_there_is_nothing_to_take(dynamo_server: DynamoServer) -> None:
    source = find_source(Endpoint(type="dynamo", options=dynamo_server.options(table_name="nobody")), Path())
    assert source is not None
    assert list(source.events("anna")) == []
    assert source.count() == 0
    source.close()


async def test_a_dynamodb_that_is_away_or_refuses_is_told_without_secrets(
    bot: Bot, dynamo_server: DynamoServer, caplog: pytest.LogCaptureFixture
) -> None:
    options = {"endpoint_url": "http://127.0.0.1:1"}
    away: Store = open_store(Path(), Endpoint(type="dynamo", options=options), Settings())
    with pytest.raises(StoreError, match="cannot be used: EndpointConnectionError") as caught:
        await away.append(turn())
    await away.close()

    def refuse(real: Any, **_: Any) -> None:
        raise refused("AccessDeniedException")

    with pytest.raises(StoreError, match="refuses: AccessDeniedException") as denied:
        await bot.store(transact_write_items=refuse).append(turn())
    told = f"{caught.value.message}{caught.value.hint}{denied.value.message}{denied.value.hint}{caplog.text}"
    assert "geheim" not in told
    assert "arn:" not in told


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(RequestError, match="no address that is one"):
        open_store(Path(), Endpoint(type="dynamo", options={"endpoint_url": "localhost"}), Settings())


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "boto3", None)  # as if it were not installed
    with pytest.raises(RequestError, match="not installed") as caught:
        open_store(Path(), Endpoint(type="dynamo"), Settings())
    assert "talkwright[dynamo]" in caught.value.hint
