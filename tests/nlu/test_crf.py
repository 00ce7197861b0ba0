"""The field against the definition: every sequence of tags, one after another."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from talkwright.nlu.crf import Crf
from talkwright.nlu.crf_training import fit_crf
from talkwright.nlu.tagging import Tagging


@pytest.mark.parametrize("bilou", [False, True])
@given(seed=st.integers(0, 10_000), words=st.integers(1, 4))
def test_likely_is_what_all_sequences_together_say(bilou: bool, seed: int, words: int) -> None:
    random = np.random.default_rng(seed)
    allowed = Tagging(1, bilou=bilou).allowed()
    tags = len(allowed)
    scores, steps = random.normal(size=(words, tags)) * 2, random.normal(size=(tags, tags))
    meant = np.zeros((words, tags))
    for sequence in product(range(tags), repeat=words):
        if all(allowed[step] for step in pairwise([0, *sequence, 0])):
            score = sum(scores[word, tag] for word, tag in enumerate(sequence))
            weight = np.exp(score + sum(steps[step] for step in pairwise(sequence)))
            for word, tag in enumerate(sequence):
                meant[word, tag] += weight
    meant /= meant.sum(axis=1, keepdims=True)
    assert Crf(steps, allowed).likely(scores.astype(np.float32)) == pytest.approx(meant, abs=1e-4)


def test_long_texts_and_sharp_scores_stay_numbers() -> None:
    allowed = Tagging(20, bilou=True).allowed()
    scores = np.random.default_rng(0).normal(size=(4_000, len(allowed))).astype(np.float32) * 30
    likely = Crf(np.zeros_like(allowed, dtype=np.float32), allowed).likely(scores)
    assert np.isfinite(likely).all()
    assert likely.sum(axis=1) == pytest.approx(1, abs=1e-3)


def test_what_was_shown_is_learnt_and_the_same_every_time() -> None:
    """The second of two like words is inside: only the step tells it."""
    texts = [[1, 0, 0], [0, 1, 1], [0, 0], [1], [1, 1, 0, 0]] * 4
    tags = [tag for text in ([1, 0, 0], [0, 1, 2], [0, 0], [1], [1, 2, 0, 0]) for tag in text] * 4
    flat = [feature for text in texts for feature in text]
    seen = csr_array((np.ones(len(flat), np.float32), flat, range(len(flat) + 1)), shape=(len(flat), 2))
    allowed = Tagging(1, bilou=False).allowed()
    lengths = np.array([len(text) for text in texts])
    weights, steps = fit_crf(seen, np.array(tags), lengths, allowed)
    for text, meant in ([0, 1, 1, 0], [0, 1, 2, 0]), ([1, 0, 1], [1, 0, 1]):
        assert Crf(steps, allowed).likely(weights[text]).argmax(axis=1).tolist() == meant
    again = fit_crf(seen, np.array(tags), lengths, allowed)
    assert (again[0] == weights).all()
    assert (again[1] == steps).all()
