"""Runs the server until it is told to stop, then finishes what it began.

    signal -> /health says so -> nothing new is taken -> what began is answered -> sockets and connections are closed

A second signal ends the process where it stands: what is stored is safe, what is not stored did not happen.
"""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from sanic.server.async_server import AsyncioServer

from talkwright import log
from talkwright.accounts.store import AccountStore
from talkwright.channels.channel import Channel
from talkwright.errors import RequestError
from talkwright.runtime.assemble import Assistant
from talkwright.runtime.reload import Reloader, settle_memory
from talkwright.server import App
from talkwright.server.address import is_here
from talkwright.server.app import MODELS, create_app
from talkwright.server.tls import tls
from talkwright.settings import Settings

BACKLOG = 1024
_LOOK_AGAIN_S = 0.02


def serve(
    assistant: Assistant,
    channels: Mapping[str, Channel],
    settings: Settings,
    ready: Callable[[str], None] = lambda address: None,
    reloader: Reloader | None = None,
    root: Path | None = None,
    models: Path = MODELS,
    accounts: Callable[[], AccountStore] | None = None,
) -> bool:
    """Serve until SIGINT or SIGTERM. ``ready`` is called with the address once connections are accepted. ``root`` is
    the bot's folder, for its pictures, and ``models`` the folder of its models. ``accounts`` opens those of the
    builder's people.

    Returns whether all that began was finished. Then nothing runs any more; else actions do, and will hold up the end
    of the process. Raises ``RequestError`` when the port cannot be had.
    """
    listening = listen(settings)
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(_serve(assistant, channels, settings, listening, ready, reloader, root, models, accounts))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop]:
    try:
        import uvloop
    except ImportError:  # not made for this platform
        return asyncio.new_event_loop
    return uvloop.new_event_loop


def listen(settings: Settings) -> socket.socket:
    """A listening socket. Port 0 takes a free one."""
    try:
        family = socket.AF_INET6 if ":" in settings.interface else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.interface, settings.port))
    except (OSError, OverflowError) as fault:
        hint = "Choose another with --port, or stop the program that has it." if _taken(fault) else "Look at -i and -p."
        where = f"{settings.interface}:{settings.port}"
        raise RequestError(f"cannot listen on {where}: {getattr(fault, 'strerror', fault)}", hint) from None
    listening.listen(BACKLOG)
    listening.setblocking(False)
    return listening


def _taken(fault: Exception) -> bool:
    return isinstance(fault, OSError) and fault.errno == errno.EADDRINUSE


async def _serve(
    assistant: Assistant,
    channels: Mapping[str, Channel],
    settings: Settings,
    listening: socket.socket,
    ready: Callable[[str], None],
    reloader: Reloader | None,
    root: Path | None,
    models: Path,
    accounts: Callable[[], AccountStore] | None,
) -> bool:
    stop = asyncio.Event()
    _on_signals(stop, reloader)
    app = create_app(assistant, channels, settings, root, reloader, models, accounts)
    server = await app.create_server(
        sock=listening, ssl=tls(settings), return_asyncio_server=True, asyncio_server_kwargs={}
    )
    if server is None:  # sanic gives None only when it was asked to serve by itself
        raise RequestError("the server could not be created")
    await server.startup()
    await server.before_start()
    await server.start_serving()
    await server.after_start()
    assistant.start()
    settle_memory()
    ready(_address(listening, settings))
    if settings.enable_api and app.ctx.gate.is_open and not is_here(settings.interface):
        log.warning("api.open", interface=settings.interface)
    async with _beside(reloader):
        await stop.wait()
    return await _stop(app, server, settings)


@asynccontextmanager
async def _beside(reloader: Reloader | None) -> AsyncIterator[None]:
    """Let ``reloader`` run meanwhile."""
    task = asyncio.create_task(reloader.run()) if reloader is not None else None
    try:
        yield
    finally:
        if task is not None:
            task.cancel()
            await asyncio.wait((task,))


async def _stop(app: App, server: AsyncioServer, settings: Settings) -> bool:
    """Finish what began. Returns whether that was done in time."""
    work, assistant = app.ctx.work, app.ctx.assistant
    log.info("server.stopping")
    work.stopping = True
    await asyncio.sleep(settings.stop_notice_s)
    work.refusing = True
    try:
        async with asyncio.timeout(settings.shutdown_s):
            await app.ctx.builder.stop()
            await app.ctx.sockets.stop()
            await app.ctx.workshop.stop()
            await assistant.drain()
            await server.before_stop()
            await _close(server)
            await work.drain()
            await assistant.close()
            await app.ctx.guard.people.close()
    except TimeoutError:
        log.warning("server.stopped_early", seconds=settings.shutdown_s, turns=assistant.depths[0])
        return False
    await server.after_stop()
    return True


async def _close(server: AsyncioServer) -> None:
    """Accept no more, and close every connection once its answer is out."""
    server.close()
    while server.connections:
        for connection in tuple(server.connections):
            connection.close_if_idle()
        await asyncio.sleep(_LOOK_AGAIN_S)


def _on_signals(stop: asyncio.Event, reloader: Reloader | None) -> None:
    loop = asyncio.get_running_loop()

    def end(number: signal.Signals) -> None:
        if not stop.is_set():
            stop.set()
            return
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end, number)
    if reloader is not None:
        loop.add_signal_handler(signal.SIGHUP, reloader.ask)


def _address(listening: socket.socket, settings: Settings) -> str:
    host, port = listening.getsockname()[:2]
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host  # noqa: S104 - only shown
    return f"{'https' if settings.ssl_certificate else 'http'}://{shown}:{port}"
