"""Unmodified rasa_sdk actions, in this process.

Plain ``run`` methods go to a pool of threads and ``async`` ones to a loop of their own, so that no action can hold up
the server; both have a time-out. rasa_sdk is imported only when a bot has actions. Code of a bot is trusted: this is no
sandbox. What it gives back goes through JSON, as it would over HTTP, so that it holds nothing that cannot be stored.
"""

from __future__ import annotations

import asyncio
import inspect
import threading
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from functools import cache, partial
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any

from talkwright.actions.call import ActionCall, ActionResult
from talkwright.actions.find import find_actions
from talkwright.actions.modules import public_text, unload_actions
from talkwright.actions.result import read_result
from talkwright.actions.threads import Threads
from talkwright.conversation.content import to_json_value
from talkwright.conversation.tracker import plain
from talkwright.errors import ActionError

if TYPE_CHECKING:
    from rasa_sdk.interfaces import Action


class SdkActions:
    """The actions of one bot. ``domain`` is Rasa's domain dictionary, shared by all calls."""

    def __init__(self, actions: dict[str, Action], domain: Any, timeout_s: float, threads: int) -> None:
        self._actions = actions
        self._domain = domain
        self._timeout_s = timeout_s
        self._threads = Threads(threads, "action")
        self._loop: _Loop | None = None

    @classmethod
    def load(cls, root: Path, domain: dict[str, Any], timeout_s: float = 300, threads: int = 8) -> SdkActions:
        """Import the bot's actions. Raises ``AuthorError`` that names every line that cannot be imported."""
        return cls(find_actions(root), domain, timeout_s, threads)

    @property
    def names(self) -> tuple[str, ...]:
        """The actions there are, sorted."""
        return tuple(sorted(self._actions))

    def has(self, name: str) -> bool:
        return name in self._actions

    async def run(self, call: ActionCall) -> ActionResult:
        action = self._actions.get(call.name)
        if action is None:
            raise ActionError(call.name, "no such action", "Write a class whose name() returns it in actions/.")
        from rasa_sdk.executor import CollectingDispatcher
        from rasa_sdk.interfaces import ActionExecutionRejection

        dispatcher = CollectingDispatcher()
        tracker = _tracker(call)
        try:
            returned = await self._perform(action, dispatcher, tracker)
            if dispatcher.is_streaming_active:  # begun and not ended: what was said so far counts
                await dispatcher.stream_end()
        except ActionExecutionRejection:
            return ActionResult(rejected=True)
        except _TooLate:
            raise ActionError(call.name, f"no answer within {self._timeout_s:g} s", retryable=True) from None
        except Exception as fault:
            raise ActionError(call.name, public_text(f"{type(fault).__name__}: {fault}")) from fault
        if not isinstance(returned, (list, tuple, NoneType)):
            raise ActionError(call.name, f"run() returned a {type(returned).__name__}", "Return a list of events.")
        return read_result(call.name, returned or (), dispatcher.messages)

    async def _perform(self, action: Action, dispatcher: Any, tracker: Any) -> Any:
        def begin() -> Any:
            return action.run(dispatcher, tracker, self._domain)

        if inspect.iscoroutinefunction(action.run):
            return await self._within(asyncio.wrap_future(self._own_loop().submit(begin)))
        returned = await self._within(self._threads.submit(partial(_contained, begin)))
        if inspect.isawaitable(returned):  # a plain method that hands back a coroutine
            returned = await self._within(asyncio.wrap_future(self._own_loop().submit(lambda: returned)))
        return returned

    async def _within(self, running: asyncio.Future[Any]) -> Any:
        """What ``running`` gives. Raises ``_TooLate``, which no action can mean with a ``TimeoutError`` of its own."""
        timer = asyncio.get_running_loop().call_later(self._timeout_s, running.cancel, _TooLate)
        try:
            return await running
        except asyncio.CancelledError as left:
            if left.args == (_TooLate,):
                raise _TooLate from None
            task = asyncio.current_task()
            if running.cancelled() and not (task and task.cancelling()):
                raise _Left("it cancelled itself") from None
            raise
        finally:
            timer.cancel()

    def _own_loop(self) -> _Loop:
        if self._loop is None:
            self._loop = _Loop()
        return self._loop

    async def close(self) -> None:
        self._threads.close()
        if self._loop is not None:
            self._loop.stop()
        for module in {type(action).__module__ for action in self._actions.values()}:
            unload_actions(module)


class _TooLate(Exception):
    """The action did not end in time."""


class _Left(Exception):
    """The action tried to leave the process or to cancel what it runs in."""


class _Loop:
    """An event loop in a thread of its own, for ``async`` actions."""

    def __init__(self) -> None:
        started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()

        async def serve() -> None:
            stopped = asyncio.Event()
            started.set_result((asyncio.get_running_loop(), stopped))
            await stopped.wait()

        threading.Thread(target=lambda: asyncio.run(serve()), name="async-actions", daemon=True).start()
        self._loop, self._stopped = started.result()

    def submit(self, begin: Callable[[], Awaitable[Any]]) -> Future[Any]:
        """Run what ``begin`` makes, in this loop."""

        async def run() -> Any:
            try:
                return await begin()
            except Exception:
                raise
            except BaseException as fault:
                task = asyncio.current_task()
                if task is not None and task.cancelling():
                    raise
                raise _Left(repr(fault)) from None

        return asyncio.run_coroutine_threadsafe(run(), self._loop)

    def stop(self) -> None:
        """Cancel what still runs and end the thread."""
        self._loop.call_soon_threadsafe(self._stopped.set)


def _contained(begin: Callable[[], Any]) -> Any:
    """What ``begin`` returns. ``sys.exit()`` in an action ends the action, not the server."""
    try:
        return begin()
    except Exception:
        raise
    except BaseException as fault:
        raise _Left(repr(fault)) from None


def _tracker(call: ActionCall) -> Any:
    """rasa_sdk's tracker of a call, for the action to change as it likes. Ours are ``arguments``, what ``with:`` said,
    and ``idempotency_key``.
    """
    state = plain(call.sender_id, call.state, None)
    tracker = _tracker_class()(
        sender_id=call.sender_id,
        slots=to_json_value(state["slots"]),
        latest_message=state["latest_message"],
        events=call.events,
        paused=state["paused"],
        followup_action=state["followup_action"],
        active_loop=state["active_loop"],
        latest_action_name=state["latest_action_name"],
        stack=state["stack"],
    )
    tracker.arguments = call.arguments
    tracker.idempotency_key = call.key
    return tracker


@cache
def _tracker_class() -> Any:
    from rasa_sdk.interfaces import Tracker

    class LazyTracker(Tracker):
        """Its ``events`` are a list of its own, as actions append to it and dump it as JSON, made on the first look."""

        _given: Sequence[dict[str, Any]]
        _own: list[dict[str, Any]] | None

        @property
        def events(self) -> list[dict[str, Any]]:
            if self._own is None:
                self._own = list(self._given)
            return self._own

        @events.setter
        def events(self, events: Sequence[dict[str, Any]]) -> None:
            self._given, self._own = events, None

    return LazyTracker
