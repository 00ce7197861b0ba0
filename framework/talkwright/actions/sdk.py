"""Unmodified rasa_sdk actions, in this process.

Plain ``run`` methods go to a pool of threads and ``async`` ones to a loop of their own, so that no action can hold up
the server; both have a time-out. rasa_sdk is imported only when a bot has actions. Code of a bot is trusted: this is no
sandbox.
"""

from __future__ import annotations

import asyncio
import inspect
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talkwright.actions.call import ActionCall, ActionResult, Said
from talkwright.actions.modules import load_actions
from talkwright.conversation.events import from_plain
from talkwright.conversation.tracker import plain
from talkwright.errors import ActionError, AuthorError, Place, Problem, RequestError

if TYPE_CHECKING:
    from rasa_sdk.interfaces import Action

_MESSAGE_FIELDS = {"text", "image", "buttons", "quick_replies", "attachment", "elements", "custom"}


class SdkActions:
    """The actions of one bot. ``domain`` is Rasa's domain dictionary, shared by all calls."""

    def __init__(self, actions: dict[str, Action], domain: Any, timeout_s: float, threads: int) -> None:
        self._actions = actions
        self._domain = domain
        self._timeout_s = timeout_s
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="action")
        self._loop: asyncio.AbstractEventLoop | None = None

    @classmethod
    def load(cls, root: Path, domain: dict[str, Any], timeout_s: float = 300, threads: int = 8) -> SdkActions:
        """Import the bot's actions. Raises ``AuthorError`` that names the line when a module cannot be imported."""
        try:
            modules = load_actions(root)
        except BaseException as fault:  # an author's module may raise anything, SystemExit among it
            if isinstance(fault, KeyboardInterrupt):
                raise
            raise AuthorError([_import_problem(root, fault)]) from fault
        return cls(_find(modules), domain, timeout_s, threads)

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
        except ActionExecutionRejection:
            return ActionResult(rejected=True)
        except TimeoutError:
            raise ActionError(call.name, f"no answer within {self._timeout_s:g} s", retryable=True) from None
        except Exception as fault:
            raise ActionError(call.name, f"{type(fault).__name__}: {fault}") from fault
        return _result(call.name, returned, dispatcher.messages)

    async def _perform(self, action: Action, dispatcher: Any, tracker: Any) -> Any:
        future: Future[Any]
        if inspect.iscoroutinefunction(action.run):
            future = asyncio.run_coroutine_threadsafe(action.run(dispatcher, tracker, self._domain), self._own_loop())
        else:
            future = self._pool.submit(action.run, dispatcher, tracker, self._domain)
        returned = await asyncio.wait_for(asyncio.wrap_future(future), self._timeout_s)
        if inspect.isawaitable(returned):  # a plain method that hands back a coroutine

            async def finish() -> Any:
                return await returned

            again = asyncio.run_coroutine_threadsafe(finish(), self._own_loop())
            returned = await asyncio.wait_for(asyncio.wrap_future(again), self._timeout_s)
        return returned

    def _own_loop(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=self._loop.run_forever, name="async-actions", daemon=True).start()
        return self._loop

    async def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)


def _tracker(call: ActionCall) -> Any:
    """rasa_sdk's tracker of a call. What ``with:`` said is its ``arguments``."""
    from rasa_sdk.interfaces import Tracker

    state: Any = plain(call.sender_id, call.state, call.events)
    tracker: Any = Tracker.from_dict(state)
    tracker.arguments = call.arguments
    return tracker


def _find(modules: list[Any]) -> dict[str, Action]:
    """One object of every action class that the bot's own modules define, by name."""
    if not modules:
        return {}
    from rasa_sdk.interfaces import Action

    own = {module.__name__ for module in modules}
    classes: dict[type, None] = {}
    for module in modules:
        for value in vars(module).values():
            if inspect.isclass(value) and issubclass(value, Action) and value.__module__ in own:
                classes[value] = None
    found: dict[str, Action] = {}
    for kind in classes:
        if inspect.isabstract(kind):
            continue
        try:
            action = kind()
            name = action.name()
        except NotImplementedError:
            continue  # a class that only others derive from
        found[name] = action
    return found


def _result(name: str, returned: Any, messages: list[dict[str, Any]]) -> ActionResult:
    if returned is None:
        returned = []
    if not isinstance(returned, (list, tuple)):
        raise ActionError(name, f"run() returned a {type(returned).__name__}", "Return a list of events.")
    try:
        events = from_plain(returned)
    except RequestError as problem:
        raise ActionError(name, problem.message, "Return events from rasa_sdk.events.") from None
    return ActionResult(events=events, messages=tuple(said(message) for message in messages))


def said(message: dict[str, Any]) -> Said:
    """A message as rasa_sdk's dispatcher writes it."""
    parts = {key: value for key, value in message.items() if key in _MESSAGE_FIELDS and value}
    for key in ("buttons", "quick_replies", "elements"):
        if key in parts:
            parts[key] = tuple(parts[key])
    response = message.get("response") or message.get("template")
    known = _MESSAGE_FIELDS | {"response", "template"}
    return Said(response=response, values={k: v for k, v in message.items() if k not in known}, **parts)


def _import_problem(root: Path, fault: BaseException) -> Problem:
    """The problem of a module that cannot be imported, at the line of the bot's own code that is to blame."""
    place = Place("actions")
    trace = fault.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(root):
            place = Place(str(file.relative_to(root)), trace.tb_lineno, 1)
        trace = trace.tb_next
    if isinstance(fault, SyntaxError) and fault.filename and Path(fault.filename).is_relative_to(root):
        place = Place(str(Path(fault.filename).relative_to(root)), fault.lineno or 0, fault.offset or 0)
    hint = "Mend the line, or take the file out of actions/."
    if isinstance(fault, ModuleNotFoundError) and fault.name:
        hint = f"Install it: pip install {fault.name.split('.')[0]}"
        if fault.name.split(".")[0] == "rasa":
            hint = "Rasa itself is not here; what actions need is in rasa_sdk."
    message = f"The actions cannot be imported: {type(fault).__name__}: {fault}"
    return Problem("actions/import-failed", message, place, hint)
