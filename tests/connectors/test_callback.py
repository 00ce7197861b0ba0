"""The callback channel against a real server."""

import json

import httpx
import pytest

from talkwright.channels.channel import Inbound, Outgoing
from talkwright.conversation.content import BotMessage, Button, UserMessage
from talkwright.errors import AuthorError, OutsideError
from talkwright.testing.channel_contract import PushChannelContract
from talkwright.testing.platform import Platform
from talkwright_connectors.callback import Callback


class TestContract(PushChannelContract):
    def channel_at(self, url):
        return Callback.from_credentials({"url": url})

    def inbound(self, sender, text, message_id):
        body = {"sender": sender, "message": text, "message_id": message_id}
        return Inbound("POST", "/webhooks/callback/webhook", {}, {}, json.dumps(body).encode())


def test_it_answers_success():
    channel = Callback("http://example.org")
    headers = {"idempotency-key": "k1"}
    received = channel.receive(Inbound("POST", "/webhooks/callback/webhook", headers, {}, b'{"message": "hi"}'))
    assert received.messages == (UserMessage("default", "hi", "callback", "k1"),)
    assert (received.reply.status, received.reply.body) == (200, b"success")


async def test_every_part_of_a_message_is_posted_as_json_in_order():
    message = BotMessage(text="Eins\n\nZwei \N{WAVING HAND SIGN}", image="http://i/1.png")
    async with Platform() as platform, httpx.AsyncClient() as http:
        channel = Callback(platform.url)
        await channel.send(Outgoing("callback", "ada", message), http)
        await channel.send(Outgoing("callback", "bob", BotMessage(text="?", buttons=(Button("A", "/a"),))), http)
    assert [json.loads(sent.body) for sent in platform.requests] == [
        {"recipient_id": "ada", "text": "Eins"},
        {"recipient_id": "ada", "text": "Zwei \N{WAVING HAND SIGN}"},
        {"recipient_id": "ada", "image": "http://i/1.png"},
        {"recipient_id": "bob", "text": "?", "buttons": [{"title": "A", "payload": "/a"}]},
    ]
    assert {(sent.method, sent.path) for sent in platform.requests} == {("POST", "/hook")}
    assert {sent.headers["content-type"] for sent in platform.requests} == {"application/json"}


async def test_a_part_that_fails_stops_those_after_it():
    async with Platform() as platform, httpx.AsyncClient() as http:
        platform.answers = [200, 500]
        with pytest.raises(OutsideError):
            await Callback(platform.url).send(Outgoing("callback", "ada", BotMessage(text="1\n\n2\n\n3")), http)
    assert [json.loads(sent.body)["text"] for sent in platform.requests] == ["1", "2"]


@pytest.mark.parametrize(
    "url", ["http://example.org", "https://example.org:8443/a?b=c", "http://user:pass@[::1]:80/", "HTTP://x"]
)
def test_addresses_that_do(url):
    assert Callback.from_credentials({"url": url}).name == "callback"


@pytest.mark.parametrize(
    "url",
    [
        None,
        5,
        "",
        "example.org",
        "ftp://example.org",
        "file:///etc/passwd",
        "http://",
        "http://a:b",
        "http://[",
        "http://a b\n",
    ],
)
def test_addresses_that_do_not(url):
    with pytest.raises(AuthorError) as error:
        Callback.from_credentials({} if url is None else {"url": url})
    (problem,) = error.value.problems
    assert problem.code == "credentials/bad-option"
    assert "https://example.org/bot" in problem.hint


@pytest.mark.parametrize("answer", [500, 404, "cut"])
async def test_secrets_in_the_address_are_not_told(answer):
    async with Platform() as platform, httpx.AsyncClient() as http:
        platform.answers = [answer]
        url = platform.url.replace("http://", "http://user:s3cret@") + "/t0ken?key=k3y"
        with pytest.raises(OutsideError) as error:
            await Callback(url).send(Outgoing("callback", "ada", BotMessage(text="hi")), http)
    said = (
        f"{error.value!r} {error.value.hint} {error.value.__context__ if not error.value.__suppress_context__ else ''}"
    )
    assert not any(secret in said for secret in ("s3cret", "t0ken", "k3y"))
