"""Posts to one address over connections that stay open. What is posted, and what an answer means, is not known here.

A general HTTP client costs an action server's own work three times over, so this speaks the little HTTP that is needed:
POST, with llhttp (which sanic brings along) to read what comes. No redirects, no cookies, no proxies.
"""

from __future__ import annotations

import asyncio
import ssl
import zlib
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple, cast
from urllib.parse import SplitResult, quote, unquote, urlencode, urlsplit

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

_CONNECT_S = 10.0
_IDLE_S = 5.0  # so long a connection may rest; what lies between may have forgotten it after that
_PORTS = {"http": 80, "https": 443}
_IN_A_PATH = "/%:@!$&'()*+,;=~"


class Answer(NamedTuple):
    status: int
    body: bytes


class UnreachableError(Exception):
    """No connection could be made, so nothing was posted."""


class NoAnswerError(Exception):
    """No whole answer came to what was posted."""


class TooLongError(Exception):
    """The answer is longer than it may be."""


class Webhook:
    """The address ``url``, with ``params`` added to its query. ``place`` is its host and port, which hold no secret.

    At most ``connections`` posts go on at once; others wait. An answer has at most ``answer_max_bytes``. ``auth`` is a
    user and a password. ``cafile`` has the certificates to trust. Raises ``ValueError`` for what cannot be an address
    or a header, ``OSError`` for a ``cafile`` that cannot be read.
    """

    def __init__(
        self,
        url: str,
        *,
        params: Mapping[str, str],
        headers: Mapping[str, str],
        auth: tuple[str, str] | None,
        cafile: str | None,
        connections: int,
        answer_max_bytes: int,
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname or not url.isprintable() or parts.port == 0:
            raise ValueError("not the address of a web server")
        self._host = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode()
        self._port = parts.port or _PORTS[parts.scheme]
        named = f"[{self._host}]" if ":" in self._host else self._host
        self.place = named if parts.port in (None, _PORTS[parts.scheme]) else f"{named}:{parts.port}"
        self._tls = _trusting(cafile) if parts.scheme == "https" else None
        self._head = _head(parts, self.place, params, headers, auth)
        self._answer_max_bytes = answer_max_bytes
        self._free = asyncio.Semaphore(connections)
        self._idle: list[_Connection] = []

    async def post(self, body: bytes, encoding: str | None = None) -> Answer:
        """Post JSON, which is compressed as ``encoding`` says. Raises the errors above.

        Posts once; only making a connection is tried twice. Who is cancelled leaves no half-read connection behind.
        """
        encoded = b"Content-Encoding: " + encoding.encode() + b"\r\n" if encoding else b""
        request = b"%b%bContent-Length: %d\r\n\r\n%b" % (self._head, encoded, len(body), body)
        async with self._free:
            connection = self._rested() or await self._connect()
            try:
                answer = await connection.post(request)
            finally:
                if connection.reusable:
                    self._idle.append(connection)
                else:
                    connection.close()
        return answer

    def close(self) -> None:
        """Close the connections that rest."""
        while self._idle:
            self._idle.pop().close()

    def _rested(self) -> _Connection | None:
        """The connection that was used last, when it is still good."""
        while self._idle:
            connection = self._idle.pop()
            if connection.reusable and connection.idle_s() < _IDLE_S:
                return connection
            connection.close()
        return None

    async def _connect(self) -> _Connection:
        loop = asyncio.get_running_loop()

        def made() -> _Connection:
            return _Connection(loop, self._answer_max_bytes)

        for again in (True, False):
            try:
                async with asyncio.timeout(_CONNECT_S):
                    return (await loop.create_connection(made, self._host, self._port, ssl=self._tls))[1]
            except (OSError, TimeoutError) as fault:
                if not again:
                    raise UnreachableError(type(fault).__name__) from None
        raise AssertionError


class _Connection(asyncio.Protocol):
    """One connection, with one post at a time."""

    def __init__(self, loop: asyncio.AbstractEventLoop, longest: int) -> None:
        self._loop = loop
        self._longest = longest
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Answer] | None = None
        self.reusable = False
        self._since = 0.0

    def idle_s(self) -> float:
        """Seconds since it was last used."""
        return self._loop.time() - self._since

    async def post(self, request: bytes) -> Answer:
        assert self._transport is not None
        self.reusable = False
        self._parser = HttpResponseParser(self)
        self._body = bytearray()
        self._encoding = b""
        self._until_eof = False
        self._waiting = self._loop.create_future()
        try:
            self._transport.write(request)
            return await self._waiting
        finally:
            self._waiting = None

    def close(self) -> None:
        self.reusable = False
        if self._transport is not None:
            self._transport.abort()

    # -- what asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        if self._waiting is None or self._waiting.done():  # nobody asked
            self.close()
            return
        try:
            self._parser.feed_data(data)
        except (HttpParserError, HttpParserUpgrade):
            self._fail(NoAnswerError("what came is not HTTP"))

    def connection_lost(self, exc: Exception | None) -> None:
        self.reusable = False
        if self._waiting is not None and not self._waiting.done():
            if self._until_eof and exc is None:
                self._finish(reusable=False)
            else:
                self._fail(NoAnswerError("the connection broke off"))

    # -- what the parser calls

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"content-encoding":
            self._encoding = value.strip().lower()
        self._length_known |= name.lower() in (b"content-length", b"transfer-encoding")

    def on_message_begin(self) -> None:
        self._length_known = False

    def on_headers_complete(self) -> None:
        self._until_eof = not self._length_known

    def on_body(self, body: bytes) -> None:
        self._body += body
        if len(self._body) > self._longest:
            self._fail(TooLongError)

    def on_message_complete(self) -> None:
        if self._parser.get_status_code() >= 200:  # what comes before is only "go on"
            self._finish(reusable=self._parser.should_keep_alive())

    def _finish(self, *, reusable: bool) -> None:
        assert self._waiting is not None
        if self._waiting.done():
            return
        try:
            body = _decoded(bytes(self._body), self._encoding, self._longest)
        except (zlib.error, ValueError):
            self._fail(NoAnswerError("what came cannot be decoded"))
        except TooLongError as fault:
            self._fail(fault)
        else:
            self.reusable, self._since = reusable, self._loop.time()
            self._waiting.set_result(Answer(self._parser.get_status_code(), body))

    def _fail(self, fault: Exception | type[Exception]) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(fault)
        self.close()


def _decoded(body: bytes, encoding: bytes, longest: int) -> bytes:
    """Raises ``zlib.error`` or ``ValueError`` for what is not encoded so, ``TooLongError`` for a bomb."""
    if encoding in (b"", b"identity"):
        return body
    if encoding not in (b"gzip", b"deflate"):
        raise ValueError(encoding)
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32)
    plain = unpack.decompress(body, longest + 1)
    if len(plain) > longest:
        raise TooLongError
    if not unpack.eof:
        raise ValueError("it ends too early")
    return plain


def _trusting(cafile: str | None) -> ssl.SSLContext:
    if cafile is None:
        with suppress(ImportError):
            import certifi

            cafile = certifi.where()
    return ssl.create_default_context(cafile=cafile)


def _head(
    parts: SplitResult, place: str, params: Mapping[str, str], headers: Mapping[str, str], auth: tuple[str, str] | None
) -> bytes:
    """The head of every request but for what belongs to its body. Raises ``ValueError`` for what cannot stand there."""
    query = "&".join(filter(None, (quote(parts.query, safe=_IN_A_PATH + "?"), urlencode(params))))
    path = (quote(parts.path, safe=_IN_A_PATH) or "/") + (f"?{query}" if query else "")
    if auth is None and parts.username is not None:
        auth = unquote(parts.username), unquote(parts.password or "")
    lines = {"Host": place, "Content-Type": "application/json", "Accept": "*/*", "Accept-Encoding": "gzip, deflate"}
    if auth is not None:
        lines["Authorization"] = "Basic " + b64encode(":".join(auth).encode()).decode()
    given = {name.lower() for name in headers}
    lines = {name: value for name, value in lines.items() if name.lower() not in given} | dict(headers)
    if not all((name + value).isascii() and (name + value).isprintable() for name, value in lines.items()):
        raise ValueError("headers are printable ASCII")
    written = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"POST {path} HTTP/1.1\r\n{written}".encode("ascii")
