"""The model over clues: it finds the lowest point, clues that stand together share, folds hold out whole stories."""

from __future__ import annotations

import numpy as np
import pytest

from talkwright.training.clue_model import STRENGTH, Rows, fit, folds, likelihoods, numbered

FOUND = [["a", "b"], ["a", "b", "c"], ["c"], ["c", "d"], ["d", "a", "b"], ["e"]]
COLUMNS = np.array([0, 0, 1, 1, 2, 2])


def rows_of(found: list[list[str]] = FOUND) -> tuple[tuple[str, ...], Rows]:
    known, matrix = numbered(found)
    sides = np.zeros((len(found), 1, 3), dtype=np.float32)
    sides[:, 0, 0] = 1.0
    return known, Rows(matrix, sides, COLUMNS, np.ones(len(found), dtype=np.float32))


def test_clues_are_numbered_as_they_come() -> None:
    known, matrix = numbered(FOUND)
    assert known == ("a", "b", "c", "d", "e")
    assert matrix.toarray()[3].tolist() == [0, 0, 1, 1, 0]


def test_what_was_seen_is_likely() -> None:
    _, rows = rows_of()
    found = likelihoods(fit(rows).scores(rows))
    assert found.sum(axis=1) == pytest.approx(np.ones(6))
    assert (found.argmax(axis=1) == COLUMNS).all()


def test_clues_that_always_stand_together_share_their_weight() -> None:
    known, rows = rows_of()
    weights = fit(rows).clues
    assert weights[known.index("a")] == pytest.approx(weights[known.index("b")])
    assert weights[known.index("a")] != pytest.approx(weights[known.index("c")])


def test_the_weights_balance_surprise_and_penalty() -> None:
    _, rows = rows_of()
    found = fit(rows)
    surplus = likelihoods(found.scores(rows))
    surplus[np.arange(6), COLUMNS] -= 1.0
    slope = STRENGTH * (rows.clues.T @ surplus) + found.clues
    assert np.abs(slope).max() < 0.2


def test_a_fold_holds_out_what_only_its_stories_tell() -> None:
    _, rows = rows_of()
    stories = [{"one"}, {"one"}, {"two"}, {"one", "two"}, {"three"}, set[str]()]
    held = [np.flatnonzero(out).tolist() for out, _ in folds(rows, stories)]
    assert held == [[0, 1], [4], [2]]


def test_a_single_story_cannot_be_held_out() -> None:
    _, rows = rows_of()
    assert list(folds(rows, [{"one"}] * 6)) == []
