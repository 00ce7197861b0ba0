"""The services of ``endpoints.yml`` that a rehearsal asks as the running assistant does: what a message means, and in
which words something is said. Where one does not answer the bot goes on by itself, and the rehearsal says so.
"""

from __future__ import annotations

from talkwright.actions.nlg import Asked, Nlg
from talkwright.conversation.content import BotMessage
from talkwright.conversation.utterance import Utterance
from talkwright.errors import OutsideError
from talkwright.runtime.parse import Nlu


class RehearsedServices:
    """``nlu`` and ``nlg`` are the assistant's, if it has some. ``silent`` are those that did not answer."""

    def __init__(self, nlu: Nlu | None = None, nlg: Nlg | None = None) -> None:
        self.silent: dict[str, None] = {}
        self.nlu = None if nlu is None else _RehearsedNlu(nlu, self.silent)
        self.nlg = None if nlg is None else _RehearsedNlg(nlg, self.silent)


class _RehearsedNlu:
    def __init__(self, own: Nlu, silent: dict[str, None]) -> None:
        self._own = own
        self._silent = silent

    async def parse(self, text: str, message_id: str | None) -> Utterance | None:
        utterance = await self._own.parse(text, message_id)
        if utterance is None:
            self._silent["nlu"] = None
        return utterance


class _RehearsedNlg:
    def __init__(self, own: Nlg, silent: dict[str, None]) -> None:
        self._own = own
        self._silent = silent

    async def generate(self, asked: Asked) -> BotMessage:
        try:
            return await self._own.generate(asked)
        except OutsideError:
            self._silent["nlg"] = None
            raise

    async def close(self) -> None:
        """The connections belong to the assistant."""
