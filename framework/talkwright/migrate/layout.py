"""Values as YAML text, laid out as a person would. What is written is read back as the same value.

It knows nothing of what the values mean. A text is quoted only where it must be, also for readers of YAML 1.1, to
whom ``yes`` is true.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

from talkwright.yaml.node import resolve

_PLAIN = re.compile(r"[^\W\d_][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*|_[\w-]*")
_BREAKS = re.compile(r": |:$| #|\s$|\t")
_BREAKS_IN_FLOW = re.compile(r"[\[\]{},:]")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_STRANGE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def scalar(value: Any, *, in_flow: bool = False) -> str:
    """A text, number, flag or nothing on one line; ``in_flow`` inside of brackets."""
    if isinstance(value, str):
        is_plain = _is_plain(value) and not (in_flow and _BREAKS_IN_FLOW.search(value))
        return value if is_plain else quoted(value)
    if isinstance(value, float) and not math.isfinite(value):
        return {math.inf: ".inf", -math.inf: "-.inf"}.get(value, ".nan")
    return json.dumps(value)


def quoted(text: str) -> str:
    """A text in double quotes."""
    return _STRANGE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _is_plain(text: str) -> bool:
    return (
        _PLAIN.fullmatch(text) is not None
        and _BREAKS.search(text) is None
        and text.lower() not in _WORDS
        and resolve(text) == text
    )


def flow(value: Any) -> str:
    """A value on one line, however deep: ``{type: from_entity, entity: city}``."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key, in_flow=True)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value, in_flow=True)


def block(value: Any, indent: int = 0) -> list[str]:
    """A mapping or a list as lines, indented by ``indent`` blanks."""
    lead = " " * indent
    if isinstance(value, dict):
        return [line for key, each in value.items() for line in entry(str(key), each, indent)]
    if isinstance(value, (list, tuple)):
        return [line for each in value for line in _element(each, indent)]
    return [lead + scalar(value)]


def entry(key: str, value: Any, indent: int = 0) -> list[str]:
    """``key: value`` as lines."""
    lead = f"{' ' * indent}{scalar(key)}:"
    if isinstance(value, (dict, list, tuple)) and value:
        return [lead, *block(value, indent + 2)]
    if isinstance(value, str) and "\n" in value and _fits_block(value):
        return [f"{lead} |-", *literal(value.split("\n"), indent + 2)]
    return [f"{lead} {scalar(value) if isinstance(value, str) else flow(value)}"]


def _element(value: Any, indent: int) -> list[str]:
    if isinstance(value, (dict, list, tuple)) and value:
        first, *rest = block(value, indent + 2)
        return [f"{' ' * indent}- {first[indent + 2 :]}", *rest]
    return [f"{' ' * indent}- {scalar(value) if isinstance(value, str) else flow(value)}"]


def _fits_block(text: str) -> bool:
    """Whether a ``|`` block holds it as it is: no line of blanks alone, and none before the first word."""
    lines = text.split("\n")
    return (
        _STRANGE.search(text) is None
        and not text[0].isspace()
        and all(a.strip() or not a for a in lines)
        and bool(lines[-1])
    )


def literal(lines: Iterable[str], indent: int) -> list[str]:
    """The lines of a ``|`` block. An empty one stays empty."""
    return [f"{' ' * indent}{line}" if line.strip() else "" for line in lines]


def comments(texts: Sequence[str], indent: int = 0) -> list[str]:
    """Words as lines of comment."""
    return [f"{' ' * indent}# {line}".rstrip() for text in texts for line in printable(text).split("\n")]


def printable(text: str) -> str:
    """``text`` without what YAML cannot hold outside of quotes: such a character becomes a blank."""
    return _STRANGE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
