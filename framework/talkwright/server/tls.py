"""HTTPS, from the files that an operator names."""

from __future__ import annotations

import ssl

from talkwright.errors import RequestError
from talkwright.settings import Settings


def tls(settings: Settings) -> ssl.SSLContext | None:
    """How to speak HTTPS; None for HTTP. ``ssl_ca_file`` has to have signed the certificates that callers show.

    Raises ``RequestError`` for files that cannot be used.
    """
    if not settings.ssl_certificate:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(
            settings.ssl_certificate, settings.ssl_keyfile or None, lambda: settings.ssl_password or ""
        )
        if settings.ssl_ca_file:
            context.load_verify_locations(settings.ssl_ca_file)
            context.verify_mode = ssl.CERT_OPTIONAL
    except (OSError, ValueError) as fault:  # an SSLError is an OSError
        hint = "--ssl-certificate and --ssl-keyfile are files in PEM; --ssl-password opens the key."
        raise RequestError(f"HTTPS cannot be spoken with these files: {type(fault).__name__}", hint) from None
    return context
