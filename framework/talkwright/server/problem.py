"""Errors -> HTTP. The only place that knows both."""

from __future__ import annotations

import math

import msgspec
from sanic import HTTPResponse, Request
from sanic.exceptions import SanicException

from talkwright import __version__, log
from talkwright.errors import (
    Conflict,
    Forbidden,
    NotAcceptable,
    NotAllowed,
    NotFound,
    OutsideError,
    RequestError,
    StoreError,
    TalkwrightError,
    TooLarge,
    TooMany,
    Unavailable,
)
from talkwright.server import App

UNEXPECTED = "UnexpectedError"
_STATUS: tuple[tuple[type[TalkwrightError], int, str], ...] = (
    (NotAllowed, 401, "NotAuthenticated"),
    (Forbidden, 403, "NotAuthorized"),
    (NotFound, 404, "NotFound"),
    (NotAcceptable, 406, "NotAcceptable"),
    (Conflict, 409, "Conflict"),
    (TooLarge, 413, "TooLarge"),
    (TooMany, 429, "TooMany"),
    (RequestError, 400, "BadRequest"),
    (Unavailable, 503, "Unavailable"),
    (StoreError, 503, "StoreUnavailable"),
    (OutsideError, 502, "OutsideError"),
)


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """Rasa's form of an error. ``message`` says what was wrong, ``details.hint`` what to do; ``code`` is the status."""

    version: str = __version__
    status: str = "failure"
    message: str
    reason: str
    details: dict[str, str] = {}
    help: str | None = None
    code: int


def status_of(fault: Exception) -> tuple[int, str]:
    """HTTP status and reason of an error."""
    return next(((status, reason) for kind, status, reason in _STATUS if isinstance(fault, kind)), (500, UNEXPECTED))


def retry_after_s(fault: Exception) -> float | None:
    """When the same request may succeed, if that is a matter of time."""
    if isinstance(fault, (TooMany, Unavailable)):
        return fault.retry_after_s
    return 1.0 if isinstance(fault, StoreError) else None


def failure(
    status: int, reason: str, message: str, hint: str = "", *, retry_after_s: float | None = None
) -> HTTPResponse:
    """Rasa's error body."""
    details = {"hint": hint} if hint else {}
    body = Failure(message=message, reason=reason, details=details, code=status)
    headers = {} if retry_after_s is None else {"Retry-After": str(max(1, math.ceil(retry_after_s)))}
    return HTTPResponse(msgspec.json.encode(body), status, headers, "application/json")


def answer(fault: Exception, path: str | None, mistake: str = UNEXPECTED) -> HTTPResponse:
    """What to say when ``fault`` came of a request to the route ``path``. ``mistake`` is the reason when it is ours."""
    if isinstance(fault, TalkwrightError):
        status, reason = status_of(fault)
        if status >= 500 and not isinstance(fault, Unavailable):
            log.error("request.failed", exception=fault, path=path, words=fault.message)
        return failure(status, reason, fault.message, fault.hint, retry_after_s=retry_after_s(fault))
    if isinstance(fault, SanicException):
        return failure(fault.status_code, type(fault).__name__, str(fault))
    log.error("request.failed", exception=fault, path=path)
    return failure(500, mistake, "Something went wrong on the server; its log has the details.")


def install(app: App) -> None:
    """Have every error answered in this form, also those that come before there is a route."""

    @app.exception(Exception)
    async def refuse(request: Request, fault: Exception) -> HTTPResponse:
        return answer(fault, None)
