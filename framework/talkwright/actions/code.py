"""What a bot's Python says without being run: the actions that its classes name, and every word in its texts.

The rule: source is parsed, never imported. What is found is certain to be there; what is not found may still be,
because a name can be put together when the code runs.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from talkwright.actions.modules import PUBLIC
from talkwright.errors import Place, Problem

_WORD = re.compile(r"[\w-]+")


class Code(msgspec.Struct, frozen=True):
    """``names``: the actions that a ``name()`` returns as a plain text. ``words``: those of all texts and keywords."""

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()

    def mentions(self, name: str) -> bool:
        """Whether the code says ``name``, or a beginning of it that ends in ``_``, to which it may add the rest."""
        return name in self.words or any(
            name.startswith(word) for word in self.words if len(word) > 1 and word[-1] == "_"
        )


def read_code(root: Path) -> Code | None:
    """The code of the bot at ``root``: ``actions`` and the modules beside it. None when it has no actions."""
    actions = sorted((*root.glob(f"{PUBLIC}.py"), *root.glob(f"{PUBLIC}/**/*.py")))
    if not actions:
        return None
    found: list[Code] = []
    for path in dict.fromkeys((*actions, *sorted(root.glob("*.py")))):
        try:
            code = _of_module(path.relative_to(root).as_posix(), path.read_bytes())
        except OSError:
            continue
        found.append(code if path in actions else msgspec.structs.replace(code, problems=()))
    return Code(
        frozenset().union(*(each.names for each in found)),
        frozenset().union(*(each.words for each in found)),
        tuple(problem for each in found for problem in each.problems),
    )


@lru_cache(256)
def _of_module(file: str, text: bytes) -> Code:
    try:
        tree = ast.parse(text, file)
    except (SyntaxError, ValueError, RecursionError) as fault:
        return Code(problems=(_unreadable(file, fault),))
    return Code(frozenset(_names(tree)), frozenset(_words(tree)))


def _unreadable(file: str, fault: Exception) -> Problem:
    place = Place(file, getattr(fault, "lineno", None) or 0, getattr(fault, "offset", None) or 0)
    message = f"The actions cannot be imported: {type(fault).__name__}: {fault}"
    return Problem("actions/import-failed", message, place, "Mend the line, or take the file out of actions/.")


def _names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == "name":
            for each in ast.walk(node):
                if isinstance(each, ast.Return) and isinstance(each.value, ast.Constant):
                    yield str(each.value.value)


def _words(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _WORD.findall(node.value)
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg
