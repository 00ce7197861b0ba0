"""Configurations side by side, in the report: scores, differences and learning curves. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import floor
from statistics import mean, stdev
from xml.etree import ElementTree as ET

from talkwright.evaluation.comparison import Comparison, Pair, Trial
from talkwright.evaluation.report import Figure, Section, el, share, table

_WIDTH, _HEIGHT = 700, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 150, 14, 40
_COLOURS = 6  # classes of report.css
_STEPS, _LINES = (0.01, 0.02, 0.05, 0.1, 0.2), 6  # between lines of the grid, and how many of these are enough
_GAP = 16  # between names of curves


Scale = Callable[[float], float]


def comparison_figures(found: Comparison) -> list[Figure]:
    """How well each configuration does, the best first."""
    first, does = found.percentages[0], "understood" if found.learnt == "examples" else "right"
    ranked = sorted(found.configs, key=lambda name: -_accuracy(found.of(name, first)))
    return [
        Figure(f"{does} with {name}", f"{100 * _accuracy(found.of(name, first)):.1f} %", "Configurations")
        for name in ranked[:4]
    ]


def comparison_sections(found: Comparison) -> list[Section]:
    """The sections of the report."""
    sections: list[Section] = [("Configurations", _configurations(found))]
    if found.pairs:
        sections.append(("Differences", _differences(found.pairs, found.asked)))
    if len(found.percentages) > 1:
        sections.append(("Learning curves", _curves(found)))
    return sections


def _configurations(found: Comparison) -> list[ET.Element]:
    runs = len(found.of(found.configs[0], found.percentages[0]))
    of_nlu = found.learnt == "examples"
    another = "asking another fifth" if of_nlu else "learning other stories"
    how = f"{found.folds}-fold cross-validation" if found.folds else f"{runs} runs, each {another}"
    rows: list[list[ET.Element | str]] = []
    for excluded in found.percentages:
        for name in sorted(found.configs, key=lambda name: -_accuracy(found.of(name, excluded))):
            mine = found.of(name, excluded)
            accuracy = _accuracy(mine)
            spread = f" ± {stdev(each.accuracy for each in mine):.3f}" if len(mine) > 1 else ""
            entities = [each.entity_f1 for each in mine if each.entity_f1 is not None]
            rows.append(
                [
                    name,
                    f"{mean(each.size for each in mine):.0f}",
                    share(accuracy, f"{accuracy:.3f}{spread}"),
                    *([f"{mean(each.f1 or 0.0 for each in mine):.3f}"] if of_nlu else []),
                    *([f"{mean(entities):.3f}" if entities else ""] if of_nlu else []),
                ]
            )
    heads = ["Configuration", f"#{found.learnt.capitalize()}", "#Accuracy"]
    heads += ["#F1 weighted", "#Entity F1"] if of_nlu else []
    return [el("p", f"By {how}; the best first.", class_="quiet"), table(heads, rows, "Configurations")]


def _differences(pairs: Sequence[Pair], asked: str) -> list[ET.Element]:
    heads = [
        "Compared",
        f"#{asked.capitalize()}",
        "#Only the first right",
        "#Only the second",
        "#Difference",
        "#95 %",
        "#p",
        "Verdict",
    ]
    rows: list[list[ET.Element | str]] = []
    for pair in pairs:
        found = pair.paired
        better = pair.other if found.difference > 0 else pair.one
        verdict = f"{better} is better" if found.is_significant else "it may be luck"
        rows.append(
            [
                f"{pair.one}, {pair.other}",
                str(found.count),
                str(found.one_only),
                str(found.other_only),
                f"{found.difference:+.3f}",
                f"{found.low:+.3f} to {found.high:+.3f}",
                "< 0.0001" if found.p < 0.0001 else f"{found.p:.4f}",
                el("span", verdict, class_="good" if found.is_significant else "quiet"),
            ]
        )
    told = (
        f"Both were asked the same {asked}. p is McNemar's exact test: how likely so great a difference would be "
        f"between two that are equally good. Below 0.05 it is hardly luck. The interval is a bootstrap over {asked}."
    )
    return [el("p", told, class_="quiet"), table(heads, rows, "Differences")]


def _curves(found: Comparison) -> list[ET.Element]:
    """The accuracy by how much was learnt. A curve that still rises asks for more."""
    points = {name: _points(found, name) for name in found.configs}
    sizes = sorted({size for line in points.values() for size, _ in line})
    values = [value for line in points.values() for _, value in line]
    step = next((step for step in _STEPS if (max(values) - min(values)) / step < _LINES), _STEPS[-1])
    low, high = step * floor(min(values) / step), min(1.0, step * (floor(max(values) / step) + 1))

    def x(size: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (size - sizes[0]) / max(1e-9, sizes[-1] - sizes[0])

    def y(value: float) -> float:
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (high - value) / max(1e-9, high - low)

    marks = _grid(low, high, step, sizes, found.learnt, x, y)
    names = _apart([(y(line[-1][1]), name) for name, line in points.items()])
    for number, (name, line) in enumerate(points.items()):
        style = f"curve curve-{number % _COLOURS}"
        path = "M" + "L".join(f"{x(size):.1f} {y(value):.1f}" for size, value in line)
        marks.append(el("path", d=path, class_=style))
        marks += [
            el(
                "circle",
                el("title", f"{name}: {value:.3f} with {size:.0f} {found.learnt}"),
                cx=f"{x(size):.1f}",
                cy=f"{y(value):.1f}",
                r=3.5,
                class_=style,
            )
            for size, value in line
        ]
        marks.append(el("text", name, x=_WIDTH - _RIGHT + 12, y=f"{names[name] + 4:.1f}", class_=style))
    said = f"Accuracy by number of {found.learnt}, of {', '.join(points)}"
    svg = el("svg", el("title", said), *marks, role="img", aria_label=said, viewBox=f"0 0 {_WIDTH} {_HEIGHT}")
    told = (
        f"The share of {found.asked} that were right, by how many {found.learnt} were learnt. Where a curve still "
        f"rises, more {found.learnt} help; where it is flat, others do: see what is confused."
    )
    return [
        el("p", told, class_="quiet"),
        el("div", svg, class_="histogram", tabindex="0", role="region", aria_label="Learning curves"),
    ]


def _points(found: Comparison, name: str) -> list[tuple[float, float]]:
    trials = [found.of(name, excluded) for excluded in found.percentages]
    return sorted((mean(each.size for each in mine), _accuracy(mine)) for mine in trials)


def _grid(
    low: float, high: float, step: float, sizes: Sequence[float], learnt: str, x: Scale, y: Scale
) -> list[ET.Element]:
    marks: list[ET.Element] = []
    for line in range(round((high - low) / step) + 1):
        value = low + line * step
        marks.append(el("path", d=f"M{_LEFT} {y(value):.1f}H{_WIDTH - _RIGHT}", class_="grid"))
        words = f"{value:.2f}"
        marks.append(el("text", words, x=_LEFT - 8, y=f"{y(value) + 4:.1f}", text_anchor="end", class_="small"))
    for size in sizes:
        place = f"{x(size):.1f}"
        marks.append(el("text", f"{size:.0f}", x=place, y=_HEIGHT - _BOTTOM + 18, text_anchor="middle", class_="small"))
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    marks.append(el("text", f"{learnt} learnt", x=middle, y=_HEIGHT - 4, text_anchor="middle", class_="small"))
    return marks


def _apart(places: Sequence[tuple[float, str]]) -> dict[str, float]:
    """Where names stand beside their curves, none on another."""
    found: dict[str, float] = {}
    lowest = float("-inf")
    for place, name in sorted(places):
        lowest = found[name] = max(place, lowest + _GAP)
    return found


def _accuracy(trials: Sequence[Trial]) -> float:
    return mean(each.accuracy for each in trials)
