"""The suite that every encoder passes.

Subclass ``EncoderContract`` in a test file and make the encoder; twice made, it is the same:

    class TestMyEncoder(EncoderContract):
        def encoder(self) -> Encoder:
            return MyEncoder()
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from talkwright.encoders.encoder import Encoder, TokenEncoder

TEXTS = (
    "where is my order",
    "Where is my order?",
    "book a table for two",
    "",
    "   \n\t ",
    "👋🏽 ❤️",
    "北京的天气 हिन्दी ไทย İstanbul ﷽",
    "\x00\u200d\ufeff({[*+?",
    "e\u0301 \u0301",
    "\ud83d half a character",
    "word " * 5_000,
    "x" * 20_000,
)
_AS_GOOD_AS_EQUAL = 1e-3  # cosine: some servers add up in another order when they are asked for several


class EncoderContract(ABC):
    """What ``encoders.encoder.Encoder`` promises."""

    @abstractmethod
    def encoder(self) -> Encoder:
        """A fresh one."""

    @pytest.mark.parametrize("number", range(len(TEXTS)))
    def test_any_text_has_a_vector_of_length_1(self, number: int) -> None:
        encoder = self.encoder()
        vector = encoder.encode(TEXTS[number])
        assert vector.dtype == np.float32
        assert vector.shape == (encoder.width,)
        assert float(np.linalg.norm(vector)) == pytest.approx(1, abs=1e-4)

    def test_the_same_text_has_the_same_vector(self) -> None:
        first, second = self.encoder(), self.encoder()
        for text in TEXTS[:9]:
            assert np.array_equal(first.encode(text), first.encode(text))
            assert np.array_equal(first.encode(text), second.encode(text))

    def test_it_does_not_matter_what_is_beside_a_text(self) -> None:
        encoder = self.encoder()
        together = encoder.encode_many(TEXTS)
        assert together.dtype == np.float32
        assert together.shape == (len(TEXTS), encoder.width)
        for text, vector in zip(TEXTS, together, strict=True):
            assert float(encoder.encode(text) @ vector) > 1 - _AS_GOOD_AS_EQUAL

    def test_nothing_has_no_vectors(self) -> None:
        encoder = self.encoder()
        assert encoder.encode_many([]).shape == (0, encoder.width)

    def test_more_than_a_batch_keeps_its_order(self) -> None:
        encoder = self.encoder()
        texts = [f"number {number}" for number in range(encoder.batch + 3)]
        together = encoder.encode_many(texts)
        assert together.shape == (len(texts), encoder.width)
        for place in (0, encoder.batch - 1, encoder.batch, len(texts) - 1):
            assert float(encoder.encode(texts[place]) @ together[place]) > 1 - _AS_GOOD_AS_EQUAL

    def test_other_texts_have_other_vectors(self) -> None:
        encoder = self.encoder()
        assert float(encoder.encode(TEXTS[0]) @ encoder.encode(TEXTS[2])) < 0.99

    def test_its_fingerprint_is_a_short_word_that_stays(self) -> None:
        first, second = self.encoder(), self.encoder()
        assert first.fingerprint == second.fingerprint
        assert first.fingerprint.isalnum()
        assert 8 <= len(first.fingerprint) <= 64
        assert first.name

    def test_threads_do_not_disturb_each_other(self) -> None:
        encoder = self.encoder()
        texts = [text for text in TEXTS if len(text) < 100] * 4
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(encoder.encode, texts))
        for text, vector in zip(texts, found, strict=True):
            assert np.array_equal(vector, encoder.encode(text))

    def test_tokens_stand_where_they_are_in_the_text(self) -> None:
        encoder = self.encoder()
        if not isinstance(encoder, TokenEncoder):
            return
        text = "where is my order"
        states = encoder.states(text)
        assert states.vectors.dtype == np.float32
        assert states.vectors.ndim == 2
        assert len(states.vectors) == len(states.spans)
        assert [text[start:end].strip() for start, end in states.spans] == text.split()
