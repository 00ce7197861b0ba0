"""The German of the builder has every check of docs/checks.md and every refusal that the builder's rooms can raise, and
nothing that is not said any more."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.docs.pages import DOCS, ROOT, sections

GERMAN = ROOT / "builder-ui" / "app" / "german"
SOURCES = ROOT / "framework" / "talkwright"
ROOMS = ("builder", "accounts", "yaml", "server/routes/builder", "server/guard.py", "server/rate.py")
RAISED = {
    *("RequestError", "NotFound", "Conflict", "Unwritable", "TooLarge", "NotAllowed", "Forbidden", "TooMany"),
    "Unavailable",
}


def keys(file: str, table: str) -> list[str]:
    """What a table of the German has words for."""
    text = (GERMAN / file).read_text(encoding="utf-8")
    lines = text.partition(f"export const {table}")[2].partition("\n};")[0]
    found = re.findall(r"""^  (?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(\w+)):""", lines, re.MULTILINE)
    return ["".join(each).replace('\\"', '"') for each in found]


def texts(node: ast.AST, inside: ast.AST) -> list[str]:
    """What an argument can say, with ``{}`` for values: of a name everything that is assigned to it."""
    match node:
        case ast.Constant(value=str() as text):
            return [text]
        case ast.JoinedStr(values=parts):
            return [_together("".join(map(_part, parts)))]
        case ast.IfExp(body=body, orelse=orelse):
            return texts(body, inside) + texts(orelse, inside)
        case ast.Call(func=ast.Attribute(value=value, attr="strip" | "rstrip")):
            return texts(value, inside)
        case ast.Name(id=name):
            return [text for value in _assigned(name, inside) for text in texts(value, inside)]
    return []


def _part(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    return "'{}'" if isinstance(part, ast.FormattedValue) and part.conversion == ord("r") else "{}"


def _together(text: str) -> str:
    return re.sub(r"(?<!')\{\}(?: ?\{\})+", "{}", text)


def _assigned(name: str, inside: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(inside):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                yield value
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                pairs = zip(names, values, strict=True)
                yield from (value for each, value in pairs if isinstance(each, ast.Name) and each.id == name)


def refusals() -> Iterator[str]:
    """What the rooms that the builder asks can refuse, and what they say to do."""
    for room in ROOMS:
        place = SOURCES / room
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            tree = ast.parse(file.read_text(encoding="utf-8"))
            functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
            for node in ast.walk(tree):
                if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISED):
                    continue
                around = [each for each in functions if node in ast.walk(each)]
                for argument in node.args[:2]:
                    said = texts(argument, around[-1]) if around else []
                    yield from filter(None, said or texts(argument, tree))


def literals() -> str:
    """All texts of the source, one a line."""
    found: list[str] = []
    for file in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            found += [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []
    return "\n".join(found)


def test_every_check_has_german_words_and_no_words_are_stale() -> None:
    assert sorted(keys("checks.ts", "CHECKS")) == sorted(sections(DOCS / "checks.md"))


def test_every_refusal_has_german_words() -> None:
    said = set(refusals())
    assert sorted(said - {*keys("refusals.ts", "REFUSALS")}) == []
    assert len(said) > 150


def test_what_has_german_words_is_still_said() -> None:
    said = literals()
    known = [*keys("said.ts", "SAID"), *keys("refusals.ts", "REFUSALS"), *keys("checks.ts", "EXACT")]
    assert [key for key in known if not all(part.strip() in said for part in re.split(r"'?\{\}'?", key))] == []
    assert len(known) > len({*refusals()})


def test_every_deed_that_is_written_down_has_words() -> None:
    words = (ROOT / "builder-ui/app/people/words.ts").read_text(encoding="utf-8")
    known = set(re.findall(r'"people\.did\.(\w+)"', words))
    rooms = (SOURCES / "server/routes/builder").glob("*.py"), (SOURCES / "accounts").glob("*.py")
    texts = [file.read_text(encoding="utf-8") for room in rooms for file in room]
    done = {name for text in texts for name in re.findall(r'(?:audit\(request, |\bwhat=)"(\w+)"', text)}
    assert len(done) > 25
    assert sorted(done - known) == []
