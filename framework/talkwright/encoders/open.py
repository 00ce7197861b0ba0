"""The way to an encoder by its name.

A name without a slash stands on the shelf; one with a slash is a model of sentence-transformers, by its name or its
path. Encoders that are asked over the network are made of an ``Endpoint``, not of a name.
"""

from __future__ import annotations

from talkwright.encoders.encoder import Encoder
from talkwright.encoders.shelf import Shelf


def open_encoder(name: str, shelf: Shelf) -> Encoder:
    """The encoder ``name``. Raises ``NotFound``, and ``RequestError`` when it cannot be used."""
    if "/" in name:
        from talkwright.encoders.sentence_transformer import open_sentence_transformer

        return open_sentence_transformer(name)
    from talkwright.encoders.local import open_local

    return open_local(name, shelf)
