"""What ``rasa.core.channels.rest`` gives: a channel to inherit whose request is JSON and whose answer is a list."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
from sanic import Blueprint, HTTPResponse, Request, json

from talkwright.server.custom.channel import CollectingOutputChannel, InputChannel, OnNewMessage, UserMessage


class QueueOutputChannel(CollectingOutputChannel):
    """Puts what is said into a queue."""

    messages: asyncio.Queue[Any]  # type: ignore[assignment] # as in Rasa

    def __init__(self, message_queue: asyncio.Queue[Any] | None = None) -> None:
        super().__init__()
        self.messages = asyncio.Queue() if message_queue is None else message_queue

    @classmethod
    def name(cls) -> str:
        return "queue"

    def latest_output(self) -> dict[str, Any] | None:
        """There is none: what was said is with who reads the queue. Raises what Rasa's raises."""
        raise NotImplementedError("A queue does not remember.")

    async def _persist_message(self, message: dict[str, Any]) -> None:
        await self.messages.put(message)


class RestInput(InputChannel):
    """Rasa's ``rest``. Subclasses say where sender, message and metadata stand."""

    @classmethod
    def name(cls) -> str:
        return "rest"

    async def _extract_sender(self, req: Request) -> str | None:
        sender: str | None = req.json.get("sender")
        return sender

    def _extract_message(self, req: Request) -> str | None:
        text: str | None = req.json.get("message")
        return text

    def _extract_input_channel(self, req: Request) -> str:
        named: str | None = req.json.get("input_channel")
        return named or self.name()

    def get_metadata(self, request: Request) -> dict[str, Any] | None:
        metadata: dict[str, Any] | None = request.json.get("metadata")
        return metadata

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """``GET /`` and ``POST /webhook``."""
        routes = Blueprint(f"custom_webhook_{type(self).__name__}")

        async def health(request: Request) -> HTTPResponse:
            return json({"status": "ok"})

        async def receive(request: Request) -> HTTPResponse | None:
            collector = CollectingOutputChannel()
            message = UserMessage(
                self._extract_message(request) or "",
                collector,
                await self._extract_sender(request),
                input_channel=self._extract_input_channel(request),
                metadata=self.get_metadata(request),
            )
            await on_new_message(message)
            if request.args.get("stream", "").lower() != "true":
                return json(collector.messages, dumps=msgspec.json.encode)
            response = await request.respond(content_type="text/event-stream")
            for each in collector.messages:
                await response.send(msgspec.json.encode(each) + b"\n")
            await response.eof()
            return None

        routes.add_route(health, "/", methods=["GET"], name="health")
        routes.add_route(receive, "/webhook", methods=["POST"], name="receive")
        return routes
