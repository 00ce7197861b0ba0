"""What is worth knowing of examples before more are written: a review of them, as values.

``review`` makes one of what a pipeline was fitted with. It goes by what the examples say and by what the classifier
thought of those that it had not learnt; it fits nothing itself, and it takes a small part of the time of training.
"""

from __future__ import annotations

import msgspec

from talkwright.nlu.learnt import Learnt
from talkwright.nlu.review_confusions import Confused, find_confused
from talkwright.nlu.review_overlaps import Overlap, find_overlaps
from talkwright.nlu.review_suspects import Suspect, find_suspects
from talkwright.nlu.review_wishes import Wish, find_wishes

MOST = 50
"""Of each list."""


class Review(msgspec.Struct, frozen=True):
    """Lists, the most telling first, of at most ``MOST``; ``counts`` says by list how many there are in all.

    ``conflicts`` say the same and mean different things, ``duplicates`` say the same twice, ``suspects`` look as if
    they stood under the wrong intent, ``confused`` are pairs of intents, ``wishes`` what to write next. Of ``examples``
    so many were ``judged`` without having been learnt; the last three lists go by these.
    """

    examples: int = 0
    intents: int = 0
    judged: int = 0
    accuracy: float | None = None
    conflicts: tuple[Overlap, ...] = ()
    duplicates: tuple[Overlap, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    confused: tuple[Confused, ...] = ()
    wishes: tuple[Wish, ...] = ()
    counts: dict[str, int] = {}

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to tell."""
        return not any(self.counts.values())


def review(learnt: Learnt) -> Review:
    """Look ``learnt`` over. The same examples and opinions give the same review."""
    conflicts, duplicates = find_overlaps(learnt)
    suspects, suspicious = find_suspects(learnt, MOST)
    confused, wishes = find_confused(learnt), find_wishes(learnt)
    return Review(
        examples=len(learnt.examples),
        intents=len({example.intent for example in learnt.examples}),
        judged=0 if learnt.held_out is None else len(learnt.held_out.rows),
        accuracy=_accuracy(learnt),
        conflicts=tuple(conflicts[:MOST]),
        duplicates=tuple(duplicates[:MOST]),
        suspects=tuple(suspects),
        confused=tuple(confused[:MOST]),
        wishes=tuple(wishes[:MOST]),
        counts={
            "conflicts": len(conflicts),
            "duplicates": len(duplicates),
            "suspects": suspicious,
            "confused": len(confused),
            "wishes": len(wishes),
        },
    )


def _accuracy(learnt: Learnt) -> float | None:
    """How many of the judged were understood; None when none were."""
    held_out = learnt.held_out
    if held_out is None or not len(held_out.rows):
        return None
    guessed = held_out.opinions.argmax(axis=1)
    right = sum(
        learnt.examples[row].intent == held_out.names[label]
        for row, label in zip(held_out.rows.tolist(), guessed.tolist(), strict=True)
    )
    return float(right / len(held_out.rows))
