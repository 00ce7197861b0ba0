"""What lies outside of all labels is told without an example of it."""

from __future__ import annotations

import numpy as np
import pytest

from talkwright.nlu.scope import Judged, Scope, learn_scope

LABELS, WIDTH, OF_EACH = 6, 24, 20


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)


@pytest.fixture
def centres() -> np.ndarray:
    """Of the labels, and of one more that nobody has told of."""
    return unit(np.random.default_rng(1).standard_normal((LABELS + 1, WIDTH)))


def texts(centres: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    labels = np.repeat(np.arange(LABELS), OF_EACH)
    return unit(centres[labels] + 0.15 * random.standard_normal((len(labels), WIDTH))), labels.astype(np.intp)


def opinions(centres: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    scores = np.exp(6 * vectors.astype(np.float64) @ centres[:LABELS].T)
    return np.asarray(scores / scores.sum(axis=1, keepdims=True))


def learnt(centres: np.ndarray) -> Scope | None:
    vectors, labels = texts(centres, 2)
    held_out, right = texts(centres, 3)
    judged = Judged(held_out, opinions(centres, held_out), right, vectors, labels)
    return learn_scope([judged], vectors, labels)


def inside(scope: Scope, centres: np.ndarray, vector: np.ndarray) -> float:
    said = opinions(centres, vector[None])[0]
    return scope.inside(vector, int(said.argmax()), float(said.max()))


def test_a_text_of_a_label_is_inside_and_one_of_none_is_not(centres: np.ndarray) -> None:
    scope = learnt(centres)
    assert scope is not None
    random = np.random.default_rng(4)
    known = [inside(scope, centres, vector) for vector in texts(centres, 5)[0]]
    strange = unit(centres[LABELS] + 0.15 * random.standard_normal((50, WIDTH)))
    assert np.mean(known) > 0.9
    assert np.mean([inside(scope, centres, vector) for vector in strange]) < 0.3


def test_what_is_saved_says_the_same(centres: np.ndarray) -> None:
    scope = learnt(centres)
    assert scope is not None
    again = Scope(scope.examples, **scope.plain())  # type: ignore[arg-type]
    vector = texts(centres, 5)[0][0]
    assert inside(again, centres, vector) == inside(scope, centres, vector)


def test_a_few_texts_teach_nothing(centres: np.ndarray) -> None:
    vectors, labels = texts(centres, 2)
    few = Judged(vectors[:30], opinions(centres, vectors[:30]), labels[:30], vectors, labels)
    assert learn_scope([few], vectors, labels) is None
    assert learn_scope([], vectors, labels) is None


def test_opinions_that_are_as_sure_without_the_right_label_teach_nothing(centres: np.ndarray) -> None:
    vectors, labels = texts(centres, 2)
    random = np.random.default_rng(0)
    wrong = np.full((len(labels), LABELS), 0.01)
    wrong[np.arange(len(labels)), (labels + random.integers(1, LABELS, len(labels))) % LABELS] = 0.95
    blind = unit(random.standard_normal(vectors.shape))
    assert learn_scope([Judged(blind, wrong, labels, blind, labels)], blind, labels) is None


def test_without_vectors_it_goes_by_how_sure_a_classifier_is(centres: np.ndarray) -> None:
    held_out, right = texts(centres, 3)
    none = np.zeros((len(right), 0), np.float32)
    scope = learn_scope([Judged(none, opinions(centres, held_out), right, none, right)], none, right)
    assert scope is not None
    assert scope.inside(None, 0, 0.99) > 0.9
    assert scope.inside(None, 0, 0.2) < 0.5


def test_where_what_is_near_cannot_be_told_nothing_is_held_against_a_text(centres: np.ndarray) -> None:
    scope = learnt(centres)
    assert scope is not None
    assert scope.inside(None, 0, 0.2) == 1
