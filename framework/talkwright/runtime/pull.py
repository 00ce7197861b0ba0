"""Models from a server that has the newest one (Rasa's ``models``): asked for by its ETag, kept in the models' folder.

Whether a model is any good is not known here; ``runtime/reload`` tries it, and keeps the one before when it is not.
"""

from __future__ import annotations

import asyncio
import hashlib
import ssl
from pathlib import Path
from typing import TYPE_CHECKING

from talkwright.errors import OutsideError, RequestError
from talkwright.project.endpoints import Endpoint
from talkwright.training.bundle import SUFFIX

if TYPE_CHECKING:
    import httpx

_TIMEOUT_S = 60.0
_BETWEEN_S = 100.0
_LARGEST_BYTES = 2 * 1024**3
_UNCHANGED = (204, 304)
_PREFIX = ".pulled-"  # what begins with a dot is not the newest model of a folder


class ModelServer:
    """The server at ``endpoint``. ``wait_s``: how long to wait between two questions; None to ask once.

    Raises ``RequestError`` for a number of seconds that is none.
    """

    def __init__(self, endpoint: Endpoint, folder: Path) -> None:
        self._endpoint = endpoint
        self._folder = folder
        self._etag: str | None = None
        self.wait_s = _wait(endpoint.options.get("wait_time_between_pulls", _BETWEEN_S))

    async def newest(self) -> Path | None:
        """The file of the server's model; None when it is the one that was given last. Raises ``OutsideError``."""
        import httpx

        endpoint = self._endpoint
        params = {name: str(value) for name, value in endpoint.params.items()}
        if endpoint.token is not None:
            params[endpoint.token_name] = endpoint.token
        headers = {**endpoint.headers, **({"If-None-Match": self._etag} if self._etag else {})}
        login = endpoint.basic_auth
        auth = (login.get("username", ""), login.get("password", "")) if login else None
        try:
            trusted = ssl.create_default_context(cafile=endpoint.cafile) if endpoint.cafile else True
            async with (
                httpx.AsyncClient(timeout=_TIMEOUT_S, follow_redirects=True, verify=trusted) as http,
                http.stream("GET", endpoint.url or "", params=params or None, headers=headers, auth=auth) as answer,
            ):
                if answer.status_code in _UNCHANGED:
                    return None
                if answer.status_code != 200:
                    raise OutsideError(f"the model server answered {answer.status_code}", retryable=True)
                path = await self._kept(answer)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as fault:
            raise OutsideError(f"the model server cannot be asked: {type(fault).__name__}", retryable=True) from None
        self._etag = answer.headers.get("ETag")
        return path

    async def _kept(self, answer: httpx.Response) -> Path:
        """What it sends, in a file that is named by its content. Files of models before are let go of."""
        self._folder.mkdir(parents=True, exist_ok=True)
        partial = self._folder / f"{_PREFIX}part"
        digest, size = hashlib.sha256(), 0
        try:
            with partial.open("wb") as file:
                async for chunk in answer.aiter_bytes():
                    size += len(chunk)
                    if size > _LARGEST_BYTES:
                        raise OutsideError(f"the model server's model has more than {_LARGEST_BYTES} bytes")
                    digest.update(chunk)
                    await asyncio.to_thread(file.write, chunk)
            path = self._folder / f"{_PREFIX}{digest.hexdigest()[:16]}{SUFFIX}"
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
        for before in self._folder.glob(f"{_PREFIX}*{SUFFIX}"):
            if before != path:
                before.unlink(missing_ok=True)
        return path


def _wait(value: object) -> float | None:
    if value is None or str(value).lower() in ("none", "null", ""):
        return None
    try:
        return max(float(str(value)), 0.1)
    except ValueError:
        hint = "Write a number of seconds, or null to ask once."
        raise RequestError("'wait_time_between_pulls' of 'models' is no number", hint) from None
