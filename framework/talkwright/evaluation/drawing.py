"""A small layered layout: boxes in rows from the start down, lines between them, nothing on top of anything else.

Lines that go back up are turned round for the layout. Where a line passes a row it has a place of its own there,
and a label is a box in the middle of its line, for whoever wants one. Only widths and heights are known here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import msgspec

_SWEEPS = 24
_GAP = 20.0  # between boxes of a row
_PASSING = 8.0  # the width that a passing line takes
_MARGIN = 8.0

Point = tuple[float, float]


class Size(msgspec.Struct, frozen=True):
    """A box before it has a place."""

    width: float
    height: float


class Box(msgspec.Struct, frozen=True):
    """A box in its place: its centre, width and height."""

    x: float
    y: float
    width: float
    height: float


class Drawing(msgspec.Struct, frozen=True):
    """The boxes by name, and for each edge in its order the points that its line goes through."""

    width: float
    height: float
    boxes: dict[str, Box]
    lines: tuple[tuple[Point, ...], ...]


def draw(sizes: Mapping[str, Size], edges: Sequence[tuple[str, str]], row_gap: float = 26.0) -> Drawing:
    """Lay out boxes of ``sizes``, the first of which is the start. Every edge is between two of them."""
    if not sizes:
        return Drawing(0.0, 0.0, {}, ())
    downward = [(b, a) if back else (a, b) for (a, b), back in zip(edges, _backs(sizes, edges), strict=True)]
    rank = _ranks(sizes, [edge for edge in downward if edge[0] != edge[1]])
    widths = {name: size.width for name, size in sizes.items()}
    rank = dict(rank)
    paths = []
    for number, (upper, lower) in enumerate(downward):
        passing = [f"\0{number}:{row}" for row in range(rank[upper] + 1, rank[lower])]
        rank |= {name: rank[upper] + 1 + index for index, name in enumerate(passing)}
        widths |= dict.fromkeys(passing, _PASSING)
        paths.append((upper, *passing, lower))
    beside = _beside(paths)
    rows = _ordered(rank, beside)
    centres = _centres(rows, widths, beside)
    tops, height = _tops(rows, sizes, row_gap)
    return _drawing(sizes, edges, paths, rank, centres, tops, height)


def _drawing(
    sizes: Mapping[str, Size],
    edges: Sequence[tuple[str, str]],
    paths: Sequence[tuple[str, ...]],
    rank: Mapping[str, int],
    centres: Mapping[str, float],
    tops: Sequence[tuple[float, float]],
    height: float,
) -> Drawing:
    def y(name: str) -> float:
        top, tall = tops[rank[name]]
        return top + tall / 2

    boxes = {name: Box(centres[name], y(name), size.width, size.height) for name, size in sizes.items()}
    lines = []
    for (begin, _), path in zip(edges, paths, strict=True):
        first, last = boxes[path[0]], boxes[path[-1]]
        points: list[Point] = [(first.x, first.y + first.height / 2)]
        for name in path[1:-1]:
            top, tall = tops[rank[name]]
            points += [(centres[name], top), (centres[name], top + tall)]
        points.append((last.x, last.y - last.height / 2))
        lines.append(tuple(points if begin == path[0] else points[::-1]))
    width = max(box.x + box.width / 2 for box in boxes.values())
    widest = max([width, *(x for line in lines for x, _ in line)])
    return Drawing(widest + _MARGIN, height, boxes, tuple(lines))


def _backs(sizes: Mapping[str, Size], edges: Sequence[tuple[str, str]]) -> list[bool]:
    """For each edge whether it leads back to where a walk from the start is coming from."""
    leaving: dict[str, list[int]] = defaultdict(list)
    for number, (begin, _) in enumerate(edges):
        leaving[begin].append(number)
    backs = [False] * len(edges)
    state: dict[str, str] = {}
    for start in sizes:
        if start in state:
            continue
        state[start] = "open"
        walk = [(start, iter(leaving[start]))]
        while walk:
            name, rest = walk[-1]
            following = next(rest, None)
            if following is None:
                state[name] = "done"
                walk.pop()
                continue
            to = edges[following][1]
            if state.get(to) == "open":
                backs[following] = True
            elif to not in state:
                state[to] = "open"
                walk.append((to, iter(leaving[to])))
    return backs


def _ranks(sizes: Iterable[str], edges: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The row of each box: one below the lowest that leads to it."""
    entering: dict[str, int] = dict.fromkeys(sizes, 0)
    leaving: dict[str, list[str]] = defaultdict(list)
    for begin, end in edges:
        entering[end] += 1
        leaving[begin].append(end)
    rank = dict.fromkeys(entering, 0)
    ready = [name for name, count in entering.items() if not count]
    for name in ready:
        for to in leaving[name]:
            rank[to] = max(rank[to], rank[name] + 1)
            entering[to] -= 1
            if not entering[to]:
                ready.append(to)
    return rank


def _beside(paths: Sequence[tuple[str, ...]]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What each box is joined to in the row above, and in the row below."""
    above: dict[str, list[str]] = defaultdict(list)
    below: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        for upper, lower in pairwise(path):
            below[upper].append(lower)
            above[lower].append(upper)
    return above, below


_Beside = tuple[Mapping[str, list[str]], Mapping[str, list[str]]]


def _ordered(rank: Mapping[str, int], beside: _Beside) -> list[list[str]]:
    """The rows, each ordered so that few lines cross: by the mean place of what a box is joined to, up and down."""
    rows: list[list[str]] = [[] for _ in range(max(rank.values()) + 1)]
    for name, number in rank.items():
        rows[number].append(name)
    for sweep in range(_SWEEPS):
        joined = beside[sweep % 2]
        order = rows if sweep % 2 == 0 else rows[::-1]
        for fixed, row in pairwise(order):
            place = {name: index for index, name in enumerate(fixed)}
            now = {name: float(index) for index, name in enumerate(row)}
            row.sort(key=lambda name: _mean([place[e] for e in joined.get(name, ()) if e in place], now[name]))
    return rows


def _centres(rows: Sequence[Sequence[str]], widths: Mapping[str, float], beside: _Beside) -> dict[str, float]:
    """Where each box stands in its row: near the middle of what it is joined to, never closer than the gap."""
    centres: dict[str, float] = {}
    for row in rows:
        _settle(row, [0.0] * len(row), widths, centres)
    for sweep in range(_SWEEPS):
        joined = beside[sweep % 2]
        for row in rows if sweep % 2 == 0 else rows[::-1]:
            wished = [_mean([centres[e] for e in joined.get(name, ())], centres[name]) for name in row]
            _settle(row, wished, widths, centres)
    left = min(centres[name] - widths[name] / 2 for row in rows for name in row)
    return {name: centre - left + _MARGIN for name, centre in centres.items()}


def _settle(
    row: Sequence[str], wished: Sequence[float], widths: Mapping[str, float], centres: dict[str, float]
) -> None:
    """Put boxes as near to where they wish as they can be without overlapping: least squares, by pooling neighbours."""
    least = 0.0  # the centre of a box when all to the left of it stand as close as they may
    blocks: list[list[float]] = []  # boxes that touch, each as its wish less its least
    leasts: list[float] = []
    for index, (name, wish) in enumerate(zip(row, wished, strict=True)):
        if index:
            least += (widths[row[index - 1]] + widths[name]) / 2 + _GAP
        leasts.append(least)
        blocks.append([wish - least])
        while len(blocks) > 1 and _mean(blocks[-2], 0.0) > _mean(blocks[-1], 0.0):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    moved = [_mean(block, 0.0) for block in blocks for _ in block]
    centres |= {name: least + by for name, least, by in zip(row, leasts, moved, strict=True)}


def _tops(
    rows: Sequence[Sequence[str]], sizes: Mapping[str, Size], gap: float
) -> tuple[list[tuple[float, float]], float]:
    """Each row's top and height, and where the last one ends."""
    tops = []
    top = _MARGIN
    for row in rows:
        height = max((sizes[name].height for name in row if name in sizes), default=0.0)
        tops.append((top, height))
        top += height + gap
    return tops, top - gap + _MARGIN


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
