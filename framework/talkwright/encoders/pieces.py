"""A model of SentencePiece as a tokenizer of the library ``tokenizers``.

The file is a message of Protocol Buffers, of which three fields are read: the pieces with their scores, and the table
by which a text is normalised. Models older than 2018, of which the multilingual encoder has one, keep that table where
later ones have something else. Source: https://github.com/google/sentencepiece, ``sentencepiece_model.proto``.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_PIECE, _OLD_SPECIFICATION, _TABLE = 1, 3, 2  # numbers of fields; the table is inside the specification
_TEXT, _SCORE = 1, 2
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_UNKNOWN, _BEGIN, _END = 0, 1, 2  # numbers of pieces
_SPACE = "\u2581"


def tokenizer_of(content: bytes) -> bytes:
    """The tokenizer as JSON. Raises ``ValueError`` when ``content`` is no such model."""
    from tokenizers import Regex, Tokenizer
    from tokenizers.models import Unigram
    from tokenizers.normalizers import Precompiled, Replace, Sequence, Strip
    from tokenizers.pre_tokenizers import Metaspace
    from tokenizers.processors import TemplateProcessing

    pieces, table = _read(content)
    made = Tokenizer(Unigram(pieces, _UNKNOWN, False))
    made.normalizer = Sequence([Precompiled(table), Replace(Regex(" {2,}"), " "), Strip()])
    made.pre_tokenizer = Metaspace(replacement=_SPACE, prepend_scheme="always")
    begin, end = pieces[_BEGIN][0], pieces[_END][0]
    made.post_processor = TemplateProcessing(single=f"{begin} $A {end}", special_tokens=[(begin, _BEGIN), (end, _END)])
    return made.to_str().encode()


def _read(content: bytes) -> tuple[list[tuple[str, float]], bytes]:
    """The pieces with their scores, and the table of what is normalised to what."""
    pieces: list[tuple[str, float]] = []
    table = b""
    for number, value in _fields(content):
        if number == _PIECE:
            said = dict(_fields(value))
            score = struct.unpack("<f", said[_SCORE])[0] if _SCORE in said else 0.0
            pieces.append((said.get(_TEXT, b"").decode(), score))
        elif number == _OLD_SPECIFICATION:
            table = dict(_fields(value)).get(_TABLE, b"")
    if len(pieces) <= _END or not table:
        raise ValueError("this is no model of SentencePiece of that age")
    return pieces, table


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """The fields of a message that hold bytes or 32 bits, with their numbers."""
    place = 0
    while place < len(message):
        tag, place = _varint(message, place)
        kind = tag & 7
        if kind == _VARINT:
            _, place = _varint(message, place)
            continue
        if kind == _BYTES:
            size, place = _varint(message, place)
        elif kind in (_FIXED32, _FIXED64):
            size = 4 if kind == _FIXED32 else 8
        else:
            raise ValueError(f"there is no kind {kind} of field")
        if place + size > len(message):
            raise ValueError("a field is cut off")
        if kind != _FIXED64:
            yield tag >> 3, message[place : place + size]
        place += size


def _varint(message: bytes, place: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and the place after it."""
    value = shift = 0
    while place < len(message):
        byte = message[place]
        value |= (byte & 0x7F) << shift
        place += 1
        if not byte & 0x80:
            return value, place
        shift += 7
    raise ValueError("a number is cut off")
