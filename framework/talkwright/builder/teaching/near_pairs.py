"""Which texts are nearly the same, kept while texts come and go: an edit of one example compares it alone with all.

What is kept does not depend on who asks: two people with drafts of their own share it, and their texts differ by few.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

from talkwright.nlu.review_overlaps import NEAR, near_pairs, overlap, runs

_MOST_NEW = 50  # with more of them all are searched anew, which finds its pairs without comparing each with each


class NearPairs:
    """Those of the texts that were asked for last. May be called from any thread."""

    def __init__(self) -> None:
        self._runs: dict[str, frozenset[str]] = {}
        self._found: dict[tuple[str, str], float] = {}
        self._lock = threading.Lock()

    def __call__(self, texts: Sequence[str]) -> list[tuple[int, int, float]]:
        """As ``near_pairs``, in its order. A new text is compared with all, also where so many texts share what it has
        that ``near_pairs`` looks no further."""
        with self._lock:
            new = [text for text in texts if text not in self._runs]
            if len(new) > _MOST_NEW or not self._runs:
                self._runs = {text: runs(text) for text in texts}
                self._found = {(texts[one], texts[two]): similarity for one, two, similarity in near_pairs(texts)}
            else:
                self._forget(self._runs.keys() - set(texts))
                for text in new:
                    self._add(text)
            place = {text: number for number, text in enumerate(texts)}
            pairs = ((place[one], place[two], similarity) for (one, two), similarity in self._found.items())
            found = ((min(one, two), max(one, two), similarity) for one, two, similarity in pairs)
            return sorted(found, key=lambda each: (each[1], each[0]))

    def _forget(self, gone: set[str]) -> None:
        for text in gone:
            del self._runs[text]
        if gone:
            self._found = {pair: found for pair, found in self._found.items() if gone.isdisjoint(pair)}

    def _add(self, text: str) -> None:
        mine = runs(text)
        low, high = NEAR * len(mine), len(mine) / NEAR
        for other, theirs in self._runs.items():
            if low <= len(theirs) <= high and (similarity := overlap(mine, theirs)) >= NEAR:
                self._found[other, text] = similarity
        self._runs[text] = mine
