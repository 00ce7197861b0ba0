"""A generator of commands that says what a test told it to, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Mapping

from talkwright.conversation.commands import Command
from talkwright.dialogue.generate import Request
from talkwright.errors import OutsideError


class ScriptedGenerator:
    """``script``: message -> the commands it means, or an error to raise. Anything else means nothing."""

    def __init__(
        self, script: Mapping[str, tuple[Command, ...] | OutsideError], *, minimize_calls: bool = False
    ) -> None:
        self.minimize_calls = minimize_calls
        self.requests: list[Request] = []
        self._script = script

    async def generate(self, request: Request) -> tuple[Command, ...]:
        """The commands of the message."""
        self.requests.append(request)
        answer = self._script.get(request.text, ())
        if isinstance(answer, OutsideError):
            raise answer
        return answer
