"""The custom actions of a rehearsal: the bot's own, or stand-ins that do nothing and say that they were asked for."""

from __future__ import annotations

from collections.abc import Callable

from talkwright.actions.call import ActionCall, ActionResult, Actions
from talkwright.evaluation.recorded import custom_actions
from talkwright.project.domain import Domain


class RehearsedActions:
    """``own`` gives the bot's actions as they are now; None: they do not run. ``stubbed`` are those that did not, each
    once, in order."""

    def __init__(self, own: Callable[[], Actions] | None) -> None:
        self._own = own
        self._listed: frozenset[str] = frozenset()
        self.stubbed: dict[str, None] = {}

    def use(self, domain: Domain) -> None:
        """From now on the actions are those that ``domain`` lists."""
        self._listed = custom_actions(domain)

    def has(self, name: str) -> bool:
        return name in self._listed if self._own is None else self._own().has(name)

    async def run(self, call: ActionCall) -> ActionResult:
        if self._own is not None:
            return await self._own().run(call)
        self.stubbed[call.name] = None
        return ActionResult()

    async def close(self) -> None:
        """The actions belong to the assistant."""
