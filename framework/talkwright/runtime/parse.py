"""Understanding a message from within an event loop: at once, in a thread when it may take long, or by another server.

What another server does not answer is understood here, by the model that is served.
"""

from __future__ import annotations

import asyncio
from typing import Protocol

from talkwright import log
from talkwright.actions.service import Service
from talkwright.conversation.utterance import Utterance
from talkwright.errors import OutsideError
from talkwright.nlu.pipeline import Pipeline
from talkwright.project.endpoints import Endpoint

_TIMEOUT_S = 10.0
_PATH = "/model/parse"


class Nlu(Protocol):
    """What is asked first what a message means."""

    async def parse(self, text: str, message_id: str | None) -> Utterance | None:
        """What ``text`` means; None when it does not say."""


class NluServer:
    """The server at ``endpoint``, which has Rasa's ``/model/parse``. Raises ``RequestError`` for what is no address."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._service = Service(endpoint, "nlu", _TIMEOUT_S, _PATH)
        self._token = endpoint.token

    async def parse(self, text: str, message_id: str | None) -> Utterance | None:
        """What ``text`` means; None, with a line in the log, when the server does not say."""
        question = {"token": self._token, "text": text, "message_id": message_id}
        try:
            return await self._service.ask(question, Utterance)
        except OutsideError as fault:
            log.error("nlu.failed", reason=fault.message)
            return None

    def close(self) -> None:
        """Close the connections that rest."""
        self._service.close()


async def parse(
    pipeline: Pipeline, text: str, at: float, server: Nlu | None = None, message_id: str | None = None
) -> Utterance:
    """What ``text`` means, which was sent ``at``, in seconds since 1970. The loop goes on meanwhile.

    ``server`` is asked first, if there is one, but not for an intent that is written out.
    """
    if server is not None and not text.lstrip().startswith("/"):
        utterance = await server.parse(text, message_id)
        if utterance is not None:
            return utterance
    if pipeline.blocks:
        return await asyncio.to_thread(pipeline.parse, text, at=at)
    return pipeline.parse(text, at=at)
