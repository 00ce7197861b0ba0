"""Options that say where the log goes besides standard error: a file, a syslog. Rasa's flags."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

if TYPE_CHECKING:
    from logging import Handler

F = TypeVar("F", bound=Callable[..., Any])


class LogPlaces(NamedTuple):
    """Where the log goes. ``syslog_protocol`` is ``UDP`` or ``TCP``."""

    log_file: Path | None
    use_syslog: bool
    syslog_address: str
    syslog_port: int
    syslog_protocol: str

    def handlers(self) -> list[Handler]:
        """What writes there. A file may be moved away meanwhile. Raises ``RequestError``."""
        from talkwright.errors import RequestError

        try:
            return [*self._file(), *self._syslog()]
        except OSError as fault:
            reason = fault.strerror or type(fault).__name__
            raise RequestError(f"the log cannot be written there: {reason}", "Look at the log's options.") from None

    def _file(self) -> list[Handler]:
        from logging.handlers import WatchedFileHandler

        return [] if self.log_file is None else [WatchedFileHandler(self.log_file, encoding="utf-8")]

    def _syslog(self) -> list[Handler]:
        import socket
        from logging.handlers import SysLogHandler

        if not self.use_syslog:
            return []
        kind = socket.SOCK_STREAM if self.syslog_protocol.upper() == "TCP" else socket.SOCK_DGRAM
        return [SysLogHandler((self.syslog_address, self.syslog_port), socktype=kind)]


def log_places_options(command: F) -> F:
    """``--log-file --use-syslog --syslog-address --syslog-port --syslog-protocol``, handed on as ``log_places``."""

    @wraps(command)
    def packed(**given: Any) -> Any:
        places = LogPlaces(**{name: given.pop(name) for name in LogPlaces._fields})
        return command(log_places=places, **given)

    protocol = click.Choice(["UDP", "TCP"], case_sensitive=False)
    for option in (
        click.option("--syslog-protocol", type=protocol, default="UDP", show_default=True, help="How to reach it."),
        click.option("--syslog-port", type=int, default=514, show_default=True, help="Port of the syslog server."),
        click.option("--syslog-address", default="localhost", show_default=True, help="Where the syslog server is."),
        click.option("--use-syslog", is_flag=True, help="Send the log to a syslog server, too."),
        click.option("--log-file", type=click.Path(path_type=Path), help="Write the log to this file, too."),
    ):
        packed = option(packed)
    return packed  # type: ignore[return-value]
