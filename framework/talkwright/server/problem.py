"""Errors -> HTTP. The only place that knows both."""

from __future__ import annotations

from sanic import HTTPResponse, Request, json
from sanic.exceptions import SanicException

from talkwright import __version__, log
from talkwright.errors import Conflict, NotFound, OutsideError, RequestError, StoreError, TalkwrightError, TooLarge
from talkwright.server import App

_STATUS: tuple[tuple[type[TalkwrightError], int, str], ...] = (
    (NotFound, 404, "NotFound"),
    (Conflict, 409, "Conflict"),
    (TooLarge, 413, "TooLarge"),
    (RequestError, 400, "BadRequest"),
    (StoreError, 503, "StoreUnavailable"),
    (OutsideError, 502, "OutsideError"),
)


def status_of(fault: Exception) -> tuple[int, str]:
    """HTTP status and reason of an error."""
    return next(
        ((status, reason) for kind, status, reason in _STATUS if isinstance(fault, kind)), (500, "UnexpectedError")
    )


def failure(status: int, reason: str, message: str, hint: str = "") -> HTTPResponse:
    """Rasa's error body."""
    details = {"hint": hint} if hint else {}
    body = {"version": __version__, "status": "failure", "message": message, "reason": reason}
    headers = {"Retry-After": "1"} if status == 503 else None
    return json({**body, "details": details, "help": None, "code": status}, status=status, headers=headers)


def install(app: App) -> None:
    """Have every error answered in this form."""

    @app.exception(Exception)
    async def answer(request: Request, fault: Exception) -> HTTPResponse:
        if isinstance(fault, TalkwrightError):
            status, reason = status_of(fault)
            if status >= 500:
                log.error("request.failed", exception=fault, path=request.path)
            return failure(status, reason, fault.message, fault.hint)
        if isinstance(fault, SanicException):
            return failure(fault.status_code, type(fault).__name__, str(fault))
        log.error("request.failed", exception=fault, path=getattr(request, "path", None))
        return failure(500, "UnexpectedError", "Something went wrong on the server; its log has the details.")
