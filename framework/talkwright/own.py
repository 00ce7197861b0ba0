"""Classes of a bot's own that stand in for ours: ``module.Class`` in ``config.yml``, found below the bot's folder.

Before training they are read and not run; whoever trains or answers with them runs them. One that was written for
Rasa's engine is known by what it derives from: it has the same work to do here under other names. What a class has to
be, and what is said of one that is not, is for the room that uses it.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Collection, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, NamedTuple

from talkwright.errors import Place
from talkwright.modules import claim, public_text, release


class Flaw(NamedTuple):
    """Why a class cannot be used: it is missing, its file cannot be read, it is of Rasa's engine, it is no such class,
    or it failed at work. ``says`` is a sentence without its full stop; ``hint`` is what only this one asks for."""

    kind: Literal["missing", "unreadable", "rasa", "unfit", "failed"]
    says: str
    place: Place
    hint: str = ""


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


def flaw_of(name: str, root: Path, methods: Collection[str], of_rasa: Collection[str]) -> Flaw | None:
    """What is in the way of using the class ``name`` of the bot at ``root``, by reading it: it is not run.

    It needs ``methods``; one that lacks some and derives from one of ``of_rasa``, or lies in a file that imports Rasa,
    is of Rasa's engine.
    """
    file = source_of(name, root)
    if file is None:
        return Flaw("missing", f"There is no {_path(name)} in the bot's folder", Place("config.yml"))
    shown = file.relative_to(root.absolute()).as_posix()
    try:
        tree = ast.parse(file.read_bytes(), shown)
    except (SyntaxError, ValueError, RecursionError) as fault:
        at = Place(shown, getattr(fault, "lineno", None) or 0, getattr(fault, "offset", None) or 0)
        return Flaw("unreadable", f"'{name}' cannot be imported: {fault}", at)
    kind = name.rpartition(".")[2]
    found = next((node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == kind), None)
    if found is not None and _is_of_rasa(found, tree, methods, of_rasa):
        at = Place(shown, found.lineno, found.col_offset + 1)
        return Flaw("rasa", f"'{kind}' is written for Rasa's engine", at)
    return None


def load_class(name: str, root: Path, noun: str, methods: Collection[str]) -> type[Any] | Flaw:
    """The class ``name`` of the bot at ``root``, imported, as a ``noun`` that has ``methods``."""
    module, _, kind = name.rpartition(".")
    if source_of(name, root) is None:
        says = f"The {noun} '{name}' cannot be loaded: there is no {_path(name)} in the bot's folder"
        return Flaw("missing", says, Place("config.yml"), "It has to be there where the bot runs, too.")
    top, _, rest = module.partition(".")
    private = claim(root, top)
    try:
        found = getattr(import_module(f"{private}.{rest}" if rest else private), kind)
    except Exception as fault:  # an author's module may raise anything
        release(private)
        return blamed(fault, name, root, f"The {noun} '{name}' cannot be loaded")
    lacks = [each for each in methods if not callable(getattr(found, each, None))]
    if not isinstance(found, type) or lacks:
        return Flaw("unfit", f"'{name}' is no {noun}: it has no {', '.join(lacks) or 'methods'}", _file(name, root))
    return found


def blamed(fault: Exception, name: str, root: Path, says: str) -> Flaw:
    """That the class ``name`` of the bot at ``root`` raised ``fault``, at the bot's own line that is to blame."""
    missing = fault.name if isinstance(fault, ModuleNotFoundError) and fault.name else None
    package = public_text(missing).split(".")[0] if missing else ""
    says = public_text(f"{says}: {type(fault).__name__}: {fault}")
    if package == "rasa":
        return Flaw("rasa", says, _line(fault, name, root))
    return Flaw("failed", says, _line(fault, name, root), f"Install it: pip install {package}" if package else "")


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
