# ruff: noqa: RUF001 - letters that look like others are what this is about
"""Words that differ only in how they were typed are one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.nlu.folding import fold, spell_out
from talkwright.nlu.words import split


@pytest.mark.parametrize(
    "written",
    [
        ["Straße", "STRASSE", "strasse", "STRAẞE"],
        ["Málaga", "Ma\u0301laga", "MALAGA"],
        ["ΟΔΟΣ", "οδός", "οδος"],
        ["İSTANBUL", "ıstanbul", "istanbul"],
        ["ISPARTA", "ısparta", "isparta"],
        ["Đà", "đa", "da"],
        ["ёлка", "елка", "ЁЛКА"],
        ["مُحَمَّد", "محـــمد", "محمد"],
        ["الإسلام", "الاسلام"],
        ["مدرسة", "مدرسه"],
        ["کتاب", "كتاب"],
        ["می\u200cخواهم", "ميخواهم"],
        ["١٢٣", "۱۲۳", "१२३", "１２３", "123"],
        ["שָׁלוֹם", "שלום"],
        ["हाँ", "हां"],
        ["\u0958लम", "\u0915\u093cलम", "कलम"],
        ["ｶﾞﾗｽ", "ガラス", "カ\u3099ラス"],
        ["ＡＢＣ", "abc", "ABC"],
        ["what’s", "WHAT'S", "what´s", "what`s"],
        ["👍🏽", "👍"],
        ["❤\ufe0f", "❤"],
        ["🤷\u200d♀\ufe0f", "🤷"],
    ],
)
def test_ways_of_typing_are_one(written: list[str]) -> None:
    assert len(set(map(fold, written))) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("май", "маи"), ("か", "が"), ("은", "운"), ("कि", "की"), ("กา", "กี"), ("a-b", "ab")]
)
def test_what_tells_words_apart_stays(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_umlauts_are_spelt_out() -> None:
    written = ["für", "Fu\u0308r", "GRÖSSE", "Ålborg", "smørrebrød", "hôtel"]
    assert [spell_out(word) for word in written] == ["fuer", "fuer", "groesse", "aalborg", "smoerrebroed", "hotel"]


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert bool(once) == bool(text)


@given(st.text(st.characters(categories=("L", "M", "Nd")), max_size=12))
def test_the_ways_of_unicode_are_one(text: str) -> None:
    composed, apart = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert split(composed)[1] == split(apart)[1]
