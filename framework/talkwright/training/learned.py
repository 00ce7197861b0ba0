"""Lessons -> what is learned of them: a linear model that tells what comes next where no story does.

Lessons of rules are learned too, at half their weight: a rule always holds, but how its action is called tells what
others are for. What was before a rule nobody knows, and the model learns to do without. A story may begin where another
ended, as a conversation seldom ends with a story: that is learned too.

The confidences are softened until they are true on lessons that were held out, of stories that go otherwise than all
that were learned: where a story goes as another one did, memory is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec
import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from talkwright.conversation.features import UNSET
from talkwright.dialogue.actions import ACTIONS
from talkwright.dialogue.moments import Moment, active
from talkwright.dialogue.policies.clues import clues, scene_of
from talkwright.dialogue.policies.learned import Learned, sides
from talkwright.dialogue.policies.likeness import Likeness
from talkwright.project.domain import Domain
from talkwright.training.clue_model import Rows, fit, folds, numbered
from talkwright.training.lessons import Lesson
from talkwright.training.walks import SNIPPET

MOST = 5  # moments that count, unless the configuration says otherwise
_RULE_WEIGHT, _LATER_WEIGHT = 0.5, 0.3
_VALIDATES = "validate_"
_TEMPERATURES = np.geomspace(0.8, 5.0, 25)
_ENOUGH = 300  # lessons that were held out
_USUAL, _DRAWN = 1.5, 4.0  # the temperature where there is little to measure, and how hard it is to move


class _Taught(msgspec.Struct, frozen=True):
    """A lesson, once. ``weight``: how much it counts, 1 for each time that a story tells it; ``stories``: which do."""

    seen: tuple[Moment, ...]
    action: str
    weight: float = 0.0
    stories: frozenset[str] = frozenset()


def learn(told: Sequence[Lesson], ruled: Sequence[Lesson], domain: Domain, most: int | None = None) -> Learned:
    """What the lessons of stories (``told``) and of rules teach. ``most``: how many of the last moments count."""
    if not told:
        return Learned()
    most = most or MOST
    taught = _taught(told, ruled, most)
    actions = _actions(taught, domain)
    names = tuple(dict.fromkeys((*actions, *domain.intents)))
    known, rows = _rows(taught, actions, Likeness(actions, names))
    fitted = fit(rows)
    return Learned(
        actions=actions,
        names=names,
        clues=known,
        weights=fitted.clues.astype("<f4").tobytes(),
        likeness=tuple(round(float(each), 5) for each in fitted.sides),
        temperature=_temperature(rows, taught),
        most=most,
        by_text=any(moment.text for each in taught for moment in each.seen),
    )


def _taught(told: Sequence[Lesson], ruled: Iterable[Lesson], most: int) -> list[_Taught]:
    found: dict[tuple[tuple[Moment, ...], str], _Taught] = {}
    weighed = (
        *((1.0, lesson) for lesson in told),
        *((_LATER_WEIGHT, lesson) for lesson in _later(told, most)),
        *((_RULE_WEIGHT, lesson) for lesson in ruled),
    )
    for weight, lesson in weighed:
        seen = tuple(_seen(lesson.moments))[-most:]
        if seen and lesson.action != SNIPPET:
            known = found.get((seen, lesson.action), _Taught(seen, lesson.action))
            stories = known.stories if lesson.walk.is_rule else known.stories | {lesson.walk.name}
            found[seen, lesson.action] = replace(known, weight=known.weight + weight, stories=stories)
    return list(found.values())


def _later(told: Sequence[Lesson], most: int) -> Iterator[Lesson]:
    """The first lessons of stories, each as if another story had gone before."""
    ends = [one.moments[1:] for one, other in pairwise(told) if one.walk is not other.walk]
    for number, lesson in enumerate(told if ends else ()):
        if len(lesson.moments) <= most:
            yield replace(lesson, moments=(*ends[number % len(ends)], *lesson.moments[1:]))


def _seen(moments: Iterable[Moment]) -> Iterator[Moment]:
    """Moments as a conversation has them: without what stands for anything, and what a rule wants not to be there."""
    for moment in moments:
        if moment.action != SNIPPET:
            slots = tuple(each for each in moment.slots if each[1] != UNSET)
            yield replace(moment, slots=slots, loop=active(moment))


def _actions(taught: Iterable[_Taught], domain: Domain) -> tuple[str, ...]:
    """What may come: what came, and whatever else the bot can say or do of itself.

    The parts of retrieval intents are chosen by NLU, validation by forms, and what every bot can do has its own time.
    """
    own = (*domain.actions, *domain.responses, *domain.forms)
    others = (name for name in own if "/" not in name and name not in ACTIONS and not name.startswith(_VALIDATES))
    return tuple(dict.fromkeys((*(each.action for each in taught), *others)))


def _rows(taught: Sequence[_Taught], actions: Sequence[str], names: Likeness) -> tuple[tuple[str, ...], Rows]:
    """All clues, and the lessons as numbers."""
    columns = {action: column for column, action in enumerate(actions)}
    scenes = [scene_of(each.seen) for each in taught]
    known, matrix = numbered([clues(scene) for scene in scenes])
    alike = np.stack([sides(scene, names, columns) for scene in scenes])
    right = np.array([columns[each.action] for each in taught])
    return known, Rows(matrix, alike, right, np.array([each.weight for each in taught], dtype=np.float32))


def _temperature(rows: Rows, taught: Sequence[_Taught]) -> float:
    """The temperature under which what came in lessons that were held out is likeliest."""
    surprise, measured = _DRAWN * np.log(_TEMPERATURES / _USUAL) ** 2, 0
    for out, scores in folds(rows, [each.stories for each in taught]):
        surprise += _surprise(scores, rows.columns[out])
        measured += len(scores)
        if measured >= _ENOUGH:
            break
    return round(float(_TEMPERATURES[int(np.argmin(surprise))]), 4)


def _surprise(scores: NDArray[np.float64], columns: NDArray[np.intp]) -> NDArray[np.float64]:
    """How surprising what came is under each temperature, in nats."""
    below = scores - scores[np.arange(len(columns)), columns, None]
    highest = below.max(axis=1)
    return np.array(
        [(np.log(np.exp((below - highest[:, None]) / t).sum(axis=1)) + highest / t).sum() for t in _TEMPERATURES]
    )
