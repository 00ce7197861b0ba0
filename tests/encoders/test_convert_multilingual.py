"""The converted averaging network against the same network computed plainly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkwright.encoders.convert_multilingual import PIECES, convert_multilingual, read_arrays

from .averaging import WIDTH, WORDS, as_file, plainly, small_weights

WEIGHTS = small_weights()


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> onnxruntime.InferenceSession:
    folder: Path = tmp_path_factory.mktemp("model")
    model, table = convert_multilingual(WEIGHTS)
    (folder / "model.onnx").write_bytes(model)
    (folder / PIECES).write_bytes(table)
    return onnxruntime.InferenceSession(folder / "model.onnx", providers=["CPUExecutionProvider"])


@settings(deadline=None, max_examples=40)
@given(ids=st.lists(st.integers(0, WORDS - 1), min_size=1, max_size=20))
def test_it_gives_what_the_weights_mean(session: onnxruntime.InferenceSession, ids: list[int]) -> None:
    sentence, tokens = session.run(["sentence", "tokens"], {"ids": np.array([ids], np.int64)})
    expected, of_tokens = plainly(WEIGHTS, ids)
    assert tokens.shape == (1, len(ids), 2 * WIDTH)
    for found, meant in zip(np.split(tokens[0], 2, axis=-1), np.split(of_tokens, 2, axis=-1), strict=True):
        lengths = np.linalg.norm(found, axis=-1) * np.linalg.norm(meant, axis=-1)
        assert ((found * meant).sum(-1) / lengths).min() > 0.97
    assert sentence[0] @ expected > 0.97
    assert np.linalg.norm(sentence[0]) == pytest.approx(1, abs=1e-5)


def test_the_same_weights_make_the_same_bytes() -> None:
    read = read_arrays(as_file(WEIGHTS))
    assert convert_multilingual(read) == convert_multilingual(WEIGHTS)
    assert convert_multilingual(small_weights(1)) != convert_multilingual(WEIGHTS)
