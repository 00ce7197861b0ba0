"""Stories as one graph: where they begin alike they are one path, and where they come together they are one again.

A spot of the graph is a step with the steps before it, as far as the history goes; a checkpoint is one spot for all
stories that pass it. Pure: how it looks is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from talkwright.project.stories import Does, Either, Knows, Loops, Passes, Says, Story, StoryStep

START = "start"
HISTORY = 2


class Spot(msgspec.Struct, frozen=True):
    """A step in the graph. ``kind`` is start, says, does, knows, loops or passes."""

    kind: str
    words: str


class Graph(msgspec.Struct, frozen=True):
    """Spots by name, the start first, the lines between them, each once, and the stories that pass each spot."""

    spots: dict[str, Spot]
    lines: tuple[tuple[str, str], ...]
    stories: dict[str, tuple[str, ...]]


def graph_of(stories: Iterable[Story], history: int = HISTORY) -> Graph:
    """All ``stories`` as one graph; steps are the same when the ``history`` last ones before each are."""
    spots: dict[str, Spot] = {START: Spot("start", START)}
    lines: dict[tuple[str, str], None] = {}
    passing: dict[str, dict[str, None]] = {}
    for story in stories:
        at = START
        before: tuple[str, ...] = (START,)
        for step in story.steps:
            spot = Spot(_KINDS[type(step)], words_of(step))
            if isinstance(step, Passes):
                before = ()
            before = (*before, f"{spot.kind} {spot.words}")[-history - 1 :]
            name = "\0".join(before)
            if name != at and not (at == START and spot.kind == "passes"):  # that is entered from other stories
                lines[at, name] = None
            spots[name] = spot
            passing.setdefault(name, {})[story.name] = None
            at = name
    entered = {end for _, end in lines}
    first = [name for name, spot in spots.items() if spot.kind == "passes" and name not in entered]
    lines |= {(START, name): None for name in first}
    return Graph(spots, tuple(lines), {name: tuple(names) for name, names in passing.items()})


def words_of(step: StoryStep) -> str:
    """A step in a few words."""
    if isinstance(step, Says):
        named = (f"{each.entity}={each.value}" if each.value else each.entity for each in step.entities)
        return f"{step.intent or repr(step.text)}{_listed(tuple(named))}"
    if isinstance(step, Does):
        return repr(step.action) if step.is_text else step.action
    if isinstance(step, Knows):
        return ", ".join(f"{name} = {value}" if name in step.valued else name for name, value in step.slots)
    if isinstance(step, Loops):
        return f"{step.form} begins" if step.form else "the form ends"
    if isinstance(step, Passes):
        return step.checkpoint
    return " or ".join(map(words_of, step.choices))


def _listed(words: Sequence[str]) -> str:
    return f" ({', '.join(words)})" if words else ""


_KINDS: dict[type[StoryStep], str] = {
    Says: "says",
    Does: "does",
    Knows: "knows",
    Loops: "loops",
    Passes: "passes",
    Either: "says",
}
