"""Lessons -> what is learned of them: a linear model that tells what comes next where no story does.

Lessons of rules are learned too, at half their weight: a rule always holds, but how its action is called tells what
others are for. What was before a rule nobody knows, and the model learns to do without.

The confidences are softened until they are true on lessons that were held out, of stories that go otherwise than all
that were learned: where a story goes as another one did, memory is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from talkwright.conversation.features import UNSET
from talkwright.dialogue.moments import Moment, active
from talkwright.dialogue.policies.clues import clues, scene_of
from talkwright.dialogue.policies.learned import SIDES, Learned, sides
from talkwright.dialogue.policies.likeness import Likeness
from talkwright.nlu.descent import Floats, minimize
from talkwright.project.domain import Domain
from talkwright.training.lessons import Lesson
from talkwright.training.walks import SNIPPET

MOST = 5  # moments that count, unless the configuration says otherwise
RULE_WEIGHT = 0.5
STRENGTH = 30.0  # how much a lesson counts against the penalty on weights; cross-validated
LIKENESS_SCALE = 8.0  # likeness is penalised less than a clue: it is few numbers, met in every lesson
FOLDS = 3
_TEMPERATURES = np.geomspace(0.8, 5.0, 25)
_USUAL, _DRAWN = 1.5, 4.0  # the temperature where there is little to measure, and how hard it is to move


class _Taught(msgspec.Struct, frozen=True):
    """Lessons, each once. ``weight``: how often, of a rule half of that. ``stories``: where it is from."""

    seen: tuple[Moment, ...]
    action: str
    weight: float
    stories: frozenset[str]


class _Rows(msgspec.Struct, frozen=True):
    """Lessons as numbers: their clues [n, clues], the sides of actions [n, SIDES, actions], the column of the action
    that came [n], the weights [n].
    """

    clues: Any
    sides: NDArray[np.float32]
    columns: NDArray[np.intp]
    weights: NDArray[np.float32]

    def of(self, chosen: NDArray[np.bool_]) -> _Rows:
        """Some of them."""
        return _Rows(self.clues[chosen], self.sides[chosen], self.columns[chosen], self.weights[chosen])


def learn(told: Sequence[Lesson], ruled: Sequence[Lesson], domain: Domain, most: int | None = None) -> Learned:
    """What the lessons of stories (``told``) and of rules teach. ``most``: how many of the last moments count."""
    if not told:
        return Learned()
    most = most or MOST
    taught = _taught(told, ruled, most)
    actions = _actions(taught, domain)
    names = tuple(dict.fromkeys((*actions, *domain.intents)))
    found = [clues(scene_of(each.seen)) for each in taught]
    known = {clue: row for row, clue in enumerate(dict.fromkeys(clue for each in found for clue in each))}
    rows = _rows(taught, found, known, actions, Likeness(actions, names))
    weights, likeness = _fit(rows)
    return Learned(
        actions=actions,
        names=names,
        clues=tuple(known),
        weights=weights.astype("<f4").tobytes(),
        likeness=tuple(round(float(each), 5) for each in likeness),
        temperature=_temperature(rows, taught, found),
        most=most,
        by_text=any(moment.text for each in taught for moment in each.seen),
    )


def _taught(told: Iterable[Lesson], ruled: Iterable[Lesson], most: int) -> list[_Taught]:
    found: dict[tuple[tuple[Moment, ...], str], _Taught] = {}
    for weight, each in (*((1.0, each) for each in told), *((RULE_WEIGHT, each) for each in ruled)):
        seen = tuple(_seen(each.moments))[-most:]
        if not seen or each.action == SNIPPET:
            continue
        known = found.get((seen, each.action), _Taught(seen, each.action, 0.0, frozenset()))
        found[seen, each.action] = replace(
            known,
            weight=known.weight + weight,
            stories=known.stories | {each.walk.name} if weight == 1.0 else known.stories,
        )
    return list(found.values())


def _seen(moments: Iterable[Moment]) -> Iterator[Moment]:
    """Moments as a conversation has them: without what stands for anything, and what a rule wants not to be there."""
    for moment in moments:
        if moment.action != SNIPPET:
            slots = tuple(each for each in moment.slots if each[1] != UNSET)
            yield replace(moment, slots=slots, loop=active(moment))


def _actions(taught: Iterable[_Taught], domain: Domain) -> tuple[str, ...]:
    """What may come: what came, and whatever else the bot can do. The parts of retrieval intents are chosen by NLU."""
    own = (*domain.actions, *(name for name in domain.responses if "/" not in name), *domain.forms)
    return tuple(dict.fromkeys((*(each.action for each in taught), *own)))


def _rows(
    taught: Sequence[_Taught],
    found: Sequence[Sequence[str]],
    known: dict[str, int],
    actions: Sequence[str],
    names: Likeness,
) -> _Rows:
    columns = {action: column for column, action in enumerate(actions)}
    indices = np.fromiter((known[clue] for each in found for clue in each), dtype=np.int32)
    ends = np.cumsum([0, *map(len, found)])
    parts = (np.ones(len(indices), dtype=np.float32), indices, ends)
    from scipy.sparse import csr_array

    return _Rows(
        csr_array(parts, shape=(len(found), len(known))),  # type: ignore[no-untyped-call]
        np.stack([sides(scene_of(each.seen), names, columns) for each in taught]),
        np.array([columns[each.action] for each in taught]),
        np.array([each.weight for each in taught], dtype=np.float32),
    )


def _fit(rows: _Rows) -> tuple[Floats, Floats]:
    """The weights of clues [clues, actions] and of likeness [SIDES]."""
    count, size = rows.clues.shape[1], rows.sides.shape[2]
    each = np.arange(len(rows.columns))
    transposed = rows.clues.T.tocsr()
    alike = rows.sides * np.float32(LIKENESS_SCALE)

    def look(point: Floats) -> tuple[float, Floats]:
        weights, likeness = point[SIDES:].reshape(count, size), point[:SIDES]
        scores = rows.clues @ weights
        scores += np.einsum("nsa,s->na", alike, likeness)
        scores -= scores.max(axis=1, keepdims=True)
        right = scores[each, rows.columns]
        np.exp(scores, out=scores)
        sums = scores.sum(axis=1, keepdims=True)
        surprise = float(rows.weights @ (np.log(sums[:, 0]) - right))
        scores /= sums
        scores[each, rows.columns] -= 1.0
        scores *= STRENGTH * rows.weights[:, None]
        gradient = np.concatenate([np.einsum("nsa,na->s", alike, scores), (transposed @ scores).ravel()])
        return STRENGTH * surprise + 0.5 * float(np.vdot(point, point)), gradient + point

    point = minimize(look, np.zeros(SIDES + count * size, dtype=np.float32))
    return point[SIDES:].reshape(count, size), point[:SIDES] * LIKENESS_SCALE


def _temperature(rows: _Rows, taught: Sequence[_Taught], found: Sequence[Sequence[str]]) -> float:
    """By which scores are divided so that confidences are true where nothing just like it was learned."""
    stories = {name: number % FOLDS for number, name in enumerate(sorted(set().union(*(t.stories for t in taught))))}
    scores, columns = [], []
    for fold in range(FOLDS if len(stories) >= FOLDS else 0):
        out = np.array([bool(t.stories) and all(stories[name] == fold for name in t.stories) for t in taught])
        if not out.any() or out.all():
            continue
        weights, likeness = _fit(rows.of(~out))
        held = rows.of(out)
        scores.append(held.clues @ weights + np.einsum("nsa,s->na", held.sides, likeness))
        columns.append(held.columns)
    if not scores:
        return _USUAL
    return _calibrated(np.concatenate(scores).astype(np.float64), np.concatenate(columns))


def _calibrated(scores: NDArray[np.float64], columns: NDArray[np.intp]) -> float:
    """The temperature under which what came is likeliest."""
    scores = scores - scores.max(axis=1, keepdims=True)
    right = scores[np.arange(len(columns)), columns]
    surprise = [
        np.log(np.exp(scores / t).sum(axis=1)).sum() - right.sum() / t + _DRAWN * np.log(t / _USUAL) ** 2
        for t in _TEMPERATURES
    ]
    return round(float(_TEMPERATURES[int(np.argmin(surprise))]), 4)
