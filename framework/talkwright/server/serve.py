"""Runs the server until it is told to stop, then finishes what it began."""

from __future__ import annotations

import asyncio
import errno
import gc
import signal
import socket
from collections.abc import Callable, Mapping

from talkwright import log
from talkwright.channels.channel import Channel
from talkwright.errors import RequestError
from talkwright.runtime.assemble import Assistant
from talkwright.server.app import create_app
from talkwright.settings import Settings

BACKLOG = 1024


def serve(
    assistant: Assistant,
    channels: Mapping[str, Channel],
    settings: Settings,
    ready: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve until SIGINT or SIGTERM. ``ready`` is called with the address once connections are accepted.

    Raises ``RequestError`` when the port cannot be had.
    """
    listening = listen(settings)
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_serve(assistant, channels, settings, listening, ready))


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
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    app = create_app(assistant, channels, settings)
    server = await app.create_server(sock=listening, return_asyncio_server=True, asyncio_server_kwargs={})
    if server is None:  # sanic gives None only when it was asked to serve by itself
        raise RequestError("the server could not be created")
    await server.startup()
    await server.before_start()
    await server.start_serving()
    await server.after_start()
    assistant.start()
    gc.collect()
    gc.freeze()  # what is there now stays: the collector need not look at it with every turn
    ready(_address(listening, settings))
    await stop.wait()
    log.info("server.stopping")
    await server.before_stop()
    server.close()
    for connection in tuple(server.connections):
        connection.close_if_idle()
    try:
        async with asyncio.timeout(settings.shutdown_s):
            await assistant.close()
    except TimeoutError:
        log.warning("server.stopped_early", seconds=settings.shutdown_s)
    await server.after_stop()


def _address(listening: socket.socket, settings: Settings) -> str:
    host, port = listening.getsockname()[:2]
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host  # noqa: S104 - only shown
    return f"http://{shown}:{port}"
