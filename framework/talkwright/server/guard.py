"""Who asks the builder, and whether they may: every route with a ``role`` goes through here.

While nobody has an account, the builder is open to who sits at this machine, and to nobody else: the server listens
only here, the request comes from here, and its ``Host`` names this machine, so that no page of elsewhere gets in under
a name of its own. What changes something has to come from the builder's own page: by ``Origin``, and by the token of
the session, which no other page can read.
"""

from __future__ import annotations

import getpass
import hmac
import secrets
from ipaddress import ip_address
from urllib.parse import urlsplit

from sanic import Request

from talkwright.accounts.person import Person, Role
from talkwright.errors import Forbidden
from talkwright.server.address import address_of
from talkwright.settings import Settings

CSRF = "X-CSRF-Token"
_SAFE = ("GET", "HEAD")


class Guard:
    """``csrf`` is the token of those who need no account."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._here = Person(_own_name(), "admin")
        self.csrf = secrets.token_urlsafe(32)

    async def admit(self, request: Request, role: Role) -> Person:
        """Who asks. Raises ``NotAllowed`` and ``Forbidden``."""
        self._require_here(request)
        person = self._here
        if not person.may(role):
            raise Forbidden(f"This takes the role '{role}', and yours is '{person.role}'.", "Ask an admin for it.")
        if request.method not in _SAFE:
            require_own_page(request)
            if not hmac.compare_digest(request.headers.get(CSRF, "").encode(), self.csrf.encode()):
                raise Forbidden(f"The header {CSRF} is missing or old.", "Take it from GET /builder/api/session.")
        request.ctx.person = person
        return person

    def _require_here(self, request: Request) -> None:
        address = address_of(request, self._settings.trusted_proxies)
        if not (is_here(self._settings.interface) and is_here(address) and is_here(_host(request))):
            raise Forbidden(
                "Nobody has an account yet, so the builder answers only on the machine itself.",
                "Make one there: talkwright account add NAME --role admin.",
            )


def person_of(request: Request) -> Person:
    """Who asks. Only for routes with a ``role``."""
    person: Person = request.ctx.person
    return person


def require_own_page(request: Request) -> None:
    """Raises ``Forbidden`` when a browser says that a page of another origin asks."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower()
    if foreign or site not in ("same-origin", "none"):
        raise Forbidden("Another page asks for this.", "Do it in the builder itself.")


def is_here(host: str | None) -> bool:
    """Whether ``host``, a name or an address without a port, is this machine's own."""
    if host == "localhost":
        return True
    try:
        return host is not None and ip_address(host).is_loopback
    except ValueError:
        return False


def _host(request: Request) -> str | None:
    try:
        return urlsplit(f"//{request.headers.get('host', '')}").hostname
    except ValueError:
        return None


def _own_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's user may have no name
        return "you"
