"""Words mended towards known ones: one letter wrong, missing, too many, or two that changed places. Pure.

It knows words, and not what they stand for. An index by every form with one letter left out finds the candidates
without comparing with all words: the method of SymSpell (Garbe, 2012).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

SHORTEST = 4
"""Letters of a word that is mended. Of shorter ones nearly every mistake is another word."""


class Spelling:
    """Known words, and the nearest of them to one that is not."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._forms: dict[str, list[str]] = {}
        for word in sorted(self._words):
            if len(word) >= SHORTEST:
                for form in _forms(word):
                    self._forms.setdefault(form, []).append(word)

    def mend(self, word: str) -> str:
        """The known word that ``word`` was meant to be: itself, one a slip away, or itself when there is none."""
        if word in self._words or len(word) < SHORTEST:
            return word
        candidates = {known for form in _forms(word) for known in self._forms.get(form, ())}
        # Slips are rare at the beginning of a word: "hotel" is no "motel".
        near = (known for known in candidates if known[0] == word[0] and distance(word, known) == 1)
        return min(near, default=word)


def _forms(word: str) -> Iterator[str]:
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def distance(one: str, other: str) -> int:
    """How many letters have to be changed, added, left out or swapped with the next: optimal string alignment."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        here = [row]
        for column, other_letter in enumerate(other, start=1):
            least = min(above[column] + 1, here[-1] + 1, above[column - 1] + (letter != other_letter))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == other_letter:
                least = min(least, before[column - 2] + 1)
            here.append(least)
        before, above = above, here
    return above[-1]
