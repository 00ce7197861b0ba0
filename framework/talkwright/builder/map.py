"""The map of a project: its flows with what calls and what goes over to what, and the stories, rules and forms of bots
of that kind, each as a graph that a canvas can draw.

Stories are one graph, as ``talkwright visualize`` draws it, with the same layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from talkwright.errors import Place, Problems
from talkwright.evaluation.drawing import Point, draw
from talkwright.evaluation.shapes import Shape, short
from talkwright.evaluation.story_graph import graph_of, words_of
from talkwright.flows.flow import Flow
from talkwright.flows.nodes.call import Call
from talkwright.flows.read import read_flows
from talkwright.flows.step import Step
from talkwright.project.open import Project
from talkwright.project.stories import Does, Loops, Story, read_stories


class FlowNode(msgspec.Struct, frozen=True):
    """A flow. ``triggers`` are the intents that start it; ``pattern``: the engine starts it."""

    id: str
    name: str
    pattern: bool
    triggers: tuple[str, ...]
    file: str
    line: int


class FlowEdge(msgspec.Struct, frozen=True, rename={"begin": "from"}):
    """``call`` comes back, ``link`` does not. ``steps`` are those of ``from`` that lead there."""

    begin: str
    to: str
    kind: str
    steps: tuple[str, ...]


class RuleStep(msgspec.Struct, frozen=True):
    """``kind``: says, does, knows, loops or passes."""

    kind: str
    words: str


class RuleShown(msgspec.Struct, frozen=True):
    """A rule: what has to be so, and what follows. ``start``: only at the beginning of a conversation."""

    name: str
    file: str
    line: int
    start: bool
    condition: tuple[RuleStep, ...]
    steps: tuple[RuleStep, ...]


class Spot(msgspec.Struct, frozen=True):
    """A step of stories, in its place: the centre, width and height of its box. ``stories`` pass it."""

    id: str
    kind: str
    words: str
    x: float
    y: float
    width: float
    height: float
    stories: tuple[str, ...]


class StoryLine(msgspec.Struct, frozen=True, rename={"begin": "from"}):
    """From a spot to one that comes next, through ``points``."""

    begin: str
    to: str
    points: tuple[Point, ...]


class StoryMap(msgspec.Struct, frozen=True):
    """All stories as one graph, whose first spot is the start, and where each is written."""

    width: float
    height: float
    spots: tuple[Spot, ...]
    lines: tuple[StoryLine, ...]
    stories: tuple[RuleShown, ...]


class FormShown(msgspec.Struct, frozen=True):
    """A form with the slots that it asks for, in order, and the rules and stories that begin it."""

    name: str
    slots: tuple[str, ...]
    begun_by: tuple[str, ...]
    file: str
    line: int


class Map(msgspec.Struct, frozen=True):
    """Everything that leads anywhere. ``stories`` is None when there are none."""

    flows: tuple[FlowNode, ...]
    edges: tuple[FlowEdge, ...]
    rules: tuple[RuleShown, ...]
    stories: StoryMap | None
    forms: tuple[FormShown, ...]


def map_of(project: Project) -> Map:
    """The map of ``project``. What cannot be read is not on it."""
    flows = read_flows(project.flows, Problems())
    told = read_stories(project.stories, project.rules, Problems())
    stories = [each for each in told if not each.is_rule]
    return Map(
        flows=tuple(map(_flow, flows)),
        edges=tuple(_edges(flows)),
        rules=tuple(_rule(each) for each in told if each.is_rule),
        stories=_stories(stories) if stories else None,
        forms=tuple(_forms(project, told)),
    )


def _flow(flow: Flow) -> FlowNode:
    triggers = tuple(dict.fromkeys(trigger.intent for trigger in flow.triggers))
    return FlowNode(flow.id, flow.name, flow.is_pattern, triggers, flow.place.file, flow.place.line)


def _edges(flows: Iterable[Flow]) -> Iterator[FlowEdge]:
    for flow in flows:
        leading: dict[tuple[str, str], list[str]] = {}
        for step in flow.steps:
            if (to := step.leads_to()) is not None:
                leading.setdefault((to, _kind(step)), []).append(step.id)
        yield from (FlowEdge(flow.id, to, kind, tuple(steps)) for (to, kind), steps in leading.items())


def _kind(step: Step) -> str:
    return "call" if isinstance(step, Call) else "link"


def _rule(story: Story) -> RuleShown:
    steps, condition = (
        tuple(RuleStep(type(step).__name__.lower(), words_of(step)) for step in steps)
        for steps in (story.steps, story.condition)
    )
    return RuleShown(story.name, story.place.file, story.place.line, story.at_start, condition, steps)


def _stories(stories: list[Story]) -> StoryMap:
    graph = graph_of(stories)
    ids = {name: str(number) for number, name in enumerate(graph.spots)}
    sizes = {name: Shape("step", (short(spot.words),)).size for name, spot in graph.spots.items()}
    drawing = draw(sizes, graph.lines)
    spots = []
    for name, spot in graph.spots.items():
        box = drawing.boxes[name]
        passing = graph.stories.get(name, ())
        spots.append(Spot(ids[name], spot.kind, short(spot.words), box.x, box.y, box.width, box.height, passing))
    lines = (
        StoryLine(ids[begin], ids[end], points) for (begin, end), points in zip(graph.lines, drawing.lines, strict=True)
    )
    return StoryMap(drawing.width, drawing.height, tuple(spots), tuple(lines), tuple(map(_rule, stories)))


def _forms(project: Project, told: Iterable[Story]) -> Iterator[FormShown]:
    begun: dict[str, dict[str, None]] = {}
    for story in told:
        for step in story.steps:
            name = step.action if isinstance(step, Does) else step.form if isinstance(step, Loops) else None
            if name in project.domain.forms:
                begun.setdefault(name, {})[story.name] = None
    for form in project.domain.forms.values():
        place = project.domain.places.get(f"form:{form.name}", Place(""))
        yield FormShown(form.name, form.required_slots, tuple(begun.get(form.name, ())), place.file, place.line)
