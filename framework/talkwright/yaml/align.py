"""Which elements of a list are which of the list it became: so that what did not change is left alone.

Equal elements are the same one, wherever they went. Then elements are that carry the same ``id``, else the same first
entry, as in ``collect: amount`` or ``intent: greet``. Of what is left between two that are known, neighbours are the
same one when they resemble each other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from typing import Any

import msgspec

from talkwright.yaml.source import same

Matches = dict[int, int]
"""Index of the new element -> index of the old one."""


def align(old: Sequence[Any], new: Sequence[Any]) -> Matches:
    """For each element of ``new`` that was in ``old``, where it was."""
    matches: Matches = {}
    start = 0
    while start < min(len(old), len(new)) and same(old[start], new[start]):
        matches[start] = start
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and same(old[-1 - end], new[-1 - end]):
        matches[len(new) - 1 - end] = len(old) - 1 - end
        end += 1
    olds, news = list(range(start, len(old) - end)), list(range(start, len(new) - end))
    for name in (_content, _id, _first_entry):
        if not olds or not news:
            break
        _pair_by(name, old, new, olds, news, matches)
    if olds and news:
        _pair_neighbours(old, new, olds, news, matches)
    return matches


def stayers(order: Sequence[int]) -> set[int]:
    """The most numbers of ``order`` that already stand in rising order: the others are those that moved."""
    tails: list[int] = []  # where the best run of each length ends
    before: dict[int, int | None] = {}
    for at, number in enumerate(order):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if order[tails[middle]] < number else (low, middle)
        before[at] = tails[low - 1] if low else None
        tails[low : low + 1] = [at]
    kept: set[int] = set()
    last: int | None = tails[-1] if tails else None
    while last is not None:
        kept.add(order[last])
        last = before[last]
    return kept


def _pair_by(
    name: Callable[[Any], Hashable | None],
    old: Sequence[Any],
    new: Sequence[Any],
    olds: list[int],
    news: list[int],
    matches: Matches,
) -> None:
    """Match what has the same name, in order; what is matched leaves ``olds`` and ``news``."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for index in reversed(olds):
        named = name(old[index])
        if named is not None:
            found[named].append(index)
    for index in tuple(news):
        named = name(new[index])
        if named is not None and found.get(named):
            matches[index] = found[named].pop()
            olds.remove(matches[index])
            news.remove(index)


def _pair_neighbours(
    old: Sequence[Any], new: Sequence[Any], olds: list[int], news: list[int], matches: Matches
) -> None:
    """Match in order what stands between the same two elements and is alike."""
    kept = stayers([matches[index] for index in sorted(matches)])
    back = {at: index for index, at in matches.items() if at in kept}
    gaps: dict[tuple[int, int], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    known_old, known_new = sorted(back), sorted(back.values())
    for index in olds:
        gaps[_gap(index, known_old)][0].append(index)
    for index in news:
        first, last = _gap(index, known_new)
        ends = (matches.get(first, -1), matches.get(last, _BEYOND))
        gaps[ends][1].append(index)
    for left, came in gaps.values():
        one_each, start = len(left) == len(came), 0
        for index in came:
            near = left[start : start + _NEAR]
            like = next((at for at in near if alike(old[at], new[index], strangers=one_each)), None)
            if like is not None:
                matches[index] = like
                start = left.index(like) + 1


_BEYOND = 1 << 60  # an index behind all
_LIKE = 0.6  # of the letters of two texts
_NEAR = 20  # how many neighbours an element is compared with


def _gap(index: int, known: Sequence[int]) -> tuple[int, int]:
    """Between which of the ``known``, which rise, an index is."""
    at = bisect_left(known, index)
    return known[at - 1] if at else -1, known[at] if at < len(known) else _BEYOND


def alike(one: Any, other: Any, *, strangers: bool) -> bool:
    """Whether one value may be what became of another; of two words any when ``strangers`` will do."""
    if isinstance(one, dict) and isinstance(other, dict):
        if not one or not other:
            return True
        shared = sum(key in other and same(value, other[key]) for key, value in one.items())
        first, fewest = next(iter(one)), min(len(one), len(other))
        return (first == next(iter(other)) and (first != "id" or fewest == 1)) or 2 * shared >= fewest
    if isinstance(one, str) and isinstance(other, str):
        return strangers or SequenceMatcher(None, one, other, autojunk=False).ratio() > _LIKE
    return not isinstance(one, dict) and type(one) is type(other)


def same_id(one: Any, other: Any) -> bool:
    """Whether both carry the same ``id``."""
    return _id(one) is not None and _id(one) == _id(other)


def names_of(value: Any) -> tuple[Hashable, ...]:
    """What an element may be known by wherever it goes, the surest first: its ``id``, and its first entry."""
    return tuple(dict.fromkeys(name for name in (_id(value), _first_entry(value)) if name is not None))


def _content(value: Any) -> Hashable:
    if isinstance(value, str):
        return value
    return msgspec.json.encode(value, order="deterministic")


def _id(value: Any) -> Hashable | None:
    found = value.get("id") if isinstance(value, dict) else None
    return ("id", found) if isinstance(found, str | int) else None


def _first_entry(value: Any) -> Hashable | None:
    if not isinstance(value, dict) or not value:
        return None
    key, first = next(iter(value.items()))
    return (key, first) if isinstance(first, str) else (key, len(value)) if len(value) == 1 else None
