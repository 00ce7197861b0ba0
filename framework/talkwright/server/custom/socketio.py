"""What ``rasa.core.channels.socketio`` gives: a Socket.IO channel to inherit. Bots that change nothing about it write
``socketio:`` and have ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self
from uuid import uuid4

import msgspec
import socketio
from sanic import Blueprint, HTTPResponse, Request, Sanic, json

from talkwright.channels.socketio import SocketIOSettings
from talkwright.server.custom.channel import InputChannel, OnNewMessage, OutputChannel, UserMessage, decode_bearer_token


class SocketBlueprint(Blueprint):
    """Routes that bring a Socket.IO server with them."""

    def __init__(self, sio: socketio.AsyncServer, socketio_path: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ctx.sio = sio
        self.ctx.socketio_path = socketio_path

    def register(self, app: Sanic[Any, Any], options: dict[str, Any]) -> None:
        """Put both on ``app``."""
        sio: socketio.AsyncServer = self.ctx.sio

        async def engine(request: Request) -> HTTPResponse | None:
            if not app.ctx.origins.may_connect(request.headers.get("origin"), request.host):
                return HTTPResponse(status=403)
            response: HTTPResponse | None = await sio.handle_request(request)
            return None if str(request.headers.get("upgrade", "")).lower() == "websocket" else response

        engine.is_websocket = True  # type: ignore[attr-defined] # so that nothing need be answered after a WebSocket
        name = f"{self.name}_socketio"
        app.add_route(engine, self.ctx.socketio_path, methods=["GET", "POST", "OPTIONS"], name=name)
        app.enable_websocket()
        super().register(app, options)  # type: ignore[no-untyped-call]


class SocketIOOutput(OutputChannel):
    """Emits what is said to a room: a connection, or a session that it entered."""

    def __init__(self, sio: socketio.AsyncServer, bot_message_evt: str) -> None:
        self.sio = sio
        self.bot_message_evt = bot_message_evt

    @classmethod
    def name(cls) -> str:
        return "socketio"

    async def _send_message(self, socket_id: str, response: Any) -> None:
        await self.sio.emit(self.bot_message_evt, response, room=socket_id)

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        for part in text.strip().split("\n\n"):
            await self._send_message(recipient_id, {"text": part})

    async def send_image_url(self, recipient_id: str, image: str, **kwargs: Any) -> None:
        await self._send_message(recipient_id, {"attachment": {"type": "image", "payload": {"src": image}}})

    async def send_text_with_buttons(
        self, recipient_id: str, text: str, buttons: list[dict[str, Any]], **kwargs: Any
    ) -> None:
        *parts, last = text.strip().split("\n\n")
        for part in parts:
            await self._send_message(recipient_id, {"text": part, "quick_replies": []})
        replies = [{"content_type": "text", "title": each["title"], "payload": each.get("payload")} for each in buttons]
        await self._send_message(recipient_id, {"text": last, "quick_replies": replies})

    async def send_elements(self, recipient_id: str, elements: Iterable[dict[str, Any]], **kwargs: Any) -> None:
        for each in elements:
            payload = {"template_type": "generic", "elements": each}
            await self._send_message(recipient_id, {"attachment": {"type": "template", "payload": payload}})

    async def send_custom_json(self, recipient_id: str, json_message: Any, **kwargs: Any) -> None:
        await self._send_message(recipient_id, json_message)

    async def send_attachment(self, recipient_id: str, attachment: Any, **kwargs: Any) -> None:
        await self._send_message(recipient_id, {"attachment": attachment})


class SocketIOInput(InputChannel):
    """Rasa's ``socketio``, with its settings as attributes."""

    def __init__(
        self,
        user_message_evt: str = "user_uttered",
        bot_message_evt: str = "bot_uttered",
        namespace: str | None = None,
        session_persistence: bool = False,
        socketio_path: str | None = "/socket.io",
        jwt_key: str | None = None,
        jwt_method: str | None = "HS256",
        metadata_key: str | None = "metadata",
    ) -> None:
        self.user_message_evt = user_message_evt
        self.bot_message_evt = bot_message_evt
        self.namespace = namespace
        self.session_persistence = session_persistence
        self.socketio_path = socketio_path
        self.jwt_key = jwt_key
        self.jwt_algorithm = jwt_method
        self.metadata_key = metadata_key
        self.sio: socketio.AsyncServer | None = None

    @classmethod
    def name(cls) -> str:
        return "socketio"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> Self:
        return cls(**msgspec.structs.asdict(msgspec.convert(credentials or {}, SocketIOSettings)))

    def get_output_channel(self) -> OutputChannel | None:
        return None if self.sio is None else SocketIOOutput(self.sio, self.bot_message_evt)

    def get_metadata(self, request: Any) -> dict[str, Any] | None:
        """What stands under ``metadata_key`` in the data of an event."""
        given = request.get(self.metadata_key or "metadata") if isinstance(request, dict) else None
        found: dict[str, Any] | None = msgspec.json.decode(given) if isinstance(given, str) else given
        return found

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """``GET /`` and the Socket.IO server."""
        sio = self.sio = socketio.AsyncServer(async_mode="sanic", cors_allowed_origins=[])
        routes = SocketBlueprint(sio, self.socketio_path or "/socket.io", f"socketio_{type(self).__name__}")
        where = self.namespace or "/"

        async def health(request: Request) -> HTTPResponse:
            return json({"status": "ok"})

        async def connect(sid: str, environ: dict[str, Any], auth: Any = None) -> bool:
            given = auth.get("token") if isinstance(auth, dict) else environ.get("HTTP_AUTHORIZATION")
            key, method = self.jwt_key, self.jwt_algorithm or "HS256"
            return key is None or decode_bearer_token(str(given or ""), key, method) is not None

        async def session_request(sid: str, data: Any = None) -> None:
            session = (data or {}).get("session_id") or uuid4().hex
            if self.session_persistence:
                await sio.enter_room(sid, session, namespace=where)
            await sio.emit("session_confirm", session, room=sid, namespace=where)

        async def said(sid: str, data: dict[str, Any]) -> None:
            sender = data.get("session_id") if self.session_persistence else sid
            if sender:
                output = SocketIOOutput(sio, self.bot_message_evt)
                metadata = self.get_metadata(data)
                message = UserMessage(data.get("message"), output, sender, input_channel=self.name(), metadata=metadata)
                await on_new_message(message)

        routes.add_route(health, "/", methods=["GET"], name="health")
        sio.on("connect", connect, namespace=where)
        sio.on("session_request", session_request, namespace=where)
        sio.on(self.user_message_evt, said, namespace=where)
        return routes
