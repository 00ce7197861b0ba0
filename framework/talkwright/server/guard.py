"""Who asks the builder, and whether they may: every route with a ``role`` goes through here.

While nobody has an account, the builder is open to who sits at this machine, and to nobody else: the server listens
only here, the request comes from here, and its ``Host`` names this machine, so that no page of elsewhere gets in under
a name of its own. As soon as somebody has one, everybody logs in.

The builder answers its own pages only. What changes something also has to show a word that no other page can read: it
belongs to the login. And it is written down: who, from where, what.
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from sanic import Request

from talkwright.accounts.login import csrf_of
from talkwright.accounts.machine import own_name
from talkwright.accounts.person import Person, Role
from talkwright.accounts.store import Entry
from talkwright.errors import Forbidden, NotAllowed
from talkwright.server.address import address_of, is_here, peer_of
from talkwright.server.cookie import read_cookie
from talkwright.server.people import People
from talkwright.server.rate import Rate
from talkwright.settings import Settings

CSRF = "X-CSRF-Token"
_SAFE = ("GET", "HEAD")
_LONGEST = 200  # characters of a name or a detail that are written down


class Guard:
    """``people`` has the accounts; ``here`` is who sits at this machine, while there are none."""

    def __init__(self, settings: Settings, people: People) -> None:
        self.people = people
        self._settings = settings
        self.here = Person(own_name(), "admin")
        self._csrf = secrets.token_urlsafe(32)
        self._rate = Rate(settings.builder_rate_per_session, "builder")

    async def who(self, request: Request) -> Person | None:
        """Who asks; None: they have to log in. Raises ``Forbidden`` when nobody has an account, and the request may
        come from elsewhere or is of another page."""
        require_own_page(request)
        token = read_cookie(request)
        person = await (await self.people.logins()).who(token, time.time()) if token else None
        if person is not None:
            request.ctx.csrf = csrf_of(token)
            return person
        if not await self.require_open(request):
            return None
        request.ctx.csrf = self._csrf
        return self.here

    async def require_open(self, request: Request) -> bool:
        """Whether who sits here needs no account. Raises ``Forbidden`` when nobody has one, and the request may come
        from elsewhere."""
        if not await (await self.people.store()).is_empty():
            return False
        if not self.is_from_here(request):
            raise Forbidden(
                "Nobody has an account yet, so the builder answers only on the machine itself.",
                "Make one there: talkwright account add NAME --role admin.",
            )
        return True

    async def admit(self, request: Request, role: Role) -> Person:
        """Who asks for what takes ``role``. Raises ``NotAllowed``, ``Forbidden`` and ``TooMany``."""
        person = await self.who(request)
        if person is None:
            raise NotAllowed("You have to log in.", "Open /builder in a browser.")
        self._rate.take(request.ctx.csrf, time.monotonic())
        if not person.may(role):
            raise Forbidden(f"This takes the role '{role}', and yours is '{person.role}'.", "Ask an admin for it.")
        if request.method not in _SAFE:
            given = request.headers.get(CSRF, "").encode("utf-8", "surrogatepass")
            if not hmac.compare_digest(given, request.ctx.csrf.encode()):
                raise Forbidden(f"The header {CSRF} is missing or old.", "Take it from GET /builder/api/session.")
        request.ctx.person, request.ctx.notes, request.ctx.only_asks = person, [], False
        return person

    def is_from_here(self, request: Request) -> bool:
        """Whether it is certain that who asks sits at this machine."""
        address = address_of(request, self._settings.trusted_proxies)
        return is_here(self._settings.interface) and is_here(address) and is_here(_host(request))

    async def record(self, request: Request, what: str, parts: Mapping[str, str]) -> None:
        """Write down what was done: what the handler said of it, else ``what`` to the ``parts`` of the path."""
        if request.ctx.only_asks:
            return
        given = request.ctx.notes or [(what, "/".join(parts.values()), {})]
        for done, target, detail in given:
            await self.note(request, request.ctx.person.name, done, target, detail)

    async def note(
        self, request: Request, who: str, what: str, target: str = "", detail: Mapping[str, str] | None = None
    ) -> None:
        """Write one line into the audit log."""
        told = {key: text[:_LONGEST] for key, text in (detail or {}).items()}
        entry = Entry(
            at=time.time(), who=who, address=self.address(request), what=what, target=target[:_LONGEST], detail=told
        )
        await (await self.people.store()).note(entry)

    def address(self, request: Request) -> str:
        """Where the request comes from, as far as is known."""
        return address_of(request, self._settings.trusted_proxies) or peer_of(request)


def guard_of(request: Request) -> Guard:
    """That of the server that was asked."""
    guard: Guard = request.app.ctx.guard
    return guard


def person_of(request: Request) -> Person:
    """Who asks. Only for routes with a ``role``."""
    person: Person = request.ctx.person
    return person


def audit(request: Request, what: str, target: str, detail: Mapping[str, str] | None = None) -> None:
    """Say what a request does, in place of the route's name and the parts of its path. It is written down when the
    request succeeds. ``detail`` must hold no secret, and nothing that people said to the bot."""
    request.ctx.notes.append((what, target, dict(detail or {})))


def only_asks(request: Request) -> None:
    """This request changes nothing, though others of its route do: it is not written down."""
    request.ctx.only_asks = True


def require_own_page(request: Request) -> None:
    """Raises ``Forbidden`` when a browser says that a page of another origin asks."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:  # no page can write it, and no proxy between changes what it is about
        foreign = site not in ("same-origin", "none")
    else:
        foreign = origin is not None and _netloc(origin) != request.headers.get("host", "").lower()
    if foreign:
        raise Forbidden("Another page asks for this.", "Do it in the builder itself.")


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _host(request: Request) -> str | None:
    try:
        return urlsplit(f"//{request.headers.get('host', '')}").hostname
    except ValueError:
        return None
