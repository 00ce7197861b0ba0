"""Examples, synonyms, patterns and word lists on their way from an old file to YAML, and back to markdown or JSON.

An example keeps its mark-up; ``current_mark_up`` brings it to the one form that is written today.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import msgspec

from talkwright.errors import Place
from talkwright.migrate.layout import comments, entry, literal, printable, scalar

VERSION_LINE = 'version: "3.1"'
KINDS = ("intent", "synonym", "regex", "lookup")


class Entry(msgspec.Struct, frozen=True):
    """An intent with its examples, or a synonym, pattern or word list with theirs."""

    kind: str
    name: str
    lines: tuple[str, ...]
    comments: tuple[str, ...] = ()
    place: Place = Place("")


_WITH_VALUE = re.compile(r"(\[[^\[\]]+\])\(([^:()]+):([^)]+)\)")


def current_mark_up(text: str) -> str:
    """``[Big Apple](city:New York)`` as ``[Big Apple]{"entity": "city", "value": "New York"}``."""

    def write(found: re.Match[str]) -> str:
        said = {"entity": found[2].strip(), "value": found[3].strip()}
        return found[1] + json.dumps(said, ensure_ascii=False)

    return _WITH_VALUE.sub(write, text)


def one_line(text: str) -> str:
    """``text`` as an example can hold it: on one line, without signs that YAML cannot hold."""
    return " ".join(re.split(r"[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+", printable(text))).strip()


def write_nlu(entries: Iterable[Entry]) -> str:
    """A file of examples."""
    lines = [VERSION_LINE, "", "nlu:"]
    for number, each in enumerate(entries):
        if number:
            lines.append("")
        lines += comments(each.comments, 2)
        examples = [f"- {line}" for line in each.lines]
        lines.append(f"  - {each.kind}: {scalar(each.name)}")
        lines += ["    examples: |", *literal(examples, 6)] if examples else entry("examples", "", 4)
    return "\n".join(lines) + "\n" if len(lines) > 3 else f"{VERSION_LINE}\n\nnlu: []\n"
