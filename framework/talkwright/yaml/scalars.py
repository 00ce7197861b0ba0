"""Single values as YAML: the plain word where it can stand, else quotes.

A word is left without quotes only when every reader takes it for the same text: those of YAML 1.2, as ours, and those
of YAML 1.1, as Rasa's, for which ``yes`` is true, ``12:30`` a number and ``2024-01-01`` a date.
"""

from __future__ import annotations

import json
import math
import re

from talkwright.yaml.node import Scalar, resolve

_SPOKEN = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<"])
_NUMBER_LIKE = re.compile(
    r"[-+]?[0-9._][0-9._,:]*(?:[eE][-+]?[0-9]*)?|[-+]?0[xob][0-9a-fA-F_]+|[-+]?\.(?:inf|nan)", re.I
)
_DATE_LIKE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?")
_BEGINS_OTHERWISE = re.compile(r"[\s,\[\]{}#&*!|>'\"%@`]|[-?:](?:\s|$)|---|\.\.\.")
_ENDS_EARLY = re.compile(r":(?:\s|$)|\s#|\s$")
_ENDS_IN_FLOW = re.compile(r"[,\[\]{}?]|^[-:]|:$")
_ESCAPED = re.compile(r"[^\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"\0": "\\0", "\n": "\\n", "\r": "\\r", "\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P", "\ufeff": "\\uFEFF"}


def written(value: Scalar, style: str = "", *, in_flow: bool = False) -> str:
    """``value`` on one line. ``style`` is the quote that is wanted; the other is taken when it does not do."""
    if not isinstance(value, str):
        return _word(value)
    if not style and stands_plain(value, in_flow=in_flow):
        return value
    if style == "'" and not _ESCAPED.search(value):
        return "'" + value.replace("'", "''") + "'"
    return '"' + _ESCAPED.sub(_escape, value.replace("\\", "\\\\").replace('"', '\\"')) + '"'


def stands_plain(text: str, *, in_flow: bool = False) -> bool:
    """Whether ``text`` can do without quotes."""
    return not (
        not text
        or _ESCAPED.search(text)
        or "\t" in text
        or _BEGINS_OTHERWISE.match(text)
        or _ENDS_EARLY.search(text)
        or (in_flow and _ENDS_IN_FLOW.search(text))
        or text.lower() in _SPOKEN
        or _NUMBER_LIKE.fullmatch(text)
        or _DATE_LIKE.fullmatch(text)
        or not isinstance(resolve(text), str)
    )


def is_one_line(text: str) -> bool:
    return not _ESCAPED.search(text)


def stands_as_lines(text: str) -> bool:
    """Whether ``text`` can be written as the lines of a block."""
    return bool(text.strip()) and not _ESCAPED.search(text.replace("\n", ""))


def _word(value: bool | int | float | None) -> str:
    if isinstance(value, float):
        if math.isnan(value):
            return ".nan"
        if math.isinf(value):
            return ".inf" if value > 0 else "-.inf"
        digits, power, exponent = repr(value).partition("e")
        return f"{digits if '.' in digits else digits + '.0'}{power}{exponent}"
    return json.dumps(value)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    short = _ESCAPES.get(found[0])
    return short or (f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}")
