"""The network from outside: what it gives, that it goes down the slope, and what a word makes of its tokens."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from talkwright.nlu import token_net_training
from talkwright.nlu.crf_training import Batch, fit_crf
from talkwright.nlu.tagging import Tagging
from talkwright.nlu.token_net import TokenNet, states_of_words
from talkwright.nlu.token_net_training import TokenNetTraining

WIDTH, TAGS = 6, 3
SIZES = (3, 3, 2, 1)  # a text of four words, one of three, one of two
ROWS = np.random.default_rng(0).permutation(sum(SIZES))
TEXTS = ([0, 3, 6, 8], [1, 4, 7], [2, 5])  # the rows of each, in the batch


def batch() -> Batch:
    nothing = csr_array((len(ROWS), 1), dtype=np.float32)
    return Batch(ROWS, nothing, np.zeros(1, np.intp), np.zeros(len(ROWS), np.intp), SIZES)


def states(rows: int = 9) -> np.ndarray:
    return np.random.default_rng(1).normal(size=(rows, WIDTH)).astype(np.float16)


@pytest.fixture
def everything_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_net_training, "_UNSEEN", 0.0)
    monkeypatch.setattr(token_net_training, "_UNUSED", 0.0)


@pytest.mark.usefixtures("everything_seen")
def test_texts_score_alone_as_they_do_side_by_side() -> None:
    training, net = TokenNetTraining(states(), TAGS), TokenNetTraining(states(), TAGS).net()
    together = training.score(batch())
    for rows in TEXTS:
        alone = net.score(states()[ROWS[rows]].astype(np.float32))
        np.testing.assert_allclose(alone, together[rows], atol=2e-3)


@pytest.mark.usefixtures("everything_seen")
def test_it_goes_down_the_slope() -> None:
    """Steps along the gradient of any weighing of the scores make that less, as fast as the gradient says."""
    weighing = np.random.default_rng(2).normal(size=(len(ROWS), TAGS)).astype(np.float32)
    training = TokenNetTraining(states(), TAGS)
    values = []
    for _ in range(30):
        values.append(float((training.score(batch()) * weighing).sum()))
        training.learn(weighing, 1.0)
    assert all(later < earlier for earlier, later in pairwise(values))


def test_neighbours_tell_and_the_same_states_give_the_same_net() -> None:
    """A word is named by the one before it, which only its state tells."""
    random = np.random.default_rng(3)
    marks = [random.random(5) < 0.4 for _ in range(60)]
    flat = np.concatenate(marks)
    seen_states = random.normal(size=(len(flat), WIDTH)).astype(np.float16)
    seen_states[:, 0] = flat * 4
    tags = np.concatenate([[0, *mark[:-1].astype(int)] for mark in marks])
    lengths = np.full(len(marks), 5)
    nothing = csr_array((len(flat), 1), dtype=np.float32)
    found = []
    for _ in range(2):
        training = TokenNetTraining(seen_states, TAGS)
        fit_crf(nothing, tags, lengths, Tagging(1, bilou=False).allowed(), training)
        found.append(training.net())
    states_of_one = np.zeros((3, WIDTH), np.float32)
    states_of_one[1, 0] = 4
    assert found[0].score(states_of_one).argmax(axis=1).tolist() == [0, 0, 1]
    for one, other in zip(found[0].layers, found[1].layers, strict=True):
        assert np.array_equal(one, other)


def test_it_is_saved_as_its_layers() -> None:
    net = TokenNetTraining(states(), TAGS).net()
    assert all(layer.dtype == np.float16 for layer in net.layers)
    again = TokenNet(net.layers)
    some = states(4).astype(np.float32)
    assert np.array_equal(net.score(some), again.score(some))
    assert net.score(some[:1]).shape == (1, TAGS)


Spans = list[tuple[int, int]]


@st.composite
def spans(draw: st.DrawFn) -> Spans:
    edges = sorted(draw(st.sets(st.integers(0, 30), max_size=14)))
    return list(zip(edges[::2], edges[1::2], strict=False))


@given(tokens=spans(), words=spans())
def test_a_word_has_the_mean_of_its_tokens(tokens: Spans, words: Spans) -> None:
    vectors = np.arange(len(tokens) * 2, dtype=np.float32).reshape(-1, 2)
    found = states_of_words(vectors, tokens, words)
    assert found.shape == (len(words), 2)
    for (start, end), state in zip(words, found, strict=True):
        own = [vector for (a, b), vector in zip(tokens, vectors, strict=True) if a < end and start < b]
        np.testing.assert_allclose(state, np.mean(own, axis=0) if own else [0, 0], rtol=1e-5)
