"""An encoder that stands on the shelf: onnxruntime with one thread, and the tokenizer of the model.

One thread because a second doubles the work and saves no time for texts as short as messages. One text at a time, as
what flows is quantised by its largest value: in a batch, a vector would depend on the texts beside it, and what was
trained with would not be what is served.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from talkwright.encoders.encoder import States, Vector, whole
from talkwright.encoders.shelf import MODEL, TOKENIZER, Shelf
from talkwright.errors import NotFound, RequestError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

LONGEST = 128  # tokens; the rest of a text is not read

_MOST_THREADS = 4


class LocalEncoder:
    """Made by ``open_local``. May be used from several threads."""

    batch = 64
    blocks = False

    def __init__(self, name: str, fingerprint: str, tokenizer: Tokenizer, session: InferenceSession) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self._tokenizer = tokenizer
        self._session = session
        self.width = int(session.get_outputs()[0].shape[1])

    def encode(self, text: str) -> Vector:
        """The vector of ``text``, float32 [width], of length 1."""
        vector: Vector = self._session.run(["sentence"], {"ids": _ids(self._split(text))})[0][0]
        return vector

    def encode_many(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of ``texts``, float32 [n, width], each as ``encode`` gives it; on all cores, up to four."""
        with ThreadPoolExecutor(min(_cores(), _MOST_THREADS)) as threads:
            vectors = list(threads.map(self.encode, texts))
        return np.array(vectors, np.float32).reshape(len(texts), self.width)

    def states(self, text: str) -> States:
        """The text token by token, without the marks at its ends."""
        encoding = self._split(text)
        tokens, sentence = self._session.run(["tokens", "sentence"], {"ids": _ids(encoding)})
        inside = [index for index, special in enumerate(encoding.special_tokens_mask) if not special]
        return States(tokens[0][inside], tuple(encoding.offsets[index] for index in inside), sentence[0])

    def _split(self, text: str) -> Encoding:
        return self._tokenizer.encode(whole(text))


def open_local(name: str, shelf: Shelf) -> LocalEncoder:
    """The encoder ``name`` from ``shelf``. Raises ``NotFound``, and ``RequestError`` when it cannot be used."""
    label = shelf.label(name)
    if label is None:
        raise NotFound(f"The encoder {name!r} is not on this machine.", f"Get it: talkwright encoder fetch {name}")
    try:
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer
    except ImportError as fault:
        hint = "Install what encoders need: pip install 'talkwright[encoder]'"
        raise RequestError(f"The package {fault.name!r} is not installed.", hint) from None
    place = shelf.place(name)
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        with ThreadPoolExecutor(1) as beside:  # the two take as long as each other
            opening = beside.submit(InferenceSession, place / MODEL, options, providers=["CPUExecutionProvider"])
            tokenizer = _tokenizer(place / TOKENIZER, Tokenizer)
            session = opening.result()
    except Exception as fault:  # each library has its own
        hint = f"Fetch it anew: talkwright encoder fetch {name}"
        raise RequestError(f"The encoder {name!r} cannot be used: {fault}", hint) from None
    return LocalEncoder(name, label.fingerprint, tokenizer, session)


def _tokenizer(path: Path, kind: type[Tokenizer]) -> Tokenizer:
    tokenizer = kind.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


def _cores() -> int:
    """How many may be used."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _ids(encoding: Encoding) -> NDArray[np.int64]:
    return np.array([encoding.ids], np.int64)
