"""``/webhooks/web/socket``: the chat page's WebSocket. Frames in, turns done, frames out, resumable by seq.

What a socket is told comes from stored turns alone, whoever caused them; so two tabs of one visitor see the same, and a
socket that falls behind is closed and picks up from the store when it comes back.
"""

from __future__ import annotations

import asyncio
import contextlib

from sanic import Request, Websocket
from sanic.exceptions import WebsocketClosed

from talkwright import __version__, log
from talkwright.channels.web import (
    Done,
    Error,
    Hello,
    Message,
    Pong,
    ServerFrame,
    Typing,
    WebChannel,
    Welcome,
    frames_of,
    read_frame,
    user_message,
    write_frame,
)
from talkwright.conversation.ids import ConversationKey, is_web_id, new_web_id
from talkwright.conversation.store import StoredTurn
from talkwright.errors import RequestError, TalkwrightError
from talkwright.runtime.assemble import Assistant
from talkwright.server import App
from talkwright.server.problem import status_of

_MOST_WAITING = 1000  # frames that a slow client may be behind
_HELLO_S = 30.0
_BEHIND = 1013  # WebSocket close code "try again later"
_NOT_ALLOWED = 1008  # "policy violation"


async def socket(request: Request, ws: Websocket) -> None:
    """One visitor's connection, from hello to its end."""
    if not request.app.ctx.origins.may_connect(request.headers.get("origin"), request.host):
        await ws.close(_NOT_ALLOWED, "pages of this origin may not connect; --cors allows them")
        return
    context = request.app.ctx
    connection = _Connection(context.assistant, context.web_channel, ws, context.settings.text_max_chars)
    with contextlib.suppress(WebsocketClosed, ConnectionError):
        await connection.run()


class _Connection:
    """One socket. Frames wait in a queue for the one task that writes."""

    def __init__(self, assistant: Assistant, channel: WebChannel, ws: Websocket, text_max_chars: int) -> None:
        self._assistant = assistant
        self._channel = channel
        self._ws = ws
        self._text_max_chars = text_max_chars
        self._waiting: asyncio.Queue[ServerFrame] = asyncio.Queue(_MOST_WAITING)
        self._told = 0  # the seq up to which the client was told
        self._early: list[StoredTurn] | None = []  # turns stored while the history is read
        self._turns: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        hello = await self._hello()
        if hello is None:
            return
        named = hello.conversation if hello.conversation and is_web_id(hello.conversation) else None
        key = ConversationKey(named or new_web_id())
        writer = asyncio.create_task(self._write())
        try:
            with self._assistant.watchers.watching(key, self._stored):
                stored = await self._assistant.store.load(key) if named else None
                seq = stored.seq if stored else 0
                self._told = min(hello.after_seq, seq)
                title = self._channel.title or self._assistant.model.metadata.assistant_id or "Assistant"
                self._tell(Welcome(key.id, seq, title, __version__, self._channel.suggestions))
                if seq > self._told:
                    for turn in await self._assistant.store.turns(key, self._told):
                        self._show(turn)
                early, self._early = self._early or [], None
                for turn in early:
                    self._show(turn)
                await self._listen(key)
        finally:
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await writer

    async def _hello(self) -> Hello | None:
        """The first frame, which has to be a hello."""
        try:
            async with asyncio.timeout(_HELLO_S):
                frame = read_frame(await self._ws.recv() or "")
        except TimeoutError:
            await self._ws.close(1002, "no hello")
            return None
        except RequestError as fault:
            await self._ws.send(write_frame(_error(None, fault)))
            await self._ws.close(1002, "no hello")
            return None
        if isinstance(frame, Hello):
            return frame
        await self._ws.send(write_frame(Error(None, "BadRequest", "The first frame is a hello.")))
        await self._ws.close(1002, "no hello")
        return None

    async def _listen(self, key: ConversationKey) -> None:
        while (data := await self._ws.recv()) is not None:
            try:
                frame = read_frame(data)
            except RequestError as fault:
                self._tell(_error(None, fault))
                continue
            if isinstance(frame, Message):
                task = asyncio.create_task(self._answer(frame, key))
                self._turns.add(task)
                task.add_done_callback(self._turns.discard)
            elif not isinstance(frame, Hello):
                self._tell(Pong())

    async def _answer(self, frame: Message, key: ConversationKey) -> None:
        if len(frame.text) > self._text_max_chars:
            self._tell(Error(frame.id, "TooLarge", f"A message may have {self._text_max_chars:,} characters."))
            return
        self._tell(Typing())
        try:
            answer = await self._assistant.handle(user_message(frame, key.id))
        except TalkwrightError as fault:
            log.error("turn.failed", exception=fault, conversation=key.id)
            self._tell(_error(frame.id, fault))
            return
        except Exception as fault:
            log.error("turn.failed", exception=fault, conversation=key.id)
            self._tell(Error(frame.id, "UnexpectedError", "Something went wrong on our side."))
            return
        if answer.repeated:  # stored earlier, perhaps while this client was away: it knows seqs and takes each once
            self._told = min(self._told, answer.first_seq - 1)
            self._show(StoredTurn(answer.turn_id, answer.first_seq, answer.last_seq, answer.events))
        self._tell(Done(frame.id, answer.last_seq))

    def _stored(self, turn: StoredTurn) -> None:
        """A turn was stored, by whomever."""
        if self._early is None:
            self._show(turn)
        else:
            self._early.append(turn)

    def _show(self, turn: StoredTurn) -> None:
        """Tell what was said in a turn, unless it was told."""
        for frame in frames_of((turn,), self._told):
            self._tell(frame)
        self._told = max(self._told, turn.last_seq)

    def _tell(self, frame: ServerFrame) -> None:
        try:
            self._waiting.put_nowait(frame)
        except asyncio.QueueFull:  # it will resume from the store
            self._ws.fail_connection(_BEHIND, "too far behind")

    async def _write(self) -> None:
        while True:
            await self._ws.send(write_frame(await self._waiting.get()))


def _error(id: str | None, fault: TalkwrightError) -> Error:
    status, reason = status_of(fault)
    said = fault.message if status < 500 else "The assistant cannot answer right now."
    return Error(id, reason, said)


def add(app: App, channel: WebChannel) -> None:
    """Put the socket on ``app``."""
    app.ctx.web_channel = channel
    app.add_websocket_route(socket, "/webhooks/web/socket")
