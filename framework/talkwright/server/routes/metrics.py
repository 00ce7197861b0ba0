"""``/metrics``: what the process counts, for Prometheus. What is not counted as it happens is looked up here."""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path

from sanic import HTTPResponse, Request

from talkwright import __version__, metrics
from talkwright.runtime.assemble import Assistant
from talkwright.server.route import Content, Route

_BEGAN = time.time()
_PROC = Path("/proc/self")


async def read(request: Request) -> HTTPResponse:
    """Everything that is counted, as it stands."""
    assistant = request.app.ctx.assistant
    _look_at(assistant)
    metrics.OUTBOX.set(await assistant.store.undelivered())
    _look_at_process()
    return HTTPResponse(metrics.render(), content_type=metrics.CONTENT_TYPE)


def _look_at(assistant: Assistant) -> None:
    running, conversations = assistant.depths
    metrics.RUNNING.set(running)
    metrics.LANES.set(conversations)
    metrics.MODEL.only(1, assistant.model.metadata.model_id, assistant.model.path.name)
    metrics.VERSION.only(1, __version__)


def _look_at_process() -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    metrics.CPU.set(usage.ru_utime + usage.ru_stime)
    metrics.STARTED.set(_BEGAN)
    if _PROC.is_dir():
        pages = int((_PROC / "statm").read_text().split()[1])
        metrics.MEMORY.set(pages * os.sysconf("SC_PAGESIZE"))
        metrics.FILES.set(len(os.listdir(_PROC / "fd")))  # noqa: PTH208 - names are enough
    else:  # no such folder on a Mac: the most there was must do
        metrics.MEMORY.set(usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


ROUTES = (
    Route(
        method="GET",
        path="/metrics",
        handler=read,
        name="metrics",
        summary="Counts and times of the process, for Prometheus.",
        group="Server",
        answers={
            200: Content("Prometheus's text format.", kind="text/plain"),
            401: Content("Neither from this machine nor with the token."),
        },
        operators=True,
        stopping=True,
    ),
)
