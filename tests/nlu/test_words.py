# ruff: noqa: RUF001 - letters of other scripts are what this is about
"""Where the words of a text are."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.nlu.folding import fold
from talkwright.nlu.phrases import Phrases, phrase
from talkwright.nlu.words import LONGEST_TEXT, spans, split


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Where's my  Order?", ["where's", "my", "order", "?"]),
        ("order #A-12", ["order", "#", "a", "-", "12"]),
        ("北京weather很好", ["北", "京", "weather", "很", "好"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("ok👍❤️", ["ok", "👍", "❤"]),
        ("\uff21\uff22\uff23", ["abc"]),
        ("cafe\u0301 café", ["cafe", "cafe"]),
        ("wie geht´s", ["wie", "geht's"]),
        ("a_b .NET C++", ["a_b", ".", "net", "c", "+", "+"]),
        ("ab\u200bcd so\u00adft \u200eok", ["ab", "cd", "soft", "ok"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert split(text)[1] == words


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("东京タワーへ", ["东", "京", "タ", "ワー", "へ"]),
        ("ｶﾞﾗｽ", ["ｶﾞ", "ﾗ", "ｽ"]),
        ("สวัสดี 10 บาท", ["ส", "วั", "ส", "ดี", "10", "บา", "ท"]),
        ("ສະບາຍດີ", ["ສະ", "ບາ", "ຍ", "ດີ"]),
        ("ကျေးဇူးတင်ပါတယ်", ["ကျေး", "ဇူး", "တင်", "ပါ", "တယ်"]),
        ("សួស្តី\u200bបាទ", ["សួ", "ស្តី", "បា", "ទ"]),
        ("서울에서 만나요", ["서울에서", "만나요"]),
        ("👨\u200d👩\u200d👧👍🏽1\ufe0f\u20e3🇩🇪🇫🇷", ["👨\u200d👩\u200d👧", "👍🏽", "1\ufe0f\u20e3", "🇩🇪", "🇫🇷"]),
    ],
)
def test_where_no_spaces_are_written_and_where_signs_are_long(text: str, pieces: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text)] == pieces


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_spans_are_in_order_and_leave_out_only_what_is_not_seen(text: str) -> None:
    found, words = split(text)
    assert len(found) == len(words)
    edges = [edge for span in found for edge in span]
    assert edges == sorted(edges)
    assert all(start < end <= len(text) for start, end in found)
    assert all(words)
    between = zip([0, *edges[1::2]], [*edges[::2], len(text)], strict=True)
    left = {sign for start, end in between for sign in text[start:end]}
    assert all(sign.isspace() or unicodedata.category(sign) in ("Cf", "Mn", "Cn") for sign in left)


def test_no_mark_cuts_a_word_of_a_script_with_spaces() -> None:
    apart = ["THAI", "LAO", "MYANMAR", "KHMER", "KATAKANA-HIRAGANA", "COMBINING", "MONGOLIAN"]
    for sign in map(chr, range(0x300, 0xFE00)):
        if unicodedata.category(sign) in ("Mn", "Mc") and unicodedata.name(sign).split()[0] not in apart:
            assert spans(f"a{sign}b") == [(0, 3)], unicodedata.name(sign)


@given(st.text(st.characters(categories=("L", "Nd", "P", "Zs")), max_size=30))
def test_folded_words_stay_as_they_are(text: str) -> None:
    words = split(text)[1]
    assert [fold(word) for word in words] == words


def test_a_very_long_text_is_read_up_to_a_limit() -> None:
    spans, _ = split("ab " * LONGEST_TEXT)
    assert spans[-1][1] <= LONGEST_TEXT


def test_the_longest_phrase_is_found_and_none_overlap() -> None:
    meanings = {phrase(text): text for text in ("New York", "York", "new york city", "B&B")}
    found = list(Phrases(meanings).find(split("From new YORK to York, a B & B in New York City")[1]))
    assert [meaning for _, _, meaning in found] == ["New York", "York", "B&B", "new york city"]


def test_part_of_a_word_is_no_phrase() -> None:
    assert list(Phrases({"art": 1}).find(split("start the party")[1])) == []


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=8), st.lists(st.sampled_from(["a", "b", "a b", "b c a"])))
def test_what_is_found_stands_there(words: list[str], keys: list[str]) -> None:
    last = 0
    for start, end, key in Phrases({key: key for key in keys}).find(words):
        assert " ".join(words[start:end]) == key
        assert start >= last
        last = end
