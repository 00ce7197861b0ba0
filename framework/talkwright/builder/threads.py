"""The builder's own threads. Who waits here, for the files, for git, for another who publishes, keeps nobody waiting
who talks to the assistant: messages are understood in threads of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import ParamSpec, TypeVar

_MOST = 8
_THREADS = ThreadPoolExecutor(_MOST, "talkwright-builder")  # none before the first is asked for

P = ParamSpec("P")
T = TypeVar("T")


async def in_thread(do: Callable[P, T], *given: P.args, **more: P.kwargs) -> T:
    """As ``asyncio.to_thread``."""
    call = partial(copy_context().run, do, *given, **more)
    return await asyncio.get_running_loop().run_in_executor(_THREADS, call)
