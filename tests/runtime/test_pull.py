"""Models from a server: asked for by their ETag, swapped in when they are others, refused when they are none."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.runtime.stage import Scripted
from tests.web_server import Answer, Asked, WebServer

from talkwright.conversation.stores.memory import MemoryStore
from talkwright.errors import OutsideError, RequestError
from talkwright.project.endpoints import Endpoint
from talkwright.runtime.assemble import Assistant
from talkwright.runtime.pull import ModelServer
from talkwright.runtime.reload import Reloader
from talkwright.training.load import Model


def serving(content: Callable[[], bytes]) -> Callable[[Asked], Answer]:
    """Answers with a file and its ETag, and 304 to who has it."""

    def answer(asked: Asked) -> Answer:
        tag = f'"{hash(content())}"'
        if asked.headers.get("if-none-match") == tag:
            return Answer(304)
        return Answer(200, content(), {"ETag": tag, "filename": "m.tar.gz"})

    return answer


async def test_a_model_is_given_once_until_it_is_another(tmp_path: Path) -> None:
    now = [b"first"]
    with WebServer(serving(lambda: now[0])) as web:
        server = ModelServer(Endpoint(url=f"{web.url}/models", token="t", headers={"X-Key": "5"}), tmp_path / "models")
        path = await server.newest()
        assert path is not None
        assert path.read_bytes() == b"first"
        assert await server.newest() is None
        now[0] = b"second"
        newer = await server.newest()
        assert newer is not None
        assert newer.read_bytes() == b"second"
    assert not path.exists(), "the one before was let go of"
    assert newer.name.startswith("."), "it is not the newest of the folder"
    assert {asked.path for asked in web.asked} == {"/models?token=t"}
    assert {asked.headers["x-key"] for asked in web.asked} == {"5"}


@pytest.mark.parametrize("status", [204, 304])
async def test_what_has_not_changed_is_none(status: int, tmp_path: Path) -> None:
    with WebServer(lambda _: Answer(status)) as web:
        assert await ModelServer(Endpoint(url=web.url), tmp_path).newest() is None


async def test_a_server_without_a_model_is_told_without_its_secrets(tmp_path: Path) -> None:
    with WebServer(lambda _: Answer(404)) as web, pytest.raises(OutsideError, match="answered 404"):
        await ModelServer(Endpoint(url=web.url), tmp_path).newest()
    with pytest.raises(OutsideError, match="cannot be asked: ConnectError") as caught:
        await ModelServer(Endpoint(url="http://me:geheim@127.0.0.1:1", token="geheim"), tmp_path).newest()
    assert "geheim" not in caught.value.message


def test_how_long_to_wait_is_said(tmp_path: Path) -> None:
    def wait(**options: object) -> float | None:
        return ModelServer(Endpoint(url="http://x", options=options), tmp_path).wait_s

    assert (wait(), wait(wait_time_between_pulls="7"), wait(wait_time_between_pulls=None)) == (100, 7, None)
    with pytest.raises(RequestError, match="is no number"):
        wait(wait_time_between_pulls="often")


async def test_another_model_is_swapped_in_and_a_damaged_one_is_refused(
    model: Model, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    other = model.path.read_bytes()
    now = [b"a model of somebody else's"]
    swapped = asyncio.Event()
    assistant = Assistant(model, MemoryStore(), Scripted())
    with WebServer(serving(lambda: now[0])) as web:
        server = ModelServer(Endpoint(url=web.url, options={"wait_time_between_pulls": 0.1}), tmp_path)
        reloader = Reloader(assistant, tmp_path, lambda _: Scripted(), None, lambda _: swapped.set(), server)
        running = asyncio.create_task(reloader.run())
        async with asyncio.timeout(30):
            while len(web.asked) < 3:  # noqa: ASYNC110 - the server runs in another thread
                await asyncio.sleep(0.05)
            assert assistant.model is model
            now[0] = other
            await swapped.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    assert assistant.model.path.name.startswith(".pulled-")
    assert assistant.model.metadata.model_id == model.metadata.model_id
    await assistant.close()
