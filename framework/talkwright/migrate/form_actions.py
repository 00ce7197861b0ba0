"""Forms that were Python: classes of ``FormAction`` in Rasa 1. They are read, never run.

What such a class says literally becomes a form of the domain and mappings of its slots. What it decides while running
is noted with its line.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

import msgspec

from talkwright.errors import Place
from talkwright.migrate.notes import Notes
from talkwright.migrate.slots import FormSlots, Plain

_MAPPINGS: dict[str, tuple[str, ...]] = {
    "from_entity": ("entity", "intent", "not_intent", "role", "group"),
    "from_trigger_intent": ("intent", "value"),
    "from_intent": ("intent", "value"),
    "from_text": ("intent", "not_intent"),
}
"""The methods that name a mapping, and the order of their arguments."""


class FormAction(msgspec.Struct, frozen=True):
    """A form as its class says it. ``submits`` are the responses that its end says, None when it does more than that.

    ``dynamic`` says that the slots are chosen while it runs.
    """

    name: str
    slots: FormSlots
    place: Place
    validates: tuple[str, ...] = ()
    submits: tuple[str, ...] | None = ()
    dynamic: bool = False
    class_name: str = ""

    @property
    def after(self) -> tuple[str, ...]:
        """The actions that do what the form did at its end."""
        return (f"action_submit_{self.name}",) if self.submits is None else self.submits


class _Unknown(Exception):
    """A value that is only known when the program runs."""


def read_form_actions(text: str, file: str, notes: Notes) -> tuple[FormAction, ...]:
    """The forms of a file of Python. One that is no Python is noted and has none."""
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
        line = getattr(fault, "lineno", None) or 1
        notes.left(Place(file, line, 1), "This is no Python of today, so that no form is read.", "Mend the file.")
        return ()
    constants = {
        target.id: each.value
        for each in module.body
        if isinstance(each, ast.Assign)
        for target in each.targets
        if isinstance(target, ast.Name)
    }
    classes = [each for each in module.body if isinstance(each, ast.ClassDef)]
    names = {"FormAction"}
    found = []
    for each in classes:
        if names & {_last_name(parent) for parent in each.bases}:
            names.add(each.name)
            form = _Reading(each, constants, file, notes).form()
            if form is not None:
                found.append(form)
    return tuple(found)


class _Reading:
    """One class."""

    def __init__(self, node: ast.ClassDef, constants: dict[str, ast.expr], file: str, notes: Notes) -> None:
        self._class = node
        self._constants = constants
        self._file = file
        self._notes = notes
        self._methods = {
            each.name: each for each in node.body if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef))
        }

    def form(self) -> FormAction | None:
        name = self._name()
        if name is None:
            return None
        required, dynamic = self._required(name)
        mappings = {slot: ({"type": "from_entity", "entity": slot},) for slot in required} | self._mappings(name)
        return FormAction(
            name=name,
            slots=FormSlots(name, required, {slot: mappings[slot] for slot in required if slot in mappings}),
            place=self._place(self._class),
            validates=tuple(each for each in self._methods if each.startswith("validate_")),
            submits=self._submits(),
            dynamic=dynamic,
            class_name=self._class.name,
        )

    def _name(self) -> str | None:
        values = self._returned("name")
        if len(values) == 1 and isinstance(values[0], str):
            return values[0]
        message = f"The name of the form '{self._class.name}' is not written out."
        self._notes.left(self._place(self._class), message, "Write the form into the domain by hand.")
        return None

    def _required(self, form: str) -> tuple[tuple[str, ...], bool]:
        method = self._methods.get("required_slots")
        if method is None:
            return (), False
        values = self._returned("required_slots")
        lists = [[str(slot) for slot in each] for each in values if isinstance(each, list)]
        slots = tuple(dict.fromkeys(slot for each in lists for slot in each))
        dynamic = len(values) != 1 or len(lists) != 1
        if dynamic:
            message = f"The form '{form}' chooses its slots while it runs: {', '.join(slots) or 'none'} can be read."
            hint = f"Choose them in 'required_slots' of a FormValidationAction called 'validate_{form}'."
            self._notes.left(self._place(method), message, hint)
        return slots, dynamic

    def _mappings(self, form: str) -> dict[str, tuple[Plain, ...]]:
        method = self._methods.get("slot_mappings")
        returned = [each for each in ast.walk(method) if isinstance(each, ast.Return)] if method else []
        if len(returned) != 1 or not isinstance(returned[0].value, ast.Dict):
            if method is not None:
                message = f"How the form '{form}' fills its slots is decided while it runs."
                self._notes.left(self._place(method), message, "Write 'mappings' of these slots into the domain.")
            return {}
        found: dict[str, tuple[Plain, ...]] = {}
        for key, value in zip(returned[0].value.keys, returned[0].value.values, strict=True):
            calls = value.elts if isinstance(value, (ast.List, ast.Tuple)) else [value]
            try:
                slot = self._value(key) if key is not None else ""
                found[str(slot)] = tuple(self._mapping(call) for call in calls)
            except _Unknown:
                message = f"A mapping of the form '{form}' is not written out."
                self._notes.left(self._place(value), message, "Write it into the domain, below the slot's 'mappings'.")
        return found

    def _mapping(self, call: ast.expr) -> Plain:
        if not isinstance(call, ast.Call) or _last_name(call.func) not in _MAPPINGS:
            raise _Unknown
        kind = _last_name(call.func)
        given = dict(zip(_MAPPINGS[kind], call.args, strict=False))
        given |= {each.arg: each.value for each in call.keywords if each.arg}
        values = {key: self._value(each) for key, each in given.items()}
        return {"type": kind} | {key: value for key, value in values.items() if value not in (None, [])}

    def _submits(self) -> tuple[str, ...] | None:
        method = self._methods.get("submit")
        if method is None:
            return ()
        responses = []
        for statement in method.body:
            if isinstance(statement, (ast.Return, ast.Pass)) or _is_text(statement):
                continue
            said = self._utters(statement)
            if said is None:
                return None
            responses.append(said)
        returned = self._returned("submit")
        return tuple(responses) if returned in ([], [[]]) else None

    def _utters(self, statement: ast.stmt) -> str | None:
        """The response that ``dispatcher.utter_...`` says, when that is all."""
        call = statement.value if isinstance(statement, ast.Expr) else None
        if not isinstance(call, ast.Call) or _last_name(call.func) not in ("utter_message", "utter_template"):
            return None
        given = {each.arg: each.value for each in call.keywords}
        is_template = _last_name(call.func) == "utter_template" and bool(call.args)
        written = call.args[0] if is_template else given.get("template", given.get("response"))
        if set(given) - {"template", "response"} or (call.args and not is_template) or written is None:
            return None
        try:
            return str(self._value(written))
        except _Unknown:
            return None

    def _returned(self, method: str) -> list[Any]:
        """What a method returns, each value that is written out; an ``_Unknown`` for one that is not."""
        node = self._methods.get(method)
        values: list[Any] = []
        for each in ast.walk(node) if node else ():
            if isinstance(each, ast.Return) and each.value is not None:
                try:
                    values.append(self._value(each.value))
                except _Unknown as unknown:
                    values.append(unknown)
        return values

    def _value(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Name) and node.id in self._constants:
            node = self._constants[node.id]
        try:
            value = ast.literal_eval(node)
        except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
            raise _Unknown from None
        return list(value) if isinstance(value, tuple) else value

    def _place(self, node: ast.stmt | ast.expr) -> Place:
        return Place(self._file, node.lineno, node.col_offset + 1)


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def skeleton(text: str, forms: tuple[FormAction, ...]) -> str:
    """Classes of rasa_sdk 3 that do what the forms of a file did, with the bodies of their methods as they were."""
    module = ast.parse(text)
    classes = {each.name: each for each in module.body if isinstance(each, ast.ClassDef)}
    imports = [ast.unparse(each) for each in module.body if _is_import(each)]
    sdk = ["from rasa_sdk import Action, FormValidationAction"]
    blocks = [block for form in forms for block in _classes(form, classes[form.class_name])]
    return "\n".join(dict.fromkeys([*imports, *sdk])) + "\n\n\n" + "\n\n\n".join(blocks) + "\n"


def _is_import(node: ast.stmt) -> bool:
    if isinstance(node, ast.ImportFrom) and node.module == "__future__":
        return False
    return isinstance(node, (ast.Import, ast.ImportFrom)) and "rasa_sdk.forms" not in ast.unparse(node)


def _classes(form: FormAction, node: ast.ClassDef) -> Iterator[str]:
    methods = {each.name: each for each in node.body if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef))}
    others = [
        each for name, each in methods.items() if name not in ("name", "required_slots", "slot_mappings", "submit")
    ]
    if form.validates or form.dynamic:
        lines = [f"class Validate{form.class_name}(FormValidationAction):", *_named(f"validate_{form.name}")]
        if form.dynamic:
            lines += ["", "    async def required_slots(self, domain_slots, dispatcher, tracker, domain):"]
            old = ast.unparse(methods["required_slots"]).splitlines()
            lines += ["        # The form chose its slots so:", *(f"        #     {line}" for line in old)]
            lines += ["        return domain_slots"]
        lines += [line for each in others for line in ("", *_indented(each))]
        yield "\n".join(lines)
    if form.submits is None:
        run = methods["submit"]
        run.name = "run"
        shared = [] if form.validates or form.dynamic else others
        lines = [f"class Submit{form.class_name}(Action):", *_named(form.after[0]), "", *_indented(run)]
        yield "\n".join([*lines, *(line for each in shared for line in ("", *_indented(each)))])


def _named(name: str) -> list[str]:
    return ["    def name(self) -> str:", f'        return "{name}"']


def _indented(node: ast.stmt) -> list[str]:
    return [f"    {line}".rstrip() for line in ast.unparse(node).splitlines()]
