"""Words from elsewhere are said in the place of the domain's; when they do not come, the domain's are said."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from tests.runtime.stage import names, said
from tests.web_server import Answer, Asked, WebServer

from talkwright.actions import nlg
from talkwright.errors import RequestError
from talkwright.project.endpoints import Endpoint, Endpoints
from talkwright.runtime.answer import Answer as Turned
from talkwright.runtime.assemble import assemble
from talkwright.settings import Settings
from talkwright.training.load import Model


async def talk(model: Model, folder: Path, endpoint: Endpoint | None, text: str = "hello") -> Turned:
    endpoints = Endpoints(tracker_store=Endpoint(type="memory"), nlg=endpoint)
    assistant = assemble(folder, model, endpoints, Settings())
    try:
        return await assistant.handle(said("ada", text))
    finally:
        await assistant.close()


async def test_a_server_says_what_a_response_is(model: Model, tmp_path: Path) -> None:
    buttons = [{"title": "Yes", "payload": "/affirm", "type": None}]
    with WebServer(lambda asked: Answer(200, {"text": "{Moin}", "buttons": buttons, "image": None})) as server:
        endpoint = Endpoint(url=f"{server.url}/nlg", token="t", headers={"X-Key": "5"})
        answer = await talk(model, tmp_path, endpoint)
    (message,) = answer.messages
    assert (message.text, message.buttons[0].payload, message.image) == ("{Moin}", "/affirm", None)
    (asked,) = server.asked
    assert asked.path == "/nlg?token=t"
    assert asked.headers["x-key"] == "5"
    assert {"response", "id", "arguments", "tracker", "channel"} == asked.body.keys()
    assert asked.body["response"] == names(answer)[0]
    assert asked.body["channel"] == {"name": "test"}
    tracker = asked.body["tracker"]
    assert tracker["sender_id"] == "ada"
    assert tracker["latest_message"]["text"] == "hello"
    assert [each["event"] for each in tracker["events"]].count("user") == 1


@pytest.mark.parametrize(
    "answer",
    [
        Answer(500),
        Answer(404, b"nothing"),
        Answer(200, b"{"),
        Answer(200, []),
        Answer(200, {}),
        Answer(200, {"text": None}),
        Answer(200, {"text": 5}),
        Answer(200, {"buttons": "x"}),
        Answer(302, b"", {"Location": "/"}),
        Answer(200, {"text": "x" * 2_000_000}),
    ],
)
async def test_where_no_words_come_the_domain_speaks(answer: Answer, model: Model, tmp_path: Path) -> None:
    expected = await talk(model, tmp_path, None)
    with WebServer(lambda _: answer) as server:
        found = await talk(model, tmp_path, Endpoint(url=server.url))
    assert names(found) == names(expected)
    assert found.messages[0].text


async def test_a_server_that_is_busy_is_asked_once_more(model: Model, tmp_path: Path) -> None:
    def busy_at_first(_: Asked) -> Answer:
        return Answer(503) if len(server.asked) == 1 else Answer(200, {"text": "There."})

    with WebServer(busy_at_first) as server:
        assert [each.text for each in (await talk(model, tmp_path, Endpoint(url=server.url))).messages] == ["There."]


async def test_who_is_not_there_is_not_waited_for(
    model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    never = threading.Event()
    with WebServer(lambda _: Answer(200, str(never.wait(5)))) as server:
        monkeypatch.setattr(nlg.NlgServer.__init__, "__defaults__", (0.2,))
        assert (await talk(model, tmp_path, Endpoint(url=server.url))).messages[0].text
        never.set()
    assert (await talk(model, tmp_path, Endpoint(url="http://127.0.0.1:1"))).messages[0].text


async def test_a_class_written_for_rasa_says_it(model: Model, tmp_path: Path) -> None:
    (tmp_path / "my_words.py").write_text(
        "from rasa.core.nlg.generator import NaturalLanguageGenerator\n"
        "class Words(NaturalLanguageGenerator):\n"
        "    def __init__(self, endpoint_config, responses):\n"
        "        self.greeting, self.responses = endpoint_config.kwargs['greeting'], responses\n"
        "    async def generate(self, utter_action, tracker, output_channel, **kwargs):\n"
        "        assert utter_action in self.responses\n"
        "        return {'text': f'{self.greeting} {tracker.sender_id} on {output_channel}'}\n"
        "class Broken(Words):\n"
        "    async def generate(self, *_, **__): raise KeyError('x')\n"
    )
    endpoint = Endpoint(type="my_words.Words", options={"greeting": "Moin"})
    assert (await talk(model, tmp_path, endpoint)).messages[0].text == "Moin ada on test"
    assert (await talk(model, tmp_path, Endpoint(type="my_words.Broken", options={"greeting": ""}))).messages[0].text
    with pytest.raises(RequestError, match="cannot be set up: KeyError"):
        await talk(model, tmp_path, Endpoint(type="my_words.Words"))
    sys.path.remove(str(tmp_path))
    del sys.modules["my_words"]


@pytest.mark.parametrize("options", [{}, {"type": "response"}, {"type": "response", "url": "http://x"}])
def test_the_domain_is_what_there_is_without_a_server(options: dict[str, Any], tmp_path: Path) -> None:
    assert nlg.open_nlg(Endpoint(**options), tmp_path, {}) is None


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"type": "poet"}, "no nlg of the type 'poet'"),
        ({"type": "callback"}, "'url' of 'nlg' is not the address"),
        ({"url": "x://y"}, "'url' of 'nlg' is not the address"),
        ({"type": "nowhere.Words"}, "'nowhere.Words' cannot be loaded"),
    ],
)
def test_what_is_no_nlg_is_told(options: dict[str, Any], match: str, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=match):
        nlg.open_nlg(Endpoint(**options), tmp_path, {})
