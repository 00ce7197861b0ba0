"""Rasa's tracker store in Redis: a key ``[prefix:]tracker:<sender>`` for each conversation, its value a tracker."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from talkwright.project.endpoints import Endpoint
from talkwright.project.redis_client import connect
from talkwright.takeover.source import unreadable

_WHAT = "Rasa's conversations in Redis"


class RedisSource:
    """The keys with ``prefix`` that ``client`` sees."""

    def __init__(self, client: Any, prefix: str) -> None:
        self._client = client
        self._prefix = prefix

    @classmethod
    def find(cls, endpoint: Endpoint) -> RedisSource:
        """The source that ``endpoint`` names. Raises ``RequestError`` without the library."""
        given = str(endpoint.options.get("key_prefix") or "")
        prefix = f"{given}:tracker:" if given.isalnum() else "tracker:"  # as Rasa has it: others are passed over
        return cls(connect(endpoint), prefix)

    def ids(self) -> Iterator[str]:
        seen: set[bytes] = set()  # a scan may show a key twice
        for key in self._asked(lambda: self._client.scan_iter(re.sub(r"([\[\]*?\\])", r"\\\1", self._prefix) + "*")):
            if key not in seen:
                seen.add(key)
                yield key.decode()[len(self._prefix) :]

    def count(self) -> int:
        return sum(1 for _ in self.ids())

    def events(self, id: str) -> Sequence[Any]:
        (text,) = self._asked(lambda: [self._client.get(f"{self._prefix}{id}")])
        if text is None:
            return ()
        try:
            found = json.loads(text).get("events") or ()
        except (ValueError, AttributeError) as fault:
            raise unreadable(f"the conversation {id!r}", fault) from None
        return list(found)

    def close(self) -> None:
        self._client.close()

    def _asked(self, ask: Any) -> Iterator[Any]:
        from redis.exceptions import RedisError

        try:
            yield from ask()
        except RedisError as fault:
            raise unreadable(_WHAT, fault) from None
