"""Model files from another server, as Rasa's ``model_server`` says where."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

import httpx
import msgspec

from talkwright.errors import OutsideError

_TIMEOUT_S = 60.0
_LARGEST_BYTES = 2 * 1024**3


class Server(msgspec.Struct, frozen=True):
    """Where a model is, and what to show there. ``token`` goes into the address as ``token_name``."""

    url: str
    params: dict[str, str] = {}
    headers: dict[str, str] = {}
    basic_auth: dict[str, str] = {}
    token: str | None = None
    token_name: str = "token"  # noqa: S105 - the name of a query parameter

    def __repr__(self) -> str:
        return "Server(...)"


async def fetched(server: Server, folder: Path) -> Path:
    """The file that ``server`` has, put into ``folder`` under a name of its content. Raises ``OutsideError``."""
    params = {**server.params, **({server.token_name: server.token} if server.token else {})}
    login = server.basic_auth
    auth = (login.get("username", ""), login.get("password", "")) if login else None
    try:
        async with httpx.AsyncClient(timeout=_TIMEOUT_S, follow_redirects=True) as http:
            answer = await http.get(server.url, params=params, headers=server.headers, auth=auth)
    except (httpx.HTTPError, httpx.InvalidURL) as fault:
        raise OutsideError(f"The model server cannot be asked: {type(fault).__name__}.", retryable=True) from None
    if not answer.is_success or len(answer.content) > _LARGEST_BYTES:
        raise OutsideError(f"The model server answered {answer.status_code}.", "It has to answer with a model file.")
    return await asyncio.to_thread(_kept, answer.content, folder)


def _kept(content: bytes, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f".fetched-{hashlib.sha256(content).hexdigest()[:16]}.tar.gz"
    path.write_bytes(content)
    return path
