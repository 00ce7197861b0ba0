"""Options of ``run`` that say who may ask what, and how: Rasa's HTTP API, tokens, HTTPS, time limits."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

_PEM = click.Path(exists=True, dir_okay=False)
_SECONDS = click.FloatRange(min=0, min_open=True)

OPTIONS: dict[str, Any] = {
    "enable_api": click.option("--enable-api", is_flag=True, help="Serve Rasa's HTTP API, too."),
    "auth_token": click.option("-t", "--auth-token", help="Word that callers of the API and operators show."),
    "jwt_secret": click.option("--jwt-secret", help="Secret, or public key, that tokens of callers are signed with."),
    "jwt_method": click.option("--jwt-method", show_default="HS256", help="How tokens are signed: RS256, ES256, ..."),
    "jwt_private_key": click.option("--jwt-private-key", help="Private key of the method, if it has one."),
    "ssl_certificate": click.option("--ssl-certificate", type=_PEM, help="Speak HTTPS with this certificate."),
    "ssl_keyfile": click.option("--ssl-keyfile", type=_PEM, help="Key of the certificate."),
    "ssl_ca_file": click.option("--ssl-ca-file", type=_PEM, help="Authority whose certificates callers must show."),
    "ssl_password": click.option("--ssl-password", help="Password of the key."),
    "request_timeout_s": click.option(
        "--request-timeout", "request_timeout_s", type=_SECONDS, show_default="60", help="Seconds to send a request in."
    ),
    "response_timeout_s": click.option(
        "--response-timeout", "response_timeout_s", type=_SECONDS, show_default="3600", help="Seconds to answer it in."
    ),
}
"""By the name of the setting that it is."""


def api_options(command: F) -> F:
    """All of them, handed on as ``api``: settings by name, None where an option is not given."""

    @wraps(command)
    def packed(**given: Any) -> Any:
        api = {name: given.pop(name) for name in OPTIONS}
        return command(api={**api, "enable_api": api["enable_api"] or None}, **given)

    for option in reversed(OPTIONS.values()):
        packed = option(packed)
    return packed  # type: ignore[return-value]
