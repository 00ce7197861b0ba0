"""Natural sentences, in each exactly what is marked, with its value; and sentences in which there is nothing."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from tests.nlu.extractors.corpus import FOLDER, LANGUAGES, in_language, sentences, short

from talkwright.nlu.extractors.dimensions import DIMENSIONS, read

NOW = datetime(2026, 11, 18, 10, 15, tzinfo=ZoneInfo("Europe/Berlin"))


def found(text: str, dimension: str, locale: str) -> list[tuple[int, int, str]]:
    return [
        (each.start, each.end, short(dimension, each.info))
        for _, each in read(text, DIMENSIONS if dimension == "nothing" else (dimension,), locale=locale, now=NOW)
    ]


ENGLISH = [(dimension, *sentence) for dimension in DIMENSIONS for sentence in sentences(dimension)]
SIGNS = {"code", "credit-card-number", "email", "phone-number", "url"}
"""The dimensions that are alike in every language."""
NOTHING = [text for text, _ in sentences("nothing")]


@pytest.mark.parametrize(("dimension", "text", "marks"), ENGLISH)
def test_exactly_what_is_marked_is_found(dimension: str, text: str, marks: list[tuple[int, int, str]]) -> None:
    assert found(text, dimension, "en_US") == marks


@pytest.mark.parametrize("code", LANGUAGES)
def test_other_languages_are_read_as_well(code: str) -> None:
    wrong = [
        (text, found(text, dimension, code), marks)
        for dimension, text, marks in in_language(code)
        if found(text, dimension, code) != marks
    ]
    assert wrong == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_corpus_of_a_language_is_large_enough(code: str) -> None:
    lines = in_language(code)
    assert {dimension for dimension, *_ in lines} >= {*DIMENSIONS, "nothing"} - SIGNS
    assert sum(len(marks) for _, _, marks in lines) >= 100
    assert sum(not marks for _, _, marks in lines) >= 40


@pytest.mark.parametrize("text", NOTHING)
def test_in_a_message_without_values_nothing_is_found(text: str) -> None:
    assert list(read(text, now=NOW)) == []


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_the_corpus_is_large_enough(dimension: str) -> None:
    marked = sum(len(marks) for _, marks in sentences(dimension))
    without = sum(not marks for _, marks in sentences(dimension)) + len(NOTHING)
    assert marked >= 55
    assert without >= 30


def test_every_file_of_the_corpus_is_read() -> None:
    assert {file.stem for file in FOLDER.glob("*.yml")} == {*DIMENSIONS, "nothing", *LANGUAGES.values()}
