"""Examples as they are written in a file of training data: which entry and which line each is, and an entry with other
lines. Pure: the plain values of files in, plain values out.

An entry has its examples as a text of ``- `` lines or as a list. What a change does not name stays: comments between
lines, empty lines, the metadata of an example.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, TypeAlias

import msgspec

Path: TypeAlias = tuple[str | int, ...]
Kind: TypeAlias = Literal["intent", "synonym", "regex", "lookup"]
KINDS: tuple[Kind, ...] = ("intent", "synonym", "regex", "lookup")


class Line(msgspec.Struct, frozen=True):
    """An example as written, with its mark-up. ``index`` is its line in the text, or its place in the list."""

    index: int
    text: str


class Entry(msgspec.Struct, frozen=True):
    """One of ``nlu:``. ``number`` is its place there; ``examples`` is its value, whatever that is."""

    file: str
    number: int
    kind: Kind
    name: str
    examples: Any
    language: str | None = None

    @property
    def path(self) -> Path:
        """Where its examples are."""
        return ("nlu", self.number, "examples")

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its examples in their order."""
        if isinstance(self.examples, str):
            found = ((index, _said(line)) for index, line in enumerate(self.examples.splitlines()))
        elif isinstance(self.examples, list | tuple):
            found = ((index, _text(each)) for index, each in enumerate(self.examples))
        else:
            return ()
        return tuple(Line(index, text) for index, text in found if text)


def read_entries(file: str, value: Any) -> Iterator[Entry]:
    """The entries of a file's ``value``, those that can be read."""
    nlu = value.get("nlu") if isinstance(value, dict) else None
    language = value.get("language") if isinstance(value, dict) else None
    for number, each in enumerate(nlu if isinstance(nlu, list) else []):
        kind = next((kind for kind in KINDS if isinstance(each, dict) and kind in each), None)
        if kind is not None:
            said = language if isinstance(language, str) else None
            yield Entry(file, number, kind, str(each[kind]), each.get("examples"), said)


def with_lines(examples: Any, changed: dict[int, str | None], added: Sequence[str] = ()) -> Any:
    """``examples`` with other texts at the indices of ``changed``, None taking one away, and with ``added`` behind."""
    if isinstance(examples, list | tuple):
        kept = [_with_text(each, changed.get(at, _text(each))) for at, each in enumerate(examples)]
        return [each for each in kept if each is not None] + list(added)
    text = str(examples or "")
    lines = text.splitlines()
    dash = next((line[: line.index("-")] + "- " for line in reversed(lines) if _said(line)), "- ")
    kept_lines = [line if at not in changed else _with_said(line, changed[at]) for at, line in enumerate(lines)]
    rest = [line for line in kept_lines if line is not None]
    while rest and not rest[-1].strip() and lines[-1].strip():  # a block does not end with empty lines
        rest.pop()
    end = "\n" if not text or text.endswith("\n") else ""  # as the block says: | or |-
    written = "\n".join([*rest, *(f"{dash}{each}" for each in added)])
    return f"{written}{end}" if written else ""


def new_entry(kind: Kind, name: str, texts: Sequence[str]) -> dict[str, str]:
    """An entry that was not there."""
    return {kind: name, "examples": with_lines("", {}, texts)}


def _said(line: str) -> str:
    """What a line says; nothing for one that is no example."""
    content = line.strip()
    return content[1:].strip() if content.startswith("-") else ""


def _with_said(line: str, text: str | None) -> str | None:
    if text is None:
        return None
    begin = line.index("-") + 1
    gap = line[begin : len(line) - len(line[begin:].lstrip())]
    return f"{line[:begin]}{gap or ' '}{text}"


def _text(item: Any) -> str:
    said = item.get("text") if isinstance(item, dict) else item
    return "" if said is None else str(said).strip()


def _with_text(item: Any, text: str | None) -> Any:
    if text is None:
        return None
    if text == _text(item):
        return item
    return {**item, "text": text} if isinstance(item, dict) else text
