"""Rasa's channel ``rasa``: messages as on the REST channel, from people whom another server vouches for.

    rasa:
      url: http://localhost:5002/api

That server has signed the token of a request, and tells its keys. Asking for them is the server's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

import msgspec
from msgspec.structs import replace

from talkwright.channels.channel import Inbound, Received, Shows, bad_option
from talkwright.channels.reading import read_id
from talkwright.channels.rest import read_message
from talkwright.conversation.content import JSON, UserMessage
from talkwright.errors import Forbidden, NotAllowed, RequestError

NAME = "rasa"
_MAY_SPEAK_FOR_OTHERS = ("conversations:", "*")  # beginnings of scopes


class RasaChannel:
    """``url`` is the server that vouches."""

    name = NAME
    shows = Shows(custom=True)
    replies_inline = True

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    @classmethod
    def from_credentials(cls, options: Mapping[str, JSON]) -> Self:
        """The channel with the setting ``url``."""
        url = options.get("url")
        if not isinstance(url, str) or not url:
            hint = "Write 'url: http://localhost:5002/api' under it, or take the channel out."
            raise bad_option(NAME, "'url', the address of the server that vouches for people, is missing", hint)
        return cls(url)

    def receive(self, inbound: Inbound) -> Received:
        """Always raises ``RequestError``: a message needs somebody who is vouched for."""
        raise RequestError("A message on this channel needs a token.")

    def read(self, inbound: Inbound, said: Mapping[str, Any]) -> UserMessage:
        """The message of whom a token ``said`` it is. Raises ``RequestError``.

        ``conversation_id`` in the body is another conversation, for those who may speak for others.
        """
        name = said.get("username")
        if not isinstance(name, str) or not name:
            raise NotAllowed("The token does not say who you are.", "It has to have a 'username'.")
        message = replace(read_message(inbound, NAME), sender=read_id(name, "'username'"))
        other = msgspec.json.decode(inbound.body).get("conversation_id")
        if other is None or other == name:
            return message
        scopes = said.get("scopes")
        if not isinstance(scopes, list) or not any(str(each).startswith(_MAY_SPEAK_FOR_OTHERS) for each in scopes):
            raise Forbidden("You may speak in your own conversation only.")
        return replace(message, sender=read_id(str(other), "'conversation_id'"))
