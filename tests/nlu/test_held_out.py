from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from talkwright.nlu.held_out import FOLDS, folds

LABELS = st.lists(st.sampled_from("abcd"), max_size=30)


@given(LABELS)
def test_every_example_that_can_be_judged_is_judged_once_by_others(labels: list[str]) -> None:
    counts = Counter(labels)
    judged: Counter[int] = Counter()
    for fold in folds(labels):
        assert set(fold.taught.tolist()).isdisjoint(fold.judged.tolist())
        assert {labels[row] for row in fold.judged} <= {labels[row] for row in fold.taught}
        judged.update(fold.judged.tolist())
    assert judged == Counter(row for row, label in enumerate(labels) if counts[label] > 1)


def test_of_many_examples_one_fold_is_enough() -> None:
    assert len(list(folds(["a", "b"] * 100))) == FOLDS
    assert len(list(folds(["a", "b"] * 2_000))) == 1
