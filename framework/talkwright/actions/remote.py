"""rasa_sdk actions behind an action server, over Rasa's webhook.

One pool of connections that stay open, for all conversations. An action may have done its work although no answer came,
so a call is repeated only when no connection could be made, or when the server asks for the domain. The address and the
headers may hold secrets: no message of an error shows more of them than host and port.
"""

from __future__ import annotations

import asyncio
import hashlib
import zlib
from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from talkwright.actions.call import ActionCall, ActionResult
from talkwright.actions.history import LONG, History
from talkwright.actions.result import NOT_JSON, read_result
from talkwright.actions.service import webhook
from talkwright.actions.webhook import Answer, NoAnswerError, TooLongError, UnreachableError
from talkwright.conversation.tracker import plain
from talkwright.errors import ActionError
from talkwright.project.domain import Domain
from talkwright.project.endpoints import Endpoint

RASA_VERSION = "3.6.21"  # whose webhook this is; rasa_sdk compares it with its own
COMPRESS = "COMPRESS_ACTION_SERVER_REQUEST"
ANSWER_MAX_BYTES = 10_000_000
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
        asking = frozenset(domain.send_domain).union(filter(_validates, self._names))
        self._with_domain = asking if selective else self._names
        self._timeout_s = timeout_s
        self._compress = compress
        self._webhook = webhook(endpoint, "action_endpoint", "", connections, ANSWER_MAX_BYTES)
        self._server = f"the action server at {self._webhook.place}"

    def has(self, name: str) -> bool:
        return name in self._names

    async def run(self, call: ActionCall) -> ActionResult:
        try:
            async with asyncio.timeout(self._timeout_s):
                answer = await self._ask(call, with_domain=call.name in self._with_domain)
                if answer.status == _DOMAIN_WANTED:
                    answer = await self._ask(call, with_domain=True)
        except TimeoutError:
            raise ActionError(call.name, f"no answer within {self._timeout_s:g} s", retryable=True) from None
        except UnreachableError as fault:
            hint = "Start it with 'python -m rasa_sdk --actions actions'; endpoints.yml has its address."
            reason = f"{self._server} cannot be reached: {fault}"
            raise ActionError(call.name, reason, hint, retryable=True) from None
        except TooLongError:
            raise ActionError(call.name, f"{self._server} answered more than {ANSWER_MAX_BYTES} bytes") from None
        except NoAnswerError as fault:
            raise ActionError(call.name, f"{self._server} did not answer: {fault}") from None
        return self._read(call.name, answer.status, answer.body)

    async def _ask(self, call: ActionCall, *, with_domain: bool) -> Answer:
        events = await call.events.fetch() if isinstance(call.events, History) else list(call.events)
        if len(events) <= LONG:
            content = self._request(call, events, with_domain)
        else:
            content = await asyncio.to_thread(self._request, call, events, with_domain)
        return await self._webhook.post(content, "deflate" if self._compress else None)

    def _request(self, call: ActionCall, events: list[dict[str, Any]], with_domain: bool) -> bytes:
        request: dict[str, Any] = {
            "next_action": call.name,
            "sender_id": call.sender_id,
            "tracker": plain(call.sender_id, call.state, events),
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
        self._webhook.close()


class _Answer(msgspec.Struct):
    """What an action did. Servers that are not rasa_sdk leave out what is empty."""

    events: list[Any] | None = None
    responses: list[dict[str, Any]] | None = None


class _Refusal(msgspec.Struct):
    """What rasa_sdk answers with any other status than 200."""

    error: str | None = None
    action_name: str | None = None


def _validates(name: str) -> bool:
    """Whether it is one of rasa_sdk's validations, which check nothing unless the domain tells them the slots."""
    return name.startswith("validate_") or name == "action_validate_slot_mappings"


def _refusal(answer: bytes) -> _Refusal:
    try:
        return msgspec.json.decode(answer, type=_Refusal)
    except NOT_JSON:
        return _Refusal()  # a proxy's page, say


def wants_compression(environment: Mapping[str, str]) -> bool:
    """Whether the environment says, as to Rasa, that requests are to be compressed."""
    return environment.get(COMPRESS, "").lower() in {"1", "true", "t", "yes", "y", "on"}
