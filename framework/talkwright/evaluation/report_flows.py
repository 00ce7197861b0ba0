"""Flows drawn from the program: what conversations reached is green, what they did not is red and dashed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

import msgspec

from talkwright.errors import Place
from talkwright.evaluation.coverage import Coverage, FlowCoverage, Missed
from talkwright.evaluation.drawing import Box, Drawing, Point, Size, draw
from talkwright.evaluation.report import Section, anchor, el, fold, share, table
from talkwright.flows.kinds import AnyStep
from talkwright.flows.program import Program, Routine
from talkwright.flows.step import END

_LONGEST = 30
_LETTER, _SMALL_LETTER = 6.6, 5.7  # about as wide as a letter is
_TIP = 4.0
_LARGE = 600  # pixels: wider than a telephone shows


class _Shape(msgspec.Struct, frozen=True):
    """A box of the drawing: a step, the condition of a branch, or an end."""

    kind: str
    words: tuple[str, ...]
    missed: bool
    full: str = ""

    @property
    def size(self) -> Size:
        widest = max(len(self.words[0]) * _LETTER, *(len(word) * _SMALL_LETTER for word in self.words), 20.0)
        return Size(widest + 16, {"step": 40.0, "label": 18.0, "end": 20.0}[self.kind])


def flow_section(program: Program, coverage: Coverage) -> Section:
    """A table of all flows, then each flow drawn, those with something missed open."""
    whole = table(
        ["Flow", "#Steps", "#Branches"],
        [_row(flow) for flow in coverage.flows],
        "How much of each flow was reached",
    )
    legend = el(
        "p", "Green is what conversations reached, ", el("span", "red and dashed", class_="bad"), " what they did not."
    )
    return "Flows", [whole, legend, *(_flow(program.routines[flow.flow], flow) for flow in coverage.flows)]


def _row(flow: FlowCoverage) -> list[ET.Element | str]:
    return [
        el("a", flow.flow, href=f"#{_id(flow)}"),
        share(flow.reached / flow.steps if flow.steps else 1.0, f"{flow.reached} of {flow.steps}"),
        f"{flow.taken} of {flow.branches}" if flow.branches else "",
    ]


def _id(flow: FlowCoverage) -> str:
    return f"flow-{anchor(flow.flow)}"


def _flow(routine: Routine, coverage: FlowCoverage) -> ET.Element:
    complete = not coverage.missed_steps and not coverage.missed_branches
    words = f"{coverage.reached} of {coverage.steps} steps"
    words += f", {coverage.taken} of {coverage.branches} branches" if coverage.branches else ""
    summary = el("span", _mark(complete), coverage.flow, el("span", words, class_="count"))
    missed = [
        el("li", f"{what} {each} ", el("span", str(each.place), class_="place"))
        for what, found in (("never reached:", coverage.missed_steps), ("never taken:", coverage.missed_branches))
        for each in found
    ]
    drawn = el(
        "div",
        flow_svg(routine, coverage),
        class_="drawn",
        id=_id(coverage),
        tabindex="0",
        role="region",
        aria_label=coverage.flow,
    )
    return fold(summary, drawn, *([el("ul", *missed, class_="missed-steps")] if missed else []), is_open=not complete)


def _mark(good: bool) -> ET.Element:
    return el("span", "✓" if good else "✗", class_=f"mark {'good' if good else 'bad'}")


def flow_svg(routine: Routine, coverage: FlowCoverage) -> ET.Element:
    """The drawing of one flow."""
    shapes, edges = _shapes(routine, coverage)
    drawing = draw({name: shape.size for name, shape in shapes.items()}, edges)
    said = f"Flow {coverage.flow}: {coverage.reached} of {coverage.steps} steps were reached"
    return el(
        "svg",
        el("title", said),
        *(
            _line(points, shapes[end].missed or shapes[begin].missed, shapes[end].kind != "label")
            for (begin, end), points in zip(edges, drawing.lines, strict=True)
        ),
        *(_box(shape, drawing.boxes[name]) for name, shape in shapes.items()),
        role="img",
        aria_label=said,
        **_canvas(drawing),
    )


def _canvas(drawing: Drawing) -> dict[str, object]:
    width, height = round(drawing.width), round(drawing.height)
    size = {"width": width, "height": height, "viewBox": f"0 0 {width} {height}"}
    return {**size, "class_": "large"} if width > _LARGE else size


def _shapes(routine: Routine, coverage: FlowCoverage) -> tuple[dict[str, _Shape], list[tuple[str, str]]]:
    """The boxes, the start first, and which lead to which. A branch leads to its condition, and that to the step."""
    missed_steps = {each.step for each in coverage.missed_steps}
    shapes: dict[str, _Shape] = {}
    edges: list[tuple[str, str]] = []
    start = routine.stops.get(routine.start)
    stops = [*([start] if start else []), *(stop for stop in routine.stops.values() if stop is not start)]
    for stop in stops:
        shapes[stop.step.id] = _step(stop.step, stop.step.id in missed_steps)
    for stop in stops:
        step = stop.step
        exits = [(exit.when, exit.to, exit.place) for exit in step.exits]
        if not exits and step.leads_to() is None:
            exits = [(None, END, step.place)]
        for number, (when, to, place) in enumerate(exits):
            name = f"{step.id}\0{number}"
            unreached = step.id in missed_steps
            missed = unreached or _is_missed(coverage.missed_branches, step.id, to, place)
            end = to if to != END else f"{name}\0END"
            if to == END:
                shapes[end] = _Shape("end", ("end",), missed)
            if len(exits) > 1 or when is not None or end == step.id:
                words = "else" if when is None else when
                shapes[name] = _Shape("label", (_short(words.replace("slots.", "")),), missed, words)
                edges += [(step.id, name), (name, end)]
            else:
                edges.append((step.id, end))
    return shapes, edges


def _is_missed(missed: Sequence[Missed], step: str, to: str, place: Place) -> bool:
    return any((each.step, each.to, each.place) == (step, to, place) for each in missed)


def _step(step: AnyStep, missed: bool) -> _Shape:
    """What it does and its kind; above that its id, when an author chose one."""
    leads = step.leads_to()
    about = ", ".join(step.fills() or step.runs() or ((leads,) if leads else ())) or step.KEY
    kind = step.KEY if about != step.KEY else ""
    words = (about, kind) if step.id.startswith(step.KEY) else (step.id, f"{kind} {about}".strip())
    return _Shape("step", tuple(map(_short, words)), missed, f"{step.id}: {step.KEY} {about} ({step.place})")


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def _box(shape: _Shape, box: Box) -> ET.Element:
    first, *rest = shape.words
    middle = box.y + 4 if not rest else box.y - 3
    texts = [el("text", first, x=_n(box.x), y=_n(middle), text_anchor="middle")]
    texts += [el("text", each, x=_n(box.x), y=_n(box.y + 13), text_anchor="middle", class_="small") for each in rest]
    rect = el(
        "rect",
        x=_n(box.x - box.width / 2),
        y=_n(box.y - box.height / 2),
        width=_n(box.width),
        height=_n(box.height),
        rx=10 if shape.kind == "end" else 6,
    )
    state = "missed" if shape.missed else "reached"
    title = [el("title", shape.full)] if shape.full else []
    return el("g", *title, rect, *texts, class_=state if shape.kind != "label" else f"label {state}")


def _line(points: Sequence[Point], missed: bool, has_tip: bool) -> ET.Element:
    """A curve through the points, up and down at each, with a tip at the end when it ends at a box."""
    x, y = points[0]
    path = [f"M{_n(x)} {_n(y)}"]
    for left, right in points[1:]:
        half = (y + right) / 2
        path.append(f"C{_n(x)} {_n(half)} {_n(left)} {_n(half)} {_n(left)} {_n(right)}")
        x, y = left, right
    way = el("path", d=" ".join(path), class_="untaken" if missed else "way")
    if not has_tip:
        return way
    back = y - 2 * _TIP if len(points) < 2 or points[-2][1] <= y else y + 2 * _TIP
    tip = f"M{_n(x)} {_n(y)}L{_n(x - _TIP)} {_n(back)}L{_n(x + _TIP)} {_n(back)}Z"
    return el("g", way, el("path", d=tip, class_=f"tip {'untaken' if missed else ''}".strip()))


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
