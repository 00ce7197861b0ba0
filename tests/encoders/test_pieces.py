"""A model of SentencePiece is read as its library would, and what is none is said to be none."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from talkwright.encoders.pieces import tokenizer_of


def field(number: int, content: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(content)) + content


def varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])


def piece(text: str, score: float) -> bytes:
    return field(1, field(1, text.encode()) + varint(2 << 3 | 5) + struct.pack("<f", score))


def model(table: bytes) -> bytes:
    pieces = [("<unk>", 0.0), ("<s>", 0.0), ("</s>", 0.0), ("\u2581", -3.0), ("\u2581ab", -1.0), ("ab", -2.0)]
    pieces += [("a", -4.0), ("b", -4.0), ("\u2581a", -3.5)]
    size = varint(4 << 3) + varint(len(pieces))
    return b"".join(piece(*each) for each in pieces) + field(2, size) + field(3, field(1, b"x") + field(2, table))


def table() -> bytes:
    """A table that changes nothing: an empty trie, a double array of 256 places, and no texts."""
    return struct.pack("<I", 256 * 4) + b"\0" * 256 * 4


def test_the_likeliest_pieces_are_chosen() -> None:
    tokenizer = Tokenizer.from_str(tokenizer_of(model(table())).decode())
    assert tokenizer.encode("ab").tokens == ["<s>", "\u2581ab", "</s>"]
    assert tokenizer.encode("  abab   a ").tokens == ["<s>", "\u2581ab", "ab", "\u2581a", "</s>"]
    assert tokenizer.encode("").ids == [1, 2]
    unknown = tokenizer.encode("aXYb")
    assert unknown.ids == [1, 8, 0, 7, 2]
    assert unknown.offsets[1:4] == [(0, 1), (1, 3), (3, 4)]


def test_the_same_model_makes_the_same_bytes() -> None:
    assert tokenizer_of(model(table())) == tokenizer_of(model(table()))


@given(st.binary(max_size=60))
def test_what_is_no_model_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError):
        tokenizer_of(content)


@pytest.mark.parametrize("size", [1, 20, 60, 100])
def test_a_model_that_is_cut_off_is_refused(size: int) -> None:
    whole = model(table())
    with pytest.raises(ValueError):
        tokenizer_of(whole[:-size])
