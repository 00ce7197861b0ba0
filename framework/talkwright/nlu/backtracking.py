"""Tells patterns that may never come to an end: ``(\\w+ ?)+$`` tries all ways to cut forty letters into rounds. Pure.

Nothing can stop Python's ``re`` once it searches, so such patterns are found by looking at them. One is told when a
repeat has rounds that flow into each other, and something behind it that may fail, so that all divisions are tried:
in a round something is repeated, and all that is beside it may be left out or be taken for more of the same. It reads
the parse tree of ``re``, which is not public; should that go, nothing is told.
Davis and others: The impact of regular expression denial of service in practice, 2018.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any

Node = tuple[Any, Any]
"""An operator of the parse tree, known by its name, and what it is about."""

_REPEATS = {"MAX_REPEAT", "MIN_REPEAT"}
_KEPT = {"POSSESSIVE_REPEAT", "ATOMIC_GROUP"}  # what they matched is never tried in another way
_PLACES = {"AT", "ASSERT", "ASSERT_NOT"}  # they take no character, and may fail
_MANY = 10  # rounds, from which on their divisions are too many to try
_SAMPLE = [*range(0x180), 0x416, 0x627, 0x4E00]  # characters that stand for all

_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "DIGIT": str.isdigit,
    "SPACE": str.isspace,
    "WORD": lambda sign: sign.isalnum() or sign == "_",
}


def may_not_end(pattern: str) -> bool:
    """Whether a search for ``pattern`` may take longer than anybody waits. Raises ``re.error`` for what is none."""
    re.compile(pattern)
    try:
        tree = import_module("re._parser").parse(pattern)
    except ImportError:
        return False
    return _explodes(list(tree), followed=False)


def _explodes(sequence: Sequence[Node], *, followed: bool) -> bool:
    """``followed``: something behind the sequence may fail."""
    for at, (operator, about) in enumerate(sequence):
        may_fail = followed or any(_needs(node) for node in sequence[at + 1 :])
        if str(operator) in _REPEATS and about[1] >= _MANY and may_fail and _flows(_flat(about[2])):
            return True
        inside = may_fail and str(operator) not in _KEPT and str(operator) not in _PLACES
        if any(_explodes(list(part), followed=inside) for part in _parts(operator, about)):
            return True
    return False


def _flows(round_: Sequence[Node]) -> bool:
    """Whether one round can be cut into two, or two be taken for one."""
    for at, (operator, about) in enumerate(round_):
        name = str(operator)
        if name == "BRANCH" and _alike([_flat(choice) for choice in about[1]]):
            return True
        if name == "BRANCH" and len(round_) == 1 and any(_flows(_flat(choice)) for choice in about[1]):
            return True
        others = [*round_[:at], *round_[at + 1 :]]
        if name in _REPEATS and about[1] > about[0] and (others or about[1] > 1):
            taken = _signs(about[2])
            if all(not _needs(other) or str(other[0]) in _PLACES or _signs([other]) & taken for other in others):
                return True
    return False


def _alike(choices: Sequence[Sequence[Node]]) -> bool:
    """Whether two choices of one thing each can be the same."""
    single = [_signs(choice) for choice in choices if len(choice) == 1]
    return any(one & other for at, one in enumerate(single) for other in single[:at])


def _needs(node: Node) -> bool:
    """Whether a node takes at least one character, or may fail without one."""
    operator, about = node
    name = str(operator)
    if name in _REPEATS or name == "POSSESSIVE_REPEAT":
        return bool(about[0]) and any(map(_needs, about[2]))
    if name == "BRANCH":
        return all(any(map(_needs, choice)) for choice in about[1])
    if name in ("SUBPATTERN", "ATOMIC_GROUP"):
        return any(map(_needs, _parts(operator, about)[0]))
    return True


def _flat(sequence: Sequence[Node]) -> list[Node]:
    """``sequence`` with what its groups hold in their place."""
    nodes: list[Node] = []
    for operator, about in sequence:
        nodes += _flat(about[-1]) if str(operator) == "SUBPATTERN" else [(operator, about)]
    return nodes


def _parts(operator: Any, about: Any) -> list[Sequence[Node]]:
    """The sequences inside a node."""
    name = str(operator)
    if name in _REPEATS or name == "POSSESSIVE_REPEAT":
        return [about[2]]
    if name == "BRANCH":
        return list(about[1])
    if name in ("SUBPATTERN", "ASSERT", "ASSERT_NOT"):
        return [about[-1]]
    if name == "ATOMIC_GROUP":
        return [about]
    return [part for part in about[1:] if part is not None] if name == "GROUPREF_EXISTS" else []


def _signs(sequence: Sequence[Node]) -> frozenset[int]:
    """The characters that ``sequence`` may take anywhere, of either case, as far as the sample goes."""
    found: set[int] = set()
    for operator, about in sequence:
        for part in _parts(operator, about):
            found |= _signs(part)
        found.update(_own_signs(str(operator), about))
    return frozenset(found)


def _own_signs(name: str, about: Any) -> Iterator[int]:
    if name == "LITERAL":
        yield from (ord(sign) for form in (chr(about).lower(), chr(about).upper()) for sign in form)
    elif name == "RANGE":
        for code in range(about[0], min(about[1], about[0] + len(_SAMPLE)) + 1):
            yield from _own_signs("LITERAL", code)
        yield from (code for code in _SAMPLE if about[0] <= code <= about[1])
    elif name == "CATEGORY":
        kind = str(about).removeprefix("CATEGORY_")
        is_one = _CATEGORIES[kind.removeprefix("NOT_")]
        yield from (code for code in _SAMPLE if is_one(chr(code)) != kind.startswith("NOT_"))
    elif name == "IN":
        listed = {sign for part, of in about for sign in _own_signs(str(part), of)}
        negated = str(about[0][0]) == "NEGATE"
        yield from (code for code in _SAMPLE if code not in listed) if negated else listed
    elif name == "NOT_LITERAL":
        yield from (code for code in _SAMPLE if code != about)
    elif name in ("ANY", "GROUPREF"):
        yield from _SAMPLE
