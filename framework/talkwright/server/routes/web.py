"""``/webhooks/web/socket``: the chat page's WebSocket. Frames in, turns done, frames out, resumable by seq.

What a socket is told comes from stored turns alone, whoever caused them; so two tabs of one visitor see the same, and a
socket that falls behind is closed and picks up from the store when it comes back. Ten thousand of them may be open: one
that is idle holds no task of its own but sanic's, and nothing that a turn needed.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Coroutine

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
from talkwright.errors import RequestError, TalkwrightError, TooMany, Unavailable
from talkwright.runtime.assemble import Assistant
from talkwright.server import App
from talkwright.server.address import network_of
from talkwright.server.problem import retry_after_s, status_of
from talkwright.server.sockets import BEHIND, RESTARTING, Sockets

_MOST_WAITING = 1000  # frames that a slow client may be behind
_HELLO_S = 30.0
_NOT_ALLOWED = 1008  # "policy violation"


async def socket(request: Request, ws: Websocket) -> None:
    """One visitor's connection, from hello to its end."""
    context = request.app.ctx
    if not context.origins.may_connect(request.headers.get("origin"), request.host):
        await ws.close(_NOT_ALLOWED, "pages of this origin may not connect; --cors allows them")
        return
    address = network_of(request, context.settings.trusted_proxies)
    refusal = context.sockets.refusal(address)
    if refusal is not None:
        await ws.close(*refusal)
        return
    connection = _Connection(context.assistant, context.web_channel, ws, context.sockets, address)
    with context.sockets.holding(connection), contextlib.suppress(WebsocketClosed, ConnectionError):
        await connection.run()


class _Connection:
    """One socket. Frames wait in a queue for the task that writes, which is there only while there are any."""

    __slots__ = (
        *("_address", "_assistant", "_channel", "_early", "_sockets", "_stopping"),
        *("_told", "_turns", "_waiting", "_writer", "_ws"),
    )

    def __init__(
        self, assistant: Assistant, channel: WebChannel, ws: Websocket, sockets: Sockets, address: str
    ) -> None:
        self._assistant = assistant
        self._channel = channel
        self._ws = ws
        self._sockets = sockets
        self._address = address
        self._stopping = False
        self._waiting: deque[ServerFrame] | None = None
        self._writer: asyncio.Task[None] | None = None
        self._told = 0  # the seq up to which the client was told
        self._early: list[StoredTurn] | None = []  # turns stored while the history is read
        self._turns: set[asyncio.Task[None]] | None = None

    async def run(self) -> None:
        hello = await self._hello()
        if hello is None:
            return
        named = hello.conversation if hello.conversation and is_web_id(hello.conversation) else None
        key = ConversationKey(named or new_web_id())
        with self._assistant.watchers.watching(key, self._stored):
            await self._welcome(key, hello, known=named is not None)
            del hello, named  # a socket that is idle keeps little
            await self._listen(key)

    async def stop(self) -> None:
        """Listen no more, finish what was asked, tell the page, and have it come back."""
        self._stopping = True
        if self._turns:
            await asyncio.wait(self._turns)
        if self._writer is not None:
            await asyncio.wait((self._writer,))
        with contextlib.suppress(WebsocketClosed, ConnectionError):
            await self._ws.close(RESTARTING, "the server is about to stop")

    async def _welcome(self, key: ConversationKey, hello: Hello, *, known: bool) -> None:
        """Answer hello, and tell what was said since the seq that it names."""
        stored = await self._assistant.store.load(key) if known else None
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
        while (data := await self._ws.recv()) is not None and not self._stopping:
            try:
                frame = read_frame(data)
            except RequestError as fault:
                self._tell(_error(None, fault))
                continue
            if isinstance(frame, Message):
                self._begin(self._answer(frame, key))
            elif not isinstance(frame, Hello):
                self._tell(Pong())
            del data, frame

    def _begin(self, turn: Coroutine[None, None, None]) -> None:
        if self._turns is None:
            self._turns = set()
        task = asyncio.create_task(turn)
        self._turns.add(task)
        task.add_done_callback(self._over)

    def _over(self, task: asyncio.Task[None]) -> None:
        if self._turns is not None:
            self._turns.discard(task)
            self._turns = self._turns or None

    async def _answer(self, frame: Message, key: ConversationKey) -> None:
        longest = self._sockets.settings.text_max_chars
        if len(frame.text) > longest:
            self._tell(Error(frame.id, "TooLarge", f"A message may have {longest:,} characters."))
            return
        try:
            self._sockets.take(key.id, self._address)
            self._tell(Typing())
            answer = await self._assistant.handle(user_message(frame, key.id))
        except TalkwrightError as fault:
            if not isinstance(fault, (TooMany, Unavailable)):
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
        if self._waiting is None:
            self._waiting = deque()
        if len(self._waiting) >= _MOST_WAITING:  # it will resume from the store
            self._ws.fail_connection(BEHIND, "too far behind")
            return
        self._waiting.append(frame)
        if self._writer is None:
            self._writer = asyncio.create_task(self._write(self._waiting))

    async def _write(self, waiting: deque[ServerFrame]) -> None:
        try:
            while waiting:
                await self._ws.send(write_frame(waiting.popleft()))
        except Exception:  # the line is gone, in one of the many ways that sanic has to say so
            waiting.clear()
        self._waiting = self._writer = None


def _error(id: str | None, fault: TalkwrightError) -> Error:
    status, reason = status_of(fault)
    said = fault.message if status < 500 else "The assistant cannot answer right now."
    seconds = retry_after_s(fault)
    return Error(id, reason, said, seconds and round(max(seconds, 0.1), 2))


def add(app: App, channel: WebChannel) -> None:
    """Put the socket on ``app``."""
    app.ctx.web_channel = channel
    app.add_websocket_route(socket, "/webhooks/web/socket")
