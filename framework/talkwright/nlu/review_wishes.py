"""Which examples would help most, in words: intents that have few, that say one thing only, or that are guessed at;
values of entities that were seen once. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median
from typing import Literal

import msgspec
import numpy as np

from talkwright.nlu.cited import Cited, cite
from talkwright.nlu.learnt import Learnt

_FEW, _ENOUGH = 5, 10  # examples of an intent
_UNIFORM = 0.5  # mean overlap of the words of an intent's examples
_UNSURE = 0.6  # mean likelihood of an intent for its own examples
_LEARNT_WELL = 20  # occurrences of an entity
_MOST_CITED, _MOST_COMPARED = 3, 40


class Wish(msgspec.Struct, frozen=True):
    """What to write for ``about``, an intent or an entity, in a sentence, ``says``. ``examples`` are those it is about:
    write others like them."""

    kind: Literal["few", "unsure", "uniform", "values"]
    about: str
    says: str
    examples: tuple[Cited, ...] = ()


def find_wishes(learnt: Learnt) -> list[Wish]:
    """What would help, by kind, and of a kind what helps most first."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, example in enumerate(learnt.examples):
        rows[example.intent or ""].append(row)
    return [*_few(learnt, rows), *_unsure(learnt), *_uniform(learnt, rows), *_values(learnt)]


def _few(learnt: Learnt, rows: dict[str, list[int]]) -> list[Wish]:
    usual = median(map(len, rows.values())) if rows else 0
    found = []
    for intent, mine in sorted(rows.items(), key=lambda item: (len(item[1]), item[0])):
        if len(mine) < _FEW or len(mine) < usual / 4:
            more = max(_ENOUGH, int(usual / 2)) - len(mine)
            have = "1 example" if len(mine) == 1 else f"{len(mine)} examples"
            says = f"'{intent}' has {have}. Write {more} more, in other words than these."
            found.append(Wish("few", intent, says, _cited(learnt, mine)))
    return found


def _unsure(learnt: Learnt) -> list[Wish]:
    """Intents whose own examples were thought unlikely, with those that were the least likely."""
    if learnt.held_out is None or not len(learnt.held_out.rows):
        return []
    names, said, rows = learnt.held_out
    index = {name: number for number, name in enumerate(names)}
    likely: dict[str, list[tuple[float, int, str]]] = defaultdict(list)
    for at, row in enumerate(rows.tolist()):
        intent = learnt.examples[row].intent or ""
        others = said[at].copy()
        others[index[intent]] = -1.0
        likely[intent].append((float(said[at, index[intent]]), row, names[int(others.argmax())]))
    means = {intent: float(np.mean([own for own, _, _ in mine])) for intent, mine in likely.items()}
    found = []
    for intent in sorted((name for name in means if means[name] < _UNSURE), key=lambda name: (means[name], name)):
        least = sorted(likely[intent])[:_MOST_CITED]
        rival = Counter(other for _, _, other in sorted(likely[intent])[:_ENOUGH]).most_common(1)[0][0]
        says = (
            f"'{intent}' is guessed at: its own examples are {means[intent]:.0%} likely to it before they are learnt, "
            f"and look most like '{rival}'. Write more like these, with the words that tell the two apart."
        )
        found.append(Wish("unsure", intent, says, _cited(learnt, [row for _, row, _ in least])))
    return found


def _uniform(learnt: Learnt, rows: dict[str, list[int]]) -> list[Wish]:
    found = []
    for intent, mine in rows.items():
        sets = [frozenset(learnt.words[row]) for row in mine[:_MOST_COMPARED]]
        pairs = [(one, two) for place, one in enumerate(sets) for two in sets[:place]]
        if len(sets) < _FEW:
            continue
        alike = sum(len(one & two) / len(one | two) for one, two in pairs) / len(pairs)
        if alike >= _UNIFORM:
            says = f"The {len(mine)} examples of '{intent}' say nearly the same. Say it in quite other words, too."
            found.append((alike, Wish("uniform", intent, says, _cited(learnt, mine))))
    return [wish for _, wish in sorted(found, key=lambda each: (-each[0], each[1].about))]


def _values(learnt: Learnt) -> list[Wish]:
    """Entities that are learnt from few sentences, most values of which are in one only."""
    listed = {each.name for each in learnt.data.lookups} | {each.name for each in learnt.data.regexes}
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    where: dict[str, list[int]] = defaultdict(list)
    for row, example in enumerate(learnt.examples):
        for entity in example.entities:
            seen[entity.entity][example.text[entity.start : entity.end].lower()] += 1
            where[entity.entity].append(row)
    found = []
    for name in sorted(seen.keys() - listed, key=lambda name: (seen[name].total(), name)):
        once = [value for value, count in seen[name].items() if count == 1]
        if seen[name].total() < _LEARNT_WELL and len(once) * 2 > len(seen[name]):
            shown = ", ".join(f"'{value}'" for value in once[:5])
            says = (
                f"{len(once)} of {len(seen[name])} values of '{name}' stand in one example only: {shown}. "
                "Write each into another sentence, and other values into these; or list them under 'lookup'."
            )
            found.append(Wish("values", name, says, _cited(learnt, list(dict.fromkeys(where[name])))))
    return found


def _cited(learnt: Learnt, rows: Sequence[int]) -> tuple[Cited, ...]:
    return tuple(cite(learnt.examples[row]) for row in rows[:_MOST_CITED])
