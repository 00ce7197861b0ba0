"""What was encoded once is not encoded again, and a cache that is broken is none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talkwright.encoders.cache import Cache
from talkwright.encoders.encoder import Encoder
from talkwright.errors import OutsideError


class Counting:
    """An encoder of lengths that tells what it was asked."""

    name, fingerprint, width, batch, blocks = "counting", "counting", 3, 20, False

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, text: str) -> Any:
        self.asked.append(text)
        return np.array([len(text), text.count("a"), 1], np.float32)

    def encode_many(self, texts: Sequence[str]) -> Any:
        return np.array([self.encode(text) for text in texts], np.float32).reshape(len(texts), 3)


class Failing(Counting):
    """One that has two batches in it."""

    def encode_many(self, texts: Sequence[str]) -> Any:
        if len(self.asked) >= 2 * self.batch:
            raise OutsideError("no more")
        return super().encode_many(texts)


def encoder() -> tuple[Encoder, list[str]]:
    made = Counting()
    return made, made.asked


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(rounds=st.lists(st.lists(st.text(max_size=4), max_size=6), max_size=4))
def test_vectors_are_those_of_the_encoder(tmp_path: Path, rounds: list[list[str]]) -> None:
    plain, _ = encoder()
    for texts in rounds:
        asked, _ = encoder()
        found = Cache(tmp_path, asked).encode(texts)
        expected = np.array([plain.encode(text) for text in texts], np.float32).reshape(len(texts), 3)
        np.testing.assert_array_equal(found, expected)


def test_only_what_is_new_is_encoded(tmp_path: Path) -> None:
    Cache(tmp_path, encoder()[0]).encode(["a", "b", "a"])
    again, asked = encoder()
    Cache(tmp_path, again).encode(["b", "c"])
    assert asked == ["c"]


def test_what_came_before_a_failure_is_not_asked_for_again(tmp_path: Path) -> None:
    texts = [str(number) for number in range(50)]
    with pytest.raises(OutsideError):
        Cache(tmp_path, Failing()).encode(texts)
    again, asked = encoder()
    Cache(tmp_path, again).encode(texts)
    assert asked == texts[40:]


def test_what_nobody_asks_for_any_more_is_dropped(tmp_path: Path) -> None:
    Cache(tmp_path, encoder()[0]).encode(["a", "b"])
    Cache(tmp_path, encoder()[0]).encode(["b"])
    again, asked = encoder()
    Cache(tmp_path, again).encode(["a", "b"])
    assert asked == ["a"]


def test_how_much_is_done_is_told(tmp_path: Path) -> None:
    said: list[float] = []
    Cache(tmp_path, encoder()[0]).encode([str(number) for number in range(100)], said.append)
    assert said == [0.0, 0.2, 0.4, 0.6, 0.8]


@pytest.mark.parametrize("content", [b"", b"no file of numpy", b"PK\x03\x04 nor this"])
def test_a_broken_file_counts_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "counting.npz").write_bytes(content)
    again, asked = encoder()
    Cache(tmp_path, again).encode(["a"])
    assert asked == ["a"]


def test_a_folder_that_cannot_be_written_to_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file" / "cache", encoder()[0])
    assert cache.encode(["a"]).shape == (1, 3)
