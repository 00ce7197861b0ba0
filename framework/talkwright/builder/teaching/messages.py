"""Real messages that could teach the assistant something: what users said, each once, the least understood first. Pure.

Messages that are examples already, that somebody has handled, or that say nothing to learn from are not among them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

import msgspec

from talkwright.builder.teaching.handled import id_of, plainly
from talkwright.builder.teaching.marked import Mark
from talkwright.conversation.events import UserUttered
from talkwright.conversation.utterance import Entity, Intent, Utterance
from talkwright.evaluation.nlu import FALLBACK
from talkwright.nlu.neighbours import Neighbour

_LONGEST = 500  # characters: what is longer was pasted, and is no example
_MOST_GUESSES = 4

Order = Literal["uncertain", "new"]


class Guess(msgspec.Struct, frozen=True):
    """An intent that it may be, 0..1."""

    intent: str
    confidence: float


class Message(msgspec.Struct, frozen=True):
    """A message as it was said last. ``times``: how often, in all. ``doubt``, 0..1, is how unsure the assistant was;
    ``fell_back``: it said that it did not understand. ``guesses`` are the best first; ``near`` are examples."""

    id: str
    text: str
    at: float
    conversation: str
    times: int
    doubt: float
    fell_back: bool
    guesses: tuple[Guess, ...]
    entities: tuple[Mark, ...]
    near: tuple[Neighbour, ...] = ()


def to_annotate(
    said: Iterable[tuple[str, UserUttered]], known: Collection[str], handled: Collection[str], order: Order
) -> list[Message]:
    """Of what was ``said``, by conversation, all that is worth looking at. ``known`` are the examples as ``plainly``
    has them, ``handled`` ids of messages."""
    found: dict[str, Message] = {}
    for conversation, event in said:
        text = (event.text or "").strip()
        if not text or text.startswith("/") or len(text) > _LONGEST or not any(map(str.isalnum, text)):
            continue
        id = id_of(text)
        if id in handled or plainly(text) in known:
            continue
        before = found.get(id)
        times = before.times + 1 if before else 1
        if before is not None and before.at >= event.timestamp:
            found[id] = msgspec.structs.replace(before, times=times)
        else:
            found[id] = _message(id, text, conversation, times, event)
    keys = {
        "uncertain": lambda each: (not each.fell_back, -each.doubt, -each.times, -each.at),
        "new": lambda each: (-each.at,),
    }
    return sorted(found.values(), key=keys[order])


def doubt_of(ranking: Iterable[Intent]) -> float:
    """How unsure a ranking is, 0..1: of one that is certain of its first, far before the second, nothing."""
    real = [each.confidence for each in ranking if each.name != FALLBACK]
    if not real:
        return 1.0
    margin = real[0] - (real[1] if len(real) > 1 else 0.0)
    return round(min(1.0, max(0.0, 1 - (real[0] + margin) / 2)), 4)


def _message(id: str, text: str, conversation: str, times: int, event: UserUttered) -> Message:
    heard: Utterance = event.parse_data
    ranking = heard.intent_ranking or ((heard.intent,) if heard.intent.name else ())
    guesses = [Guess(_full(each), round(each.confidence, 4)) for each in ranking if each.name and each.name != FALLBACK]
    lead = len(event.text or "") - len((event.text or "").lstrip())
    return Message(
        id,
        text,
        event.timestamp,
        conversation,
        times,
        doubt_of(ranking),
        heard.intent.name == FALLBACK,
        tuple(guesses[:_MOST_GUESSES]),
        tuple(_mark(each, text, lead) for each in heard.entities if each.end > each.start),
    )


def _full(intent: Intent) -> str:
    full = intent.full_retrieval_intent_name
    return full if isinstance(full, str) and full else intent.name or ""


def _mark(entity: Entity, text: str, lead: int) -> Mark:
    start, end = entity.start - lead, entity.end - lead
    return Mark(
        start,
        end,
        entity.entity,
        entity.role if isinstance(entity.role, str) else None,
        entity.group if isinstance(entity.group, str) else None,
        entity.value if isinstance(entity.value, str) and entity.value != text[start:end] else None,
    )
