"""Stories and rules drawn for people: stories as one graph, rules as a line each. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from talkwright.evaluation.report import Figure, Section, el, fold, table
from talkwright.evaluation.report_flows import plain_flow_svg
from talkwright.evaluation.shapes import Shape, short, svg
from talkwright.evaluation.story_graph import Graph, Spot, graph_of, words_of
from talkwright.flows.patterns import FILE
from talkwright.flows.program import Program
from talkwright.project.stories import Story, StoryStep

_STEP = 36  # letters of a step that a row of a table shows


def story_sections(stories: Sequence[Story], program: Program, history: int) -> tuple[list[Figure], list[Section]]:
    """The figures at the top, and a section for stories, rules and flows, as far as there are some."""
    told = [story for story in stories if not story.is_rule]
    rules = [story for story in stories if story.is_rule]
    flows = [routine for routine in program.routines.values() if routine.flow.place.file != FILE]
    figures: list[Figure] = []
    sections: list[Section] = []
    if told:
        figures.append(Figure("stories", str(len(told)), "Stories"))
        sections.append(("Stories", [_legend(), _drawn(graph_of(told, history)), _where(told)]))
    if rules:
        figures.append(Figure("rules", str(len(rules)), "Rules"))
        sections.append(("Rules", [table(["Rule", "When", "Then"], map(_rule, rules))]))
    if flows:
        figures.append(Figure("flows", str(len(flows)), "Flows"))
        drawn = (fold(each.flow.id, _frame(plain_flow_svg(each), each.flow.id)) for each in flows)
        sections.append(("Flows", [*drawn]))
    return figures, sections


def _legend() -> ET.Element:
    words = "Blue is what users say, grey what the assistant does; rounded is what has come to be known, "
    return el("p", words, "a form, or a checkpoint. Point at a box to see its stories.")


def _drawn(graph: Graph) -> ET.Element:
    shapes = {name: _shape(spot, graph.stories.get(name, ())) for name, spot in graph.spots.items()}
    said = f"The graph of the stories: {len(graph.spots) - 1} steps"
    return _frame(svg(shapes, graph.lines, said, "plain"), said)


def _frame(drawing: ET.Element, said: str) -> ET.Element:
    return el("div", drawing, class_="drawn", tabindex="0", role="region", aria_label=said)


def _shape(spot: Spot, stories: Sequence[str]) -> Shape:
    full = f"{spot.words}: {', '.join(stories)}" if stories else spot.words
    kind = "step" if spot.kind in ("says", "does") else "end"
    words = (short(spot.words),) if kind == "end" else (short(spot.words), _WHO[spot.kind])
    return Shape(kind, words, full=full, style=spot.kind)


_WHO = {"says": "user", "does": "assistant"}


def _where(stories: Sequence[Story]) -> ET.Element:
    rows = [(story.name, str(len(story.steps)), el("span", str(story.place), class_="place")) for story in stories]
    return fold("Where they are written", table(["Story", "#Steps", "Place"], rows))


def _rule(rule: Story) -> tuple[ET.Element, str, ET.Element]:
    when = ["at the beginning"] if rule.at_start else []
    when += [words_of(step) for step in rule.condition]
    name = el("span", rule.name, el("span", str(rule.place), class_="place"))
    return name, ", ".join(when), el("span", *_chain(rule))


def _chain(rule: Story) -> Iterator[ET.Element | str]:
    for number, step in enumerate(rule.steps):
        if number:
            yield " → "
        yield el("code", _brief(step))
    if not rule.waits:
        yield " → …"


def _brief(step: StoryStep) -> str:
    words = words_of(step)
    return words if len(words) <= _STEP else f"{words[: _STEP - 1]}…"
