"""Classes of a bot's own that stand in for ours: ``module.Class`` in ``config.yml``, found below the bot's folder.

Before training they are read and not run; whoever trains or answers with them runs them. One that was written for
Rasa's engine is told of at its line: it has the same work to do here under other names. What a class has to be is for
the room that uses it, which says so with a ``Kind``.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from talkwright.errors import AuthorError, Place, Problem, Problems
from talkwright.modules import claim, public_text, release

_FROM_RASA = "docs/components.md tells method by method how one of Rasa's becomes one of ours."


class Kind(NamedTuple):
    """What some classes of bots are: each is a ``noun`` with ``methods``, and named in ``listed`` of ``config.yml``.

    One that lacks some of them and derives from one of ``of_rasa``, or lies in a file that imports Rasa, is of Rasa's
    engine. ``unknown``, ``rasa`` and ``broken`` are the codes of what is said of those that cannot be used.
    """

    noun: str
    listed: str
    methods: tuple[str, ...]
    of_rasa: frozenset[str]
    unknown: str
    rasa: str
    broken: str

    def check(self, name: str, root: Path, place: Place, problems: Problems) -> bool:
        """Whether the class ``name`` of the bot at ``root`` looks as if it could be used. It is not run."""
        file = source_of(name, root)
        if file is None:
            message = f"There is no {_path(name)} in the bot's folder; '{name}' is left out."
            problems.warning(self.unknown, message, place, f"Put it there, or take it out of {self.listed}.")
            return False
        shown = file.relative_to(root.absolute()).as_posix()
        try:
            tree = ast.parse(file.read_bytes(), shown)
        except (SyntaxError, ValueError, RecursionError) as fault:
            at = Place(shown, getattr(fault, "lineno", None) or 0, getattr(fault, "offset", None) or 0)
            problems.error(self.broken, f"'{name}' cannot be imported: {fault}", at, "Mend the line.")
            return False
        title = name.rpartition(".")[2]
        found = next((node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == title), None)
        if found is not None and _is_of_rasa(found, tree, self.methods, self.of_rasa):
            at = Place(shown, found.lineno, found.col_offset + 1)
            problems.warning(self.rasa, f"'{title}' is written for Rasa's engine and is left out.", at, _FROM_RASA)
            return False
        return True

    def load(self, name: str, root: Path, defaults: Mapping[str, Any]) -> type[Any]:
        """The class ``name`` of the bot at ``root``, imported, with ``defaults`` for what it leaves out.

        Raises ``AuthorError`` when it is none of this kind.
        """
        module, _, title = name.rpartition(".")
        if source_of(name, root) is None:
            message = f"The {self.noun} '{name}' cannot be loaded: there is no {_path(name)} in the bot's folder."
            hint = "It has to be there where the bot runs, too."
            raise AuthorError([Problem(self.broken, message, Place("config.yml"), hint)])
        top, _, rest = module.partition(".")
        private = claim(root, top)
        try:
            found = getattr(import_module(f"{private}.{rest}" if rest else private), title)
        except Exception as fault:  # an author's module may raise anything
            release(private)
            raise AuthorError([self.blame(fault, name, root, "cannot be loaded")]) from fault
        lacks = [each for each in self.methods if not callable(getattr(found, each, None))]
        if not isinstance(found, type) or lacks:
            message = f"'{name}' is no {self.noun}: it has no {', '.join(lacks) or 'methods'}."
            raise AuthorError([Problem(self.broken, message, _file(name, root), _FROM_RASA)])
        for attribute, default in defaults.items():
            if not hasattr(found, attribute):
                setattr(found, attribute, default)
        return found

    def blame(self, fault: Exception, name: str, root: Path, what: str) -> Problem:
        """The problem that the class ``name`` of the bot at ``root`` raised ``fault``, at the bot's line to blame."""
        message = public_text(f"The {self.noun} '{name}' {what}: {type(fault).__name__}: {fault}")
        missing = fault.name if isinstance(fault, ModuleNotFoundError) and fault.name else None
        package = public_text(missing).split(".")[0] if missing else ""
        hint = f"Install it: pip install {package}" if package else f"Mend the line, or take it out of {self.listed}."
        return Problem(self.broken, message, _line(fault, name, root), _FROM_RASA if package == "rasa" else hint)


def is_own(name: str) -> bool:
    """Whether ``name`` is a class of the bot's own and no name that is known everywhere."""
    return "." in name and all(part.isidentifier() for part in name.split("."))


def source_of(name: str, root: Path) -> Path | None:
    """The file in which the class ``name`` should be; None when there is none."""
    path = root.absolute().joinpath(*name.split(".")[:-1])
    return next((file for file in (path.with_name(path.name + ".py"), path / "__init__.py") if file.is_file()), None)


def print_of(names: Iterable[str], root: Path) -> str:
    """The SHA-256 of the Python that the classes ``names`` of the bot at ``root`` may be made of."""
    whole = hashlib.sha256()
    for top in sorted({name.split(".")[0] for name in names if is_own(name)}):
        for file in sorted((*root.glob(f"{top}.py"), *root.glob(f"{top}/**/*.py"))):
            whole.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()


def _path(name: str) -> str:
    return name.rpartition(".")[0].replace(".", "/") + ".py"


def _is_of_rasa(found: ast.ClassDef, tree: ast.Module, methods: Collection[str], of_rasa: Collection[str]) -> bool:
    """Whether a class is one of Rasa 1, 2 or 3, by what it derives from or what is imported beside it."""
    bases = {name for base in found.bases for name in _names(base)}
    imported = {name for node in ast.walk(tree) for name in _imports(node)}
    has = {node.name for node in found.body if isinstance(node, ast.FunctionDef)}
    beside_rasa = any(name == "rasa" or name.startswith("rasa.") for name in imported)
    return not has.issuperset(methods) and (beside_rasa or not bases.isdisjoint(of_rasa))


def _names(node: ast.expr) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            yield each.id
        elif isinstance(each, ast.Attribute):
            yield each.attr


def _imports(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module


def _file(name: str, root: Path) -> Place:
    file = source_of(name, root)
    return Place(file.relative_to(root.absolute()).as_posix() if file else "config.yml")


def _line(fault: Exception, name: str, root: Path) -> Place:
    """The last line of the bot's own that was at work."""
    place, here = _file(name, root), root.absolute()
    trace: Any = fault.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(here) and path.suffix == ".py" and "site-packages" not in path.parts:
            place = Place(path.relative_to(here).as_posix(), trace.tb_lineno, 1)
        trace = trace.tb_next
    return place
