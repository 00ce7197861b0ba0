"""Every kind of encoder that can be had here keeps what an encoder promises."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from talkwright.encoders.encoder import Encoder
from talkwright.encoders.endpoint import Endpoint, open_endpoint
from talkwright.encoders.fetch import fetch
from talkwright.encoders.local import LONGEST
from talkwright.encoders.open import open_encoder
from talkwright.encoders.shelf import Shelf, digest_of
from talkwright.encoders.source import DEFAULT, MULTILINGUAL, TOKENIZER, WEIGHTS
from talkwright.testing.embeddings import Embeddings
from talkwright.testing.encoder_contract import EncoderContract

from .test_fetch import SOURCE, tokenizer
from .tiny import WIDTH, tiny_weights, written

THE_USERS = Shelf({name: value for name, value in os.environ.items() if name != "TALKWRIGHT_ENCODERS"})
"""Not the empty one that other tests use."""


class TestTiny(EncoderContract):
    """A network of two layers that is made here."""

    @pytest.fixture(autouse=True)
    def shelf(self, tmp_path: Path) -> None:
        self._shelf = Shelf({"TALKWRIGHT_ENCODERS": str(tmp_path / "shelf")})
        places = np.random.default_rng(0).standard_normal((LONGEST, WIDTH)).astype(np.float32) * 0.2
        weights = {**tiny_weights(), "embeddings.position_embeddings.weight": places}
        files = {
            WEIGHTS: written(weights),
            TOKENIZER: tokenizer(["where", "is", "my", "order", "book", "a", "table", "for", "two"]),
        }
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        source = replace(SOURCE, files={name: digest_of(content) for name, content in files.items()})
        fetch(source, self._shelf, tmp_path)

    def encoder(self) -> Encoder:
        return open_encoder("tiny", self._shelf)


class TestEndpoint(EncoderContract):
    @pytest.fixture(autouse=True)
    def server(self) -> Iterator[None]:
        with Embeddings() as server:
            self._server = server
            yield

    def encoder(self) -> Encoder:
        return open_endpoint(Endpoint(self._server.url, "letters", batch=5))


@cache
def _opened(name: str) -> Encoder:
    return open_encoder(name, THE_USERS)


class _Whole(EncoderContract):
    """An encoder of the user's, opened once as that takes a while."""

    name = ""

    def encoder(self) -> Encoder:
        if THE_USERS.label(self.name) is None:
            pytest.skip(f"{self.name} is not on this machine")
        return _opened(self.name)


class TestDefault(_Whole):
    name = DEFAULT


class TestMultilingual(_Whole):
    name = MULTILINGUAL


class TestSentenceTransformer(EncoderContract):
    """Where the package is installed, and a model is named with the variable."""

    def encoder(self) -> Encoder:
        named = os.environ.get("TALKWRIGHT_TEST_SENTENCE_TRANSFORMER")
        if not named:
            pytest.skip("TALKWRIGHT_TEST_SENTENCE_TRANSFORMER names no model")
        return _opened(named)
