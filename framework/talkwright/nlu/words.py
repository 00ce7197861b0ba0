"""Where the words of a text are. Pure. How they are written when that makes no difference is in ``nlu.folding``.

A word is a run of letters, digits and marks, with apostrophes inside. Any other sign is a word of its own, and so is an
emoji, however many code points it has. Where no spaces are written a word is the smallest piece that can stand alone:
a character of Chinese and Japanese, a letter of Thai, Lao, Khmer and Burmese with all that belongs to it. With a
dictionary in its place (jieba, 300 Chinese examples, cross-validation) intents were as often right, and entities less.

The text itself is never changed, so spans are always those of what the user wrote.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from talkwright.nlu.folding import UNSEEN, fold

LONGEST_TEXT = 4_000
"""Code points of a message that are looked at. What follows stays in the text and costs nothing."""

_HAN_KANA = r"\u3005\u3007\u303b\u3040-\u3098\u309b-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
_SPACELESS = rf"{_HAN_KANA}\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
_VARIANTS = r"\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f\U000e0100-\U000e01ef"

# Letters of scripts that write words together, each with what is written before, below, above and behind it.
_THAI_LAO = (
    r"[เ-ไເ-ໄ]?[ก-ฯๆກ-ຯຽໆໜ-ໟ]"
    r"[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ece]*"
)
_BURMESE_LETTER = r"[\u1000-\u102a\u103f\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081\u108e]"
_BURMESE_MARK = (
    r"[\u102b-\u1038\u103a-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074"
    r"\u1082-\u108d\u108f\u109a-\u109d]"
)
_BURMESE = (
    rf"{_BURMESE_LETTER}(?:\u1039{_BURMESE_LETTER}|{_BURMESE_MARK})*"
    rf"(?:{_BURMESE_LETTER}\u1037?\u103a{_BURMESE_MARK}*)*"
)
_KHMER = r"[\u1780-\u17b3\u17d7\u17dc](?:\u17d2[\u1780-\u17b3]|[\u17b6-\u17d1\u17d3\u17dd])*"
_CLUSTERED = (
    r"\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u109a-\u109d"
    r"\u1780-\u17b3\u17b6-\u17d3\u17d7\u17dc\u17dd"
)

# Signs that are no letters by Unicode yet belong to words: accents, points, the vowels of India.
_MARKS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u07fd\u0816-\u082d"
    r"\u0859-\u085b\u0898-\u089f\u08ca-\u0963\u0966-\u0dff\u0f18-\u0f19\u0f35\u0f37\u0f39\u0f3e\u0f3f\u0f71-\u0f84"
    r"\u0f86-\u0fbc\u0fc6\u135d-\u135f\u1712-\u1734\u1752\u1753\u1772\u1773\u1885\u1886\u18a9\u1920-\u193b"
    r"\u1a17-\u1a1b\u1a55-\u1a7f\u1ab0-\u1aff\u1b00-\u1b44\u1b6b-\u1b73\u1b80-\u1bf3\u1c24-\u1c37\u1cd0-\u1dff"
    r"\u20d0-\u20f0\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u302f\ua66f-\ua67d\ua69e\ua69f\ua6f0\ua6f1\ua802-\ua82c"
    r"\ua880-\ua8c5\ua8e0-\ua8ff\ua926-\ua953\ua980-\ua9c0\ua9e5\uaa29-\uaaef\uaaf5\uaaf6\uabe3-\uabed\ufb1e"
    r"\ufe20-\ufe2f"
)
_LETTER = rf"(?:[^\W{_SPACELESS}{_CLUSTERED}]|[{_MARKS}])"
_INSIDE = r"['’‘`´\u00ad\u200c\u200d\u2060\ufe00-\ufe0f]"  # noqa: RUF001 - what is typed for an apostrophe

_PICTURE = r"[©®‼⁉™ℹ←-⇿⌀-⏿Ⓜ■-➿⤀-⥿⬀-⯿〰〽㊗㊙\U0001f000-\U0001faff]"  # noqa: RUF001
_TONE = r"[\U0001f3fb-\U0001f3ff\ufe0f\u20e3\U000e0020-\U000e007f]"
_EMOJI = rf"[0-9#*]\ufe0f?\u20e3|[\U0001f1e6-\U0001f1ff]{{2}}|{_PICTURE}{_TONE}*(?:\u200d{_PICTURE}{_TONE}*)*"

_WORD = re.compile(
    rf"{_EMOJI}|[{_SPACELESS}][{_VARIANTS}ー]*|{_THAI_LAO}|{_BURMESE}|{_KHMER}"
    rf"|{_LETTER}+(?:{_INSIDE}+{_LETTER}+)*|[^\s{UNSEEN}]"
)


def split(text: str) -> tuple[list[tuple[int, int]], list[str]]:
    """The spans of the words of ``text``, and the words in their folded form."""
    found = spans(text)
    return found, [fold(text[start:end]) for start, end in found]


def spans(text: str) -> list[tuple[int, int]]:
    """Where the words of ``text`` are, from left to right. What is between them is space, or not to be seen."""
    return [match.span() for match in _WORD.finditer(text, 0, LONGEST_TEXT)]


LANGUAGE_END = "\x1f"
"""What stands between the code of a language and a word of it."""


def in_language(words: Sequence[str], language: str | None) -> list[str]:
    """``words``, and once more as words of ``language`` alone, where it is known.

    "die" is not the same in German as in English, "hotel" is: what is learnt of both is weighed against each other, as
    in "Frustratingly Easy Domain Adaptation" (Daumé, 2007). With 300 examples each in four languages two messages in a
    hundred more were understood (cross-validation).
    """
    return [*words, *(f"{language}{LANGUAGE_END}{word}" for word in words)] if language else [*words]


def plain(word: str) -> str:
    """``word`` without what makes no difference: case, and the several ways Unicode has of writing one character."""
    return word.lower() if word.isascii() else unicodedata.normalize("NFKC", word).lower()
