"""rasa_sdk actions behind an action server, over Rasa's webhook.

One pool of connections that stay open, for all conversations. An action may have done its work although no answer came,
so a call is repeated only when no connection could be made, or when the server asks for the domain. The address and the
headers may hold secrets: no message of an error shows more of them than host and port.
"""

from __future__ import annotations

import asyncio
import hashlib
import ssl
import zlib
from collections.abc import Collection, Mapping
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Any

import msgspec

from talkwright.actions.call import ActionCall, ActionResult
from talkwright.actions.result import NOT_JSON, read_result
from talkwright.conversation.tracker import plain
from talkwright.errors import ActionError, RequestError
from talkwright.project.domain import Domain
from talkwright.project.endpoints import Endpoint

if TYPE_CHECKING:
    import httpx

RASA_VERSION = "3.6.21"  # whose webhook this is; rasa_sdk compares it with its own
COMPRESS = "COMPRESS_ACTION_SERVER_REQUEST"
ANSWER_MAX_BYTES = 10_000_000
_CONNECT_S = 10.0
_REASON_MAX_CHARS = 300
_DOMAIN_WANTED = 449


class RemoteActions:
    """The actions ``names`` of the server at ``endpoint``. Raises ``RequestError`` when it cannot be one.

    ``timeout_s`` is for a whole call, ``connections`` how many calls may go on at once. ``compress``: send requests
    deflated.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        names: Collection[str],
        domain: Domain,
        timeout_s: float = 300,
        connections: int = 100,
        *,
        compress: bool = False,
    ) -> None:
        self._names = frozenset(names)
        self._domain = msgspec.Raw(msgspec.json.encode(domain.plain()))
        selective = str(endpoint.options.get("enable_selective_domain")).lower() == "true"
        # By it rasa_sdk knows the domain that it was sent before; without it would want the domain with every call.
        self._digest = hashlib.sha256(self._domain).hexdigest() if selective else None
        self._with_domain = frozenset(domain.send_domain) if selective else self._names
        self._timeout_s = timeout_s
        self._compress = compress
        self._url = _address(endpoint)
        self._server = f"the action server at {self._url.netloc.decode()}"
        self._http = _client(endpoint, connections)

    def has(self, name: str) -> bool:
        return name in self._names

    async def run(self, call: ActionCall) -> ActionResult:
        import httpx

        try:
            async with asyncio.timeout(self._timeout_s):
                status, answer = await self._ask(call, with_domain=call.name in self._with_domain)
                if status == _DOMAIN_WANTED:
                    status, answer = await self._ask(call, with_domain=True)
        except TimeoutError:
            raise ActionError(call.name, f"no answer within {self._timeout_s:g} s", retryable=True) from None
        except (httpx.ConnectError, httpx.ConnectTimeout) as fault:
            hint = "Start it with 'python -m rasa_sdk --actions actions'; endpoints.yml has its address."
            reason = f"{self._server} cannot be reached: {type(fault).__name__}"
            raise ActionError(call.name, reason, hint, retryable=True) from None
        except httpx.RequestError as fault:
            raise ActionError(call.name, f"{self._server} did not answer: {type(fault).__name__}") from None
        return self._read(call.name, status, answer)

    async def _ask(self, call: ActionCall, *, with_domain: bool) -> tuple[int, bytes]:
        """The status and the body of one answer."""
        # In a thread: reading the history waits for this loop, and long conversations take time to write.
        content = await asyncio.to_thread(self._request, call, with_domain)
        headers = {"content-type": "application/json"}
        if self._compress:
            headers["content-encoding"] = "deflate"
        async with self._http.stream("POST", self._url, content=content, headers=headers) as response:
            answer = bytearray()
            async for part in response.aiter_bytes():
                answer += part
                if len(answer) > ANSWER_MAX_BYTES:
                    raise ActionError(call.name, f"{self._server} answered more than {ANSWER_MAX_BYTES} bytes")
            return response.status_code, bytes(answer)

    def _request(self, call: ActionCall, with_domain: bool) -> bytes:
        request: dict[str, Any] = {
            "next_action": call.name,
            "sender_id": call.sender_id,
            "tracker": plain(call.sender_id, call.state, list(call.events)),
            "version": RASA_VERSION,
            "idempotency_key": call.key,
        }
        if call.arguments:
            request["arguments"] = call.arguments
        if self._digest is not None:
            request["domain_digest"] = self._digest
        if with_domain:
            request["domain"] = self._domain
        content = msgspec.json.encode(request)
        return zlib.compress(content) if self._compress else content

    def _read(self, name: str, status: int, answer: bytes) -> ActionResult:
        if status == 200:
            try:
                result = msgspec.json.decode(answer, type=_Answer)
            except NOT_JSON as fault:
                raise ActionError(name, f"{self._server} answered what is no result: {fault}") from None
            return read_result(name, result.events or (), result.responses or ())
        refusal = _refusal(answer)
        if status == 400 and refusal.action_name is not None:
            return ActionResult(rejected=True)
        if status == 404:
            hint = f"See that a class there has {name!r} as its name(), and that the address ends with /webhook."
            raise ActionError(name, f"{self._server} has no such action", hint)
        said = f": {refusal.error[:_REASON_MAX_CHARS]}" if refusal.error else ""
        hint = "Redirects are not followed." if 300 <= status < 400 else "The log of the action server tells more."
        raise ActionError(name, f"{self._server} answered {status}{said}", hint)

    async def close(self) -> None:
        await self._http.aclose()


class _Answer(msgspec.Struct):
    """What an action did. Servers that are not rasa_sdk leave out what is empty."""

    events: list[Any] | None = None
    responses: list[dict[str, Any]] | None = None


class _Refusal(msgspec.Struct):
    """What rasa_sdk answers with any other status than 200."""

    error: str | None = None
    action_name: str | None = None


def _refusal(answer: bytes) -> _Refusal:
    try:
        return msgspec.json.decode(answer, type=_Refusal)
    except NOT_JSON:
        return _Refusal()  # a proxy's page, say


def wants_compression(environment: Mapping[str, str]) -> bool:
    """Whether the environment says, as to Rasa, that requests are to be compressed."""
    return environment.get(COMPRESS, "").lower() in {"1", "true", "t", "yes", "y", "on"}


def _address(endpoint: Endpoint) -> httpx.URL:
    """The address with its parameters, the token among them."""
    import httpx

    params = dict(endpoint.params)
    if endpoint.token is not None:
        params[endpoint.token_name] = endpoint.token
    try:
        url = httpx.URL(endpoint.url or "").copy_merge_params(params)
    except (httpx.InvalidURL, TypeError, ValueError):
        url = httpx.URL()
    if url.scheme not in ("http", "https") or not url.host:
        hint = "Write 'url: http://localhost:5055/webhook' under action_endpoint."
        raise RequestError("The 'url' of 'action_endpoint' is not the address of an action server.", hint)
    return url


def _client(endpoint: Endpoint, connections: int) -> httpx.AsyncClient:
    import httpx

    auth = endpoint.basic_auth
    try:
        return httpx.AsyncClient(
            transport=httpx.AsyncHTTPTransport(
                verify=ssl.create_default_context(cafile=endpoint.cafile) if endpoint.cafile else True,
                limits=httpx.Limits(max_connections=connections),
                retries=1,  # of connecting only
            ),
            headers=endpoint.headers,
            auth=(auth.get("username", ""), auth.get("password", "")) if auth else None,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),  # none travel from one conversation to another
            timeout=httpx.Timeout(None, connect=_CONNECT_S),  # the whole call has its own
            follow_redirects=False,
            trust_env=False,  # an action server is not behind the way out to the internet
        )
    except (OSError, ValueError) as fault:
        message = f"The 'action_endpoint' cannot be used: {type(fault).__name__}"
        raise RequestError(message, "See that 'cafile' is a file of certificates and 'headers' are ASCII.") from None
