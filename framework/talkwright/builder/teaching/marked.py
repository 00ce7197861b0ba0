"""Entities of an example as spans, and as the mark-up of its line: ``[Rome](city)``, ``[Rome]{"entity": ...}``. Pure.

What is written here is read back before it is handed out: a line that would say something else is refused.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

import msgspec

from talkwright.conversation.utterance import Entity
from talkwright.errors import Place, Problems, RequestError
from talkwright.nlu.examples import read_example

_HINT = "Mark other words, or change the text."


class Mark(msgspec.Struct, frozen=True, omit_defaults=True):
    """An entity at [start, end) of a plain text, in code points. ``value`` is what it stands for, where that is not
    the words themselves."""

    start: int
    end: int
    entity: str
    role: str | None = None
    group: str | None = None
    value: Any = None


def read_marked(line: str) -> tuple[str, tuple[Mark, ...]]:
    """The plain text of a line and its marks. Raises ``RequestError`` for one that is empty or cannot be read."""
    problems = Problems()
    example = read_example(line, Place(""), problems)
    if example is None:
        said = problems.all[0] if problems.all else None
        raise RequestError(said.message if said else "An example has to say something.", said.hint if said else "")
    return example.text, tuple(_mark(each, example.text) for each in example.entities)


def plain_of(line: str) -> str:
    """The plain text of a line; of one that cannot be read, the line."""
    try:
        return read_marked(line)[0]
    except RequestError:
        return line


def write_marked(text: str, marks: Sequence[Mark]) -> str:
    """The line that ``read_marked`` reads as ``text`` with ``marks``. Raises ``RequestError`` where there is none."""
    text = " ".join(text.splitlines())
    out, at = "", 0
    for (start, end), same in groupby(sorted(marks, key=_span), key=_span):
        if not at <= start < end <= len(text):
            raise RequestError(f"The mark of {start} to {end} lies over another, or outside of the text.", _HINT)
        out += text[at:start] + _written(text[start:end], list(same))
        at = end
    out += text[at:]
    plain, found = read_marked(out)
    # Outer spaces are no part of a line, so spans are counted from where the words begin.
    lead = len(text) - len(text.lstrip())
    wanted = [_moved(mark, -lead, text) for mark in sorted(marks, key=_span)]
    if plain != text.strip() or list(found) != wanted:
        raise RequestError(f"There is no way to write these marks into {text!r}.", _HINT)
    return out.strip()


def _span(mark: Mark) -> tuple[int, int]:
    return mark.start, mark.end


def _mark(entity: Entity, text: str) -> Mark:
    word = text[entity.start : entity.end]
    return Mark(
        entity.start,
        entity.end,
        entity.entity,
        entity.role if isinstance(entity.role, str) else None,
        entity.group if isinstance(entity.group, str) else None,
        None if entity.value == word else entity.value,
    )


def _moved(mark: Mark, by: int, text: str) -> Mark:
    value = None if mark.value == text[mark.start : mark.end] else mark.value
    return msgspec.structs.replace(mark, start=mark.start + by, end=mark.end + by, value=value)


def _written(word: str, marks: Sequence[Mark]) -> str:
    said = [_fields(mark, word) for mark in marks]
    if len(said) > 1:
        return f"[{word}]{json.dumps(said, ensure_ascii=False)}"
    name = said[0]["entity"]
    if len(said[0]) == 1 and name == name.strip() and not set(name) & set(":()"):
        return f"[{word}]({name})"
    return f"[{word}]{json.dumps(said[0], ensure_ascii=False)}"


def _fields(mark: Mark, word: str) -> dict[str, Any]:
    fields: dict[str, Any] = {"entity": mark.entity}
    fields |= {key: said for key in ("role", "group") if (said := getattr(mark, key)) is not None}
    if mark.value not in (None, word):
        fields["value"] = mark.value
    return fields
