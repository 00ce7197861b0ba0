"""Labels of texts by words and pieces of words: n-grams, weighed by what they tell, and softmax regression over them.

It knows labels and words, and not what the labels mean. How it is learnt is in ``ngram_training``.

A text is the set of its words, its pairs of words, and the runs of 2 to 4 characters within a word; a word is written
with a space at both ends, so " to " is the word and "to" a piece. An n-gram weighs 1 plus the bits it takes away from
not knowing the label (in nats, counted with one spare observation spread over all labels), which serves better than
inverse document frequency: the weight of an n-gram never seen is that of one seen once. A text's vector has length 1
over all its n-grams, known or not, so the less of a text is known the evener the confidences. Words may come once more
as words of a language: their n-grams are of it alone, and have its code before them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talkwright.nlu.words import LANGUAGE_END

_SHORTEST, _LONGEST = 2, 4


class Ngrams:
    """Tells ``labels`` apart. Serving is a lookup of each n-gram and one sum over rows of a matrix."""

    def __init__(
        self, labels: Sequence[str], ngrams: Sequence[str], weigh: NDArray[Any], weights: NDArray[Any]
    ) -> None:
        """``weigh`` [ngrams + 1] and ``weights`` [ngrams, labels] are float16; ``weights`` are of unweighed n-grams.

        The last of ``weigh`` has no n-gram: it is the weight of one that was never seen.
        """
        self.labels, self.ngrams, self.weigh, self.weights = labels, ngrams, weigh, weights
        self._column = {ngram: column for column, ngram in enumerate(ngrams)}
        # One gather gives both the scores and the squares that make the length.
        squares = weigh[:-1, None].astype(np.float32) ** 2
        self._rows = np.hstack([weights.astype(np.float32), squares])
        self._unknown = float(weigh[-1]) ** 2
        self._seen: dict[str, tuple[list[int], int]] = {}

    def ranking(self, words: Sequence[str], most: int) -> list[tuple[str, float]]:
        """The ``most`` likely labels of ``words`` with their confidences, best first. ``labels`` is not empty."""
        confidences = self.confidences(words)
        best = np.argsort(-confidences, kind="stable")[:most]
        return [
            (self.labels[index], confidence)
            for index, confidence in zip(best.tolist(), confidences[best].tolist(), strict=True)
        ]

    def confidences(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Of every label [labels], summing to 1."""
        columns, unknown = self._known(words)
        sums = self._rows.take(columns, axis=0).sum(axis=0)
        known, unknown_square = float(sums[-1]), unknown * self._unknown
        if len(self.labels) == 1:
            return np.array([known / (known + unknown_square)], dtype=np.float32)
        scores: NDArray[np.float32] = sums[:-1] / math.sqrt(known + unknown_square)
        scores -= scores.max()
        np.exp(scores, out=scores)
        scores /= scores.sum()
        return scores

    def shares(self, words: Sequence[str]) -> tuple[list[str], NDArray[np.float32]]:
        """The n-grams of ``words`` that are known, and what each adds to the score of every label [ngrams, labels],
        against the mean of the labels; in nats. Added up they are the scores that ``confidences`` come from."""
        columns, unknown = self._known(words)
        rows = self._rows[columns]
        length = math.sqrt(float(rows[:, -1].sum()) + unknown * self._unknown) or 1.0
        shares: NDArray[np.float32] = rows[:, :-1] / length
        shares -= shares.mean(axis=1, keepdims=True)
        return [self.ngrams[column].replace(LANGUAGE_END, ":") for column in columns.tolist()], shares

    def _known(self, words: Sequence[str]) -> tuple[NDArray[np.intp], int]:
        """The columns of the n-grams that are known, and how many are not. An unknown one counts for each word."""
        columns: set[int] = set()
        unknown = 0
        for word in dict.fromkeys(words):
            found, missing = self._seen.get(word) or self._look_up(word)
            columns.update(found)
            unknown += missing
        for pair in dict.fromkeys(pairs_of(words)):
            column = self._column.get(pair)
            if column is None:
                unknown += 1
            else:
                columns.add(column)
        return np.fromiter(columns, np.intp, len(columns)), unknown

    def _look_up(self, word: str) -> tuple[list[int], int]:
        pieces = pieces_of(word)
        found = [self._column[piece] for piece in pieces if piece in self._column]
        seen = found, len(pieces) - len(found)
        if pieces[0] in self._column:  # remembered, but only the assistant's own words: users have no end of others
            self._seen[word] = seen
        return seen


def ngrams_of(words: Sequence[str]) -> list[str]:
    """Every n-gram of ``words`` once."""
    return list(
        dict.fromkeys([*(piece for word in dict.fromkeys(words) for piece in pieces_of(word)), *pairs_of(words)])
    )


def pairs_of(words: Sequence[str]) -> Iterator[str]:
    """Each word with the next."""
    return (f"{one} {two}" for one, two in pairwise(words) if (LANGUAGE_END in one) == (LANGUAGE_END in two))


def pieces_of(word: str) -> list[str]:
    """The word and the runs of characters in it, each once. Those of a word of a language are of it, too."""
    language, end, bare = word.rpartition(LANGUAGE_END)
    padded = f" {bare} "
    runs = [
        padded[start : start + length]
        for length in range(_SHORTEST, _LONGEST + 1)
        for start in range(len(padded) - length + 1)
    ]
    return [f"{language}{end}{piece}" for piece in dict.fromkeys([padded, *runs])]
