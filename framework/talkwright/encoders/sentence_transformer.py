"""Any model of sentence-transformers, by its name or its path. Needs torch, which only those who want it install.

What is served comes from this machine: a name is looked up among the models that were fetched, never on the network.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from talkwright.encoders.encoder import Vector, whole
from talkwright.errors import NotFound, OutsideError, RequestError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_INSTALL = "Install it: pip install 'talkwright[sentence-transformers]'"


class SentenceTransformerEncoder:
    """Made by ``open_sentence_transformer``. One text at a time: its tokenizers do not bear several threads."""

    batch = 20
    blocks = True

    def __init__(self, name: str, model: SentenceTransformer) -> None:
        self.name = name
        self._model = model
        self._one_at_a_time = Lock()
        self.fingerprint = _fingerprint(model)
        self.width = len(self.encode(""))

    def encode(self, text: str) -> Vector:
        """The vector of ``text``, float32 [width], of length 1."""
        with self._one_at_a_time:
            found = self._model.encode([whole(text)], show_progress_bar=False, convert_to_numpy=True)
        vector = np.asarray(found[0], np.float32)
        length = np.linalg.norm(vector)
        unit: Vector = vector / length if length else vector
        return unit

    def encode_many(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of ``texts``, float32 [n, width], each as ``encode`` gives it: none is padded for another."""
        return np.array([self.encode(text) for text in texts], np.float32).reshape(len(texts), self.width)


def open_sentence_transformer(name: str, *, fetch: bool = False) -> SentenceTransformerEncoder:
    """The model ``name``, or the one in the folder of that path.

    Only with ``fetch`` is one that is not here fetched. Raises ``NotFound`` when it is not here, ``OutsideError`` when
    it cannot be fetched, ``RequestError`` without the package.
    """
    try:
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar
    except ImportError as fault:
        message = f"{name!r} needs the package 'sentence-transformers', and {fault.name!r} is not installed."
        raise RequestError(message, _INSTALL) from None
    torch.set_num_threads(1)  # more of them wait for each other over texts as short as messages
    disable_progress_bar()
    try:
        model = SentenceTransformer(name, device="cpu", local_files_only=not fetch, trust_remote_code=False)
    except Exception as fault:  # each of its libraries has its own
        if fetch:
            raise OutsideError(
                f"The model {name!r} could not be fetched: {_first_line(fault)}", retryable=True
            ) from None
        hint = f"Get it: talkwright encoder fetch {name}"
        raise NotFound(f"The encoder {name!r} is not on this machine.", hint) from None
    return SentenceTransformerEncoder(name, model)


def _fingerprint(model: SentenceTransformer) -> str:
    """Of the weights, of how a text is split, and of how long it may be."""
    digest = hashlib.sha256(f"{model.max_seq_length} {model.default_prompt_name}".encode())
    for name, values in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(values.detach().cpu().float().contiguous().numpy().tobytes())
    split = getattr(getattr(model, "tokenizer", None), "backend_tokenizer", None)
    if split is not None:
        digest.update(split.to_str().encode())
    return digest.hexdigest()[:16]


def _first_line(fault: Exception) -> str:
    return (str(fault).strip() or type(fault).__name__).splitlines()[0]
