"""An encoder elsewhere: what is asked, what is taken for an answer, and what becomes of every kind of failure."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Iterator

import numpy as np
import pytest

from talkwright.encoders import endpoint as room
from talkwright.encoders.breaker import FAILURES
from talkwright.encoders.endpoint import Endpoint, EndpointEncoder, open_endpoint
from talkwright.errors import OutsideError, RequestError
from talkwright.testing.embeddings import Answer, Embeddings

KEY = "sk-very-secret"


@pytest.fixture
def server() -> Iterator[Embeddings]:
    with Embeddings() as server:
        yield server


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_FIRST_PAUSE_S", 0.01)


def opened(server: Embeddings, width: int = 12, **options: object) -> EndpointEncoder:
    endpoint = Endpoint(server.url, "letters", **options)  # type: ignore[arg-type]
    return open_endpoint(endpoint, width, {"OPENAI_API_KEY": KEY})


def test_it_asks_as_openai_is_asked(server: Embeddings) -> None:
    encoder = opened(server, width=0)
    assert encoder.width == 12
    vector = encoder.encode("a text")
    request = server.requests[-1]
    assert (request.path, request.model, request.texts) == ("/v1/embeddings", "letters", ["a text"])
    assert request.headers["authorization"] == f"Bearer {KEY}"
    said = np.array(server.vector("a text"))
    np.testing.assert_allclose(vector, said / np.linalg.norm(said), rtol=1e-5)


def test_nobody_is_asked_when_the_width_is_known(server: Embeddings) -> None:
    opened(server)
    assert server.requests == []


def test_without_a_key_none_is_sent(server: Embeddings) -> None:
    open_endpoint(Endpoint(server.url, "letters"), 12, {}).encode("a")
    assert "authorization" not in server.requests[0].headers


def test_the_key_may_be_in_another_variable(server: Embeddings) -> None:
    open_endpoint(Endpoint(server.url, "letters", "MINE"), 12, {"MINE": "other"}).encode("a")
    assert server.requests[0].headers["authorization"] == "Bearer other"


def test_many_go_in_batches_and_keep_their_order(server: Embeddings) -> None:
    encoder = opened(server, batch=2)
    texts = ["a", "b", "c", "", "e" * 9_000]
    found = encoder.encode_many(texts)
    assert [request.texts for request in server.requests] == [["a", "b"], ["c", "."], ["e" * 4_000]]
    assert float(found[2] @ encoder.encode("c")) == pytest.approx(1, abs=1e-5)


def test_its_fingerprint_is_of_what_is_asked(server: Embeddings) -> None:
    prints = {opened(server).fingerprint, opened(server, width=13).fingerprint}
    prints.add(open_endpoint(Endpoint(server.url, "other"), 12).fingerprint)
    prints.add(open_endpoint(Endpoint(server.url + "/", "letters"), 12).fingerprint)
    assert len(prints) == 3, "a slash at the end says nothing"


@pytest.mark.parametrize("answers", [[429], [500, 503], ["cut"], [429, "cut", 502, 500]])
def test_training_tries_again(server: Embeddings, answers: list[Answer]) -> None:
    server.answers = list(answers)
    server.retry_after = "0"
    assert opened(server).encode_many(["a"]).shape == (1, 12)
    assert len(server.requests) == len(answers) + 1


def test_training_waits_as_long_as_it_is_told(server: Embeddings) -> None:
    server.answers, server.retry_after = [429], "0.2"
    begun = time.monotonic()
    opened(server).encode_many(["a"])
    assert time.monotonic() - begun >= 0.2


def test_training_gives_up_in_the_end(server: Embeddings) -> None:
    server.answers = [503] * 100
    with pytest.raises(OutsideError, match="answered 503"):
        opened(server).encode_many(["a"])
    assert len(server.requests) == 5


@pytest.mark.parametrize(
    ("answer", "said", "hint"),
    [
        (401, "answered 401", "OPENAI_API_KEY"),
        (403, "answered 403", "OPENAI_API_KEY"),
        (400, "answered 400", "'model'"),
        (404, "answered 404", "'base_url'"),
        (307, "sends elsewhere", "right address"),
        (b"<html>", "no vectors", ""),
        (b'{"data": {}}', "no vectors", ""),
        (b"[" * 100_000, "no vectors", ""),
        (b'{"data": []}', "something else", ""),
        (b'{"data": [{"index": 0, "embedding": [1, 2]}]}', "1 vectors of 12 numbers", ""),
        (b'{"data": [{"index": 7, "embedding": [1]}]}', "something else", ""),
        (b'{"data": [{"index": 0, "embedding": [' + b"0," * 11 + b"0]}]}", "without a direction", ""),
    ],
)
def test_what_will_not_get_better_is_not_tried_again(server: Embeddings, answer: Answer, said: str, hint: str) -> None:
    server.answers = [answer]
    with pytest.raises(OutsideError, match=said) as told:
        opened(server).encode_many(["a"])
    assert not told.value.retryable
    assert hint in told.value.hint
    assert len(server.requests) == 1
    assert KEY not in f"{told.value} {told.value.hint}"


@pytest.mark.parametrize("answer", ["silence", "drip"])
def test_nobody_waits_for_long(server: Embeddings, answer: Answer) -> None:
    server.answers = [answer]
    begun = time.monotonic()
    with pytest.raises(OutsideError, match=r"within 0\.2 s"):
        opened(server, timeout_s=0.2).encode("a")
    assert time.monotonic() - begun < 10
    assert len(server.requests) == 1


def test_after_some_failures_it_is_left_alone(server: Embeddings, caplog: pytest.LogCaptureFixture) -> None:
    server.answers = [500] * 100
    encoder = opened(server)
    with caplog.at_level(logging.DEBUG):
        for _ in range(10):
            with pytest.raises(OutsideError):
                encoder.encode("a")
    assert len(server.requests) == FAILURES
    warnings = [record for record in caplog.records if record.name == "talkwright"]
    assert len(warnings) == FAILURES
    assert KEY not in caplog.text


def test_a_success_makes_good_for_failures(server: Embeddings) -> None:
    encoder = opened(server)
    for _ in range(3):
        server.answers = [500] * (FAILURES - 1)
        for _ in range(FAILURES - 1):
            with pytest.raises(OutsideError):
                encoder.encode("a")
        assert encoder.encode("a").shape == (12,)


def test_where_nobody_listens_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        encoder = open_endpoint(Endpoint(f"http://127.0.0.1:{port}/v1", "letters"), 12)
        with pytest.raises(OutsideError, match=f"127.0.0.1:{port} cannot be asked") as told:
            encoder.encode("a")
    assert told.value.retryable


@pytest.mark.parametrize(
    "url",
    [
        *("", "example.org", "ftp://example.org", "file:///etc/passwd", "https://", "http://a\n.org"),
        *("https://me:secret@example.org", "https://example.org?key=secret", "https://example.org/#x"),
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(RequestError, match="base_url") as told:
        open_endpoint(Endpoint(url, "letters"), 12)
    assert "secret" not in f"{told.value} {told.value.hint}"
