"""Training data in two parts, one to learn from and one to measure with: every intent has its share of both.

The same seed gives the same parts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from random import Random
from typing import TypeVar

from talkwright.conversation.utterance import Entity
from talkwright.migrate.nlu import Entry, one_line
from talkwright.migrate.patch import element_lines
from talkwright.nlu.examples import Example, TrainingData
from talkwright.yaml.parts import parts_of

T = TypeVar("T")


def split_nlu(data: TrainingData, fraction: float, seed: int) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The entries to learn from, with all synonyms, patterns and lists, and those to measure with.

    ``fraction`` of each intent is to learn from, and at least one example.
    """
    by_intent: dict[str, list[Example]] = {}
    for each in data.examples:
        if each.intent:
            name = f"{each.intent}/{each.response_key}" if each.response_key else each.intent
            by_intent.setdefault(name, []).append(each)
    learnt, kept = [], []
    for name, examples in by_intent.items():
        chance = Random(f"{seed} {name}")  # noqa: S311 - the same seed has to give the same parts
        first, second = parted([_marked(each) for each in examples], fraction, chance)
        learnt.append(Entry("intent", name, tuple(first)))
        if second:
            kept.append(Entry("intent", name, tuple(second)))
    return (*learnt, *_others(data)), tuple(kept)


def _others(data: TrainingData) -> Iterable[Entry]:
    synonyms: dict[str, list[str]] = {}
    for word, value in data.synonyms.items():
        synonyms.setdefault(value, []).append(word)
    patterns: dict[str, list[str]] = {}
    for each in data.regexes:
        patterns.setdefault(each.name, []).append(each.pattern)
    yield from (Entry("synonym", value, tuple(words)) for value, words in synonyms.items())
    yield from (Entry("regex", name, tuple(lines)) for name, lines in patterns.items())
    yield from (Entry("lookup", each.name, each.values) for each in data.lookups)


def split_stories(texts: Iterable[str], fraction: float, seed: int) -> tuple[list[str], list[str]]:
    """The stories of some files, each as the lines it is written in, below a dash that is indented by two."""
    stories: list[str] = []
    for text in texts:
        for root in parts_of(text).parts[:1]:
            section = root.entry("stories")
            stories += element_lines(text, section[1], 2) if section else ()
    return parted(stories, fraction, Random(seed))  # noqa: S311 - the same seed has to give the same parts


def parted(values: Sequence[T], fraction: float, random: Random) -> tuple[list[T], list[T]]:
    """``fraction`` of the values, at least one, and the others; each part in the order it was."""
    count = max(1, round(len(values) * fraction)) if values else 0
    chosen = set(random.sample(range(len(values)), count))
    return (
        [value for index, value in enumerate(values) if index in chosen],
        [value for index, value in enumerate(values) if index not in chosen],
    )


def _marked(example: Example) -> str:
    """An example as it is written, with its entities. Of two that overlap the first counts."""
    by_span: dict[tuple[int, int], list[Entity]] = {}
    for each in example.entities:
        if isinstance(each.start, int) and isinstance(each.end, int):
            by_span.setdefault((each.start, each.end), []).append(each)
    done: list[str] = []
    at = 0
    for (start, end), entities in sorted(by_span.items()):
        if start >= at:
            done += (example.text[at:start], _mark(example.text[start:end], entities))
            at = end
    return one_line("".join((*done, example.text[at:])))


def _mark(surface: str, entities: Sequence[Entity]) -> str:
    said = [
        {
            "entity": each.entity,
            **({"value": each.value} if each.value != surface else {}),
            **{key: value for key in ("role", "group") if isinstance(value := getattr(each, key), str)},
        }
        for each in entities
    ]
    if len(said) == 1 and set(said[0]) == {"entity"} and not set("():").intersection(str(said[0]["entity"])):
        return f"[{surface}]({said[0]['entity']})"
    return f"[{surface}]{json.dumps(said[0] if len(said) == 1 else said, ensure_ascii=False)}"
