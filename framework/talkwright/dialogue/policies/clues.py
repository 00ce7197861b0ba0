"""Clues: what of the last moments may tell what comes next, as names that can be counted.

Each is a fact or two of a few that stand together, so that what was learned where they stood is of use wherever some of
them stand again. What the user said counts with what was done since, and less with what was before. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from talkwright.conversation.trail import LISTEN
from talkwright.dialogue.moments import Moment

_WORD = re.compile(r"\w+")
_MOST_COUNTED = 4  # actions in a row
_KINDS = {"utter": "says", "action": "acts"}


class Scene(msgspec.Struct, frozen=True):
    """The last moments as turns: what was said last and ``done`` since, and what was ``before``.

    ``answered`` is the last action of the turn before.
    """

    last: Moment
    done: tuple[str, ...]
    before: Sequence[Moment]
    answered: str | None

    @property
    def intents(self) -> tuple[str, ...]:
        """What the last message means; several things, when the intent is joined by ``+``."""
        return tuple(self.last.intent.split("+")) if self.last.intent else ()

    @property
    def is_heard(self) -> bool:
        """Whether the user has just spoken."""
        return self.last.action == LISTEN


def scene_of(seen: Sequence[Moment]) -> Scene:
    """The scene at the end of the moments ``seen``, of which there is one at least."""
    start = len(seen) - 1
    while start >= 0 and seen[start].action not in (LISTEN, None):
        start -= 1
    done = tuple(moment.action or "" for moment in seen[start + 1 :])
    before = seen[: max(start, 0)]
    answered = next((each.action for each in reversed(before) if each.action not in (LISTEN, None)), None)
    return Scene(seen[-1], done, before, answered)


def clues(scene: Scene) -> list[str]:
    """The clues of a scene, each once."""
    return list(dict.fromkeys([*_now(scene), *_before(scene)]))


def _now(scene: Scene) -> Iterator[str]:
    """What the turn tells by itself."""
    last, done = scene.last, ">".join(scene.done)
    action = last.action or ""
    yield "anything"
    yield f"after {action}"
    yield f"after one that {_kind(last.action)}"
    yield f"done {done}"
    yield f"done {min(len(scene.done), _MOST_COUNTED)} times"
    for intent in (last.intent or "", *(scene.intents if len(scene.intents) > 1 else ())):
        yield f"said {intent}, {'heard' if scene.is_heard else 'answered'}"
        yield f"said {intent}, after {action}"
        yield f"said {intent}, done {done}"
    for word in _WORD.findall((last.text or "").lower()):
        yield f"word {word}, done {done}"
    for entity in last.entities:
        yield f"entity {entity}, after {action}"
    for slot, value in last.slots:
        yield f"slot {slot} {value}, after {action}"
        yield f"slot {slot} {value}, said {last.intent}, after {action}"
    if last.loop:
        yield f"form {last.loop}, after {action}"
        yield f"form {last.loop}, said {last.intent}, done {done}"


def _before(scene: Scene) -> Iterator[str]:
    """What the turns before tell."""
    intent, done = scene.last.intent or "", ">".join(scene.done)
    asked = scene.before[-1].intent or "" if scene.before else ""
    yield f"answered {scene.answered}, done {done}"
    yield f"answered {scene.answered}, said {intent}, done {done}"
    yield f"asked {asked}, done {done}"
    yield f"asked {asked}, said {intent}, done {done}"
    for moment in scene.before:
        if moment.action not in (LISTEN, None):
            yield f"once {moment.action}"
        if moment.intent:
            yield f"once said {moment.intent}"
        if moment.loop and moment.loop != scene.last.loop:
            yield f"once in {moment.loop}"


def _kind(action: str | None) -> str:
    if action is None or action == LISTEN:
        return "listens" if action else "begins"
    return _KINDS.get(action.partition("_")[0], "does more")
