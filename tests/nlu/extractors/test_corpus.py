"""Natural sentences, in each exactly what is marked, with its value; and sentences in which there is nothing."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from tests.nlu.extractors.corpus import FOLDER, german, sentences, short

from talkwright.nlu.extractors.dimensions import DIMENSIONS, read

NOW = datetime(2026, 11, 18, 10, 15, tzinfo=ZoneInfo("Europe/Berlin"))


def found(text: str, dimension: str, locale: str) -> list[tuple[int, int, str]]:
    return [
        (each.start, each.end, short(dimension, each.info))
        for _, each in read(text, (dimension,), locale=locale, now=NOW)
    ]


ENGLISH = [(dimension, *sentence) for dimension in DIMENSIONS for sentence in sentences(dimension)]
NOTHING = [text for text, _ in sentences("nothing")]


@pytest.mark.parametrize(("dimension", "text", "marks"), ENGLISH)
def test_exactly_what_is_marked_is_found(dimension: str, text: str, marks: list[tuple[int, int, str]]) -> None:
    assert found(text, dimension, "en_US") == marks


@pytest.mark.parametrize(("dimension", "text", "marks"), german())
def test_german_is_read_as_well(dimension: str, text: str, marks: list[tuple[int, int, str]]) -> None:
    assert found(text, dimension, "de") == marks


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
    assert {file.stem for file in FOLDER.glob("*.yml")} == {*DIMENSIONS, "nothing", "german"}
