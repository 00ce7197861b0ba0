"""A regular expression that an author wrote, searched in what a user wrote.

The rule: a pattern is compiled and judged once, at load. Python's engine backtracks and cannot be interrupted, so a
repeat inside a repeat is reported and long texts are not searched.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from typing import Any

from talkwright.errors import Place, Problems

MAX_SEARCHED = 1_000  # characters; a longer text does not match

_PIECES = re.compile(
    r"""
      (?P<skip> \\. | \[\^?\]?(?:\\.|[^\]\\])*\] )      # an escape, a character class
    | (?P<open> \((?:\?(?:P<\w+>|<?[=!]|[a-zA-Z-]*:|>|\())? )
    | (?P<close> \) )
    | (?P<repeat> (?:[*+] | \{\d*,\d*\})[?+]? )
    | .
    """,
    re.VERBOSE | re.DOTALL,
)


def compile_pattern(pattern: str, place: Place, problems: Problems) -> Callable[[Any], bool] | None:
    """A test whether ``pattern`` is found anywhere in a value; false for all but text. None when it is no pattern."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Python's future; the pattern means what it means today
            search = re.compile(pattern).search
    except (re.error, OverflowError, RecursionError) as error:
        problems.error(
            "condition/bad-pattern",
            f"{pattern!r} is no regular expression: {error}.",
            place,
            "Put a backslash before a sign that stands for itself, such as \\. or \\(.",
        )
        return None
    if repeats_a_repeat(pattern):
        problems.warning(
            "condition/slow-pattern",
            f"{pattern!r} repeats a group that holds a repeat; there are texts on which it takes for ever.",
            place,
            "Write it with one repeat, such as [a-z ]+ for ([a-z]+ ?)+.",
        )
    return lambda value: isinstance(value, str) and len(value) <= MAX_SEARCHED and search(value) is not None


def repeats_a_repeat(pattern: str) -> bool:
    """Whether a group that holds ``*``, ``+`` or ``{n,m}`` is itself repeated: the usual way to exponential time."""
    holds_repeat = [False]  # of each open group, the whole pattern first
    closed = False  # whether a group with a repeat ended right here
    for piece in _PIECES.finditer(pattern):
        if piece["repeat"]:
            if closed:
                return True
            holds_repeat[-1] = True
        closed = False
        if piece["open"]:
            holds_repeat.append(False)
        elif piece["close"] and len(holds_repeat) > 1:
            closed = holds_repeat.pop()
            holds_repeat[-1] |= closed
    return False
