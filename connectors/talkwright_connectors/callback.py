"""Rasa's ``callback`` channel: messages come in as on the REST channel, answers go out as POSTs to a URL.

    callback:
      url: https://example.org/bot

Each answer is posted as one JSON object, as the REST channel would list it. A message that needs several posts is sent
again as a whole when one of them fails: the receiver gets every post at least once, in order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self
from urllib.parse import SplitResult, urlsplit

import httpx
import msgspec

from talkwright.channels.channel import Inbound, Outgoing, Received, Reply, Shows, bad_option
from talkwright.channels.rest import read_message, render
from talkwright.errors import OutsideError

_RETRYABLE = {408, 425, 429}  # and every 5xx


class Callback:
    """Posts to ``url``. It may hold secrets, so no message of an error shows more of it than its host."""

    name = "callback"
    shows = Shows(custom=True)
    replies_inline = False

    def __init__(self, url: str) -> None:
        self._url = url
        self._host = urlsplit(url).hostname

    @classmethod
    def from_credentials(cls, options: Mapping[str, Any]) -> Self:
        """The channel with the setting ``url``. Raises ``AuthorError`` unless that is an http or https address."""
        url = options.get("url")
        if not isinstance(url, str) or not _is_http(url):
            hint = "Write 'url: https://example.org/bot' under it: where the answers are posted."
            raise bad_option(cls.name, "'url' has to be an address that begins with http:// or https://", hint)
        return cls(url)

    def receive(self, inbound: Inbound) -> Received:
        """One message, as on the REST channel. Raises ``RequestError``."""
        message = read_message(inbound, self.name)
        return Received((message,), Reply(200, {"content-type": "text/plain; charset=utf-8"}, b"success"))

    async def send(self, outgoing: Outgoing, http: httpx.AsyncClient) -> None:
        """Post the message, in as many parts as it has. Raises ``OutsideError``."""
        for part in render(outgoing.recipient, [outgoing.message]):
            await self._post(msgspec.json.encode(part), http)

    async def _post(self, body: bytes, http: httpx.AsyncClient) -> None:
        headers = {"content-type": "application/json"}
        try:
            response = await http.post(self._url, content=body, headers=headers, follow_redirects=False)
        except httpx.TransportError as error:
            raise OutsideError(f"{self._host} cannot be reached: {type(error).__name__}", retryable=True) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise OutsideError(f"{self._host} cannot be asked: {type(error).__name__}") from None
        if not response.is_success:
            status = response.status_code
            retryable = status >= httpx.codes.INTERNAL_SERVER_ERROR or status in _RETRYABLE
            hint = "The answer has to be a 2xx; redirects are not followed."
            raise OutsideError(f"{self._host} answered {status}", hint, retryable=retryable)


def _is_http(url: str) -> bool:
    try:
        parts: SplitResult = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0 and url.isprintable()
    except ValueError:  # a port that is no number, brackets that do not close
        return False
