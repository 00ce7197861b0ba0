"""What an author's lists and patterns say of the words of a text, for a component that weighs it rather than obeys it.

A hint is a feature: ``lookup=B city`` at the first word of a value of the list, ``E`` at its last, which may be the
same, and ``I`` at each behind the first.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from talkwright.nlu.component import Draft
from talkwright.nlu.phrases import Phrases, phrase
from talkwright.nlu.words import LONGEST_TEXT

Known = Counter[tuple[str, str]]
"""How often a phrase is annotated as an entity."""


class Hints:
    """Regexes, lookups, and the values that are annotated in examples."""

    def __init__(
        self, patterns: Iterable[tuple[str, str]], lookups: Mapping[str, Sequence[str]], known: Iterable[Sequence[str]]
    ) -> None:
        """``patterns`` as name and regex; ``lookups`` as the names by phrase; ``known`` as phrase and name."""
        self.patterns = [(name, re.compile(pattern, re.IGNORECASE)) for name, pattern in patterns]
        self.lookups = lookups
        self.known: dict[str, list[str]] = {}
        for key, name in known:
            self.known.setdefault(key, []).append(name)
        self._in_lists = Phrases(self.lookups)
        self._in_examples = Phrases(self.known)

    def see(self, draft: Draft, seen: Sequence[list[str]], unknown: frozenset[tuple[str, str]] = frozenset()) -> None:
        """Add to what is ``seen`` at each word of ``draft``; ``unknown`` are phrases and names to be silent about."""
        for first, beyond, names in self._in_lists.find(draft.words):
            for name in names:
                _mark(seen, first, beyond, f"lookup={{}} {name}")
        for first, beyond, names in self._in_examples.find(draft.words):
            key = " ".join(draft.words[first:beyond]) if unknown else ""
            for name in names:
                if (key, name) not in unknown:
                    _mark(seen, first, beyond, f"known={{}} {name}")
        for name, start, end in self._matches(draft.text):
            first = bisect_right(draft.spans, start, key=lambda span: span[1])
            beyond = bisect_left(draft.spans, end, key=lambda span: span[0])
            if first < beyond:
                _mark(seen, first, beyond, f"pattern={{}} {name}")

    def _matches(self, text: str) -> Iterator[tuple[str, int, int]]:
        for name, pattern in self.patterns:
            for match in pattern.finditer(text, 0, LONGEST_TEXT):
                yield name, match.start(), match.end()


def _mark(seen: Sequence[list[str]], first: int, beyond: int, feature: str) -> None:
    seen[first].append(feature.format("B"))
    seen[beyond - 1].append(feature.format("E"))
    for word in range(first + 1, beyond):
        seen[word].append(feature.format("I"))


def known_values(annotated: Iterable[tuple[str, str]]) -> Known:
    """How often each value, as a phrase, is an example of an entity."""
    return Counter((key, name) for key, name in ((phrase(value), name) for value, name in annotated) if key)
