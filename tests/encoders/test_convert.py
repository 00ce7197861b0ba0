"""The converted model against the same model computed plainly."""

from __future__ import annotations

import numpy as np
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkwright.encoders.convert import convert
from talkwright.encoders.onnx_graph import LEVELS, quantise

from .tiny import HEADS, LAYERS, LONGEST, WIDTH, WORDS, plainly, tiny_weights

WEIGHTS = tiny_weights()


@pytest.fixture(scope="module")
def session() -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(convert(WEIGHTS, HEADS), providers=["CPUExecutionProvider"])


@settings(deadline=None, max_examples=40)
@given(ids=st.lists(st.integers(0, WORDS - 1), min_size=1, max_size=LONGEST))
def test_it_gives_what_the_weights_mean(session: onnxruntime.InferenceSession, ids: list[int]) -> None:
    sentence, tokens = session.run(["sentence", "tokens"], {"ids": np.array([ids], np.int64)})
    assert tokens.shape == (1, len(ids), 3 * WIDTH)
    for layers, states in zip((0, LAYERS // 2, LAYERS), np.split(tokens[0], 3, axis=-1), strict=True):
        meant = plainly(WEIGHTS, ids, layers)
        cosines = (states * meant).sum(-1) / np.linalg.norm(states, axis=-1) / np.linalg.norm(meant, axis=-1)
        assert cosines.min() > 0.97
    mean = plainly(WEIGHTS, ids).mean(0)
    assert sentence[0] @ mean / np.linalg.norm(mean) > 0.98
    assert np.linalg.norm(sentence[0]) == pytest.approx(1, abs=1e-5)


def test_the_same_weights_make_the_same_bytes() -> None:
    assert convert(tiny_weights(), HEADS) == convert(WEIGHTS, HEADS)
    assert convert(tiny_weights(1), HEADS) != convert(WEIGHTS, HEADS)


def test_each_column_is_quantised_by_its_own_scale() -> None:
    weight = np.array([[1.0, 100.0, 0.0], [-0.5, 25.0, 0.0]], np.float32)
    values, scales = quantise(weight)
    assert values.dtype == np.int8
    assert np.abs(values).max() == LEVELS
    np.testing.assert_allclose(values * scales, weight, atol=1 / LEVELS / 2 * 100)
    np.testing.assert_allclose(scales[:2], [1 / LEVELS, 100 / LEVELS], rtol=1e-6)
