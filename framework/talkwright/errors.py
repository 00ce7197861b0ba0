"""Every error Talkwright raises on purpose, in one tree that says whose fault it is.

    TalkwrightError
    ├── AuthorError          the bot's own files: carries Problems, each with file, line and column
    ├── RequestError         the caller: a request that cannot be served as it is
    │   ├── NotFound
    │   ├── Conflict
    │   ├── Unwritable           a file cannot be changed like that without changing more
    │   ├── TooLarge
    │   ├── NotAcceptable        it wants a form that there is not
    │   ├── NotAllowed           who asks has not shown that it may
    │   ├── Forbidden            who asks is known, and may not
    │   └── TooMany              more than one sender may send (``retry_after_s``)
    ├── Unavailable          this server, for now: it is full, or about to stop (``retry_after_s``)
    ├── OutsideError         somebody else's machine: a channel, an action, a model (``retryable``)
    │   └── ActionError
    └── StoreError           the database
        ├── ConversationMoved    another writer was faster; load again and repeat
        └── StoreBusy            could not be had in time

Errors hold plain data and no policy: what an error means over HTTP is decided in ``server/problem``,
what it means to a shell in ``cli/main``. A message says what was expected, what came and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

Severity = Literal["error", "warning"]


class Place(msgspec.Struct, frozen=True, order=True):
    """A spot in a file. ``line`` and ``column`` count from 1; 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


class Rewrite(msgspec.Struct, frozen=True, tag="rewrite"):
    """At a problem's place ``old`` should read ``new``."""

    old: str
    new: str


class Append(msgspec.Struct, frozen=True, tag="append"):
    """The list that a problem's place is in should have one element more: ``text``, a line of YAML."""

    text: str


Change = Rewrite | Append
"""How to mend a problem, when that is safe. ``yaml.edit`` makes edits of it."""


class Problem(msgspec.Struct, frozen=True):
    """Something an author should know about a bot's files.

    ``code`` is stable and has a section in ``docs/checks.md``; ``message`` is one sentence that says
    what was expected and what came; ``hint`` says what to do; ``change`` does it.
    """

    code: str
    message: str
    place: Place
    hint: str = ""
    severity: Severity = "error"
    change: Change | None = None

    def __str__(self) -> str:
        tail = f" {self.hint}" if self.hint else ""
        return f"{self.place}: {self.severity}[{self.code}] {self.message}{tail}"


class Problems:
    """A list one adds to while reading on: all problems are reported at once."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def error(self, code: str, message: str, place: Place, hint: str = "", change: Change | None = None) -> None:
        self._found.append(Problem(code, message, place, hint, "error", change))

    def warning(self, code: str, message: str, place: Place, hint: str = "", change: Change | None = None) -> None:
        self._found.append(Problem(code, message, place, hint, "warning", change))

    def extend(self, found: Iterable[Problem]) -> None:
        self._found.extend(found)

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.all if p.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.all if p.severity == "warning")

    @property
    def all(self) -> tuple[Problem, ...]:
        """Every problem once, ordered by place."""
        return tuple(sorted(dict.fromkeys(self._found), key=lambda p: (p.place, p.code, p.message)))

    def raise_errors(self) -> None:
        """Raise ``AuthorError`` with everything found when at least one problem is an error."""
        if self.errors:
            raise AuthorError(self.all)


class TalkwrightError(Exception):
    """The root of the tree. ``hint`` says what the reader can do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class AuthorError(TalkwrightError):
    """The bot's files cannot be used as they are."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        count = sum(p.severity == "error" for p in self.problems)
        super().__init__("1 problem in the bot's files" if count == 1 else f"{count} problems in the bot's files")


class RequestError(TalkwrightError):
    """The request is not one that can be served."""


class NotFound(RequestError):
    """What was asked for is not here."""


class Conflict(RequestError):
    """The request does not fit the state things are in."""


class Unwritable(RequestError):
    """A text cannot hold the value, or not without changing something else in it. Nothing was written."""


class TooLarge(RequestError):
    """The request is larger than the limits allow."""


class NotAcceptable(RequestError):
    """What was asked for cannot be had in the form that the caller takes."""


class NotAllowed(RequestError):
    """Who asks has not shown that it may."""


class Forbidden(RequestError):
    """Who asks is known, and may not."""


class TooMany(RequestError):
    """A sender sends more than it may. The same request can succeed ``retry_after_s`` seconds later."""

    def __init__(self, message: str, hint: str = "", *, retry_after_s: float = 1.0) -> None:
        super().__init__(message, hint)
        self.retry_after_s = retry_after_s


class Unavailable(TalkwrightError):
    """This server cannot take the request now: it is full or stops. Nothing of it happened; it may be sent again."""

    def __init__(self, message: str, hint: str = "", *, retry_after_s: float = 1.0) -> None:
        super().__init__(message, hint)
        self.retry_after_s = retry_after_s


class OutsideError(TalkwrightError):
    """A service outside this process failed. ``retryable`` says whether trying again can help."""

    def __init__(self, message: str, hint: str = "", *, retryable: bool = False) -> None:
        super().__init__(message, hint)
        self.retryable = retryable


class ActionError(OutsideError):
    """A custom action raised, timed out or answered with something that is not events."""

    def __init__(self, action: str, reason: str, hint: str = "", *, retryable: bool = False) -> None:
        super().__init__(f"action {action!r} failed: {reason}", hint, retryable=retryable)
        self.action = action
        self.reason = reason


class StoreError(TalkwrightError):
    """The database cannot do what was asked."""


class ConversationMoved(StoreError):
    """Another writer appended to the conversation first."""


class StoreBusy(StoreError):
    """The database did not answer in time."""
