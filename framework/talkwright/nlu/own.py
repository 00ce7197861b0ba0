"""Components of a bot's own: ``module.Class`` in the pipeline, found below the bot's folder.

Before training they are read and not run; whoever trains or answers with them runs them. One that was written for
Rasa's engine is told of at its line: it has the same work to do here under other names.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import msgspec

from talkwright.errors import AuthorError, Place, Problem, Problems
from talkwright.modules import claim, public_text, release
from talkwright.nlu.component import Component

METHODS = ("fit", "process", "save", "load")
"""What a class needs to be a component."""

_OF_RASA = frozenset({"GraphComponent", "EntityExtractor", "EntityExtractorMixin", "IntentClassifier", "Component"})
_HINT = "docs/components.md tells method by method how one of Rasa's becomes one of ours."


def is_own(name: str) -> bool:
    """Whether ``name`` is a class of the bot's own and no name that is known everywhere."""
    return "." in name and all(part.isidentifier() for part in name.split("."))


def check_own(name: str, root: Path, place: Place, problems: Problems) -> bool:
    """Whether the component ``name`` of the bot at ``root`` looks as if it could be used. It is not run."""
    file = source_of(name, root)
    if file is None:
        looked = name.rpartition(".")[0].replace(".", "/")
        message = f"There is no {looked}.py in the bot's folder; '{name}' is left out."
        problems.warning("nlu/unknown-component", message, place, "Put it there, or take it out of the pipeline.")
        return False
    shown = file.relative_to(root.absolute()).as_posix()
    try:
        tree = ast.parse(file.read_bytes(), shown)
    except (SyntaxError, ValueError, RecursionError) as fault:
        at = Place(shown, getattr(fault, "lineno", None) or 0, getattr(fault, "offset", None) or 0)
        problems.error("nlu/broken-component", f"'{name}' cannot be imported: {fault}", at, "Mend the line.")
        return False
    kind = name.rpartition(".")[2]
    found = next((node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == kind), None)
    if found is not None and _is_of_rasa(found, tree):
        message = f"'{kind}' is written for Rasa's engine and is left out."
        problems.warning("nlu/rasa-component", message, Place(shown, found.lineno, found.col_offset + 1), _HINT)
        return False
    return True


def source_of(name: str, root: Path) -> Path | None:
    """The file in which the class ``name`` should be; None when there is none."""
    path = root.absolute().joinpath(*name.split(".")[:-1])
    return next((file for file in (path.with_name(path.name + ".py"), path / "__init__.py") if file.is_file()), None)


def print_of(names: Iterable[str], root: Path) -> str:
    """The SHA-256 of the Python that the components ``names`` of the bot at ``root`` may be made of."""
    whole = hashlib.sha256()
    for top in sorted({name.split(".")[0] for name in names if is_own(name)}):
        for file in sorted((*root.glob(f"{top}.py"), *root.glob(f"{top}/**/*.py"))):
            whole.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()


def load_own(name: str, root: Path) -> type[Component]:
    """The class ``name`` of the bot at ``root``, imported. Raises ``AuthorError`` when it is no component."""
    module, _, kind = name.rpartition(".")
    if source_of(name, root) is None:
        message = (
            f"The component '{name}' cannot be loaded: there is no {module.replace('.', '/')}.py in the bot's folder."
        )
        hint = "It has to be there where the bot runs, too."
        raise AuthorError([Problem("nlu/broken-component", message, Place("config.yml"), hint)])
    top, _, rest = module.partition(".")
    private = claim(root, top)
    try:
        found = getattr(import_module(f"{private}.{rest}" if rest else private), kind)
    except Exception as fault:  # an author's module may raise anything
        release(private)
        raise AuthorError([blame(fault, name, root, "cannot be loaded")]) from fault
    lacks = [each for each in METHODS if not callable(getattr(found, each, None))]
    if not isinstance(found, type) or lacks:
        message = f"'{name}' is no component: it has no {', '.join(lacks) or 'methods'}."
        raise AuthorError([Problem("nlu/broken-component", message, _file(name, root), _HINT)])
    for attribute, default in (("Options", msgspec.defstruct("NoOptions", (), frozen=True)), ("prepares", False)):
        if not hasattr(found, attribute):
            setattr(found, attribute, default)
    return cast("type[Component]", found)


def blame(fault: Exception, name: str, root: Path, what: str) -> Problem:
    """The problem that the component ``name`` of the bot at ``root`` raised ``fault``, at the line that is to blame."""
    message = public_text(f"The component '{name}' {what}: {type(fault).__name__}: {fault}")
    return Problem("nlu/broken-component", message, _blamed(fault, name, root), _hint(fault))


def _is_of_rasa(found: ast.ClassDef, tree: ast.Module) -> bool:
    """Whether a class is a component of Rasa 1, 2 or 3, by what it derives from or what is imported beside it."""
    bases = {name for base in found.bases for name in _names(base)}
    imported = {name for node in ast.walk(tree) for name in _imports(node)}
    methods = {node.name for node in found.body if isinstance(node, ast.FunctionDef)}
    of_rasa = any(name == "rasa" or name.startswith("rasa.") for name in imported)
    return not methods.issuperset(METHODS) and (of_rasa or bool(bases & _OF_RASA))


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


def _blamed(fault: Exception, name: str, root: Path) -> Place:
    """The last line of the bot's own that was at work."""
    place, here = _file(name, root), root.absolute()
    trace: Any = fault.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(here) and path.suffix == ".py" and "site-packages" not in path.parts:
            place = Place(path.relative_to(here).as_posix(), trace.tb_lineno, 1)
        trace = trace.tb_next
    return place


def _hint(fault: Exception) -> str:
    missing = fault.name if isinstance(fault, ModuleNotFoundError) and fault.name else None
    if missing is None:
        return "Mend the line, or take the component out of the pipeline."
    package = public_text(missing).split(".")[0]
    return _HINT if package == "rasa" else f"Install it: pip install {package}"
