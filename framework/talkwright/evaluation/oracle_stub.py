"""The custom actions of recordings: each answers as it is told, or like a bot's action that does nothing of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from talkwright.actions.call import ActionCall, ActionResult
from talkwright.actions.history import History
from talkwright.actions.result import read_result
from talkwright.errors import ActionError
from talkwright.evaluation.oracle_format import Stubbed

REFUSED, DONE = 400, 200

_EVENTS: dict[str, list[dict[str, Any]]] = {
    "action_session_start": [{"event": "session_started"}, {"event": "action", "name": "action_listen"}],
    "action_restart": [{"event": "restart"}],
    "action_default_fallback": [{"event": "rewind"}],
}


class StubActions:
    """The actions of ``names``. ``script``: what the n-th run of an action answers; ``calls``: those that ran."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names
        self._ran: Counter[str] = Counter()
        self.script: Mapping[str, Mapping[str, Stubbed]] = {}
        self.calls: list[str] = []

    def has(self, name: str) -> bool:
        return name in self._names

    async def run(self, call: ActionCall) -> ActionResult:
        name = call.name
        self.calls.append(name)
        self._ran[name] += 1
        told = self.script.get(name, {}).get(str(self._ran[name]))
        if told is None:
            return read_result(name, await _events(call), _responses(name))
        if told.status == REFUSED:
            return ActionResult(rejected=True)
        if told.status != DONE:
            raise ActionError(name, f"it answered {told.status}")
        events = [*(await _events(call)), *told.events] if told.keep else told.events
        return read_result(name, events, told.responses)

    async def close(self) -> None:
        """Nothing is open."""


def _responses(name: str) -> Sequence[dict[str, Any]]:
    return [{"text": f"ask:{name.removeprefix('action_ask_')}"}] if name.startswith("action_ask_") else []


async def _events(call: ActionCall) -> list[dict[str, Any]]:
    """What an action does that nothing is said of. One that validates takes every slot that was just filled."""
    if not call.name.startswith("validate_") and call.name != "action_validate_slot_mappings":
        return _EVENTS.get(call.name, [])
    log = await call.events.fetch() if isinstance(call.events, History) else call.events
    slots: dict[str, Any] = {}
    run = []
    for event in reversed(log):
        if event["event"] != "slot":
            break
        run.append(event)
    for event in reversed(run):
        slots[event["name"]] = event["value"]
    return [{"event": "slot", "name": name, "value": value} for name, value in slots.items()]
