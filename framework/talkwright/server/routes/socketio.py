"""The Socket.IO channel's connections: Engine.IO and Socket.IO are python-socketio's, turns and limits are ours.

As on the chat page, a client is told what is stored, whoever caused it: two tabs of one session see the same, reminders
come too, and who names their session again gets what was said while they were away, as far as this process remembers
how far they were.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import socketio
from engineio.packet import NOOP, Packet
from sanic import HTTPResponse, Request
from socketio.exceptions import ConnectionRefusedError as Refused

from talkwright import log
from talkwright.channels.socketio import SocketIOChannel, render, session_of
from talkwright.conversation import events as ev
from talkwright.conversation.bot_message import message_of
from talkwright.conversation.content import BotMessage
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.store import StoredTurn
from talkwright.errors import Forbidden, NotAllowed, RequestError, TalkwrightError, TooLarge, TooMany, Unavailable
from talkwright.server import App, problem
from talkwright.server.address import network_of
from talkwright.server.problem import retry_after_s, status_of
from talkwright.server.signed import Signed, bearer

_MOST_REMEMBERED = 10_000
_MOST_SESSIONS = 1000  # of one connection, which may be a gateway for many people
_GOODBYE_S = 1.0  # for the last words to go out
_ERROR_EVENT = "message_error"


class _Clients:
    """Everybody who is connected. ``told`` remembers of sessions up to which seq they were told, ``lines`` are the
    requests in hand, and those that were ``dropped`` are to look for another server."""

    def __init__(self, app: App, channel: SocketIOChannel) -> None:
        settings = channel.settings
        self.channel = channel
        self.context = app.ctx
        self.namespace = settings.namespace or "/"
        self.told: OrderedDict[str, int] = OrderedDict()
        self.lines: dict[str | None, set[Request]] = {}  # by the id that Engine.IO gave, None before it did
        self.dropped: set[str | None] = set()
        self.server = socketio.AsyncServer(
            async_mode="sanic",
            cors_allowed_origins=[],  # origins are checked before it is asked
            max_http_buffer_size=app.ctx.settings.request_max_bytes,
            namespaces=[self.namespace],
            logger=logging.getLogger("socketio"),
            engineio_logger=logging.getLogger("engineio"),
        )
        self._signed = Signed(settings.jwt_key, settings.jwt_method or "HS256") if settings.jwt_key else None
        self._connected: dict[str, _Client] = {}
        for event, handler in (
            ("connect", self._connect),
            ("disconnect", self._disconnect),
            ("session_request", self._session_request),
            (settings.user_message_evt, self._message),
        ):
            self.server.on(event, handler, namespace=self.namespace)

    async def engine(self, request: Request) -> HTTPResponse | None:
        """A request of Engine.IO: a poll, a post, or a WebSocket."""
        if not self.context.origins.may_connect(request.headers.get("origin"), request.host):
            return problem.answer(Forbidden("Pages of this origin may not connect; --cors allows them."), None)
        engine = request.args.get("sid")
        if engine in self.dropped:
            return problem.answer(Unavailable("This server is about to stop."), None)
        lines = self.lines.setdefault(engine, set())
        lines.add(request)
        try:
            response: HTTPResponse | None = await self.server.handle_request(request)
        finally:
            lines.discard(request)
            if not lines:
                self.lines.pop(engine, None)
        return None if is_websocket(request) else response

    def remember(self, session: str, seq: int) -> None:
        """``session`` was told what was said up to ``seq``."""
        self.told[session] = max(seq, self.told.pop(session, 0))
        if len(self.told) > _MOST_REMEMBERED:
            self.told.popitem(last=False)

    async def _connect(self, connection: str, environ: Mapping[str, Any], auth: Any = None) -> None:
        request: Request = environ["sanic.request"]
        address = network_of(request, self.context.settings.trusted_proxies)
        refusal = self.context.sockets.refusal(address)
        if refusal is not None:
            raise Refused(refusal[1])
        if self._signed is not None:
            given = auth.get("token") if isinstance(auth, dict) else None
            try:
                self._signed.read(str(given or bearer(request.headers.get("authorization", ""))))
            except NotAllowed as fault:
                raise Refused(fault.message) from None
        client = self._connected[connection] = _Client(self, connection, address, request)
        client.open()
        if not self.channel.settings.session_persistence:
            client.watch(connection)

    async def _disconnect(self, connection: str, reason: Any = None) -> None:
        client = self._connected.pop(connection, None)
        if client is not None:
            client.close()
        engine = self.server.eio.sockets.get(self.server.manager.eio_sid_from_sid(connection, self.namespace))
        if engine is not None:
            engine.queue.put_nowait(Packet(NOOP))  # or a poll that waits would go on waiting

    async def _session_request(self, connection: str, data: Any = None) -> None:
        given = data if isinstance(data, dict) else {}
        try:
            session = session_of(given) if given.get("session_id") else uuid4().hex
        except RequestError:  # a name that no store can hold
            session = uuid4().hex
        client = self._connected.get(connection)
        if client is not None:
            await client.resume(session if self.channel.settings.session_persistence else connection, session)

    async def _message(self, connection: str, data: Any = None) -> dict[str, Any] | None:
        client = self._connected.get(connection)
        return None if client is None else await client.answer(data)


class _Client:
    """One connection, and the sessions that it named."""

    def __init__(self, clients: _Clients, connection: str, address: str, request: Request) -> None:
        self._clients = clients
        self._connection = connection
        self._address = address
        self._request = request  # that it came with
        self._watching = contextlib.ExitStack()
        self._sessions: set[str] = set()
        self._waiting: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
        self._writer: asyncio.Task[None] | None = None
        self._turns: set[asyncio.Task[Any]] = set()

    def open(self) -> None:
        self._watching.enter_context(self._clients.context.sockets.holding(self))
        self._writer = asyncio.create_task(self._write())

    def close(self) -> None:
        self._watching.close()
        if self._writer is not None:
            self._writer.cancel()

    async def stop(self) -> None:
        """Finish what was asked, and cut the line. A client that is told goodbye stays away; this one comes back."""
        if self._turns:
            await asyncio.wait(self._turns)
        await self._waiting.join()
        server, clients = self._clients.server, self._clients
        engine = server.manager.eio_sid_from_sid(self._connection, clients.namespace)
        socket = server.eio.sockets.get(engine)
        if socket is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_GOODBYE_S):
                    await socket.queue.join()
        clients.dropped.add(engine)
        for request in (*clients.lines.get(engine, ()), *((self._request,) if is_websocket(self._request) else ())):
            if request.transport is not None:
                request.transport.close()

    def watch(self, session: str) -> None:
        """Be told of what is stored of ``session`` from now on. Raises ``RequestError``."""
        if session in self._sessions:
            return
        if len(self._sessions) >= _MOST_SESSIONS:
            raise RequestError(f"A connection may have {_MOST_SESSIONS:,} sessions.", "Open another one.")
        self._sessions.add(session)

        def stored(turn: StoredTurn) -> None:
            self._tell(session, turn)

        watchers = self._clients.context.assistant.watchers
        self._watching.enter_context(watchers.watching(ConversationKey(session), stored))

    async def resume(self, session: str, name: str) -> None:
        """Be told of ``session``, under the ``name`` that is confirmed; also of what was said while nobody listened."""
        self._waiting.put_nowait(("session_confirm", name))
        told = self._clients.told.get(session)
        try:
            self.watch(session)
        except RequestError as fault:
            self._refused(None, fault)
            return
        if told is not None:
            for turn in await self._clients.context.assistant.store.turns(ConversationKey(session), told):
                if turn.last_seq > told:
                    self._tell(session, turn)

    async def answer(self, data: Any) -> dict[str, Any]:
        """Take a message. What is returned is the acknowledgement, for clients that want one."""
        task = asyncio.current_task()
        if task is not None:
            self._turns.add(task)
            task.add_done_callback(self._turns.discard)
        context, id = self._clients.context, data.get("message_id") if isinstance(data, dict) else None
        try:
            message = self._clients.channel.read_message(data, self._connection)
            longest = context.settings.text_max_chars
            if len(message.text) > longest:
                raise TooLarge(f"A message may have {longest:,} characters.")
            context.sockets.take(message.sender, self._address)
            self.watch(message.sender)
            answer = await context.assistant.handle(message)
        except TalkwrightError as fault:
            if not isinstance(fault, (RequestError, Unavailable)):
                log.error("turn.failed", exception=fault)
            return self._refused(id, fault)
        if answer.repeated:
            self._tell(message.sender, StoredTurn(answer.turn_id, answer.first_seq, answer.last_seq, answer.events))
        return {"status": "ok", "message_id": id}

    def _refused(self, id: Any, fault: TalkwrightError) -> dict[str, Any]:
        status, reason = status_of(fault)
        words = fault.message if status < 500 else "The assistant cannot answer right now."
        seconds = retry_after_s(fault) if isinstance(fault, (TooMany, Unavailable)) else None
        told = {"status": "failure", "message_id": id, "code": reason, "message": words, "retry_after": seconds}
        self._waiting.put_nowait((_ERROR_EVENT, told))
        return told

    def _tell(self, session: str, turn: StoredTurn) -> None:
        event = self._clients.channel.settings.bot_message_evt
        for each in turn.events:
            if isinstance(each, ev.BotUttered):
                for part in render(message_of(each)):
                    self._waiting.put_nowait((event, part))
            elif isinstance(each, ev.AgentUttered) and each.text:
                for part in render(BotMessage(each.text)):
                    self._waiting.put_nowait((event, part))
        self._clients.remember(session, turn.last_seq)

    async def _write(self) -> None:
        """One after the other: the order is what matters."""
        clients = self._clients
        while True:
            event, value = await self._waiting.get()
            try:
                await clients.server.emit(event, value, to=self._connection, namespace=clients.namespace)
            except Exception as fault:  # whatever a line that is gone makes of it
                log.info("socketio.gone", reason=type(fault).__name__)
            finally:
                self._waiting.task_done()


def is_websocket(request: Request) -> bool:
    """Whether it is to become a WebSocket."""
    return str(request.headers.get("upgrade", "")).lower() == "websocket"


def add(app: App, channel: SocketIOChannel) -> None:
    """Put the channel on ``app``. Raises ``RequestError`` for a key of tokens that does not fit."""
    clients = _Clients(app, channel)

    async def engine(request: Request) -> HTTPResponse | None:
        return await clients.engine(request)

    engine.is_websocket = True  # type: ignore[attr-defined] # so that nothing need be answered after a WebSocket
    path = "/" + (channel.settings.socketio_path or "/socket.io").strip("/")
    app.add_route(engine, path, methods=["GET", "POST", "OPTIONS"], name="socketio")
    app.enable_websocket()
