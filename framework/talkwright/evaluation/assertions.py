"""The ``assertions`` of a test file, and the steps that check: YAML to expectations. What is wrong becomes a Problem.

Shape only: whether a flow or a slot exists shows when the case is talked through.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, cast

from talkwright.errors import Problems
from talkwright.evaluation import expectations as ex
from talkwright.evaluation import messages as said
from talkwright.evaluation.expectations import Assertion, WantedSlot, brief
from talkwright.yaml import Fields, Node, did_you_mean

_BUTTON_KEYS = ("title", "payload", "type")


def read_assertion(node: Node, problems: Problems) -> Assertion | None:
    """One entry of ``assertions``. None when it is none, which is reported."""
    if isinstance(node.value, dict) and len(node.value) == 1:
        ((key, value),) = node.value.items()
        if key in ASSERTIONS:
            return ASSERTIONS[key](key, value, node, problems)
    tell_unknown(node, "assertion", tuple(ASSERTIONS), problems)
    return None


def read_slots(node: Node, problems: Problems, *, named: bool = False) -> tuple[WantedSlot, ...]:
    """``- slot`` and ``- slot: value``; when they are ``named``, as in assertions, ``- name: slot, value: x`` too."""
    wanted: list[WantedSlot] = []
    for each in node.value if isinstance(node.value, tuple) else (node,):
        if isinstance(each.value, str):
            wanted.append(WantedSlot(each.value))
        elif named and isinstance(each.value, dict) and "name" in each.value and each.value.keys() <= {"name", "value"}:
            name, value = each.value["name"].plain(), each.value.get("value")
            wanted.append(WantedSlot(str(name)) if value is None else WantedSlot(str(name), value.plain()))
        elif isinstance(each.value, dict):
            wanted.extend(WantedSlot(name, value.plain()) for name, value in each.value.items())
        else:
            hint = "Write '- slot', '- slot: value', or '- name: slot' with 'value: ...' below it."
            problems.error(
                "test/bad-assertion", f"A slot was expected here, but this is {each.kind}.", each.place, hint
            )
    return tuple(wanted)


def tell_unknown(node: Node, what: str, known: tuple[str, ...], problems: Problems) -> None:
    """Report a step or an assertion that is none of ``known``."""
    names = list(node.value) if isinstance(node.value, dict) else []
    came = f"this is {', '.join(map(repr, names))}" if names else f"this is {node.kind}"
    hint = (did_you_mean(names[0], known) if names else "") or f"There are: {', '.join(known)}."
    problems.error("test/unknown-step", f"There is no such {what}: {came}.", node.place, hint)


def _slots(kind: type[ex.SlotWasSet]) -> _Reader:
    def read(key: str, value: Node, node: Node, problems: Problems) -> Assertion | None:
        slots = read_slots(value, problems, named=True)
        if not slots:
            return _bad(key, "names of slots", value, problems)
        return kind(place=node.place, slots=slots)

    return read


def _flow_started(key: str, value: Node, node: Node, problems: Problems) -> Assertion | None:
    if isinstance(value.value, str):
        return ex.FlowStarted(place=node.place, flow_ids=(value.value,))
    fields = Fields(value, problems, f"'{key}'")
    operator = fields.text("operator") or "all"
    ids = fields.texts("flow_ids")
    fields.done()
    if operator not in ("all", "any"):
        return _bad(key, "'operator: all' or 'operator: any'", fields.node("operator") or value, problems)
    if not ids:
        return _bad(key, "the id of a flow, or 'flow_ids'", value, problems)
    return ex.FlowStarted(place=node.place, flow_ids=ids, operator=cast("Literal['all', 'any']", operator))


def _flow_ended(kind: type[ex.FlowCompleted]) -> _Reader:
    def read(key: str, value: Node, node: Node, problems: Problems) -> Assertion | None:
        if isinstance(value.value, str):
            return kind(place=node.place, flow_id=value.value)
        fields = Fields(value, problems, f"'{key}'")
        flow, step = fields.text("flow_id", required=True), fields.text("flow_step_id")
        fields.done()
        return None if flow is None else kind(place=node.place, flow_id=flow, step_id=step)

    return read


def _clarification(key: str, value: Node, node: Node, problems: Problems) -> Assertion | None:
    listed = value.value if isinstance(value.value, tuple) else (value,)
    names = tuple(str(each.value) for each in listed if isinstance(each.value, str))
    if not names or len(names) != len(listed):
        return _bad(key, "names of flows", value, problems)
    return ex.ClarificationContains(place=node.place, names=names)


def _action(key: str, value: Node, node: Node, problems: Problems) -> Assertion | None:
    if not isinstance(value.value, str):
        return _bad(key, "the name of an action", value, problems)
    return ex.ActionExecuted(place=node.place, name=value.value)


def _uttered(kind: type[said.BotUttered]) -> _Reader:
    def read(key: str, value: Node, node: Node, problems: Problems) -> Assertion | None:
        if isinstance(value.value, str):
            return kind(place=node.place, utter_name=value.value)
        fields = Fields(value, problems, f"'{key}'")
        name, pattern = fields.text("utter_name"), fields.scalar("text_matches")
        buttons = _buttons(fields, key, problems)
        fields.done()
        if name is None and pattern is None and buttons is None:
            return _bad(key, "one of utter_name, text_matches and buttons", value, problems)
        written = fields.node("text_matches")
        text = None if pattern is None else brief(pattern)
        if text is not None and written is not None and not _is_pattern(text, written, problems):
            return None
        return kind(place=node.place, utter_name=name, text_matches=text, buttons=buttons)

    return read


def _buttons(fields: Fields, key: str, problems: Problems) -> tuple[dict[str, str], ...] | None:
    if fields.node("buttons") is None:
        return None
    buttons = []
    for node in fields.items("buttons"):
        button = Fields(node, problems, f"a button of '{key}'")
        given = {name: button.scalar(name) for name in _BUTTON_KEYS}
        button.done()
        buttons.append({name: brief(value) for name, value in given.items() if value is not None})
    return tuple(buttons)


def _is_pattern(text: str, node: Node, problems: Problems) -> bool:
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        hint = "Put a backslash before a sign that stands for itself, such as \\. or \\(."
        problems.error("test/bad-pattern", f"{text!r} is no regular expression: {error}.", node.place, hint)
        return False
    return True


def _generated(kind: type[said.Generated]) -> _Reader:
    def read(key: str, value: Node, node: Node, problems: Problems) -> Assertion | None:
        fields = Fields(value, problems, f"'{key}'")
        threshold = fields.number("threshold", 0.5)
        truth, name, source = (fields.text(each) for each in ("ground_truth", "utter_name", "utter_source"))
        fields.done()
        if threshold is None or not 0 <= threshold <= 1:
            return _bad(key, "a threshold from 0 to 1", fields.node("threshold") or value, problems)
        return kind(place=node.place, threshold=threshold, ground_truth=truth, utter_name=name, utter_source=source)

    return read


def _bad(key: str, expected: str, node: Node, problems: Problems) -> Assertion | None:
    message = f"'{key}' needs {expected}, but here is {node.kind}."
    problems.error("test/bad-assertion", message, node.place, "The page about testing shows how it is written.")
    return None


_Reader = Callable[[str, Node, Node, Problems], Assertion | None]

ASSERTIONS: dict[str, _Reader] = {
    "flow_started": _flow_started,
    "flow_completed": _flow_ended(ex.FlowCompleted),
    "flow_cancelled": _flow_ended(ex.FlowCancelled),
    "pattern_clarification_contains": _clarification,
    "slot_was_set": _slots(ex.SlotWasSet),
    "slot_was_not_set": _slots(ex.SlotWasNotSet),
    "action_executed": _action,
    "bot_uttered": _uttered(said.BotUttered),
    "bot_did_not_utter": _uttered(said.BotDidNotUtter),
    "generative_response_is_relevant": _generated(said.Generated),
    "generative_response_is_grounded": _generated(said.Grounded),
}
"""What may stand in ``assertions``, each with what reads it: key, its value, the whole entry, where problems go."""
