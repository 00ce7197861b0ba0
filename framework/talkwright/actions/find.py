"""The actions of a bot by name: one object of every action class that its own modules define.

Whatever is wrong with them is a problem at a line of the bot's code, and all are told at once. rasa_sdk is imported
only when there are actions.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from talkwright import log
from talkwright.actions.modules import PUBLIC, load_actions, public_text
from talkwright.actions.old_names import FormAction, actions_of, offer_old_names
from talkwright.errors import AuthorError, Place, Problem
from talkwright.offered import there

if TYPE_CHECKING:
    from rasa_sdk.interfaces import Action


def find_actions(root: Path) -> dict[str, Action]:
    """The actions of the bot at ``root``. Raises ``AuthorError`` for what cannot be imported or used."""
    root = root.absolute()
    offer_old_names(root)
    try:
        modules = load_actions(root)
    except BaseExceptionGroup as group:
        raise AuthorError(dict.fromkeys(_import_problem(root, fault) for fault in group.exceptions)) from group
    found: dict[str, Action] = {}
    forms: list[FormAction] = []
    problems: list[Problem] = []
    for kind in _classes(modules):
        try:
            action = kind()
            name = action.name()
        except NotImplementedError:
            continue  # rasa_sdk's own name() raises it: a class that only others derive from
        except Exception as fault:
            problems.append(_class_problem(root, kind, f"{type(fault).__name__}: {fault}"))
            continue
        if not isinstance(name, str) or not name:
            problems.append(_class_problem(root, kind, f"its name() is {name!r}"))
            continue
        if isinstance(action, FormAction):
            forms.append(action)
            continue
        if name in found:
            log.warning("action.replaced", action=name, by=public_text(f"{kind.__module__}.{kind.__qualname__}"))
        found[name] = action
    if problems:
        raise AuthorError(problems)
    for action in (each for form in forms for each in actions_of(form)):
        found.setdefault(action.name(), action)
    return found


def _classes(modules: list[ModuleType]) -> list[type[Action | FormAction]]:
    if not modules:
        return []
    from rasa_sdk.interfaces import Action

    own = {module.__name__ for module in modules}
    values = [value for module in modules for value in vars(module).values()]
    classes = [each for each in values if inspect.isclass(each) and issubclass(each, (Action, FormAction))]
    return [each for each in dict.fromkeys(classes) if each.__module__ in own and not inspect.isabstract(each)]


_OLD_PACKAGES = {"rasa_core_sdk": "It is called rasa_sdk now, which is here.", "rasa_core": "Import rasa_sdk instead."}


def _import_problem(root: Path, fault: BaseException) -> Problem:
    """The problem of a module that cannot be imported, at the line of the bot's own code that is to blame."""
    place = Place(PUBLIC)
    trace = fault.__traceback__
    while trace is not None:
        place = _place(root, trace.tb_frame.f_code.co_filename, trace.tb_lineno, 1) or place
        trace = trace.tb_next
    if isinstance(fault, SyntaxError) and fault.filename:
        place = _place(root, fault.filename, fault.lineno or 0, fault.offset or 0) or place
    hint = "Mend the line, or take the file out of actions/."
    if isinstance(fault, ModuleNotFoundError) and fault.name and public_text(fault.name).split(".")[0] != PUBLIC:
        package = fault.name.split(".")[0]
        hint = _OLD_PACKAGES.get(package) or f"Install it: pip install {package}"
    if isinstance(fault, ImportError) and f"{fault.name}.".startswith("rasa."):
        hint = f"What actions need is in rasa_sdk. Of rasa there is {there()}, and of these what names things."
    message = public_text(f"The actions cannot be imported: {type(fault).__name__}: {fault}")
    return Problem("actions/import-failed", message, place, hint)


def _class_problem(root: Path, kind: type, what: str) -> Problem:
    file, line = inspect.getsourcefile(kind) or PUBLIC, inspect.getsourcelines(kind)[1]
    message = public_text(f"The action class {kind.__qualname__} cannot be used: {what}")
    hint = "It is made without arguments, and its name() returns the action's name."
    return Problem("actions/bad-action", message, _place(root, file, line, 1) or Place(PUBLIC), hint)


def _place(root: Path, file: str, line: int, column: int) -> Place | None:
    """The place in the bot's actions, or None for any other file."""
    path = Path(file)
    if not path.is_relative_to(root / PUBLIC) and path != root / f"{PUBLIC}.py":
        return None
    return Place(path.relative_to(root).as_posix(), line, column)
