"""Two opinions, mixed: who is right counts, confidence means what it says, words alone decide where that is free."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from talkwright.nlu.mixture import NEVER, Mixture, calibrate, calibration_error, choose, mix, surprise

COUNT, LABELS = 2_000, 5


def opinions(random: np.random.Generator, labels: NDArray[np.intp], sure: float) -> NDArray[np.float64]:
    """What somebody rightly thinks who sees each label through noise, the less the surer."""
    seen = random.standard_normal((len(labels), LABELS))
    seen[np.arange(len(labels)), labels] += sure
    scores = sure * seen  # the logarithms of the likelihoods, up to a constant
    shares = np.exp(scores)
    return np.asarray(shares / shares.sum(axis=1, keepdims=True), np.float64)


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(0)


def test_who_knows_nothing_does_not_count(random: np.random.Generator) -> None:
    labels = random.integers(0, LABELS, COUNT)
    knows, guesses = opinions(random, labels, 3), opinions(random, random.integers(0, LABELS, COUNT), 2)
    assert choose(guesses, knows, labels).weight > 0.9
    assert choose(knows, guesses, labels).weight < 0.1


def test_both_together_know_more_than_each(random: np.random.Generator) -> None:
    labels = random.integers(0, LABELS, COUNT)
    one, other = opinions(random, labels, 1.5), opinions(random, labels, 1.5)
    mixture = choose(one, other, labels)
    both = mix(one, other, mixture)
    assert 0.3 < mixture.weight < 0.7
    assert (both.argmax(1) == labels).mean() > max((each.argmax(1) == labels).mean() for each in (one, other)) + 0.03
    assert surprise(both, labels) < min(surprise(each, labels) for each in (one, other))


@pytest.mark.parametrize("factor", [0.25, 4.0])
def test_confidence_is_how_often_it_is_right(random: np.random.Generator, factor: float) -> None:
    """Who is too sure is softened, who is not sure enough is sharpened."""
    labels = random.integers(0, LABELS, COUNT)
    honest = opinions(random, labels, 2)
    bent = honest**factor / (honest**factor).sum(axis=1, keepdims=True)
    assert calibration_error(bent, labels) > 0.1
    assert calibration_error(mix(bent, bent, calibrate(bent, labels)), labels) < 0.03


def test_words_decide_alone_from_where_nothing_is_lost(random: np.random.Generator) -> None:
    labels = random.integers(0, LABELS, COUNT)
    words, meaning = opinions(random, labels, 3), opinions(random, labels, 4)
    mixture = choose(words, meaning, labels)
    both = mix(words, meaning, mixture)
    alone = words.max(axis=1) >= mixture.certain
    cascade = np.where(alone[:, None], words, both)
    assert 0.2 < alone.mean() < 1
    assert (cascade.argmax(1) == labels).mean() >= (both.argmax(1) == labels).mean() - 0.0011


def test_words_that_are_sure_and_wrong_do_not_decide_alone(random: np.random.Generator) -> None:
    labels = random.integers(0, LABELS, COUNT)
    words = opinions(random, (labels + 1) % LABELS, 3)
    certain = choose(words, opinions(random, labels, 5), labels).certain
    assert (words.max(axis=1) >= certain).mean() < 0.01


def test_where_every_text_would_be_lost_words_never_decide_alone() -> None:
    """They are equally sure of all, so that there is no place between."""
    labels = np.arange(30) % 2
    words, meaning = np.tile([0.2, 0.8], (30, 1)), np.where(labels[:, None] == [0, 1], 0.99, 0.01)
    assert choose(words, meaning, labels).certain == NEVER


def test_of_a_few_texts_nothing_is_told_where_words_are_enough(random: np.random.Generator) -> None:
    labels = random.integers(0, LABELS, 20)
    words = opinions(random, labels, 5)
    assert choose(words, opinions(random, labels, 5), labels).certain == NEVER


def test_a_text_that_no_label_is_right_for_is_hardly_ever_left_to_words(random: np.random.Generator) -> None:
    labels = random.integers(0, LABELS, COUNT)
    words, meaning = opinions(random, labels, 4), opinions(random, labels, 4)
    certain = choose(words, meaning, labels).certain
    words[np.arange(COUNT), labels] = 0
    struck = words.max(axis=1) / words.sum(axis=1)
    assert (struck >= certain).mean() <= 0.021


def test_of_no_or_one_text_both_count_alike(random: np.random.Generator) -> None:
    labels = random.integers(0, LABELS, 1)
    for count in (0, 1):
        mixture = choose(opinions(random, labels, 2)[:count], opinions(random, labels, 2)[:count], labels[:count])
        assert mixture.weight == pytest.approx(0.5, abs=0.2)
        assert mixture.temperature == pytest.approx(1, abs=0.3)


@given(
    st.lists(st.floats(0, 1), min_size=2, max_size=6),
    st.floats(0, 1),
    st.floats(0.1, 10),
)
def test_an_opinion_is_of_probabilities(scores: list[float], weight: float, temperature: float) -> None:
    one = (np.array(scores) + 1e-12) / (sum(scores) + 1e-12 * len(scores))
    said = mix(one, one[::-1], Mixture(weight, temperature))
    assert said.sum() == pytest.approx(1)
    assert (said >= 0).all()


def test_the_calibration_error_is_the_gap_weighed_by_its_texts() -> None:
    said = np.array([[0.9, 0.1]] * 10 + [[0.6, 0.4]] * 10)
    labels = np.array([0] * 8 + [1] * 2 + [0] * 7 + [1] * 3)
    assert calibration_error(said, labels) == pytest.approx((10 * 0.1 + 10 * 0.1) / 20)
