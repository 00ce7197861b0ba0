"""What a ``FormValidationAction`` checks, and the same as actions that the questions of flows ask.

Classes are read, never run. One that only has methods ``validate_<slot>`` says the same of an answer to a flow; one
that knows of the form that asks does not.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from talkwright.errors import Place

_OF_FORMS = frozenset({"requested_slot", "active_loop", "active_form", "ActiveLoop", "next_requested_slot"})
"""What a class names that looks at the form itself."""

_DECIDES = ("required_slots", "run", "validate", "next_requested_slot", "get_validation_events")

_HEAD = """

# -- What forms checked, for the questions of flows: an action for each slot.

import inspect

from rasa_sdk import Action
from rasa_sdk.events import SlotSet


async def _checked(checks, slot, dispatcher, tracker, domain):
    found = getattr(checks, f"validate_{slot}")(tracker.get_slot(slot), dispatcher, tracker, domain)
    found = await found if inspect.isawaitable(found) else found
    return [SlotSet(name, value) for name, value in (found or {}).items()]
"""
_ACTION = """

class %(kind)sOf%(title)s(Action):
    def name(self):
        return "validate_%(slot)s"

    async def run(self, dispatcher, tracker, domain):
        return await _checked(%(kind)s(), "%(slot)s", dispatcher, tracker, domain)
"""


class Checks(msgspec.Struct, frozen=True):
    """The class ``kind`` that checks the ``slots`` of a form. ``why``: what else it does, which only a form can use."""

    form: str
    kind: str
    slots: tuple[str, ...]
    place: Place
    why: str = ""


def read_checks(texts: Mapping[str, str]) -> dict[str, Checks]:
    """The checks in files of Python, by form. What is no Python has none."""
    found = (each for file, text in texts.items() if file.endswith(".py") for each in _checks(file, text))
    return {each.form: each for each in found}


def with_actions(text: str, checks: Iterable[tuple[Checks, str]]) -> str:
    """A file of Python with an action for each slot that a class of it checks."""
    actions = [
        _ACTION % {"kind": each.kind, "slot": slot, "title": slot.title().replace("_", "")} for each, slot in checks
    ]
    return text.rstrip("\n") + "\n" + _HEAD + "".join(actions)


def _checks(file: str, text: str) -> Iterator[Checks]:
    if "FormValidationAction" not in text:
        return
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in module.body:
        if isinstance(node, ast.ClassDef) and any("FormValidationAction" in ast.unparse(base) for base in node.bases):
            name = _name(node)
            if name is not None and name.startswith("validate_"):
                place = Place(file, node.lineno, node.col_offset + 1)
                methods = [each.name for each in node.body if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef))]
                slots = tuple(each.removeprefix("validate_") for each in methods if each.startswith("validate_"))
                yield Checks(name.removeprefix("validate_"), node.name, slots, place, _why(node, methods))


def _name(node: ast.ClassDef) -> str | None:
    """What ``name()`` returns, if it is written out."""
    method = next((each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "name"), None)
    said = [each.value for each in ast.walk(method) if isinstance(each, ast.Return)] if method else []
    value = said[0].value if len(said) == 1 and isinstance(said[0], ast.Constant) else None
    return value if isinstance(value, str) else None


def _why(node: ast.ClassDef, methods: Iterable[str]) -> str:
    for method in methods:
        if method in _DECIDES:
            return f"its '{method}' decides what is asked for"
        if method.startswith("extract_"):
            return f"its '{method}' fills a slot"
    names = {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}
    names |= {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    names |= {each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    looked = sorted(names & _OF_FORMS)
    return f"it looks at '{looked[0]}', which no flow has" if looked else ""
