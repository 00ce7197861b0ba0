"""What each action class of a bot says of itself without being run: its name, what it is for, the slots it touches.

The rule: source is parsed, never imported. A function of the same module that a class calls by its name counts as part
of the class. What is put together when the code runs is not found.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from talkwright.actions.modules import PUBLIC
from talkwright.errors import Place

_READS = ("get_slot",)
_SETS = ("SlotSet",)


class Touched(msgspec.Struct, frozen=True):
    """A slot and where the code sets or reads it."""

    slot: str
    place: Place


class ActionClass(msgspec.Struct, frozen=True):
    """``does`` is the first sentence of its docstring. ``palette`` is what it wants the builder to know: the value that
    is written there, at ``palette_place``, or its code when that has to be run; None when there is nothing."""

    name: str
    place: Place
    does: str = ""
    palette: Any = None
    palette_place: Place = Place("")
    sets: tuple[Touched, ...] = ()
    reads: tuple[Touched, ...] = ()


def read_classes(root: Path) -> tuple[ActionClass, ...]:
    """The action classes of the bot at ``root`` whose ``name()`` returns a plain text, by file and line."""
    paths = sorted((*root.glob(f"{PUBLIC}.py"), *root.glob(f"{PUBLIC}/**/*.py")))
    found: list[ActionClass] = []
    for path in dict.fromkeys(paths):
        with suppress(OSError):
            found += _of_module(path.relative_to(root).as_posix(), path.read_bytes())
    return tuple(found)


@lru_cache(256)
def _of_module(file: str, text: bytes) -> tuple[ActionClass, ...]:
    try:
        return tuple(_classes(ast.parse(text, file), file))
    except (SyntaxError, ValueError, RecursionError):
        return ()


def _classes(tree: ast.Module, file: str) -> Iterator[ActionClass]:
    functions = {each.name: each for each in tree.body if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef))}
    constants = {
        target.id: each.value.value
        for each in tree.body
        if isinstance(each, ast.Assign) and isinstance(each.value, ast.Constant) and isinstance(each.value.value, str)
        for target in each.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        name = _name(node, constants) if isinstance(node, ast.ClassDef) else None
        if isinstance(node, ast.ClassDef) and name is not None:
            nodes = list(_with_called(node, functions))
            palette = _palette(node)
            yield ActionClass(
                name=name,
                place=Place(file, node.lineno, node.col_offset + 1),
                does=_first_sentence(ast.get_docstring(node) or ""),
                palette=None if palette is None else _value(palette),
                palette_place=Place("") if palette is None else Place(file, palette.lineno, palette.col_offset + 1),
                sets=tuple(_touched(nodes, _SETS, constants, file)),
                reads=tuple(_touched(nodes, _READS, constants, file)),
            )


def _name(node: ast.ClassDef, constants: dict[str, str]) -> str | None:
    """What its ``name()`` returns."""
    for each in node.body:
        if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef)) and each.name == "name":
            returned = (inner.value for inner in ast.walk(each) if isinstance(inner, ast.Return))
            return next((text for value in returned if (text := _text(value, constants)) is not None), None)
    return None


def _palette(node: ast.ClassDef) -> ast.expr | None:
    for each in node.body:
        if isinstance(each, (ast.Assign, ast.AnnAssign)):
            targets = each.targets if isinstance(each, ast.Assign) else [each.target]
            if any(isinstance(target, ast.Name) and target.id == "palette" for target in targets):
                return each.value
    return None


def _value(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return ast.unparse(node)


def _with_called(node: ast.ClassDef, functions: dict[str, Any]) -> Iterator[ast.AST]:
    """All nodes of the class, then those of the functions that it calls, each once."""
    waiting: list[ast.AST] = [node]
    seen: set[str] = set()
    while waiting:
        for each in ast.walk(waiting.pop()):
            yield each
            called = each.func.id if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) else ""
            if called in functions and called not in seen:
                seen.add(called)
                waiting.append(functions[called])


def _touched(nodes: list[ast.AST], calls: tuple[str, ...], constants: dict[str, str], file: str) -> Iterator[Touched]:
    for node in nodes:
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        given = node.args[0] if node.args else next((each.value for each in node.keywords if each.arg == "key"), None)
        slot = _text(given, constants) if called in calls else None
        if slot is not None and given is not None:
            yield Touched(slot, Place(file, given.lineno, given.col_offset + 1))


def _text(node: ast.expr | None, constants: dict[str, str]) -> str | None:
    if isinstance(node, ast.Name):
        return constants.get(node.id)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _first_sentence(doc: str) -> str:
    line = " ".join(doc.partition("\n\n")[0].split())
    return line.partition(". ")[0].rstrip(".")
