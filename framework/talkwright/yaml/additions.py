"""Additions to YAML texts: what stands there stays byte for byte, and the new comes behind the last of its kind.

Sections are keys at the top of a file. Text that is no YAML raises ``yaml.YAMLError``. What the files mean is not
known here.
"""

from __future__ import annotations

from textwrap import indent
from typing import Any

import msgspec

from talkwright.yaml.parts import Part, parts_of
from talkwright.yaml.write import dump

_STEP = 2  # how deep a section that is new is indented


def add_item(text: str, section: str, item: Any) -> str:
    """``text`` with one more element in the list ``section``, which is begun when it is not there."""
    return _add(text, section, [item], "sequence")


def add_entry(text: str, section: str, name: str, value: Any) -> str:
    """``text`` with one more key in the mapping ``section``, which is begun when it is not there."""
    return _add(text, section, {name: value}, "mapping")


def add_line(text: str, block: Part, line: str) -> str:
    """``text`` with one more line at the end of a text in block style, indented as its last one."""
    content = text[: block.end].rstrip()
    last = content.rpartition("\n")[2]
    margin = last[: len(last) - len(last.lstrip())]
    return f"{content}{_line_end(text)}{margin}{line}{text[len(content) :]}"


def _add(text: str, section: str, new: Any, kind: str) -> str:
    ends = _line_end(text)
    document = next(iter(parts_of(text).parts), None)
    found = document.entry(section) if document is not None else None
    if found is None:
        head = text.rstrip()
        return f"{head}{ends * 2 if head else ''}{_written({section: new}, 0, ends)}"
    key, value = found
    if value.kind != kind or not value.parts:  # nothing, or an empty [] or {}
        stop = _end_of_line(text, value.end)
        head = f"{text[: key.end]}:{text[value.end : stop].rstrip()}"
        return f"{head}{ends}{_written(new, key.column - 1 + _STEP, ends)}{text[stop:].removeprefix(ends)}"
    last = value.parts[-1]
    end = last.start + len(text[last.start : last.end].rstrip())
    if value.in_flow_style:
        json = msgspec.json.encode(new).decode()  # which is YAML, too
        return f"{text[:end]}, {json[1:-1]}{text[end:]}"
    stop = _end_of_line(text, end)
    head = text[:stop].rstrip()
    return f"{head}{ends}{_written(new, value.column - 1, ends)}{text[stop:].removeprefix(ends)}"


def _written(new: Any, margin: int, ends: str) -> str:
    return indent(dump(new), " " * margin).replace("\n", ends)


def _end_of_line(text: str, at: int) -> int:
    stop = text.find(_line_end(text), at)
    return len(text) if stop < 0 else stop


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
