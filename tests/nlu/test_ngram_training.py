"""Learning from a part of the texts, judging the others, and what then serves."""

from __future__ import annotations

import numpy as np
import pytest

from talkwright.nlu.ngram_training import Texts, fit_ngrams

ANIMALS = ["a black cat", "the old cat", "a small dog", "dogs and cats", "my dog sleeps"]
FOOD = ["bread and soup", "the soup is hot", "some bread", "cheese or bread", "a hot stew"]
WORDS = [text.split() for text in (*ANIMALS, *FOOD)]
LABELS = np.array([0] * len(ANIMALS) + [1] * len(FOOD), np.intp)


def test_what_serves_says_what_was_judged() -> None:
    texts = Texts(WORDS, LABELS, 2)
    learnt = texts.learn()
    model = texts.model(["animal", "food"], learnt)
    served = np.array([model.confidences(words) for words in WORDS])
    np.testing.assert_allclose(texts.judge(learnt), served, atol=2e-3)  # what is saved has 16 bits


def test_a_part_teaches_as_if_the_rest_were_not_there() -> None:
    rows = np.array([0, 1, 2, 5, 6, 7], np.intp)
    others = np.array([3, 4, 8, 9], np.intp)
    texts = Texts(WORDS, LABELS, 2)
    alone = Texts([WORDS[row] for row in rows], LABELS[rows], 2)
    model = alone.model(["animal", "food"], alone.learn())
    served = np.array([model.confidences(WORDS[row]) for row in others])
    np.testing.assert_allclose(texts.judge(texts.learn(rows), others), served, atol=2e-3)
    assert texts.judge(texts.learn(rows), others).argmax(axis=1).tolist() == [0, 0, 1, 1]


def test_rows_are_judged_in_the_order_of_the_texts() -> None:
    texts = Texts(WORDS, LABELS, 2)
    learnt = texts.learn()
    np.testing.assert_array_equal(texts.judge(learnt, np.array([2, 7])), texts.judge(learnt)[[2, 7]])


@pytest.mark.parametrize("labels", [[], ["one"] * 3])
def test_with_less_than_two_labels_there_is_nothing_to_tell_apart(labels: list[str]) -> None:
    model, given = fit_ngrams(WORDS[: len(labels)], labels)
    assert given == labels
    if labels:
        assert model.confidences(WORDS[0])[0] == 1
        assert model.confidences(["zebra"])[0] < 0.2
