"""What every channel does, as a suite to inherit.

    class TestMyChannel(PushChannelContract):
        def channel_at(self, url): return MyChannel.from_credentials({"url": url, ...})
        def inbound(self, sender, text, message_id): return Inbound("POST", "/webhook", {...}, {}, b"...")

``ChannelContract`` is for all channels, ``PushChannelContract`` for those that send answers by requests of their own.
Needs pytest-asyncio in its auto mode; no fixtures.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence

import httpx
from msgspec.structs import replace

from talkwright.channels.channel import Channel, Inbound, Outgoing, PushChannel, Received, Reply, Shows
from talkwright.conversation.content import BotMessage, Button
from talkwright.errors import OutsideError, RequestError
from talkwright.testing.platform import Answer, Platform

CONTENT: Sequence[BotMessage] = (
    BotMessage(text="Hello"),
    BotMessage(text="One\n\nTwo"),
    BotMessage(text="Grüße \N{WAVING HAND SIGN} <b>&amp;</b> *bold* _x_ {y}"),
    BotMessage(text="Sure?", buttons=(Button("Yes", "/affirm"), Button("No", "/deny"))),
    BotMessage(text="Sure?", quick_replies=(Button("Yes", '/affirm{"a":"b"}'),)),
    BotMessage(text="Look", image="https://example.org/cat.png"),
    BotMessage(image="https://example.org/cat.png"),
    BotMessage(attachment={"type": "file", "payload": {"src": "https://example.org/a.pdf"}}),
    BotMessage(elements=({"title": "A", "subtitle": "B", "buttons": [{"title": "C", "payload": "/c"}]},)),
    BotMessage(custom={"anything": [1, None, {"deep": True}]}),
    BotMessage(text="x" * 20_000),
    BotMessage(text="Many", buttons=tuple(Button(f"Button {n}", f"/b{n}") for n in range(50))),
)

_GARBAGE = (b"", b"\xff\xfe", b"null", b"[]", b'"text"', b"{", b"[" * 100_000, b"a=b", b'{"message": {"a": 1}}')


class ChannelContract(ABC):
    """Say what the channel is and how its platform writes; inherit the rest."""

    @abstractmethod
    def channel(self) -> Channel:
        """The channel, set up."""

    @abstractmethod
    def inbound(self, sender: str, text: str, message_id: str) -> Inbound:
        """A user's message as the platform delivers it."""

    def test_its_name_fits_into_an_address(self) -> None:
        assert re.fullmatch(r"[a-z][a-z0-9_-]*", self.channel().name)

    def test_what_it_shows_is_data(self) -> None:
        assert isinstance(self.channel().shows, Shows)

    def test_words_come_in(self) -> None:
        received = self.channel().receive(self.inbound("ada", "Grüße \N{WAVING HAND SIGN}", "m1"))
        (message,) = received.messages
        assert message.text == "Grüße \N{WAVING HAND SIGN}"
        assert message.sender
        assert message.channel == self.channel().name

    def test_users_are_kept_apart(self) -> None:
        senders = {self._received(sender, "hi", "m1").messages[0].sender for sender in ("ada", "bob", "Ada", "1")}
        assert len(senders) == 4

    def test_a_message_delivered_again_has_the_same_id(self) -> None:
        first, again, other = (self._received("ada", "hi", each).messages[0] for each in ("m1", "m1", "m2"))
        assert first.message_id is not None
        assert first.message_id == again.message_id
        assert first.message_id != other.message_id

    def test_receiving_leaves_no_trace(self) -> None:
        channel, inbound = self.channel(), self.inbound("ada", "hi", "m1")
        assert channel.receive(inbound) == channel.receive(inbound)

    def test_the_reply_is_given_or_left_to_the_answers(self) -> None:
        reply = self._received("ada", "hi", "m1").reply
        if self.channel().replies_inline:
            assert reply is None
        else:
            assert isinstance(self.channel(), PushChannel)
            assert reply is None or 200 <= reply.status < 300

    def test_garbage_is_refused_and_starts_nothing(self) -> None:
        for body in _GARBAGE:
            assert self._is_refused(replace(self.inbound("ada", "hi", "m1"), body=body)), body[:40]

    def _received(self, sender: str, text: str, message_id: str) -> Received:
        return self.channel().receive(self.inbound(sender, text, message_id))

    def _is_refused(self, inbound: Inbound) -> bool:
        try:
            received = self.channel().receive(inbound)
        except RequestError as error:
            return bool(error.message)
        return received.messages == () and isinstance(received.reply, Reply) and received.reply.status >= 400


class PushChannelContract(ChannelContract):
    """For channels that send. The platform is a real server on this machine."""

    @abstractmethod
    def channel_at(self, url: str) -> PushChannel:
        """The channel, its platform at ``url``."""

    def channel(self) -> Channel:
        return self.channel_at("http://127.0.0.1:9/hook")

    async def test_all_content_that_it_shows_is_sent(self) -> None:
        async with Platform() as platform, httpx.AsyncClient() as http:
            channel = self.channel_at(platform.url)
            for message in CONTENT:
                if message.custom and not channel.shows.custom:
                    continue
                platform.requests.clear()
                await channel.send(_outgoing(channel, message), http)
                assert platform.requests, message

    async def test_a_platform_in_trouble_is_worth_another_attempt(self) -> None:
        troubles: Sequence[Answer] = (429, 500, 502, 503, 504, "cut", "silence")
        assert await self._retryable(troubles, timeout_s=0.3) == dict.fromkeys(troubles, True)

    async def test_a_platform_that_refuses_is_not(self) -> None:
        refusals: Sequence[Answer] = (301, 307, 400, 401, 403, 404, 410)
        assert await self._retryable(refusals) == dict.fromkeys(refusals, False)

    async def test_a_platform_that_is_away_is_worth_another_attempt(self) -> None:
        async with Platform() as platform, httpx.AsyncClient() as http:
            channel = self.channel_at(platform.url)
            await platform.close()
            assert await _failure(channel, http) is True

    async def test_after_a_failure_it_sends_again(self) -> None:
        async with Platform() as platform, httpx.AsyncClient() as http:
            platform.answers = [503]
            channel = self.channel_at(platform.url)
            assert await _failure(channel, http) is True
            await channel.send(_outgoing(channel, BotMessage(text="Hello")), http)
            assert len(platform.requests) == 2
            assert platform.requests[0].body == platform.requests[1].body

    async def _retryable(self, answers: Sequence[Answer], timeout_s: float = 30) -> dict[Answer, bool]:
        """Whether the error that each answer leads to is worth another attempt."""
        async with Platform() as platform, httpx.AsyncClient(timeout=timeout_s) as http:
            platform.answers = list(answers)
            return {answer: await _failure(self.channel_at(platform.url), http) for answer in answers}


def _outgoing(channel: Channel, message: BotMessage) -> Outgoing:
    return Outgoing(channel.name, "ada", message)


async def _failure(channel: PushChannel, http: httpx.AsyncClient) -> bool:
    """Send and fail; whether another attempt can help."""
    try:
        await channel.send(_outgoing(channel, BotMessage(text="Hello")), http)
    except OutsideError as error:
        return error.retryable
    raise AssertionError("the platform failed and send() did not say so")
