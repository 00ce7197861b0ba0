"""How a message was understood, and why: what decided, which examples are near, what each word did.

It asks a pipeline and its components, and knows none of them by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from talkwright.conversation.utterance import Utterance
from talkwright.errors import OutsideError
from talkwright.nlu.neighbours import Neighbour
from talkwright.nlu.reasons import Doubted, Ranked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from talkwright.nlu.component import Draft
    from talkwright.nlu.pipeline import Pipeline

FALLBACK = "nlu_fallback"
_MOST_WORDS = 40


class Word(msgspec.Struct, frozen=True):
    """A word at [start, end), and the confidence in the best intent when it is left out: much less is a word that
    speaks for it, more one that speaks against."""

    text: str
    start: int
    end: int
    without: float


class Found(msgspec.Struct, frozen=True):
    """An entity, who found it, and the words around it without any of which it would not have been found."""

    entity: str
    text: str
    start: int
    end: int
    extractor: str | None = None
    because: tuple[str, ...] = ()


class Explanation(msgspec.Struct, frozen=True):
    """An utterance and its reasons. ``near_by_words`` and ``near_by_meaning`` are examples, the nearest first.

    ``confidence`` is that of ``intent``, the best one, even where the fallback came before it. Where nothing ranked
    intents, as for ``/greet``, there is no reason to give.
    """

    utterance: Utterance
    intent: str | None = None
    confidence: float = 0.0
    ranked: Ranked | None = None
    doubted: Doubted | None = None
    words: tuple[Word, ...] = ()
    entities: tuple[Found, ...] = ()
    near_by_words: tuple[Neighbour, ...] = ()
    near_by_meaning: tuple[Neighbour, ...] = ()


def explain(pipeline: Pipeline, text: str, at: float | None = None) -> Explanation:
    """Understand ``text`` and tell why. It costs one more understanding for each word, of the first forty."""
    utterance = pipeline.parse(text, at=at)
    draft, reasons = pipeline.reasons(text)
    ranked = next((reason for reason in reasons if isinstance(reason, Ranked)), None)
    best = next((intent for intent in utterance.intent_ranking if intent.name != FALLBACK), None)
    if best is None or best.name is None or text.lstrip().startswith("/"):
        return Explanation(utterance, best.name if best else None, best.confidence if best else 0.0)
    examples = pipeline.neighbours
    words, entities = _left_out(pipeline, utterance, best.name, at)
    return Explanation(
        utterance,
        best.name,
        best.confidence,
        ranked,
        next((reason for reason in reasons if isinstance(reason, Doubted)), None),
        words,
        entities,
        examples.by_words(draft.words),
        examples.by_meaning(_meaning(draft)),
    )


def near(pipeline: Pipeline, text: str, most: int) -> tuple[Neighbour, ...]:
    """The examples nearest to ``text``: by meaning where it can be had, else by words."""
    draft, _ = pipeline.reasons(text)
    examples = pipeline.neighbours
    return examples.by_meaning(_meaning(draft), most) or examples.by_words(draft.words, most)


def _meaning(draft: Draft) -> NDArray[Any] | None:
    """The vector of ``draft``; None where nobody makes one, or another machine fails to."""
    try:
        return draft.vector() if draft.vector else None
    except OutsideError:
        return None


def _left_out(
    pipeline: Pipeline, said: Utterance, intent: str, at: float | None
) -> tuple[tuple[Word, ...], tuple[Found, ...]]:
    """What becomes of ``intent`` and of the entities when a word is left out, each in turn."""
    words: list[Word] = []
    because: dict[int, list[str]] = {place: [] for place in range(len(said.entities))}
    for start, end in (said.text_tokens or ())[:_MOST_WORDS]:
        rest = pipeline.parse(f"{said.text[:start].rstrip()} {said.text[end:].lstrip()}".strip(), at=at)
        without = next((each.confidence for each in rest.intent_ranking if each.name == intent), 0.0)
        words.append(Word(said.text[start:end], start, end, round(without, 4)))
        left = {(each.entity, rest.text[each.start : each.end]) for each in rest.entities}
        for place, entity in enumerate(said.entities):
            outside = end <= entity.start or start >= entity.end
            if outside and (entity.entity, said.text[entity.start : entity.end]) not in left:
                because[place].append(said.text[start:end])
    return tuple(words), tuple(
        Found(
            each.entity,
            said.text[each.start : each.end],
            each.start,
            each.end,
            each.extractor,
            tuple(because[place]),
        )
        for place, each in enumerate(said.entities)
    )
