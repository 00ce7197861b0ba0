"""The contract of a channel, and the values that pass through it.

The rule: a channel is sans-I/O. It turns a request into messages and messages into requests, and knows its platform's
wire and nothing of turns, stores or servers. Only ``send`` touches the network, through the client it is handed. What a
channel can show is data (``Shows``), not code.

``talkwright.testing.channel_contract`` is the suite that every channel passes; docs/channels.md tells how to write one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol, Self, runtime_checkable

import msgspec

from talkwright.conversation.content import JSON, UserMessage
from talkwright.conversation.store import Outgoing
from talkwright.errors import AuthorError, Place, Problem

if TYPE_CHECKING:
    import httpx

__all__ = ["Channel", "Inbound", "Outgoing", "PushChannel", "Received", "Reply", "Shows", "bad_option"]


class Inbound(msgspec.Struct, frozen=True):
    """A request as it came. Names of ``headers`` are in lower case; ``body`` is raw, as a signature needs it."""

    method: str
    path: str
    headers: dict[str, str] = {}
    query: dict[str, str] = {}
    body: bytes = b""


class Reply(msgspec.Struct, frozen=True):
    """What to answer a request with."""

    status: int = 200
    headers: dict[str, str] = {}
    body: bytes = b""


class Received(msgspec.Struct, frozen=True):
    """What a request was: messages to take through their turns, in order, and the reply once that is done.

    Without a reply the channel's answers are the reply (``replies_inline``), or an empty 200.
    """

    messages: tuple[UserMessage, ...] = ()
    reply: Reply | None = None


class Shows(msgspec.Struct, frozen=True, kw_only=True):
    """What a channel can show. A limit of None means that there is none; 0 that it cannot be shown at all.

    Lengths are in characters. What a channel cannot show, ``degrade`` turns into what it can.
    """

    text_max: int | None = None
    buttons_max: int | None = None
    button_title_max: int | None = None
    quick_replies: bool = True
    images: bool = True
    attachments: bool = True
    elements: bool = False
    custom: bool = False


class Channel(Protocol):
    """A way in and out. ``name`` is its key in credentials.yml and its address under ``/webhooks/``.

    ``replies_inline``: whether the connection that brought a message carries its answer; otherwise the channel is a
    ``PushChannel``.
    """

    name: str
    shows: Shows
    replies_inline: bool

    @classmethod
    def from_credentials(cls, options: Mapping[str, JSON]) -> Self:
        """The channel as credentials.yml sets it up. Raises ``bad_option`` for what it cannot work with."""

    def receive(self, inbound: Inbound) -> Received:
        """Read a request. Raises ``RequestError`` for one that is not the platform's. Pure: no I/O, no clock."""


@runtime_checkable
class PushChannel(Channel, Protocol):
    """A channel whose answers are sent by requests of their own, from the outbox."""

    async def send(self, outgoing: Outgoing, http: httpx.AsyncClient) -> None:
        """Send one message. Raises ``OutsideError``, ``retryable`` when another attempt can help; nothing else."""


def bad_option(channel: str, said: str, hint: str) -> AuthorError:
    """The error for settings that ``channel`` cannot work with. ``said`` shows no value: it may be a secret."""
    problem = Problem("credentials/bad-option", f"The channel {channel!r} cannot be set up: {said}.", Place(""), hint)
    return AuthorError([problem])
