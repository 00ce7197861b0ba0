"""A stored conversation -> a test case that expects the same again: what the user said, what came of it, and a stub for
each custom action from what it gave back then.

It is made to be kept in a repository: neither the id of the conversation, which for a web visitor is the key to it, nor
metadata of messages go in, and what is named like a secret is blacked out. What people said stays as they said it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import asdict

from talkwright.conversation import events as ev
from talkwright.conversation.bot_message import message_of
from talkwright.conversation.content import BotMessage
from talkwright.conversation.events import Event
from talkwright.conversation.reminders import EXTERNAL
from talkwright.conversation.store import StoredTurn
from talkwright.evaluation.messages import name_of
from talkwright.evaluation.recorded import Run, custom_actions, runs_of
from talkwright.evaluation.transcript import after_user
from talkwright.flows.flow import PATTERN
from talkwright.nlu.payload import write_payload
from talkwright.project.domain import Domain
from talkwright.yaml.write import dump

BLACK = "(blacked out)"
_SLOTS = "slot_was_set"
_SECRET = re.compile(
    r"passw|secret|token|api_?key|credential|authorization|(?:^|_)(?:pin|otp|iban|cvv)(?:$|_)", re.IGNORECASE
)
_SECRET_VARIABLE = re.compile(r"PASSW|SECRET|TOKEN|API_?KEY|CREDENTIAL", re.IGNORECASE)
_SHORTEST_SECRET = 6
_SPECIAL = re.compile(r"[.^$*+?{}\[\]\\|()]")
_LONGEST_NAME = 60


class Recording(msgspec.Struct, frozen=True):
    """A test file as text. ``left_out``: turns that no test can repeat, in words."""

    text: str
    left_out: tuple[str, ...] = ()


def record(
    turns: Sequence[StoredTurn], domain: Domain, name: str | None = None, secrets: Collection[str] = ()
) -> Recording:
    """The test file of a conversation. ``secrets`` are texts that must not stand in it, wherever they came from."""
    recorder = _Recorder(domain, tuple(filter(None, secrets)))
    for number, turn in enumerate(turns, 1):
        recorder.take(number, turn.events)
    return recorder.recording(name)


def secrets_of(environment: Mapping[str, str]) -> list[str]:
    """The values of the variables that are named like secrets."""
    named = (value for key, value in environment.items() if _SECRET_VARIABLE.search(key))
    return [value for value in named if len(value) >= _SHORTEST_SECRET]


def user_text(event: ev.UserUttered) -> str:
    """What to say so that the assistant hears the same: for what came from outside, the intent that it was."""
    text = event.text or ""
    intent = event.parse_data.intent.name
    if intent and (event.metadata.get(EXTERNAL) or not text):
        return write_payload(intent, event.parse_data.entities)
    return text


class _Recorder:
    """A conversation on its way to a test file, turn by turn."""

    def __init__(self, domain: Domain, secrets: tuple[str, ...]) -> None:
        self._domain = domain
        self._secrets = secrets
        self._custom = custom_actions(domain)
        self._slots: dict[str, Any] = {}
        self._steps: list[dict[str, Any]] = []
        self._runs: dict[str, list[Run]] = {}
        self._left_out: list[str] = []
        self._times: list[Any] = []  # values of this turn that the clock gave: "tomorrow" is another day in the test

    def take(self, number: int, events: Sequence[Event]) -> None:
        """Take in the next turn."""
        heard = next((event for event in events if isinstance(event, ev.UserUttered)), None)
        if heard is None:
            self._take_foreign(number, events)
            return
        opened = any(isinstance(event, ev.SessionStarted) for event in events[: events.index(heard)])
        if opened and self._steps:  # after a long silence; a test does not wait
            self._steps.append({"user": "/session_start"})
        for run in runs_of(events, self._custom):
            self._runs.setdefault(run.action, []).append(run)
        self._times = [entity.value for entity in heard.parse_data.entities if _is_time(entity.additional_info)]
        step: dict[str, Any] = {"user": user_text(heard)}
        assertions = self._assertions(after_user(events))
        self._steps.append({**step, "assertions": assertions} if assertions else step)

    def _take_foreign(self, number: int, events: Sequence[Event]) -> None:
        """A turn that no message began: slots set from outside can be a fixture, nothing else can be repeated."""
        slots = {event.name: event.value for event in events if isinstance(event, ev.SlotSet)}
        if self._steps or any(isinstance(event, (ev.BotUttered, ev.AgentUttered)) for event in events):
            self._left_out.append(f"turn {number}, which no message of the user began")
        else:
            self._slots |= slots

    def recording(self, name: str | None) -> Recording:
        """All that was taken in, as a file."""
        case_name = name or self._steps[0]["user"][:_LONGEST_NAME].strip() if self._steps else name or ""
        case_name = self._clean(case_name)
        case: dict[str, Any] = {"test_case": case_name}
        document: dict[str, Any] = {}
        if self._slots:
            document["fixtures"] = [{"before": [self._clean({slot: value}) for slot, value in self._slots.items()]}]
            case["fixtures"] = ["before"]
        if self._runs:
            document["stub_custom_actions"] = {
                f"{case_name}::{action}": self._stub(runs) for action, runs in self._runs.items()
            }
        case["steps"] = [self._clean(step) for step in self._steps]
        return Recording(dump({**document, "test_cases": [case]}), tuple(self._left_out))

    def _assertions(self, events: Sequence[Event]) -> list[dict[str, Any]]:
        """What came of a message, in order, each once; slots that were set one after the other stand together."""
        found: list[dict[str, Any]] = []
        for event in events:
            assertion = self._assertion(event)
            if assertion is None or assertion in found:
                continue
            if _SLOTS in assertion and found and _SLOTS in found[-1]:
                found[-1][_SLOTS] += assertion[_SLOTS]
            else:
                found.append(assertion)
        return found

    def _assertion(self, event: Event) -> dict[str, Any] | None:
        if isinstance(event, (ev.FlowStarted, ev.FlowCompleted, ev.FlowCancelled)):
            return None if event.flow_id.startswith(PATTERN) else _of_flow(event)
        if isinstance(event, ev.SlotSet):
            is_telling = event.value is not None and event.name in self._domain.schema.slots  # None: its flow is over
            secret = _SECRET.search(event.name) or self._clean(event.value) != event.value
            told = event.name if event.value in self._times else {"name": event.name, "value": event.value}
            return {_SLOTS: [told]} if is_telling and not secret else None
        if isinstance(event, ev.ActionExecuted) and event.name in self._custom:
            return {"action_executed": event.name}
        if isinstance(event, ev.BotUttered):
            return self._of_message(message_of(event))
        return None

    def _of_message(self, message: BotMessage) -> dict[str, Any] | None:
        described: dict[str, Any] = {}
        if name_of(message):
            described["utter_name"] = name_of(message)
        elif message.text and self._clean(message.text) == message.text:
            described["text_matches"] = f"^{_SPECIAL.sub(lambda sign: chr(92) + sign[0], message.text)}$"
        if message.buttons and self._clean(msgspec.to_builtins(message.buttons)) == msgspec.to_builtins(
            message.buttons
        ):
            described["buttons"] = [{"title": each.title, "payload": each.payload} for each in message.buttons]
        return {"bot_uttered": described} if described else None

    def _stub(self, runs: Sequence[Run]) -> Any:
        """One stub when the action always gave the same, else one for each run."""
        stubs = [self._clean(self._plain(run)) for run in runs]
        return stubs[0] if all(stub == stubs[0] for stub in stubs) else stubs

    def _plain(self, run: Run) -> dict[str, Any]:
        if run.failed or run.rejected:
            return {"failed" if run.failed else "rejected": True}
        stub: dict[str, Any] = {}
        if run.events:
            stub["events"] = [_plain_event(event) for event in run.events]
        if run.messages:
            stub["responses"] = [self._response(message) for message in run.messages]
        return stub or {"events": []}

    def _response(self, message: BotMessage) -> dict[str, Any]:
        if name_of(message) in self._domain.responses:
            return {"response": name_of(message)}
        parts = msgspec.to_builtins(message)
        return {key: value for key, value in parts.items() if key != "metadata"}

    def _clean(self, value: Any) -> Any:
        """A value without what is named like a secret, and without the secrets that are known."""
        if isinstance(value, dict):
            return {key: BLACK if _is_secret(key, each) else self._clean(each) for key, each in _with_name(value)}
        if isinstance(value, (list, tuple)):
            return [self._clean(each) for each in value]
        if isinstance(value, str):
            for secret in self._secrets:
                value = value.replace(secret, BLACK)
        return value


def _is_time(info: Any) -> bool:
    """Whether an entity's ``additional_info`` is that of a time, or of an interval with a time at one end."""
    ends = [info, info.get("from"), info.get("to")] if isinstance(info, dict) else []
    return any(isinstance(end, dict) and "grain" in end for end in ends)


def _of_flow(event: ev.FlowStarted | ev.FlowCompleted | ev.FlowCancelled) -> dict[str, Any]:
    if isinstance(event, ev.FlowStarted):
        return {"flow_started": event.flow_id}
    key = "flow_completed" if isinstance(event, ev.FlowCompleted) else "flow_cancelled"
    at = {"flow_step_id": event.step_id} if event.step_id else {}
    return {key: {"flow_id": event.flow_id, **at}}


def _plain_event(event: Event) -> dict[str, Any]:
    """An event as an action would return it: no time, nothing that is as always."""
    given = {key: value for key, value in asdict(event).items() if key not in ("timestamp", "metadata")}
    plain = msgspec.to_builtins({key: value for key, value in given.items() if value is not None or key == "value"})
    return {"event": event.__struct_config__.tag, **plain}


def _is_secret(key: Any, value: Any) -> bool:
    return isinstance(key, str) and _SECRET.search(key) is not None and isinstance(value, (str, int)) and bool(value)


def _with_name(value: dict[Any, Any]) -> list[tuple[Any, Any]]:
    """The pairs of a mapping. In ``{name: api_token, value: x}`` it is the value that is named like a secret."""
    name = value.get("name")
    if "value" in value and _is_secret(name, value["value"]):
        return [(key, BLACK if key == "value" else each) for key, each in value.items()]
    return list(value.items())
