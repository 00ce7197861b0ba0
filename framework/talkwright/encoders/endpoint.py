"""An encoder on another machine, asked as OpenAI's is: ``POST {base_url}/embeddings``.

Many servers of models speak this, also ones of your own. Asked with httpx, which is there already: the library of
OpenAI would bring a second client and its own types for the one request that is needed. Redirects are refused, as they
would carry the key elsewhere. The key comes from the environment and is in no model, no message and no log.

While a bot is trained, what fails is tried again, within bounds. While somebody waits for an answer it is not: after
a few failures in a row nobody is asked for a while.
"""

from __future__ import annotations

import hashlib
import os
import time
import weakref
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec
import numpy as np
from numpy.typing import NDArray

from talkwright import log
from talkwright.encoders.breaker import Breaker
from talkwright.encoders.encoder import Vector, whole
from talkwright.errors import OutsideError, RequestError

if TYPE_CHECKING:
    import httpx

NAME = "openai"
_TRIES = 5
_FIRST_PAUSE_S = 0.5
_LONGEST_PAUSE_S = 30.0
_TRAINING_TIMEOUT_S = 60.0
_LONGEST_TEXT = 4_000  # characters; servers refuse what is longer than their models read
_LONGEST_ANSWER = 64_000_000  # bytes
_NOTHING_SAID = "."  # stands for an empty text, which OpenAI refuses
_BUSY = frozenset({408, 409, 425, 429})


class Endpoint(msgspec.Struct, frozen=True):
    """Where to ask, and for what. ``key_variable`` names the environment variable that holds the key, if one is needed.
    ``timeout_s`` is for a message that somebody waits for, ``batch`` how many texts of examples go into a request."""

    base_url: str
    model: str
    key_variable: str = "OPENAI_API_KEY"
    timeout_s: float = 2.0
    batch: int = 100

    @property
    def place(self) -> str:
        """Host and port, which may be shown."""
        return urlsplit(self.base_url).netloc


class EndpointEncoder:
    """Made by ``open_endpoint``. May be used from several threads."""

    blocks = True

    def __init__(self, endpoint: Endpoint, key: str | None, width: int) -> None:
        """``width`` 0 is not known yet: the first answer tells it."""
        self.name = NAME
        self.batch = endpoint.batch
        self.width = width
        self.endpoint = endpoint
        self._key = key
        self._breaker = Breaker()
        self._opening = Lock()
        self._client: httpx.Client | None = None

    @property
    def fingerprint(self) -> str:
        """Of what is asked, as nobody knows what answers."""
        said = f"{self.endpoint.base_url.rstrip('/')} {self.endpoint.model} {self.width}"
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def encode(self, text: str) -> Vector:
        """The vector of ``text``, float32 [width], of length 1. Raises ``OutsideError``, soon."""
        if not self._breaker.lets_through(time.monotonic()):
            raise OutsideError(f"{self.endpoint.place} gave no vectors, and is left alone for a while.", retryable=True)
        try:
            vector: Vector = self._ask([text], self.endpoint.timeout_s)[0]
        except OutsideError as fault:
            rests = self._breaker.failed(time.monotonic())
            log.warning("encoder.failed", place=self.endpoint.place, reason=fault.message, rests=rests)
            raise
        self._breaker.went_well()
        return vector

    def encode_many(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of ``texts``, float32 [n, width]. Raises ``OutsideError`` when it was tried several times."""
        found = np.zeros((len(texts), self.width), np.float32)
        for begin in range(0, len(texts), self.batch):
            part = texts[begin : begin + self.batch]
            found[begin : begin + len(part)] = self._ask_patiently(part)
        return found

    def learn_width(self) -> None:
        """Ask for one vector, to see how long it is. Raises ``OutsideError``."""
        self.width = self._ask_patiently(["hello"]).shape[1]

    def _ask_patiently(self, texts: Sequence[str]) -> NDArray[np.float32]:
        pause_s = _FIRST_PAUSE_S
        for _ in range(_TRIES - 1):
            try:
                return self._ask(texts, _TRAINING_TIMEOUT_S)
            except BusyError as fault:
                time.sleep(min(max(pause_s, fault.after_s), _LONGEST_PAUSE_S))
                pause_s *= 2
            except OutsideError as fault:
                if not fault.retryable:
                    raise
                time.sleep(pause_s)
                pause_s *= 2
        return self._ask(texts, _TRAINING_TIMEOUT_S)

    def _ask(self, texts: Sequence[str], timeout_s: float) -> NDArray[np.float32]:
        said = [whole(text).strip()[:_LONGEST_TEXT] or _NOTHING_SAID for text in texts]
        body = {"model": self.endpoint.model, "input": said, "encoding_format": "float"}
        return _vectors(self._post(msgspec.json.encode(body), timeout_s), len(texts), self.width, self.endpoint.place)

    def _post(self, body: bytes, timeout_s: float) -> bytes:
        """The answer's body, within about ``timeout_s``: at most half of it is for finding the machine."""
        import httpx

        headers = {"Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        end = time.monotonic() + timeout_s
        limits = httpx.Timeout(timeout_s, connect=timeout_s / 2)
        url = f"{self.endpoint.base_url.rstrip('/')}/embeddings"
        place = self.endpoint.place
        answer = bytearray()
        try:
            with self._opened().stream("POST", url, content=body, headers=headers, timeout=limits) as response:
                _see_status(response.status_code, response.headers, place, self.endpoint.key_variable)
                for part in response.iter_bytes():
                    answer += part
                    if time.monotonic() > end:
                        raise OutsideError(f"{place} did not answer within {timeout_s:g} s.", retryable=True)
                    if len(answer) > _LONGEST_ANSWER:
                        raise OutsideError(f"{place} answered more than {_LONGEST_ANSWER} bytes.")
        except httpx.TimeoutException:
            raise OutsideError(f"{place} did not answer within {timeout_s:g} s.", retryable=True) from None
        except (httpx.HTTPError, httpx.InvalidURL) as fault:
            raise OutsideError(f"{place} cannot be asked: {type(fault).__name__}.", retryable=True) from None
        return bytes(answer)

    def _opened(self) -> httpx.Client:
        """The connections, which stay open. They are closed with the encoder."""
        with self._opening:
            if self._client is None:
                import httpx

                self._client = httpx.Client(follow_redirects=False)
                weakref.finalize(self, self._client.close)
            return self._client


class BusyError(OutsideError):
    """Too much was asked; again after ``after_s`` seconds."""

    def __init__(self, message: str, after_s: float) -> None:
        super().__init__(message, retryable=True)
        self.after_s = after_s


def open_endpoint(endpoint: Endpoint, width: int = 0, environment: Mapping[str, str] = os.environ) -> EndpointEncoder:
    """The encoder at ``endpoint``. With a ``width`` nobody is asked; without, one vector is asked for.

    Raises ``RequestError`` for what cannot be an endpoint, and then ``OutsideError``.
    """
    parts = urlsplit(endpoint.base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or not endpoint.base_url.isprintable():
        raise RequestError("'base_url' is not the address of a web server.", "Write https://api.openai.com/v1.")
    if "@" in parts.netloc or parts.query or parts.fragment:
        hint = "Put the key into an environment variable, and its name into 'api_key_env'."
        raise RequestError("'base_url' has more than a server and a path.", hint)
    encoder = EndpointEncoder(endpoint, environment.get(endpoint.key_variable), width)
    if not width:
        encoder.learn_width()
    return encoder


def _see_status(status: int, headers: Mapping[str, str], place: str, key_variable: str) -> None:
    """Raise what a status means that is not 200. The body is not shown: it may repeat the key."""
    if status == 200:
        return
    if status in _BUSY or status >= 500:
        raise BusyError(f"{place} answered {status}.", _seconds(headers.get("retry-after")))
    if 300 <= status < 400:
        raise OutsideError(f"{place} sends elsewhere, which is not followed.", "Name the right address in 'base_url'.")
    hint = "See 'base_url' and 'model'."
    if status in (401, 403):
        hint = f"The key is read from the environment variable {key_variable}."
    raise OutsideError(f"{place} answered {status}.", hint)


def _seconds(said: str | None) -> float:
    try:
        return max(float(said or 0), 0.0)
    except ValueError:  # a date, which nobody sends
        return 0.0


class _Embedding(msgspec.Struct, frozen=True):
    embedding: list[float]
    index: int | None = None


class _Answer(msgspec.Struct, frozen=True):
    data: list[_Embedding]


def _vectors(answer: bytes, count: int, width: int, place: str) -> NDArray[np.float32]:
    """The vectors of an answer, of length 1, in the order of what was asked."""
    try:
        data = msgspec.json.decode(answer, type=_Answer).data
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise OutsideError(f"{place} answered what are no vectors.") from None
    places = [each.index if each.index is not None else place for place, each in enumerate(data)]
    widths = {len(each.embedding) for each in data}
    if sorted(places) != list(range(count)) or len(widths) != 1 or (width and widths != {width}):
        wanted = f"{count} vectors of {width} numbers" if width else f"{count} vectors"
        raise OutsideError(f"{place} answered something else than {wanted}.")
    found = np.zeros((count, widths.pop()), np.float64)
    for where, each in zip(places, data, strict=True):
        found[where] = each.embedding
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    if not (np.isfinite(lengths).all() and (lengths > 0).all()):
        raise OutsideError(f"{place} answered vectors without a direction.")
    unit: NDArray[np.float32] = (found / lengths).astype(np.float32)
    return unit
