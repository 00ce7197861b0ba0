"""What an operator sets, as plain values with their defaults.

Every setting has its section in ``docs/settings.md``. Those that are no option of a command are read from the
environment: ``turns_max`` is ``TALKWRIGHT_TURNS_MAX``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec

from talkwright.errors import RequestError

PREFIX = "TALKWRIGHT_"
_KINDS = {bool: "true or false", int: "a whole number from 0 on"}

Number = Annotated[int, msgspec.Meta(ge=0)]
Seconds = Annotated[float, msgspec.Meta(ge=0)]
Days = Annotated[float, msgspec.Meta(ge=0)]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How a server runs. Sizes are in bytes, times in seconds, rates in messages a minute; a rate of 0 is no limit.

    ``interface`` and ``port``: where it listens. ``cors``: origins that may use it from a page. ``auth_token``: empty
    for none. ``trusted_proxies``: addresses whose ``X-Forwarded-For`` is believed. ``synchronous``: NORMAL keeps what
    was written when the process is killed, FULL also when the power fails. ``jwt_secret``: the shared secret of
    ``jwt_method``, or the public key when it has one; empty for no tokens. ``ssl_...``: paths of files in PEM.
    """

    interface: str = "127.0.0.1"
    port: int = 5005
    cors: tuple[str, ...] = ()
    auth_token: str = ""
    trusted_proxies: tuple[str, ...] = ()
    synchronous: str = "NORMAL"
    enable_api: bool = False
    jwt_secret: str = ""
    jwt_method: str = "HS256"
    jwt_private_key: str = ""
    ssl_certificate: str = ""
    ssl_keyfile: str = ""
    ssl_ca_file: str = ""
    ssl_password: str = ""
    request_timeout_s: Seconds = 60.0
    response_timeout_s: Seconds = 3600.0
    request_max_bytes: Number = 1_000_000
    text_max_chars: Number = 10_000
    turns_max: Number = 1000
    lane_max: Number = 50
    sockets_max: Number = 20_000
    rate_per_sender: Number = 0
    rate_per_address: Number = 0
    web_rate_per_sender: Number = 60
    web_rate_per_address: Number = 600
    sockets_rate_per_address: Number = 600
    builder_rate_per_session: Number = 1200
    action_timeout_s: Seconds = 300.0
    retention_days: Days = 0.0
    session_idle_s: Seconds = 28_800.0
    session_max_s: Seconds = 604_800.0
    watch_s: Seconds = 1.0
    stop_notice_s: Seconds = 0.0
    shutdown_s: Seconds = 30.0


def read_settings(environment: Mapping[str, str], **given: object) -> Settings:
    """The settings that are ``given``, then those of the environment, then the defaults. Lists are divided by commas.

    Raises ``RequestError`` for a value that is none.
    """
    found = dict(given)
    for field in msgspec.structs.fields(Settings):
        written = environment.get(PREFIX + field.name.upper())
        if field.name in given or written is None:
            continue
        parts = [part.strip() for part in written.split(",") if part.strip()] if field.default == () else written
        try:
            found[field.name] = msgspec.convert(parts, field.type, strict=False)
        except msgspec.ValidationError:
            kind = _KINDS.get(type(field.default), "a number from 0 on")
            raise RequestError(
                f"{PREFIX}{field.name.upper()} is {written!r}, which is not {kind}.",
                f"Its default is {field.default}; docs/settings.md tells what it means.",
            ) from None
    return Settings(**found)  # type: ignore[arg-type]
