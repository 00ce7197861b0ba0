"""Flows drawn from the program: what conversations reached is green, what they did not is red and dashed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from talkwright.errors import Place
from talkwright.evaluation.coverage import Coverage, FlowCoverage, Missed
from talkwright.evaluation.report import Section, anchor, el, fold, share, table
from talkwright.evaluation.shapes import Shape, short, svg
from talkwright.flows.kinds import AnyStep
from talkwright.flows.program import Program, Routine
from talkwright.flows.step import END


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
    """The drawing of one flow with what was reached of it."""
    said = f"Flow {coverage.flow}: {coverage.reached} of {coverage.steps} steps were reached"
    return svg(*_shapes(routine, coverage), said)


def plain_flow_svg(routine: Routine) -> ET.Element:
    """The drawing of one flow, whatever was reached."""
    return svg(*_shapes(routine, FlowCoverage(routine.flow.id, 0, 0, 0, 0)), f"Flow {routine.flow.id}", "plain")


def _shapes(routine: Routine, coverage: FlowCoverage) -> tuple[dict[str, Shape], list[tuple[str, str]]]:
    """The boxes, the start first, and which lead to which. A branch leads to its condition, and that to the step."""
    missed_steps = {each.step for each in coverage.missed_steps}
    shapes: dict[str, Shape] = {}
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
                shapes[end] = Shape("end", ("end",), missed)
            if len(exits) > 1 or when is not None or end == step.id:
                words = "else" if when is None else when
                shapes[name] = Shape("label", (short(words.replace("slots.", "")),), missed, words)
                edges += [(step.id, name), (name, end)]
            else:
                edges.append((step.id, end))
    return shapes, edges


def _is_missed(missed: Sequence[Missed], step: str, to: str, place: Place) -> bool:
    return any((each.step, each.to, each.place) == (step, to, place) for each in missed)


def _step(step: AnyStep, missed: bool) -> Shape:
    """What it does and its kind; above that its id, when an author chose one."""
    leads = step.leads_to()
    about = ", ".join(step.fills() or step.runs() or ((leads,) if leads else ())) or step.KEY
    kind = step.KEY if about != step.KEY else ""
    words = (about, kind) if step.id.startswith(step.KEY) else (step.id, f"{kind} {about}".strip())
    return Shape("step", tuple(map(short, words)), missed, f"{step.id}: {step.KEY} {about} ({step.place})")
