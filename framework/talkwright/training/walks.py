"""Stories and rules -> walks: every way through them, event by event, as a conversation would have gone.

``or`` makes a walk of each choice, and checkpoints join stories. What their steps come to is told by ``story_events``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from talkwright.conversation import events as ev
from talkwright.conversation.events import Event
from talkwright.errors import Place, Problems
from talkwright.project.domain import Domain
from talkwright.project.stories import Does, Either, Passes, Says, Story, StoryStep
from talkwright.training.story_events import barred, ended, events_of

SNIPPET = "..."
"""The action that stands for anything that may have been before a rule, or may come after it."""

MOST_WALKS = 500  # that one story may come to through checkpoints and alternatives


class Walk(msgspec.Struct, frozen=True):
    """One way through a story, or a rule. ``opens``: it begins with an action, which nothing foretells."""

    name: str
    place: Place
    is_rule: bool
    events: tuple[Event, ...]
    opens: bool = False


class _Piece(msgspec.Struct, frozen=True):
    """Steps between checkpoints. It begins at any of ``after`` (none: at the start) and leads to ``before``."""

    story: Story
    after: tuple[Passes, ...]
    steps: tuple[StoryStep, ...]
    before: tuple[Passes, ...] = ()


def walks_of(stories: Sequence[Story], domain: Domain, problems: Problems) -> tuple[Walk, ...]:
    """All ways through ``stories``, which may share checkpoints, and through rules."""
    pieces = [piece for story in stories if not story.is_rule for piece in _pieces(story)]
    _check_checkpoints(pieces, problems)
    found: list[Walk] = []
    for piece in pieces:
        if not piece.after:
            found += _walks(piece, pieces, domain, problems)
    for rule in stories:
        if rule.is_rule:
            found += (_rule_walk(rule, steps, domain) for steps in _alternatives(rule.steps))
    return tuple(found)


# -- checkpoints ----------------------------------------------------------------------------------------------------


def _pieces(story: Story) -> Iterator[_Piece]:
    after: tuple[Passes, ...] = ()
    steps: list[StoryStep] = []
    met: tuple[Passes, ...] = ()
    for step in story.steps:
        if isinstance(step, Passes):
            if steps:
                met = (*met, step)
            else:
                after = (*after, step)
            continue
        if met:
            yield _Piece(story, after, tuple(steps), met)
            after, steps, met = met, [], ()
        steps.append(step)
    if steps:
        yield _Piece(story, after, tuple(steps), met)


def _check_checkpoints(pieces: Sequence[_Piece], problems: Problems) -> None:
    begun = {each.checkpoint for piece in pieces for each in piece.after}
    ended = {each.checkpoint for piece in pieces for each in piece.before}
    for piece in pieces:
        for each in piece.after:
            if each.checkpoint not in ended:
                message = (
                    f"No story leads to the checkpoint '{each.checkpoint}', so nothing of what follows is learned."
                )
                hint = "End another story with this checkpoint, or take it out."
                problems.warning("story/unknown-checkpoint", message, each.place, hint)
        for each in piece.before:
            if each.checkpoint not in begun:
                message = f"No story begins at the checkpoint '{each.checkpoint}', so this one leads nowhere."
                hint = "Begin another story with this checkpoint, or take it out."
                problems.warning("story/unknown-checkpoint", message, each.place, hint)


def _walks(start: _Piece, pieces: Sequence[_Piece], domain: Domain, problems: Problems) -> list[Walk]:
    """Every way that begins with ``start``."""
    found: list[Walk] = []
    for path in _paths((start,), pieces):
        for events in _told(path, domain):
            if len(found) == MOST_WALKS:
                message = f"This story comes to more than {MOST_WALKS} ways; the others are not learned."
                hint = "Write fewer checkpoints or 'or'."
                problems.warning("story/too-many-ways", message, start.story.place, hint)
                return found
            opens = isinstance(_first(start.steps), Does)
            found.append(Walk(path[-1].story.name, path[-1].story.place, False, events, opens))
    return found


def _first(steps: Sequence[StoryStep]) -> StoryStep | None:
    """The first step in which somebody speaks or acts."""
    return next((step for step in steps if isinstance(step, (Says, Does, Either))), None)


def _paths(path: tuple[_Piece, ...], pieces: Sequence[_Piece]) -> Iterator[tuple[_Piece, ...]]:
    """The ways on from a piece, none through the same piece twice. One that leads nowhere is not learned."""
    if not path[-1].before:
        yield path
        return
    names = {each.checkpoint for each in path[-1].before}
    for piece in pieces:
        if piece not in path and any(each.checkpoint in names for each in piece.after):
            yield from _paths((*path, piece), pieces)


def _told(path: Sequence[_Piece], domain: Domain) -> Iterator[tuple[Event, ...]]:
    """The events of all ways through the pieces, where the slots let them pass."""
    found: list[tuple[Event, ...]] = [()]
    for number, piece in enumerate(path):
        entered = [each for each in piece.after if number and each.checkpoint in _names(path[number - 1])]
        found = [
            (*events, *events_of(steps, domain, events))
            for events in found
            if not entered or any(_passes(each, events, domain) for each in entered)
            for steps in _alternatives(piece.steps)
        ]
    for events in found:
        yield ended(events)


def _names(piece: _Piece) -> set[str]:
    return {each.checkpoint for each in piece.before}


def _passes(checkpoint: Passes, events: Sequence[Event], domain: Domain) -> bool:
    values = domain.schema.initial() | {event.name: event.value for event in events if isinstance(event, ev.SlotSet)}
    return all(values.get(name) == value for name, value in checkpoint.slots)


def _alternatives(steps: Sequence[StoryStep]) -> Iterator[tuple[StoryStep, ...]]:
    """The steps with each ``or`` replaced by one of what it names."""
    for index, step in enumerate(steps):
        if isinstance(step, Either):
            rests = list(_alternatives(steps[index + 1 :]))
            for choice in step.choices:
                for rest in rests:
                    yield (*steps[:index], choice, *rest)
            return
    yield tuple(steps)


def _rule_walk(rule: Story, steps: Sequence[StoryStep], domain: Domain) -> Walk:
    snippet = (ev.ActionExecuted(name=SNIPPET),)
    conditions = tuple(events_of(rule.condition, domain, ()))
    opening = () if rule.at_start else snippet
    events = (*conditions, *opening)
    events = (*events, *events_of(steps, domain, events), *(() if rule.waits else snippet))
    wanted = tuple(map(barred, ended(events)))
    opens = not rule.at_start or isinstance(_first(steps), Does)
    return Walk(rule.name, rule.place, True, wanted, opens)
